// Servers that take passwords without encryption.
import { cleartextAuth } from "../../../../server/src/analysis/rules/sasl/cleartext-auth";
import { ruleTester } from "../../../support/rule-tester";

const MAY = "smtpd_tls_security_level = may\n";

ruleTester(cleartextAuth, {
  valid: [
    `${MAY}smtpd_sasl_auth_enable = yes\nsmtpd_tls_auth_only = YES\n`,
    // Required TLS implies it.
    "smtpd_tls_security_level = encrypt\nsmtpd_sasl_auth_enable = yes\nsmtpd_tls_auth_only = no\n",
    "smtpd_tls_wrappermode = yes\nsmtpd_sasl_auth_enable = yes\n",
    "smtpd_enforce_tls = yes\nsmtpd_sasl_auth_enable = yes\n",
    `${MAY}smtpd_tls_auth_only = no\nsmtpd_sasl_auth_enable = no\n`,
    // No password in the clear, or none from afar.
    `${MAY}smtpd_sasl_auth_enable = yes\nsmtpd_sasl_security_options = noanonymous, noplaintext\n`,
    `${MAY}smtpd_sasl_auth_enable = yes\ninet_interfaces = loopback-only\n`,
    `-- main.cf --\n${MAY}-- master.cf --\n127.0.0.1:10025 inet n - y - - smtpd -o smtpd_sasl_auth_enable=yes\n`,
    `-- main.cf --\n${MAY}-- master.cf --\n588 inet n - y - - smtpd -o smtpd_sasl_auth_enable=yes\n  -o smtpd_client_restrictions=permit_mynetworks,reject\n`,
    // Nobody reads it, or nobody knows.
    `-- main.cf --\n${MAY}smtpd_sasl_auth_enable = yes\n-- master.cf --\nsmtp unix n - y - - smtp\n`,
    "smtpd_tls_security_level = $level\nsmtpd_sasl_auth_enable = yes\nlevel = {{ level }}\n",
    "-- master.cf --\nsmtp inet n - y - - smtpd -o smtpd_sasl_auth_enable=yes\n",
    // Only the service that demands encryption has it.
    `-- main.cf --\n${MAY}-- master.cf --\nsmtp inet n - y - - smtpd\nsubmission inet n - y - - smtpd\n  -o smtpd_sasl_auth_enable=yes -o smtpd_tls_security_level=encrypt\n`,
  ],
  invalid: [
    {
      code: `${MAY}smtpd_sasl_auth_enable = «yes»\n`,
      message: "default",
      fixed: `${MAY}smtpd_sasl_auth_enable = yes\nsmtpd_tls_auth_only = yes\n`,
    },
    {
      code: `${MAY}smtpd_sasl_auth_enable = yes\nsmtpd_tls_auth_only = «no»\n`,
      message: "off",
      fixed: `${MAY}smtpd_sasl_auth_enable = yes\nsmtpd_tls_auth_only = yes\n`,
    },
    { code: "smtpd_sasl_auth_enable = «yes»\nbiff = no\n", message: "none" },
    {
      code: `-- main.cf --\n${MAY}-- master.cf --\nsmtp inet n - y - - smtpd -o smtpd_sasl_auth_enable=«yes»\n`,
      message: "default",
      fixed: "smtp inet n - y - - smtpd -o smtpd_sasl_auth_enable=yes -o smtpd_tls_auth_only=yes\n",
    },
    {
      code: `-- main.cf --\n${MAY}-- master.cf --\nsmtp inet n - y - - smtpd -o { smtpd_sasl_auth_enable =«yes»}\n`,
      message: "default",
    },
    // The service that takes it back is the place.
    {
      code: `-- main.cf --\n${MAY}smtpd_sasl_auth_enable = yes\nsmtpd_tls_auth_only = yes\n-- master.cf --\nsmtp inet n - y - - smtpd -o smtpd_tls_auth_only=«no»\n`,
      message: "off",
      fixed: "smtp inet n - y - - smtpd -o smtpd_tls_auth_only=yes\n",
    },
    {
      code: `a = yes\n${MAY}smtpd_sasl_auth_enable = «$a»\n`,
      message: "default",
      fixed: `a = yes\n${MAY}smtpd_sasl_auth_enable = $a\nsmtpd_tls_auth_only = yes\n`,
    },
  ],
});
