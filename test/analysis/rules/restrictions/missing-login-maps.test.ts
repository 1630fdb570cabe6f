// Checks of who may send under which address, where nothing says so.
import { missingLoginMaps } from "../../../../server/src/analysis/rules/restrictions/missing-login-maps";
import { ruleTester } from "../../../support/rule-tester";

const SASL = "smtpd_sasl_auth_enable = yes\n";
const CHECK = "reject_authenticated_sender_login_mismatch";

ruleTester(missingLoginMaps, {
  valid: [
    `${SASL}smtpd_sender_login_maps = hash:/a\nsmtpd_sender_restrictions = reject_sender_login_mismatch\n`,
    "smtpd_sender_restrictions = reject_sender_login_mismatch\n",
    `${SASL}smtpd_sender_restrictions = reject_unlisted_sender\n`,
    `${SASL}smtpd_sender_login_maps = $undefined\nsmtpd_sender_restrictions = ${CHECK}\n`,
    `${SASL}smtpd_sender_login_maps = {{ maps }}\nsmtpd_sender_restrictions = ${CHECK}\n`,
    // Another rule says that it never gets there.
    `${SASL}smtpd_sender_restrictions = permit_sasl_authenticated, ${CHECK}\n`,
    `-- main.cf --\nsmtpd_sender_restrictions = ${CHECK}\n-- master.cf --\na inet n - y - - smtpd\nb inet n - y - - smtpd -o smtpd_sasl_auth_enable=yes -o smtpd_sender_login_maps=hash:/a\n`,
  ],
  invalid: [
    {
      code: `${SASL}smtpd_sender_restrictions = permit_mynetworks, «reject_sender_login_mismatch»\nsmtpd_data_restrictions = «${CHECK}»\n`,
      findings: [
        { message: "rejects-all", data: { name: "reject_sender_login_mismatch" } },
        { message: "rejects-all" },
      ],
    },
    {
      code: `${SASL}smtpd_sender_restrictions = «reject_known_sender_login_mismatch», «reject_unauthenticated_sender_login_mismatch», permit_sasl_authenticated, «reject_sender_login_mismatch»\n`,
      findings: [{ message: "no-effect" }, { message: "no-effect" }, { message: "no-effect" }],
    },
    {
      code: `-- main.cf --\nsmtpd_sender_restrictions = «${CHECK}»\n-- master.cf --\na inet n - y - - smtpd\nb inet n - y - - smtpd -o smtpd_sasl_auth_enable=yes\n`,
      message: "rejects-all",
    },
  ],
});
