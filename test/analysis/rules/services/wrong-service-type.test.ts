// Services of a type that the program cannot serve.
import { wrongServiceType } from "../../../../server/src/analysis/rules/services/wrong-service-type";
import { ruleTester } from "../../../support/rule-tester";

ruleTester(wrongServiceType, {
  valid: [
    "-- master.cf --\nsmtp inet n - n - - smtpd\nsmtpd pass - - n - - smtpd\nlocalsmtp unix n - n - - smtpd\n",
    "-- master.cf --\npickup fifo n - n 60 1 pickup\nqmgr unix n - n 300 1 qmgr\npostlog unix-dgram n - n - 1 postlogd\n",
    "-- master.cf --\nlog unix-dgram n - n - 1 mylogd\nsmtp tcp n - n - - smtpd\nsmtp fifo n - n - {{ n }} smtpd\n",
    "-- master.cf --\ntlsmgr inet n - n 300 1 tlsmgr\n",
  ],
  invalid: [
    {
      code: "-- master.cf --\npickup «inet» n - n 60 1 pickup\n",
      message: "type",
      data: { program: "pickup", type: "inet", allowed: "'unix', 'fifo' or 'pass'" },
      fixed: "pickup unix n - n 60 1 pickup\n",
    },
    {
      code: "-- master.cf --\npostlog «unix» n - n - 1 postlogd\ntlsmgr «fifo» - - n 300 1 tlsmgr\n",
      findings: [
        {
          message: "type",
          data: { allowed: "'unix-dgram'" },
          fixed: "postlog unix-dgram n - n - 1 postlogd\ntlsmgr fifo - - n 300 1 tlsmgr\n",
        },
        {
          message: "type",
          data: { allowed: "'inet', 'unix' or 'pass'" },
          fixed: "postlog unix n - n - 1 postlogd\ntlsmgr unix - - n 300 1 tlsmgr\n",
        },
      ],
    },
    {
      code: "-- master.cf --\nsmtp «fifo» n - n - - smtpd\n",
      message: "type",
      fixed: "smtp inet n - n - - smtpd\n",
    },
  ],
});
