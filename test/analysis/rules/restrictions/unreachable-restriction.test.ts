// What stands behind a restriction that always decides.
import { unreachableRestriction } from "../../../../server/src/analysis/rules/restrictions/unreachable-restriction";
import { ruleTester } from "../../../support/rule-tester";

ruleTester(unreachableRestriction, {
  valid: [
    "smtpd_client_restrictions = permit_mynetworks, permit_sasl_authenticated, reject\n",
    "smtpd_client_restrictions = permit_mynetworks, permit\n",
    // Tested only, so it decides nothing; and what only seems to decide.
    "smtpd_client_restrictions = warn_if_reject reject, permit_mynetworks\n",
    "smtpd_client_restrictions = defer_if_permit, reject_unauth_destination, defer_if_reject, sleep 1\n",
    "smtpd_client_restrictions = reject_rbl_client reject, permit_mynetworks\n",
    "smtpd_client_restrictions = check_client_access hash:/a, permit_mynetworks\n",
    "smtpd_restriction_classes = a\na = permit_mynetworks\nsmtpd_client_restrictions = a, permit_sasl_authenticated\n",
    "smtpd_restriction_classes = a\na = reject\nsmtpd_client_restrictions = warn_if_reject a, permit_sasl_authenticated\n",
    "smtpd_restriction_classes = a b\na = b\nb = a\nsmtpd_client_restrictions = a, permit_sasl_authenticated\n",
    "smtpd_client_restrictions = reject {% if a %} permit_mynetworks\n",
    "smtpd_client_restrictions = permit $undefined\n",
    "smtpd_client_restrictions = reject warn_if_reject\n",
  ],
  invalid: [
    {
      code: "smtpd_client_restrictions = permit_mynetworks, Permit,\n  «reject_unknown_client_hostname, check_client_access hash:/a»\n",
      message: "ignored",
      data: { decision: "permit" },
      fixed: "smtpd_client_restrictions = permit_mynetworks, Permit\n",
    },
    {
      code: "smtpd_client_restrictions = reject\n # comment\n «permit_mynetworks»\n",
      message: "ignored",
    },
    {
      code: "a = reject\nsmtpd_client_restrictions = $a «permit_mynetworks»\n",
      message: "ignored",
    },
    {
      code: "smtpd_client_restrictions = defer, «warn_if_reject reject_unknown_client_hostname»\n",
      message: "ignored",
      fixed: "smtpd_client_restrictions = defer\n",
    },
    {
      code: "smtpd_client_restrictions = warn_if_reject permit, «reject»\n",
      message: "ignored",
      fixed: "smtpd_client_restrictions = warn_if_reject permit\n",
    },
    {
      code: "-- master.cf --\na inet n - y - - smtpd -o smtpd_client_restrictions=permit_mynetworks,reject,«permit_sasl_authenticated»\n",
      message: "ignored",
      fixed: "a inet n - y - - smtpd -o smtpd_client_restrictions=permit_mynetworks,reject\n",
    },
    {
      code: "smtpd_restriction_classes = a b\na = permit_mynetworks, b\nb = check_client_access hash:/a, reject, «permit»\nsmtpd_client_restrictions = a, «permit_sasl_authenticated»\n",
      findings: [
        {
          message: "ignored",
          fixed:
            "smtpd_restriction_classes = a b\na = permit_mynetworks, b\nb = check_client_access hash:/a, reject\nsmtpd_client_restrictions = a, permit_sasl_authenticated\n",
        },
        { message: "class", data: { decision: "a" } },
      ],
    },
    // Even a test of the whole class permits where it does.
    {
      code: "smtpd_restriction_classes = a\na = permit\nsmtpd_client_restrictions = warn_if_reject a «reject»\n",
      message: "class",
    },
  ],
});
