// The same restriction twice in a list.
import { repeatedRestriction } from "../../../../server/src/analysis/rules/restrictions/repeated-restriction";
import { ruleTester } from "../../../support/rule-tester";

ruleTester(repeatedRestriction, {
  valid: [
    "smtpd_client_restrictions = permit_mynetworks, permit_sasl_authenticated\nsmtpd_helo_restrictions = permit_mynetworks\n",
    "smtpd_client_restrictions = reject_rbl_client a.b, reject_rbl_client c.d, check_client_access hash:/a, check_client_access hash:/b\n",
    "smtpd_client_restrictions = reject_rbl_client a.b=127.0.0.2, reject_rbl_client a.b=127.0.0.3\n",
    "smtpd_client_restrictions = sleep 1, sleep 1, check_policy_service unix:a, check_policy_service unix:a, foo, foo\n",
    "smtpd_client_restrictions = warn_if_reject reject_unknown_client_hostname, permit_mynetworks, reject_unknown_client_hostname\n",
    "smtpd_restriction_classes = a\na = permit_mynetworks\nsmtpd_client_restrictions = a, permit_mynetworks, a\n",
    "smtpd_client_restrictions = reject, permit_mynetworks, permit_mynetworks, reject\n",
  ],
  invalid: [
    {
      code: "smtpd_client_restrictions = permit_mynetworks,\n  reject_unknown_client_hostname,\n  «Permit_MyNetworks»,\n  reject\n",
      message: "repeated",
      data: { entry: "permit_mynetworks" },
      fixed: "smtpd_client_restrictions = permit_mynetworks,\n  reject_unknown_client_hostname,\n  reject\n",
    },
    {
      code: "-- master.cf --\na inet n - y - - smtpd -o smtpd_client_restrictions=check_client_access,hash:/a,reject_unlisted_sender,«check_client_access,hash:/a»\n",
      message: "repeated",
      data: { entry: "check_client_access hash:/a" },
      fixed:
        "a inet n - y - - smtpd -o smtpd_client_restrictions=check_client_access,hash:/a,reject_unlisted_sender\n",
    },
    // Tested after it was in force.
    {
      code: "smtpd_client_restrictions = reject_unknown_client_hostname, warn_if_reject «reject_unknown_client_hostname»\n",
      message: "repeated",
      fixed: "smtpd_client_restrictions = reject_unknown_client_hostname\n",
    },
    {
      code: "smtpd_restriction_classes = a\na = permit_mynetworks «permit_mynetworks» «permit_mynetworks» permit permit\n",
      findings: [
        {
          message: "repeated",
          fixed: "smtpd_restriction_classes = a\na = permit_mynetworks permit_mynetworks permit permit\n",
        },
        {
          message: "repeated",
          fixed: "smtpd_restriction_classes = a\na = permit_mynetworks permit_mynetworks permit permit\n",
        },
      ],
    },
    {
      code: "a = permit_mynetworks\nsmtpd_client_restrictions = permit_mynetworks «$a»\n",
      message: "repeated",
    },
  ],
});
