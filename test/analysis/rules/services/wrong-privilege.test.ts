// Programs that need root's privileges and do not get them.
import { wrongPrivilege } from "../../../../server/src/analysis/rules/services/wrong-privilege";
import { ruleTester } from "../../../support/rule-tester";

ruleTester(wrongPrivilege, {
  valid: [
    "-- master.cf --\nlocal unix - n n - - local\nsmtp unix - - n - - smtp\nqmgr unix n - n 300 1 qmgr\n",
    "-- master.cf --\nx unix - - n - - mypipe\n{{ name }} unix - - n - - pipe\ny unix - x n - - pipe\n",
  ],
  invalid: [
    {
      code: "-- master.cf --\npolicy unix - «-» n - 0 spawn user=nobody argv=/bin/policy\nvirtual unix - «y» n - - virtual\n",
      findings: [
        {
          message: "unprivileged",
          data: { program: "spawn", value: "-" },
          fixed: "policy unix - n n - 0 spawn user=nobody argv=/bin/policy\nvirtual unix - y n - - virtual\n",
        },
        {
          message: "unprivileged",
          data: { program: "virtual", value: "y" },
          fixed: "policy unix - - n - 0 spawn user=nobody argv=/bin/policy\nvirtual unix - n n - - virtual\n",
        },
      ],
    },
  ],
});
