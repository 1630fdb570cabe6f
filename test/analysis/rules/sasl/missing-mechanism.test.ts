// Logins that the client's own options rule out.
import { missingMechanism } from "../../../../server/src/analysis/rules/sasl/missing-mechanism";
import { ruleTester } from "../../../support/rule-tester";

const GMAIL = "relayhost = [smtp.gmail.com]:587\nsmtp_sasl_password_maps = hash:/a\n";

ruleTester(missingMechanism, {
  valid: [
    `${GMAIL}smtp_sasl_auth_enable = yes\nsmtp_sasl_security_options = noanonymous\n`,
    `${GMAIL}smtp_sasl_auth_enable = yes\nsmtp_sasl_security_options =\n`,
    `${GMAIL}smtp_sasl_auth_enable = yes\nsmtp_sasl_tls_security_options = noanonymous\n`,
    `${GMAIL}smtp_sasl_auth_enable = no\n`,
    "relayhost = [smtp.gmail.com]:587\nsmtp_sasl_auth_enable = yes\n",
    // Nobody knows what others offer.
    "relayhost = [mx.example.com]:587\nsmtp_sasl_password_maps = hash:/a\nsmtp_sasl_auth_enable = yes\n",
    "relayhost = [smtp.gmail.com.example]\nsmtp_sasl_password_maps = hash:/a\nsmtp_sasl_auth_enable = yes\n",
    "relayhost = {{ relay }}\nsmtp_sasl_password_maps = hash:/a\nsmtp_sasl_auth_enable = yes\n",
  ],
  invalid: [
    {
      code: `${GMAIL}smtp_sasl_auth_enable = «yes»\n`,
      message: "plaintext",
      data: { host: "smtp.gmail.com", options: "smtp_sasl_security_options" },
      fixed: `${GMAIL}smtp_sasl_auth_enable = yes\nsmtp_sasl_tls_security_options = noanonymous\n`,
    },
    {
      code: `${GMAIL}smtp_sasl_auth_enable = «yes»\nsmtp_sasl_tls_security_options = noplaintext\n`,
      message: "plaintext",
      data: { options: "smtp_sasl_tls_security_options" },
    },
    {
      code: `-- main.cf --\n${GMAIL}-- master.cf --\na unix - - n - - smtp -o smtp_sasl_auth_enable=«yes»\n`,
      message: "plaintext",
    },
  ],
});
