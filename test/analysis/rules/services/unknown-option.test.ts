// Options that Postfix's programs do not have.
import { unknownOption } from "../../../../server/src/analysis/rules/services/unknown-option";
import { ruleTester } from "../../../support/rule-tester";

ruleTester(unknownOption, {
  valid: [
    "-- master.cf --\nsmtp inet n - n - - smtpd -v -D -vvo x=y -ox=-q -m 5 -- -q\n",
    "-- master.cf --\nsmtp inet n - n - - smtpd a -q\np unix - n n - - pipe -- -x user=x argv=y\n",
    "-- master.cf --\np unix - n n - - pipe user=x argv=/bin/y -x\nq inet n - n - - myd -x\n",
    "-- master.cf --\nsmtp inet n - n - - smtpd {{ options }} -x\n",
  ],
  invalid: [
    {
      code: "-- master.cf --\nsmtp inet n - n - - smtpd -o a=b «-x»\n",
      message: "option",
      data: { program: "smtpd", letter: "x" },
    },
    {
      code: "-- master.cf --\nsmtp inet n - n - - smtpd -v«e»f -y\n",
      message: "option",
      data: { letter: "e" },
    },
  ],
});
