// Words in lists of domains that no domain matches.
import { unmatchedDomain } from "../../../../server/src/analysis/rules/domains/unmatched-domain";
import { ruleTester } from "../../../support/rule-tester";

ruleTester(unmatchedDomain, {
  valid: [
    "mydestination = $myhostname, localhost.$mydomain, localhost, [192.0.2.1], xn--bcher-kva.example, bücher.example\n",
    "mydestination = !sub.example.com, pcre:/etc/postfix/*, /etc/postfix/d@mains, ldap:a@b\n",
    "relay_domains =\nmydestination =\n",
    "virtual_alias_domains = ${undefined}.\nrelay_domains = {{ a }}*\n",
    "parent_domain_matches_subdomains = smtpd_access_maps\nrelay_domains = .example.com, example.com\n",
    "mynetworks = *\nmyorigin = a@b\n",
    "mydestination = localhost\nrelay_domains = $mydestination\n",
  ],
  invalid: [
    {
      code: "mydestination = «info@example.com», http://example.com/, «*.example.com»,\n  «.example.com», «*»\nrelay_domains = $mydestination, !«*.example.net»\n",
      findings: [
        { message: "address", data: { word: "info@example.com" } },
        { message: "wildcard" },
        { message: "first-dot", data: { bare: "example.com" } },
        { message: "wildcard" },
        { message: "wildcard", data: { name: "relay_domains" } },
      ],
    },
    {
      code: "virtual_mailbox_domains = example.com, «example.net.»\nrelay_domains = «.example.org» «$a»\na = example.info.\n",
      findings: [
        {
          message: "final-dot",
          fixed:
            "virtual_mailbox_domains = example.com, example.net\nrelay_domains = .example.org $a\na = example.info.\n",
        },
        {
          message: "parent-dot",
          fixed:
            "virtual_mailbox_domains = example.com, example.net.\nrelay_domains = example.org $a\na = example.info.\n",
        },
        { message: "final-dot" },
      ],
    },
    {
      code: "-- master.cf --\nsmtp inet n - n - - smtpd -o mydestination=«a@b»\n",
      message: "address",
    },
  ],
});
