// Logins at the port of other mail servers.
import { authOnSmtpPort } from "../../../../server/src/analysis/rules/sasl/auth-on-smtp-port";
import { ruleTester } from "../../../support/rule-tester";

const SUBMISSION = "submission inet n - y - - smtpd -o smtpd_sasl_auth_enable=yes\n";

ruleTester(authOnSmtpPort, {
  valid: [
    `-- master.cf --\nsmtp inet n - y - - smtpd\n${SUBMISSION}`,
    "-- master.cf --\nsmtp inet n - y - - smtpd -o smtpd_sasl_auth_enable=yes\n",
    "-- main.cf --\nsmtpd_sasl_auth_enable = yes\n-- master.cf --\nsmtp inet n - y - - smtpd\n",
    `-- main.cf --\nsmtpd_sasl_auth_enable = yes\n-- master.cf --\nsmtp inet n - y - - smtpd -o smtpd_sasl_auth_enable=no\n${SUBMISSION}`,
    `-- master.cf --\n127.0.0.1:25 inet n - y - - smtpd -o smtpd_sasl_auth_enable=yes\n${SUBMISSION}`,
    "smtpd_sasl_auth_enable = yes\n",
  ],
  invalid: [
    {
      code: `-- master.cf --\nsmtp inet n - y - - smtpd -o smtpd_sasl_auth_enable=«yes»\n${SUBMISSION}`,
      message: "own",
      data: { submission: "submission/inet" },
      fixed: `smtp inet n - y - - smtpd -o smtpd_sasl_auth_enable=no\n${SUBMISSION}`,
    },
    {
      code: "-- main.cf --\nsmtpd_sasl_auth_enable = «yes»\n-- master.cf --\n0.0.0.0:25 inet n - y - - smtpd\n465 inet n - y - - smtpd\n",
      message: "main",
      data: { service: "0.0.0.0:25/inet", submission: "465/inet" },
    },
    {
      code: "-- main.cf --\nsmtpd_sasl_auth_enable = «yes»\n-- master.cf --\nsmtp inet n - y - 1 postscreen\nsmtpd pass - - y - - smtpd\nsubmissions inet n - y - - smtpd\n",
      message: "main",
      data: { service: "smtpd/pass" },
    },
  ],
});
