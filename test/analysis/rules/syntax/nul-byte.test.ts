// Bytes of value zero, behind which Postfix reads nothing.
import { nulByte } from "../../../../server/src/analysis/rules/syntax/nul-byte";
import { ruleTester } from "../../../support/rule-tester";

ruleTester(nulByte, {
  valid: ["a = b\n", "# \0 in a comment\na = b\n", "-- master.cf --\nsmtp inet n - y - - smtpd\n"],
  invalid: [
    { code: "a = b«\0», c\n", message: "cut", fixed: "a = b, c\n" },
    { code: "a = b,\n  c«\0»d\0\n# \0\n", message: "cut", fixed: "a = b,\n  cd\n# \0\n" },
    {
      code: "-- master.cf --\nsmtp inet n - y - - smtpd «\0»-v\n",
      message: "cut",
      fixed: "smtp inet n - y - - smtpd -v\n",
    },
  ],
});
