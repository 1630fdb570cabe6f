import type { Configuration } from "../../model/configuration";
import { defineRule } from "../rule";
import { onSettings } from "../settings";
import { isTemplated } from "../templates";

/** What takes the mail elsewhere before virtual(8) sees it, or sees to it that other programs deliver it. */
const DETOURS = ["transport_maps", "virtual_alias_maps"];

export const incompleteMailboxDomain = defineRule({
  id: "incomplete-mailbox-domain",
  since: "0.1.0",
  status: "stable",
  severity: "error",
  docs: {
    what: "Virtual mailboxes without a directory to put them in, or without owners.",
    why: "virtual(8) writes mailboxes below virtual_mailbox_base with the rights that virtual_uid_maps and virtual_gid_maps give. Without the directory it ends with a fatal error at every start; without owners it logs that the recipient is not found in the map. Either way all mail for virtual mailboxes stays in the queue.",
    bad: "virtual_mailbox_domains = example.com\nvirtual_mailbox_maps = hash:/etc/postfix/vmailbox\n",
    good: "virtual_mailbox_domains = example.com\nvirtual_mailbox_maps = hash:/etc/postfix/vmailbox\nvirtual_mailbox_base = /var/mail/vhosts\nvirtual_uid_maps = static:5000\nvirtual_gid_maps = static:5000\n",
    references: ["VIRTUAL_README", "virtual(8)"],
  },
  messages: {
    base: "virtual(8) delivers to these mailboxes, but 'virtual_mailbox_base' is empty: it ends with a fatal error each time it starts, and the mail stays in the queue. Set 'virtual_mailbox_base' to the directory above all mailboxes, such as /var/mail/vhosts.",
    owners:
      "virtual(8) delivers to these mailboxes, but {maps}: it does not know with whose rights to write them, and the mail stays in the queue. Set both, such as to 'static:5000' for a user that owns all mailboxes.",
  },
  ...onSettings(
    (name, value) => name === "virtual_mailbox_maps" && value !== "",
    (setting, { configuration, report }) => {
      if (setting.scope !== undefined || isTemplated(setting.value)) return;
      if (!isDeliveredByVirtual(configuration)) return;
      if (isEmpty("virtual_mailbox_base", configuration)) report({ message: "base", ...setting.nameSpan });
      const maps = ["virtual_uid_maps", "virtual_gid_maps"].filter((name) => isEmpty(name, configuration));
      if (maps.length === 0) return;
      const names = maps.map((name) => `'${name}'`).join(" and ");
      const data = { maps: `${names} ${maps.length === 1 ? "is" : "are"} empty` };
      report({ message: "owners", data, ...setting.nameSpan });
    },
  ),
});

/** Whether mail for virtual mailboxes surely goes to virtual(8). */
function isDeliveredByVirtual(configuration: Configuration): boolean {
  const domains = configuration.expandedValueOf("virtual_mailbox_domains") ?? "";
  return (
    domains !== "" &&
    configuration.expandedValueOf("virtual_transport") === "virtual" &&
    DETOURS.every((name) => isEmpty(name, configuration))
  );
}

function isEmpty(name: string, configuration: Configuration): boolean {
  return configuration.overridesOf(name).length === 0 && configuration.expandedValueOf(name) === "";
}
