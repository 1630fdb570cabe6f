// Checks of logins behind what lets all of them pass.
import { permitBeforeCheck } from "../../../../server/src/analysis/rules/restrictions/permit-before-check";
import { ruleTester } from "../../../support/rule-tester";

const CHECK = "reject_authenticated_sender_login_mismatch";
const SASL = "-o smtpd_sasl_auth_enable=yes";

ruleTester(permitBeforeCheck, {
  valid: [
    `smtpd_sender_restrictions = ${CHECK}, permit_sasl_authenticated\n`,
    "smtpd_sender_restrictions = permit_sasl_authenticated, reject_unauthenticated_sender_login_mismatch\n",
    "smtpd_sender_restrictions = permit_sasl_authenticated, reject_unknown_sender_domain\n",
    `smtpd_sender_restrictions = permit_mynetworks, ${CHECK}\n`,
    // Another list.
    `smtpd_client_restrictions = permit_sasl_authenticated\nsmtpd_sender_restrictions = ${CHECK}\n`,
    // Nobody can log in, so neither does anything.
    `-- main.cf --\nsmtpd_sender_restrictions = permit_sasl_authenticated, ${CHECK}\n-- master.cf --\nsmtp inet n - y - - smtpd\n`,
  ],
  invalid: [
    {
      code: `smtpd_sender_restrictions = permit_mynetworks permit_sasl_authenticated,\n  reject_unlisted_sender «${CHECK}»\n`,
      message: "pointless",
      data: { name: CHECK, permit: "permit_sasl_authenticated" },
      fixed: `smtpd_sender_restrictions = permit_mynetworks ${CHECK}, permit_sasl_authenticated,\n  reject_unlisted_sender\n`,
    },
    {
      code: "smtpd_sender_restrictions = Permit_SASL_authenticated, warn_if_reject «check_sasl_access hash:/a», reject\n",
      message: "pointless",
      fixed:
        "smtpd_sender_restrictions = warn_if_reject check_sasl_access hash:/a, Permit_SASL_authenticated, reject\n",
    },
    {
      code: `-- master.cf --\nsmtp inet n - y - - smtpd ${SASL} -o smtpd_sender_restrictions=permit_sasl_authenticated,«reject_sender_login_mismatch»,reject\n`,
      message: "half",
      fixed: `smtp inet n - y - - smtpd ${SASL} -o smtpd_sender_restrictions=reject_sender_login_mismatch,permit_sasl_authenticated,reject\n`,
    },
    // In only one of the servers; what is not written out, or has a comment between, stays.
    {
      code: `-- main.cf --\na = permit_sasl_authenticated\nsmtpd_sender_restrictions = $a, «reject_known_sender_login_mismatch»\nsmtpd_data_restrictions = permit_sasl_authenticated\n # comment\n «${CHECK}»\n-- master.cf --\na inet n - y - - smtpd\nb inet n - y - - smtpd ${SASL}\n`,
      findings: [{ message: "half" }, { message: "pointless" }],
    },
    {
      code: `smtpd_restriction_classes = a\na = permit_sasl_authenticated «${CHECK}»\n`,
      message: "pointless",
      fixed: `smtpd_restriction_classes = a\na = ${CHECK}, permit_sasl_authenticated\n`,
    },
  ],
});
