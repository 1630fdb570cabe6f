// Clients that log in without a password, and passwords without a login.
import { missingPasswords } from "../../../../server/src/analysis/rules/sasl/missing-passwords";
import { ruleTester } from "../../../support/rule-tester";

ruleTester(missingPasswords, {
  valid: [
    "smtp_sasl_auth_enable = yes\nsmtp_sasl_password_maps = hash:/etc/postfix/sasl_passwd\n",
    "smtp_sasl_auth_enable = no\nlmtp_sasl_auth_enable = {{ x }}\nsmtp_sasl_password_maps =\n",
    "smtpd_sasl_auth_enable = yes\n",
    // A service of its own has what main.cf lacks.
    "-- main.cf --\nsmtp_sasl_password_maps = hash:/a\n-- master.cf --\na unix - - n - - smtp -o smtp_sasl_auth_enable=yes\n",
    "-- main.cf --\nsmtp_sasl_auth_enable = yes\n-- master.cf --\na unix - - n - - smtp -o smtp_sasl_password_maps=hash:/a\n",
    "-- master.cf --\na unix - - n - - smtp -o smtp_sasl_auth_enable=yes\n",
    "-- main.cf --\nsmtp_sasl_password_maps = hash:/a\n-- master.cf --\nsmtp inet n - n - - smtpd\n",
  ],
  invalid: [
    {
      code: "smtp_sasl_auth_enable = «yes»\nlmtp_sasl_auth_enable = «YES»\nlmtp_sasl_password_maps =\n",
      findings: [
        { message: "missing", data: { passwords: "smtp_sasl_password_maps" } },
        { message: "missing", data: { passwords: "lmtp_sasl_password_maps" } },
      ],
    },
    {
      code: "-- main.cf --\nbiff = no\n-- master.cf --\na unix - - n - - smtp -o smtp_sasl_auth_enable=«yes»\n",
      message: "missing",
    },
    {
      code: "smtp_sasl_password_maps = «hash:/etc/postfix/sasl_passwd»\n",
      message: "unused",
      data: { enable: "smtp_sasl_auth_enable" },
    },
  ],
});
