// Lists that hold the word the SMTP server asks for, and still let strangers relay.
import { openRelayList } from "../../../../server/src/analysis/rules/restrictions/open-relay-list";
import { ruleTester } from "../../../support/rule-tester";

const OPEN = "smtpd_relay_restrictions = permit_mynetworks, reject_rbl_client reject_unauth_destination\n";
const CLASS = "smtpd_restriction_classes = a\na = permit\n";

ruleTester(openRelayList, {
  valid: [
    "smtpd_relay_restrictions = permit_mynetworks, permit_sasl_authenticated, reject_unauth_destination\n",
    "smtpd_relay_restrictions = permit_mynetworks, defer_if_permit\n",
    // Postfix refuses to start: another rule's concern.
    "smtpd_relay_restrictions = permit\n",
    "smtpd_relay_restrictions =\nsmtpd_recipient_restrictions =\n",
    "smtpd_relay_restrictions = warn_if_reject reject_unauth_destination\n",
    // What a table says is not known, nor does every table's OK permit.
    "smtpd_relay_restrictions = check_client_access static:DUNNO, reject_unauth_destination\n",
    "smtpd_relay_restrictions = check_client_access hash:/a, reject_unauth_destination\n",
    "smtpd_relay_restrictions = check_sender_mx_access static:OK, reject_unauth_destination\n",
    // Another list keeps strangers out, or may do so.
    `${OPEN}smtpd_recipient_restrictions = permit_sasl_authenticated, reject\n`,
    `${OPEN}smtpd_client_restrictions = permit_mynetworks, reject\n`,
    `${OPEN}smtpd_data_restrictions = permit_sasl_authenticated, defer\n`,
    `${OPEN}smtpd_sender_restrictions = check_sender_access hash:/a\n`,
    `${OPEN}smtpd_end_of_data_restrictions = check_policy_service unix:private/a\n`,
    `${OPEN}smtpd_helo_restrictions = foo\n`,
    `${OPEN}smtpd_helo_restrictions = hash:/a\n`,
    `${OPEN}smtpd_helo_restrictions = {{ helo }}\n`,
    `${OPEN}smtpd_restriction_classes = b\nb = b\nsmtpd_client_restrictions = b\n`,
    "smtpd_relay_restrictions = permit_mx_backup, reject_rbl_client reject_unauth_destination\n",
    "smtpd_relay_restrictions = permit_dnswl_client a.b, reject_rbl_client reject_unauth_destination\n",
    `-- main.cf --\n${OPEN}-- master.cf --\nsmtp inet n - y - - smtpd -o smtpd_relay_restrictions=reject\n`,
    `${CLASS}smtpd_relay_restrictions = reject_unauth_destination, a\n`,
    // Out of a stranger's reach.
    `inet_interfaces = loopback-only\n${OPEN}`,
    `-- main.cf --\n${OPEN}-- master.cf --\n127.0.0.1:10025 inet n - y - - smtpd\n[::1]:10025 inet n - y - - smtpd\na unix - - y - - smtpd\n`,
    "smtpd_restriction_classes = a\na = reject_unauth_destination\nsmtpd_relay_restrictions = permit_mynetworks, a, permit\n",
  ],
  invalid: [
    {
      code: "smtpd_relay_restrictions = «permit_mynetworks, check_recipient_access static:ok, reject_unauth_destination»\n",
      message: "permit",
      data: { entry: "check_recipient_access" },
    },
    {
      code: "smtpd_relay_restrictions = «permit_mynetworks, reject_rbl_client reject_unauth_destination»\n",
      message: "nothing",
    },
    {
      code: "smtpd_relay_restrictions =\nsmtpd_recipient_restrictions = «warn_if_reject warn_if_reject reject_unauth_destination»\nsmtpd_etrn_restrictions = reject\n",
      message: "nothing",
    },
    {
      code: `${CLASS}smtpd_relay_restrictions = «permit_mynetworks, a, reject_unauth_destination»\nsmtpd_client_restrictions = warn_if_reject reject, reject_unknown_client_hostname\n`,
      message: "permit",
      data: { entry: "permit" },
    },
    // Only one of the servers; and what a stranger without a login gets.
    {
      code: `-- main.cf --\n${CLASS}-- master.cf --\na inet n - y - - smtpd\nb inet n - y - - smtpd -o smtpd_restriction_classes=a -o smtpd_relay_restrictions=«permit_sasl_authenticated,a,reject»\n`,
      message: "permit",
    },
  ],
});
