// Levels that keep old defaults.
import { oldCompatibilityLevel } from "../../../../server/src/analysis/rules/values/old-compatibility-level";
import { ruleTester } from "../../../support/rule-tester";

const MASTER = "-- master.cf --\nsmtp inet n - y - - smtpd\n";

ruleTester(oldCompatibilityLevel, {
  valid: [
    "compatibility_level = 3.11\n",
    "compatibility_level = 9999\n",
    // Nothing depends on it any more.
    "compatibility_level = 3.6\nsmtp_tls_security_level = may\n",
    { code: "compatibility_level = 3.6\n", version: "3.7.11" },
    { code: "compatibility_level = 2\n", version: "3.5" },
    "compatibility_level = latest\n",
    "compatibility_level = {{ level }}\n",
    "compatibility_level = 2\ncompatibility_level = 3.11\n",
    // A part of a configuration.
    "myhostname = a.b\n",
    MASTER,
    { code: `-- main.cf --\nmyhostname = a.b\n${MASTER}`, version: "2.11" },
  ],
  invalid: [
    {
      code: "compatibility_level = «3.6»\n",
      message: "low",
      data: { defaults: "'smtp_tls_security_level ='", newest: "3.11" },
    },
    {
      code: "compatibility_level = «2»\n",
      message: "low",
      data: {
        defaults:
          "'smtp_tls_security_level =', 'smtpd_relay_before_recipient_restrictions = no', 'respectful_logging = no', 'smtpd_tls_fingerprint_digest = md5', 'smtp_tls_fingerprint_digest = md5' and 'lmtp_tls_fingerprint_digest = md5'",
      },
    },
    {
      code: "compatibility_level = «1»\n",
      message: "low",
      data: {
        defaults:
          "'mynetworks_style = subnet', 'relay_domains = host.example.test, localhost.example.test, …', 'smtp_tls_security_level =', 'smtpd_relay_before_recipient_restrictions = no', 'respectful_logging = no', 'smtpd_tls_fingerprint_digest = md5' and 2 more",
      },
    },
    {
      code: "compatibility_level = «1»\nmydestination = a\nmynetworks = 10.0.0.0/8\n",
      version: "3.5",
      message: "low",
      data: { defaults: "'relay_domains = a'", newest: "2" },
    },
    {
      code: `-- main.cf --\n«myhostname = a.b»\nmydestination = a\n${MASTER}`,
      version: "3.4",
      message: "missing",
      data: {
        defaults:
          "'smtpd_relay_restrictions =', 'mynetworks_style = subnet', 'relay_domains = a', 'append_dot_mydomain = yes' and 'smtputf8_enable = no'",
        newest: "2",
      },
    },
  ],
});
