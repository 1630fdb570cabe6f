// Keywords that are still taken, but should not be used.
import { deprecatedKeyword } from "../../../../server/src/analysis/rules/values/deprecated-keyword";
import { ruleTester } from "../../../support/rule-tester";

ruleTester(deprecatedKeyword, {
  valid: [
    "smtpd_tls_ciphers = medium\nsmtp_tls_mandatory_ciphers = high\nlmtp_tls_ciphers = null\n",
    "smtpd_tls_exclude_ciphers = LOW, EXPORT\nmy_ciphers = low\n",
    "smtpd_tls_ciphers = $unknown\nsmtp_tls_ciphers = nonsense\nlmtp_tls_ciphers = {{ low }}\n",
    "smtpd_tls_ciphers = low\nsmtpd_tls_ciphers = high\n",
  ],
  invalid: [
    {
      code: "smtpd_tls_ciphers = «low»\nsmtp_tls_mandatory_ciphers = «EXPORT»\n",
      findings: [
        {
          message: "outdated",
          data: { name: "smtpd_tls_ciphers", value: "low", successor: "medium" },
          fixed: "smtpd_tls_ciphers = medium\nsmtp_tls_mandatory_ciphers = EXPORT\n",
        },
        {
          message: "outdated",
          fixed: "smtpd_tls_ciphers = low\nsmtp_tls_mandatory_ciphers = medium\n",
        },
      ],
    },
    { code: "smtpd_tls_ciphers = «$my_ciphers»\nmy_ciphers = low\n", message: "outdated" },
    {
      code: "-- master.cf --\nsmtp inet n - y - - smtpd -o smtpd_tls_ciphers=«low»\n",
      message: "outdated",
      fixed: "smtp inet n - y - - smtpd -o smtpd_tls_ciphers=medium\n",
    },
  ],
});
