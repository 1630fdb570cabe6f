// Reply codes that smtpd(8) does not send.
import { badReplyCode } from "../../../../server/src/analysis/rules/values/bad-reply-code";
import { ruleTester } from "../../../support/rule-tester";

ruleTester(badReplyCode, {
  valid: [
    "reject_code = 554\ndefer_code = 450\nunknown_client_reject_code = +550\n",
    // Accepts the address.
    "unverified_recipient_defer_code = 250\n",
    // No number, or out of the bounds that smtpd(8) knows: other rules report these.
    "reject_code = 5xx\nunverified_sender_defer_code = 550\nunverified_recipient_reject_code = 0\n",
    "reject_code = ${stress?{1}:{2}}\nreject_code = $unknown\n",
    "smtpd_hard_error_limit = 20\n",
  ],
  invalid: [
    { code: "reject_code = «250»\n", message: "range", data: { value: "250" } },
    {
      code: "unknown_client_reject_code = «0»\nreject_code = «5500»\n",
      findings: [{ message: "range" }, { message: "range" }],
    },
    { code: "unverified_recipient_reject_code = «350»\n", message: "range" },
    { code: "-- master.cf --\nsmtp inet n - y - - smtpd -o reject_code=«55»\n", message: "range" },
  ],
});
