// Words that the SMTP server does not know where it looks for a restriction.
import { unknownRestriction } from "../../../../server/src/analysis/rules/restrictions/unknown-restriction";
import { ruleTester } from "../../../support/rule-tester";

ruleTester(unknownRestriction, {
  valid: [
    "smtpd_recipient_restrictions = permit_mynetworks,\n  # comment\n  PERMIT_SASL_AUTHENTICATED reject_unauth_destination\n",
    "smtpd_client_restrictions = reject_rbl_client, zen.spamhaus.org=127.0.0.[2..11], sleep 1, reject\n",
    "smtpd_sender_restrictions = hash:/etc/postfix/senders, check_sender_access { inline:{a.b=OK} }\n",
    "smtpd_data_restrictions = check_policy_service { inet:127.0.0.1:9, timeout=3s }, reject_unauth_pipelining\n",
    "smtpd_client_restrictions = warn_if_reject reject_unknown_client_hostname\n",
    // Classes.
    "smtpd_restriction_classes = greylist\ngreylist = check_policy_service unix:private/grey\nsmtpd_recipient_restrictions = greylist, reject\n",
    "-- main.cf --\nlocal_only = reject\n-- master.cf --\nsmtp inet n - y - - smtpd\n -o smtpd_restriction_classes=local_only -o smtpd_client_restrictions=local_only\n",
    // Nobody knows what comes out.
    "smtpd_client_restrictions = {{ client_restrictions }} foo\n",
    "smtpd_client_restrictions = $undefined foo\n",
    "smtpd_client_restrictions = permit_mynetworks # foo\n",
    "smtpd_client_restrictions = $a\na = {{ b }}\n",
    "smtpd_restriction_classes = {{ classes }}\nsmtpd_client_restrictions = foo\n",
    // Other rules' concern.
    "smtpd_client_restrictions = check_client_access hash: /etc/postfix/clients\n",
    // No list of the SMTP server, and lists that none evaluates.
    "my_restrictions = foo\nsmtpd_restrictions = foo\n",
    "smtpd_client_restrictions = foo\nsmtpd_client_restrictions = permit\n",
    "-- main.cf --\nsmtpd_client_restrictions = foo\n-- master.cf --\nsmtp inet n - y - - smtpd -o smtpd_client_restrictions=\n",
    { code: "smtpd_client_restrictions = check_relay_domains, reject_maps_rbl\n", version: "3.8" },
  ],
  invalid: [
    {
      code: "smtpd_recipient_restrictions = permit_mynetworks,\n  «permit_sasl_authenticate», reject_unauth_destination\n",
      message: "typo",
      data: { candidates: "'permit_sasl_authenticated'", version: "3.11.6" },
      fixed:
        "smtpd_recipient_restrictions = permit_mynetworks,\n  permit_sasl_authenticated, reject_unauth_destination\n",
    },
    {
      code: "a = rejct\nsmtpd_client_restrictions = «$a»\n",
      message: "typo",
      data: { word: "rejct", candidates: "'reject'" },
    },
    // Class names are the only ones whose case counts.
    {
      code: "smtpd_restriction_classes = grey\ngrey = permit\nsmtpd_client_restrictions = «Grey»\n",
      message: "typo",
      fixed: "smtpd_restriction_classes = grey\ngrey = permit\nsmtpd_client_restrictions = grey\n",
    },
    // In classes and in overrides.
    {
      code: "smtpd_restriction_classes = grey\ngrey = «permit_mynetwork»\n",
      message: "typo",
      fixed: "smtpd_restriction_classes = grey\ngrey = permit_mynetworks\n",
    },
    {
      code: "-- master.cf --\nsubmission inet n - y - - smtpd\n -o smtpd_client_restrictions=«permit_sasl_authentictaed»,reject\n",
      message: "typo",
      fixed:
        "submission inet n - y - - smtpd\n -o smtpd_client_restrictions=permit_sasl_authenticated,reject\n",
    },
    {
      code: "smtpd_client_restrictions = «permit_mynetworks;» «permit_inet_interfaces;reject»\n",
      findings: [
        {
          message: "glued",
          data: { name: "permit_mynetworks" },
          fixed: "smtpd_client_restrictions = permit_mynetworks permit_inet_interfaces;reject\n",
        },
        {
          message: "glued",
          fixed: "smtpd_client_restrictions = permit_mynetworks; permit_inet_interfaces reject\n",
        },
      ],
    },
    {
      code: "smtpd_client_restrictions = «reject_rbl_client=zen.spamhaus.org»\n",
      message: "glued",
      fixed: "smtpd_client_restrictions = reject_rbl_client zen.spamhaus.org\n",
    },
    {
      code: "smtpd_relay_restrictions = foo\nsmtpd_recipient_restrictions = permit_mynetworks «defer_unauth_destination»\n",
      version: "2.9",
      message: "too-new",
      data: { since: "2.10" },
    },
    {
      code: "smtpd_recipient_restrictions = «check_relay_domains»\nsmtpd_client_restrictions = «reject_maps_rbl»\n",
      findings: [
        {
          message: "removed",
          data: { removed: "3.9", replacement: "reject_unauth_destination" },
          fixed:
            "smtpd_recipient_restrictions = reject_unauth_destination\nsmtpd_client_restrictions = reject_maps_rbl\n",
        },
        { message: "removed", data: { replacement: "reject_rbl_client" } },
      ],
    },
    {
      code: "smtpd_client_restrictions = reject_rbl_client zen.spamhaus.org, «bl.spamcop.net»\n",
      message: "stray-zone",
      data: { word: "bl.spamcop.net", previous: "reject_rbl_client" },
      fixed:
        "smtpd_client_restrictions = reject_rbl_client zen.spamhaus.org, reject_rbl_client bl.spamcop.net\n",
    },
    {
      code: "-- master.cf --\nsmtp inet n - y - - smtpd -o smtpd_client_restrictions=reject_rbl_client,a.example,«b.example»\n",
      message: "stray-zone",
      fixed:
        "smtp inet n - y - - smtpd -o smtpd_client_restrictions=reject_rbl_client,a.example,reject_rbl_client,b.example\n",
    },
    {
      code: "smtpd_client_restrictions = permit_mynetworks «192.0.2.0/24»\n",
      message: "stray-argument",
      data: { previous: "permit_mynetworks" },
    },
    {
      code: "grey = permit\nsmtpd_client_restrictions = «grey»\n",
      message: "undeclared-class",
      data: { word: "grey" },
    },
    // Declared for another service only; reported once for two servers.
    {
      code: "-- main.cf --\ngrey = permit\nsmtpd_client_restrictions = «grey»\n-- master.cf --\na inet n - y - - smtpd -o smtpd_restriction_classes=grey\nb inet n - y - - smtpd\nc inet n - y - - smtpd -v\n",
      message: "undeclared-class",
    },
    {
      code: "smtpd_client_restrictions = «zen.spamhaus.org», check_policy_service unix:private/a «/etc/x»\n",
      findings: [{ message: "unknown" }, { message: "unknown" }],
    },
  ],
});
