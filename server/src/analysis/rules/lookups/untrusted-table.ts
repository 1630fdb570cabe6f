import type { Configuration } from "../../model/configuration";
import { defineRule } from "../rule";
import { onTableSettings } from "../table-settings";

/** Types whose answers anybody on the way can forge. */
const UNTRUSTED = new Set(["memcache", "socketmap", "tcp"]);

/** Parameters that decide with whose rights mail is delivered → the delivery program that reads them, and what selects it. */
const READERS: Readonly<Record<string, readonly [program: string, transport: string]>> = {
  alias_maps: ["local", "local_transport"],
  mailbox_command_maps: ["local", "local_transport"],
  virtual_gid_maps: ["virtual", "virtual_transport"],
  virtual_mailbox_maps: ["virtual", "virtual_transport"],
  virtual_uid_maps: ["virtual", "virtual_transport"],
};

export const untrustedTable = defineRule({
  id: "untrusted-table",
  since: "0.1.0",
  status: "stable",
  severity: "error",
  docs: {
    what: "A table that is asked over the network in a place where it decides which files are written and which commands run.",
    why: "local(8) and virtual(8) deliver with the rights of users, and take no instructions for that from `tcp:`, `socketmap:` and `memcache:`, whose answers are not protected. They log that the map is not allowed for security-sensitive data, and defer all mail.",
    bad: "alias_maps = tcp:127.0.0.1:8888\n",
    good: "alias_maps = hash:/etc/postfix/aliases\n",
    references: ["local(8)", "virtual(8)", "tcp_table(5)", "socketmap_table(5)"],
  },
  messages: {
    untrusted:
      "{program}(8) refuses tables of type '{type}' in '{name}', because their answers can be forged: it logs an error, and all mail that it should deliver is deferred. Use a table of another type.",
  },
  ...onTableSettings(
    (tables, { configuration, report }) => {
      const { name, scope } = tables.setting;
      const [program, transport] = READERS[name]!;
      if (!isDeliveredBy(program, transport, configuration, scope)) return;
      for (const { type } of tables.tables) {
        if (!UNTRUSTED.has(type.text)) continue;
        report({ message: "untrusted", data: { program, type: type.text, name }, ...tables.placeOf(type) });
      }
    },
    (name) => Object.hasOwn(READERS, name),
  ),
});

/** Other programs read some of the settings too, and have nothing against such tables. */
function isDeliveredBy(
  program: string,
  transport: string,
  configuration: Configuration,
  scope: string | undefined,
): boolean {
  return configuration.expandedValueOf(transport, scope)?.split(":")[0] === program;
}
