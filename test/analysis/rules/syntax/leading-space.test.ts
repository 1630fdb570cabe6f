// Indented text with nothing above that it could continue.
import { leadingSpace } from "../../../../server/src/analysis/rules/syntax/leading-space";
import { ruleTester } from "../../../support/rule-tester";

ruleTester(leadingSpace, {
  valid: [
    "a = b\n  c\n",
    "a = b\n\n# comment\n  c\n",
    "   \n  # comment\na = b\n",
    "-- master.cf --\nsmtp inet n - y - - smtpd\n  -v\n",
    "  {% if a %}\n",
  ],
  invalid: [
    { code: " «myhostname = a»\n", message: "ignored", fixed: "myhostname = a\n" },
    {
      code: "# comment\n\t  «mydestination = a,\n# inside\n  b»  \nrelayhost = c\n",
      message: "ignored",
      fixed: "# comment\nmydestination = a,\n# inside\n  b  \nrelayhost = c\n",
    },
    {
      code: "-- master.cf --\n  «smtp inet n - y - - smtpd»\n",
      message: "ignored",
      fixed: "smtp inet n - y - - smtpd\n",
    },
  ],
});
