// Restrictions that depend on what is switched off.
import { ineffectiveRestriction } from "../../../../server/src/analysis/rules/restrictions/ineffective-restriction";
import { ruleTester } from "../../../support/rule-tester";

const both = (main: string, options = "") =>
  `-- main.cf --\n${main}-- master.cf --\nsmtp inet n - y - - smtpd\nsubmission inet n - y - - smtpd ${options}\n`;

ruleTester(ineffectiveRestriction, {
  valid: [
    // master.cf is not at hand.
    "smtpd_client_restrictions = check_sasl_access hash:/a, permit_tls_clientcerts\n",
    // Part of the defaults, and harmless.
    both("smtpd_client_restrictions = permit_sasl_authenticated\n"),
    both("smtpd_client_restrictions = check_sasl_access hash:/a\n", "-o smtpd_sasl_auth_enable=yes"),
    both("smtpd_client_restrictions = check_ccert_access hash:/a\n", "-o smtpd_tls_req_ccert=yes"),
    both(
      "smtpd_tls_ask_ccert = yes\nsmtpd_client_restrictions = permit_tls_clientcerts\nrelay_clientcerts = hash:/a\n",
    ),
    both("smtpd_tls_ask_ccert = yes\nsmtpd_client_restrictions = permit_tls_all_clientcerts\n"),
    both("smtpd_sasl_auth_enable = {{ sasl }}\nsmtpd_client_restrictions = check_sasl_access hash:/a\n"),
    both("smtpd_client_restrictions = reject_unlisted_sender, check_client_access hash:/a\n"),
  ],
  invalid: [
    {
      code: both(
        "smtpd_client_restrictions = «check_sasl_access» hash:/a\nsmtpd_sender_restrictions = «reject_sender_login_mismatch»\n",
      ),
      findings: [
        { message: "no-logins", data: { name: "check_sasl_access" } },
        { message: "no-logins", data: { name: "reject_sender_login_mismatch" } },
      ],
    },
    // The one server that could, has a list of its own.
    {
      code: both(
        "smtpd_client_restrictions = «check_sasl_access» hash:/a\n",
        "-o smtpd_sasl_auth_enable=yes -o smtpd_client_restrictions=check_sasl_access,hash:/a",
      ),
      message: "no-logins",
    },
    {
      code: both(
        "smtpd_client_restrictions = «check_ccert_access» hash:/a, «permit_tls_clientcerts», «permit_tls_all_clientcerts»\n",
      ),
      findings: [
        { message: "no-certificates" },
        { message: "no-certificates" },
        { message: "no-certificates" },
      ],
    },
    {
      code: both("smtpd_tls_ask_ccert = yes\nsmtpd_relay_restrictions = «permit_tls_clientcerts», reject\n"),
      message: "no-fingerprints",
    },
  ],
});
