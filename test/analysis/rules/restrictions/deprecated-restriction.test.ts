// Old names, and restrictions that go.
import { deprecatedRestriction } from "../../../../server/src/analysis/rules/restrictions/deprecated-restriction";
import { ruleTester } from "../../../support/rule-tester";

ruleTester(deprecatedRestriction, {
  valid: [
    "smtpd_helo_restrictions = reject_invalid_helo_hostname, reject_unlisted_recipient, reject_rbl_client a.example\n",
    // Not old yet, and gone for good.
    { code: "smtpd_helo_restrictions = reject_invalid_hostname\n", version: "2.2" },
    { code: "smtpd_recipient_restrictions = permit_mx_backup, reject_unauth_destination\n", version: "3.8" },
    "smtpd_recipient_restrictions = check_relay_domains, reject_unauth_destination\n",
    "smtpd_client_restrictions = reject_rbl_client reject_rbl\n",
  ],
  invalid: [
    {
      code: "smtpd_helo_restrictions = permit_mynetworks,\n  «Reject_Invalid_Hostname», «reject_unknown_hostname»\n",
      findings: [
        {
          message: "alias",
          data: { name: "reject_invalid_hostname", replacement: "reject_invalid_helo_hostname" },
          fixed:
            "smtpd_helo_restrictions = permit_mynetworks,\n  reject_invalid_helo_hostname, reject_unknown_hostname\n",
        },
        {
          message: "alias",
          fixed:
            "smtpd_helo_restrictions = permit_mynetworks,\n  Reject_Invalid_Hostname, reject_unknown_helo_hostname\n",
        },
      ],
    },
    {
      code: "-- main.cf --\na = reject_unknown_address\n-- master.cf --\na inet n - y - - smtpd -o smtpd_sender_restrictions=«$a» -o smtpd_client_restrictions=«reject_rbl»,a.example\n",
      findings: [
        { message: "alias" },
        {
          message: "alias",
          fixed:
            "a inet n - y - - smtpd -o smtpd_sender_restrictions=$a -o smtpd_client_restrictions=reject_rbl_client,a.example\n",
        },
      ],
    },
    {
      code: "smtpd_recipient_restrictions = «permit_mx_backup», reject_unauth_destination\n",
      message: "deprecated",
      data: { since: "3.9", replacement: "the parameter 'relay_domains'" },
    },
    {
      code: "smtpd_recipient_restrictions = «check_relay_domains»\n",
      version: "3.8",
      message: "deprecated",
      data: { since: "2.2", replacement: "'reject_unauth_destination'" },
    },
  ],
});
