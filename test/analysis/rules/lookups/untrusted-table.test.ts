// Tables that can be forged where they decide about rights.
import { untrustedTable } from "../../../../server/src/analysis/rules/lookups/untrusted-table";
import { ruleTester } from "../../../support/rule-tester";

ruleTester(untrustedTable, {
  valid: [
    "alias_maps = hash:/etc/aliases, nis:mail.aliases\nvirtual_uid_maps = static:5000\n",
    "virtual_alias_maps = tcp:127.0.0.1:8888\nlocal_recipient_maps = tcp:127.0.0.1:8888\n",
    // Delivered by a program that does not read them; smtpd may.
    "virtual_mailbox_maps = socketmap:inet:127.0.0.1:1:a\nvirtual_transport = lmtp:unix:private/dovecot-lmtp\n",
    "alias_maps = memcache:/etc/x\nlocal_transport = lmtp:unix:private/x\n",
    "alias_maps = memcache:/etc/x\nlocal_transport = $undefined\n",
  ],
  invalid: [
    {
      code: "alias_maps = hash:/etc/aliases, «tcp»:127.0.0.1:8888, proxy:«memcache»:/etc/x\n",
      findings: [
        { message: "untrusted", data: { program: "local", type: "tcp", name: "alias_maps" } },
        { message: "untrusted" },
      ],
    },
    {
      code: "virtual_mailbox_maps = unionmap:{hash:/a, «socketmap»:inet:127.0.0.1:1:a}\n",
      message: "untrusted",
      data: { program: "virtual" },
    },
    {
      code: "-- master.cf --\nlocal unix - n n - - local -o mailbox_command_maps=«tcp»:127.0.0.1:8888\n",
      message: "untrusted",
    },
  ],
});
