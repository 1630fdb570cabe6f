// Services that log every step.
import { verboseLogging } from "../../../../server/src/analysis/rules/services/verbose-logging";
import { ruleTester } from "../../../support/rule-tester";

ruleTester(verboseLogging, {
  valid: [
    "-- master.cf --\nsmtp inet n - n - - smtpd -o a=-v -D\np unix - n n - - pipe user=x argv=/bin/y -v\n",
    "-- master.cf --\nx inet n - n - - mine -v\nsmtp inet n - n - - smtpd {{ options }} -v\n",
  ],
  invalid: [
    {
      code: "-- master.cf --\nsmtp inet n - n - - smtpd «-v»\n  -o a=b\n",
      message: "verbose",
      data: { program: "smtpd" },
      fixed: "smtp inet n - n - - smtpd\n  -o a=b\n",
    },
    {
      code: "-- master.cf --\nsmtp inet n - n - - smtpd -o a=b\n  «-vv»\ntlsmgr unix - - n - 1 tlsmgr «-vo» a=b\n",
      findings: [
        {
          message: "verbose",
          fixed: "smtp inet n - n - - smtpd -o a=b\ntlsmgr unix - - n - 1 tlsmgr -vo a=b\n",
        },
        { message: "verbose" },
      ],
    },
  ],
});
