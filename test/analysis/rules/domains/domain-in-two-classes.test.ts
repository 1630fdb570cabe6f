// Domains that are of two classes.
import { domainInTwoClasses } from "../../../../server/src/analysis/rules/domains/domain-in-two-classes";
import { ruleTester } from "../../../support/rule-tester";

ruleTester(domainInTwoClasses, {
  valid: [
    "mydestination = localhost\nvirtual_mailbox_domains = example.com\nrelay_domains = example.net\n",
    // A relay domain may be a local one.
    "mydestination = example.com\nrelay_domains = example.com, $mydestination\n",
    "mydestination = example.com\nvirtual_mailbox_domains = hash:/etc/postfix/domains, sub.example.com, .example.com\n",
    // Taken out in front, or perhaps.
    "mydestination = !example.com, example.com\nvirtual_mailbox_domains = example.com\n",
    "mydestination = !hash:/etc/postfix/no, example.com\nvirtual_mailbox_domains = example.com\n",
    "mydestination = example.com\nvirtual_mailbox_domains = !example.com, example.com, !hash:/x\n",
    // What the machine is called that looks at the file need not be what the server is called.
    "virtual_mailbox_domains = host.example.test, localhost.example.test, example.test\nmydestination = $myhostname, $mydomain, localhost.$mydomain\n",
    "mydestination = {{ domains }} example.com\nvirtual_mailbox_domains = example.com\n",
    "mydestination = example.com # and so on\nvirtual_mailbox_domains = example.com\n",
    "mydestination = example.com\nvirtual_mailbox_domains = @DOMAINS@ example.com\n",
    // Reported where it is listed.
    "mydestination = localhost\nvirtual_mailbox_domains = example.com\nrelay_domains = $virtual_mailbox_domains\n",
    "-- main.cf --\nmydestination = example.com\n-- master.cf --\nsmtp inet n - n - - smtpd -o virtual_mailbox_domains=example.com\n",
  ],
  invalid: [
    {
      code: "mydestination = localhost,\n  Example.com\nvirtual_mailbox_domains = example.net, «example.com»\n",
      message: "both",
      data: {
        domain: "example.com",
        winner: "mydestination",
        meaning: "a local domain",
        meant: "a virtual mailbox domain",
      },
      related: ["main.cf:2: Example.com"],
      fixed: "mydestination = localhost,\n  Example.com\nvirtual_mailbox_domains = example.net\n",
    },
    {
      code: "myhostname = mx.example.com\nvirtual_alias_domains = «mx.example.com»\nvirtual_mailbox_domains = «$mydomain», a.example\nrelay_domains = «a.example», b.example\nmydestination = $myhostname, $mydomain\n",
      findings: [
        {
          message: "both",
          data: { meant: "a virtual alias domain" },
          related: ["main.cf:5: $myhostname"],
          fixed:
            "myhostname = mx.example.com\nvirtual_alias_domains =\nvirtual_mailbox_domains = $mydomain, a.example\nrelay_domains = a.example, b.example\nmydestination = $myhostname, $mydomain\n",
        },
        { message: "both", data: { domain: "example.com" }, related: ["main.cf:5: $mydomain"] },
        {
          message: "both",
          data: {
            winner: "virtual_mailbox_domains",
            meaning: "a virtual mailbox domain",
            meant: "a relay domain",
          },
          related: ["main.cf:3: a.example"],
          fixed:
            "myhostname = mx.example.com\nvirtual_alias_domains = mx.example.com\nvirtual_mailbox_domains = $mydomain, a.example\nrelay_domains = b.example\nmydestination = $myhostname, $mydomain\n",
        },
      ],
    },
    // The default of mydestination counts too.
    {
      code: "myhostname = mx.example.com\nvirtual_alias_domains = «localhost.example.com» «localhost»\n",
      findings: [
        {
          message: "both",
          fixed: "myhostname = mx.example.com\nvirtual_alias_domains = localhost\n",
        },
        {
          message: "both",
          fixed: "myhostname = mx.example.com\nvirtual_alias_domains = localhost.example.com\n",
        },
      ],
    },
    {
      code: "mydestination = $mydomain\nvirtual_mailbox_domains = «$mydomain»\n",
      message: "both",
      related: ["main.cf:1: $mydomain"],
    },
    // On the machine itself its name is known.
    {
      code: "virtual_mailbox_domains = «host.example.test»\n",
      files: {},
      message: "both",
      fixed: "virtual_mailbox_domains =\n",
    },
  ],
});
