// Clients that may send a password without encryption.
import { cleartextLogin } from "../../../../server/src/analysis/rules/sasl/cleartext-login";
import { ruleTester } from "../../../support/rule-tester";

const LOGIN =
  "smtp_sasl_password_maps = hash:/etc/postfix/sasl_passwd\nsmtp_sasl_security_options = noanonymous\n";

ruleTester(cleartextLogin, {
  valid: [
    `${LOGIN}smtp_sasl_auth_enable = yes\nsmtp_tls_security_level = encrypt\n`,
    `${LOGIN}smtp_sasl_auth_enable = yes\nsmtp_tls_security_level = may\nsmtp_tls_policy_maps = hash:/etc/a\n`,
    `${LOGIN}smtp_sasl_auth_enable = yes\nsmtp_tls_security_level = may\nsmtp_tls_wrappermode = yes\n`,
    `${LOGIN}smtp_sasl_auth_enable = yes\nsmtp_enforce_tls = yes\nsmtp_tls_security_level =\n`,
    `${LOGIN}smtp_sasl_auth_enable = no\nsmtp_tls_security_level = may\n`,
    // No password in the clear, or not for others to see.
    "smtp_sasl_auth_enable = yes\nsmtp_sasl_password_maps = hash:/a\nsmtp_tls_security_level = may\n",
    `${LOGIN}smtp_sasl_auth_enable = yes\nrelayhost = [127.0.0.1]:2525\nsmtp_tls_security_level = none\n`,
    "smtp_sasl_auth_enable = yes\nsmtp_sasl_security_options =\nsmtp_tls_security_level = may\n",
    `-- main.cf --\n${LOGIN}smtp_tls_security_level = may\n-- master.cf --\nsmtp unix - - n - - smtp\na unix - - n - - smtp -o smtp_sasl_auth_enable=yes -o smtp_tls_security_level=secure\n`,
  ],
  invalid: [
    {
      code: `${LOGIN}smtp_sasl_auth_enable = yes\nsmtp_tls_security_level = «may»\n`,
      message: "may",
      fixed: `${LOGIN}smtp_sasl_auth_enable = yes\nsmtp_tls_security_level = encrypt\n`,
    },
    {
      code: `${LOGIN}smtp_sasl_auth_enable = yes\nsmtp_tls_security_level = «none»\n`,
      message: "none",
      fixed: `${LOGIN}smtp_sasl_auth_enable = yes\nsmtp_tls_security_level = encrypt\n`,
    },
    {
      code: `${LOGIN}smtp_sasl_auth_enable = «yes»\n`,
      message: "none",
      fixed: `${LOGIN}smtp_sasl_auth_enable = yes\nsmtp_tls_security_level = encrypt\n`,
    },
    {
      code: `compatibility_level = 3.11\n${LOGIN}smtp_sasl_auth_enable = «yes»\n`,
      message: "default",
      fixed: `compatibility_level = 3.11\n${LOGIN}smtp_sasl_auth_enable = yes\nsmtp_tls_security_level = encrypt\n`,
    },
    {
      code: `-- main.cf --\n${LOGIN}-- master.cf --\na unix - - n - - smtp -o smtp_sasl_auth_enable=yes -o smtp_tls_security_level=«may»\n`,
      message: "may",
      fixed: "a unix - - n - - smtp -o smtp_sasl_auth_enable=yes -o smtp_tls_security_level=encrypt\n",
    },
    {
      code: `${LOGIN}smtp_sasl_auth_enable = «yes»\nsmtp_use_tls = yes\nsmtp_tls_security_level =\n`,
      message: "default",
    },
  ],
});
