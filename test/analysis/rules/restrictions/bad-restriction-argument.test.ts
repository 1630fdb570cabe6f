// What stands behind restrictions that take an argument.
import { badRestrictionArgument } from "../../../../server/src/analysis/rules/restrictions/bad-restriction-argument";
import { ruleTester } from "../../../support/rule-tester";

const service = (options: string) => `-- master.cf --\nsmtp inet n - y - - smtpd ${options}\n`;

ruleTester(badRestrictionArgument, {
  valid: [
    "smtpd_client_restrictions = check_client_access hash:/etc/postfix/a, CHECK_SENDER_ACCESS, inline:{a.b=OK}\n",
    "smtpd_client_restrictions = check_ccert_access { hash:/a, search_order = cert_fingerprint }\n",
    "smtpd_client_restrictions = reject_rbl_client zen.spamhaus.org=127.0.0.[2..11], reject_rhsbl_sender dbl.spamhaus.org\n",
    "smtpd_client_restrictions = permit_dnswl_client list.dnswl.org=127.0.[0..255].[1..3], sleep 10\n",
    "smtpd_recipient_restrictions = check_policy_service unix:private/policy, check_policy_service inet:[::1]:10023\n",
    "smtpd_recipient_restrictions = check_policy_service { inet:127.0.0.1:10023, timeout=10s }, reject\n",
    "smtpd_recipient_restrictions = check_policy_service local:private/policy\n",
    // Not yet looked into, and not yet filled in.
    { code: "smtpd_client_restrictions = reject_rbl_client a.example=127.0.0.[2\n", version: "2.7" },
    { code: "smtpd_client_restrictions = check_policy_service {inet:a:1}\n", version: "2.11" },
    "smtpd_client_restrictions = check_client_access {{ table }}\n",
    "smtpd_client_restrictions = check_client_access $undefined\n",
    "smtpd_client_restrictions = warn_if_reject permit_mynetworks warn_if_reject\n",
  ],
  invalid: [
    {
      code: "smtpd_client_restrictions = permit_mynetworks, «check_client_access»\n",
      message: "no-table",
      data: { name: "check_client_access" },
    },
    {
      code: "smtpd_restriction_classes = a\na = «check_sender_access» permit_mynetworks\nsmtpd_client_restrictions = «check_client_access» a\n",
      findings: [{ message: "no-table" }, { message: "no-table" }],
    },
    {
      code: "smtpd_client_restrictions = check_client_access «/etc/postfix/access»\nsmtpd_helo_restrictions = check_helo_access «access»\n",
      findings: [
        {
          message: "not-a-table",
          data: { argument: "/etc/postfix/access" },
          fixed:
            "smtpd_client_restrictions = check_client_access hash:/etc/postfix/access\nsmtpd_helo_restrictions = check_helo_access access\n",
        },
        { message: "not-a-table" },
      ],
    },
    {
      code: "smtpd_client_restrictions = check_client_access «{ inline:{a.b=OK} }»\n",
      message: "braces",
      data: { name: "check_client_access" },
    },
    { code: "smtpd_client_restrictions = «reject_rbl_client»\n", message: "no-zone" },
    {
      code: "smtpd_relay_restrictions = reject_rbl_client «reject_unauth_destination»\n",
      message: "swallowed",
      data: { name: "reject_rbl_client", argument: "reject_unauth_destination" },
    },
    {
      code: service(
        "-o smtpd_client_restrictions=reject_rbl_client,a.example=«127.0.0.[2..]»,reject_rbl_client,«a.example=»",
      ),
      findings: [
        { message: "bad-pattern", data: { pattern: "127.0.0.[2..]" } },
        { message: "bad-pattern", data: { pattern: "" } },
      ],
    },
    {
      code: "a = b.example=127.0.0.2.3\nsmtpd_client_restrictions = reject_rbl_client «$a»\n",
      message: "bad-pattern",
      data: { pattern: "127.0.0.2.3" },
    },
    {
      code: "smtpd_client_restrictions = «check_policy_service» permit_mynetworks «check_policy_service»\n",
      findings: [{ message: "no-server" }, { message: "no-server" }],
    },
    {
      code: "smtpd_client_restrictions = check_policy_service «private/policy» check_policy_service «127.0.0.1:10023» check_policy_service { «tcp:a:1», timeout=1 }\n",
      findings: [
        { message: "not-a-server", data: { argument: "private/policy" } },
        { message: "not-a-server", data: { argument: "127.0.0.1:10023" } },
        { message: "not-a-server", data: { argument: "tcp:a:1" } },
      ],
    },
    {
      code: "smtpd_client_restrictions = sleep «1s» «sleep» permit_mynetworks «sleep»\n",
      findings: [{ message: "no-number" }, { message: "no-number" }, { message: "no-number" }],
    },
  ],
});
