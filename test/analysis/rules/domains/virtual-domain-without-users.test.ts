// Virtual domains without a table of their users.
import { virtualDomainWithoutUsers } from "../../../../server/src/analysis/rules/domains/virtual-domain-without-users";
import { ruleTester } from "../../../support/rule-tester";

ruleTester(virtualDomainWithoutUsers, {
  valid: [
    "virtual_alias_domains = example.com\nvirtual_alias_maps = hash:/etc/postfix/virtual\n",
    "virtual_mailbox_domains = example.com\nvirtual_mailbox_maps = hash:/etc/postfix/vmailbox\n",
    "virtual_mailbox_domains = example.com\nvirtual_transport = lmtp:unix:private/dovecot-lmtp\n",
    "virtual_mailbox_domains = example.com\nvirtual_alias_maps = hash:/etc/postfix/virtual\n",
    "virtual_mailbox_domains = example.com\ntransport_maps = hash:/etc/postfix/transport\n",
    "virtual_alias_domains = hash:/etc/postfix/domains\nvirtual_mailbox_domains =\n",
    "virtual_alias_domains = $undefined\n",
    "virtual_alias_domains = example.com\nvirtual_alias_maps = $undefined hash:/x\n",
    "virtual_alias_domains = {{ domains }}\n",
    // The old name of virtual_alias_maps counts as well, and so does one service's own table.
    "virtual_alias_domains = example.com\nvirtual_maps = hash:/etc/postfix/virtual\n",
    "-- main.cf --\nvirtual_alias_domains = example.com\n-- master.cf --\ncleanup unix n - n - 0 cleanup -o virtual_alias_maps=hash:/x\n",
  ],
  invalid: [
    {
      code: "virtual_alias_domains = hash:/x, «example.com», example.net\n",
      message: "aliases",
      data: { domain: "example.com" },
    },
    {
      code: "virtual_mailbox_domains =\n  «example.com»\nvirtual_mailbox_maps =\nvirtual_transport = virtual\n",
      message: "mailboxes",
    },
  ],
});
