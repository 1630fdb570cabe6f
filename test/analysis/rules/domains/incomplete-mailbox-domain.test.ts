// Virtual mailboxes that virtual(8) cannot write.
import { incompleteMailboxDomain } from "../../../../server/src/analysis/rules/domains/incomplete-mailbox-domain";
import { ruleTester } from "../../../support/rule-tester";

const MAILBOXES =
  "virtual_mailbox_domains = example.com\nvirtual_mailbox_maps = hash:/etc/postfix/vmailbox\n";
const OWNERS = "virtual_uid_maps = static:5000\nvirtual_gid_maps = static:5000\n";

ruleTester(incompleteMailboxDomain, {
  valid: [
    `${MAILBOXES}${OWNERS}virtual_mailbox_base = /var/mail/vhosts\n`,
    // Delivered by something else, or perhaps.
    `${MAILBOXES}virtual_transport = lmtp:unix:private/dovecot-lmtp\n`,
    `${MAILBOXES}transport_maps = hash:/etc/postfix/transport\n`,
    `${MAILBOXES}virtual_alias_maps = hash:/etc/postfix/virtual\n`,
    "virtual_mailbox_maps = hash:/etc/postfix/vmailbox\nvirtual_mailbox_domains =\n",
    "virtual_mailbox_domains = example.com\nvirtual_mailbox_maps =\n",
    // One service has its own settings.
    `-- main.cf --\n${MAILBOXES}-- master.cf --\nvirtual unix - n n - - virtual -o virtual_mailbox_base=/x -o virtual_uid_maps=static:1 -o virtual_gid_maps=static:1\n`,
    "virtual_mailbox_domains = example.com\nvirtual_mailbox_maps = {{ maps }}\n",
  ],
  invalid: [
    {
      code: "virtual_mailbox_domains = $virtual_mailbox_maps\n««virtual_mailbox_maps»» = hash:/etc/postfix/vmailbox\n",
      findings: [
        { message: "base" },
        { message: "owners", data: { maps: "'virtual_uid_maps' and 'virtual_gid_maps' are empty" } },
      ],
    },
    {
      code: "virtual_mailbox_domains = example.com\n«virtual_mailbox_maps» = hash:/a\nvirtual_mailbox_base = /b\nvirtual_gid_maps = static:8\n",
      message: "owners",
      data: { maps: "'virtual_uid_maps' is empty" },
    },
  ],
});
