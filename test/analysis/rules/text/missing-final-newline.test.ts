// Files whose last line has no end.
import { missingFinalNewline } from "../../../../server/src/analysis/rules/text/missing-final-newline";
import { ruleTester } from "../../../support/rule-tester";

ruleTester(missingFinalNewline, {
  valid: [
    "biff = no\n",
    "biff = no\r\n",
    // The last entry is safe, whatever becomes of the comment.
    "biff = no\n# comment",
    "-- master.cf --\nsmtp inet n - y - - smtpd\n",
    "",
  ],
  invalid: [
    { code: "myhostname = a.b\n«biff = no»", message: "missing", fixed: "myhostname = a.b\nbiff = no\n" },
    { code: "mydestination = a\r\n«  b»", message: "missing", fixed: "mydestination = a\r\n  b\r\n" },
    {
      code: "-- master.cf --\nsmtp inet n - y - - smtpd\n«  -o biff=no»",
      message: "missing",
      fixed: "smtp inet n - y - - smtpd\n  -o biff=no\n",
    },
  ],
});
