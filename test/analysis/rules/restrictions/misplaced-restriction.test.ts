// Restrictions in lists that are evaluated when there is nothing for them to look at.
import { misplacedRestriction } from "../../../../server/src/analysis/rules/restrictions/misplaced-restriction";
import { ruleTester } from "../../../support/rule-tester";

const AT_ONCE = "smtpd_delay_reject = no\n";

ruleTester(misplacedRestriction, {
  valid: [
    // Usually all is known when the recipient is.
    "smtpd_client_restrictions = check_recipient_access hash:/a, permit_sasl_authenticated, reject\n",
    "smtpd_helo_restrictions = check_sender_access hash:/a, reject_unauth_destination, check_etrn_access hash:/b\n",
    "smtpd_delay_reject = $a\nsmtpd_client_restrictions = reject_unknown_sender_domain\n",
    `${AT_ONCE}smtpd_client_restrictions = hash:/a, permit_mynetworks, reject_rbl_client a.example, reject_plaintext_session\n`,
    `${AT_ONCE}smtpd_helo_restrictions = reject_invalid_helo_hostname, check_client_access hash:/a\n`,
    `${AT_ONCE}smtpd_sender_restrictions = reject_unknown_sender_domain, permit_sasl_authenticated\n`,
    `${AT_ONCE}smtpd_recipient_restrictions = check_recipient_access hash:/a, hash:/b\n`,
    // One of the servers waits.
    `-- main.cf --\n${AT_ONCE}smtpd_client_restrictions = reject_unknown_sender_domain\n-- master.cf --\na inet n - y - - smtpd\nb inet n - y - - smtpd -o smtpd_delay_reject=yes\n`,
    "smtpd_data_restrictions = reject_unauth_pipelining, reject_multi_recipient_bounce, check_sender_access hash:/a\n",
    "smtpd_end_of_data_restrictions = check_policy_service unix:private/a\n",
    "smtpd_etrn_restrictions = permit_mynetworks, hash:/a, check_helo_access hash:/b, reject\n",
    "smtpd_restriction_classes = a\na = hash:/a, check_recipient_access hash:/b\nsmtpd_sender_restrictions = a\n",
    "smtpd_restriction_classes = a\na = check_recipient_access hash:/b\nsmtpd_data_restrictions = a\n",
  ],
  invalid: [
    {
      code: "smtpd_data_restrictions = permit_mynetworks «hash:/etc/postfix/a»\n",
      message: "bare-table",
      data: { name: "hash:/etc/postfix/a", list: "smtpd_data_restrictions" },
    },
    {
      code: "smtpd_restriction_classes = a b\na = b\nb = «hash:/a»\nsmtpd_end_of_data_restrictions = a\n",
      message: "bare-table",
      data: { list: "smtpd_end_of_data_restrictions" },
    },
    {
      code: `${AT_ONCE}smtpd_client_restrictions = «permit_sasl_authenticated» «check_helo_access» hash:/a «check_sender_access» hash:/b\nsmtpd_helo_restrictions = «reject_non_fqdn_sender»\nsmtpd_sender_restrictions = «check_recipient_access» hash:/c\n`,
      findings: [
        { message: "too-early", data: { subject: "the login", list: "smtpd_client_restrictions" } },
        { message: "too-early", data: { subject: "the name in HELO or EHLO" } },
        { message: "too-early", data: { subject: "the sender" } },
        { message: "too-early", data: { list: "smtpd_helo_restrictions" } },
        { message: "too-early", data: { subject: "the recipient" } },
      ],
    },
    {
      code: "-- master.cf --\na inet n - y - - smtpd -o smtpd_delay_reject=NO -o smtpd_client_restrictions=«reject_unauth_destination»\n",
      message: "too-early",
    },
    {
      code: "smtpd_etrn_restrictions = «reject_unauth_destination» «check_sender_access» hash:/a\n",
      findings: [
        { message: "no-message", data: { subject: "the recipient" } },
        { message: "no-message", data: { subject: "the sender" } },
      ],
    },
    {
      code: `${AT_ONCE}smtpd_recipient_restrictions = «check_etrn_access» hash:/a\nsmtpd_client_restrictions = «check_etrn_access» hash:/a\n`,
      findings: [
        { message: "etrn-only", data: { list: "smtpd_recipient_restrictions" } },
        { message: "etrn-only" },
      ],
    },
    {
      code: "smtpd_data_restrictions = «check_recipient_access» hash:/a\nsmtpd_end_of_data_restrictions = «reject_unverified_recipient»\n",
      findings: [
        { message: "one-recipient", data: { name: "check_recipient_access" } },
        { message: "one-recipient" },
      ],
    },
  ],
});
