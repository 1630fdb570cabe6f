// Process limits that a program refuses to run with.
import { wrongProcessLimit } from "../../../../server/src/analysis/rules/services/wrong-process-limit";
import { ruleTester } from "../../../support/rule-tester";

ruleTester(wrongProcessLimit, {
  valid: [
    "-- master.cf --\nqmgr unix n - n 300 1 qmgr\ncleanup unix n - n - 0 cleanup\nsmtp unix - - n - 7 smtp\n",
    "-- master.cf --\nproxymap unix - - n - - proxymap\nproxywrite unix - - n - 1 proxymap\n",
    "-- main.cf --\ndefault_process_limit = 1\n-- master.cf --\nqmgr unix n - n 300 - qmgr\n",
    "-- main.cf --\ndefault_process_limit = $limit\n-- master.cf --\nqmgr unix n - n 300 - qmgr\n",
    "-- master.cf --\ncleanup unix n - n - {{ limit }} cleanup\nqmgr unix n - n 300 x qmgr\nverify unix - - n - 01 verify\n",
    "-- master.cf --\nmycleanup unix n - n - - mycleanup\n",
    { code: "-- master.cf --\npostlog unix-dgram n - n - - postlogd\n", version: "3.3" },
  ],
  invalid: [
    {
      code: "-- master.cf --\nqmgr unix n - n 300 «-» qmgr\n",
      message: "must-be",
      data: { program: "qmgr", limit: "1", value: "100" },
      fixed: "qmgr unix n - n 300 1 qmgr\n",
    },
    {
      code: "-- main.cf --\ndefault_process_limit = 1\n-- master.cf --\nsender-cleanup unix n - n - «-» cleanup\n",
      message: "must-be",
      data: { program: "cleanup", limit: "0", value: "1" },
      fixed: "sender-cleanup unix n - n - 0 cleanup\n",
    },
    {
      code: "-- master.cf --\nsmtp inet n - n - «0» postscreen\n",
      message: "must-be",
      data: { value: "unlimited" },
      fixed: "smtp inet n - n - 1 postscreen\n",
    },
    {
      code: "-- master.cf --\nproxywrite unix - - n - «-» proxymap\n",
      message: "one-writer",
      data: { value: "100" },
      fixed: "proxywrite unix - - n - 1 proxymap\n",
    },
  ],
});
