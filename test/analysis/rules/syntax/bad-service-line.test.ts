// Services with fewer than eight fields.
import { badServiceLine } from "../../../../server/src/analysis/rules/syntax/bad-service-line";
import { ruleTester } from "../../../support/rule-tester";

ruleTester(badServiceLine, {
  valid: [
    "-- master.cf --\nsmtp inet n - y - - smtpd\n",
    "-- master.cf --\nsmtp inet n - y\n  - - smtpd -o a=b\n",
    "-- master.cf --\nsmtp inet n - y - - {smtpd}\n",
    "-- master.cf --\n  smtp inet\n",
    "-- master.cf --\n{% for a in b %}\n{{ a }}\n",
    "-- main.cf --\nsmtp inet\n",
  ],
  invalid: [
    { code: "-- master.cf --\n«smtp»\n", message: "fields", data: { count: "1", next: "type" } },
    {
      code: "-- master.cf --\nsmtp inet n - y - - smtpd\n«submission inet n - y - smtpd»\n  # comment\n",
      message: "fields",
      data: { count: "7", next: "command" },
    },
    {
      code: "-- master.cf --\n«smtp inet n\n   -o { a = b }»\n",
      message: "fields",
      data: { count: "5", next: "wakeup" },
    },
  ],
});
