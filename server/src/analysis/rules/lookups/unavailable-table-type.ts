import { hasSince } from "../../../knowledge/version";
import { defineRule, type Fix } from "../rule";
import type { SettingContext } from "../settings";
import { isInstalled, onTableSettings, type TableSetting } from "../table-settings";

const CONSEQUENCE =
  "The program that reads the setting logs an error, each lookup in the table fails for the time being, and the mail that depends on it is deferred or turned away.";

export const unavailableTableType = defineRule({
  id: "unavailable-table-type",
  since: "0.1.0",
  status: "stable",
  severity: "error",
  docs: {
    what: "A lookup table of a type that the release has, but the installed Postfix cannot open.",
    why: "Distributions put the less common table types into packages of their own, and leave out others: Berkeley DB, on which `hash` and `btree` are built, is gone from several. A table of a missing type is not read; the log says 'unsupported dictionary type', and lookups fail with a temporary error. `postconf -m` lists what can be opened. Only the installed Postfix can tell, so that nothing is reported where there is none.",
    bad: "compatibility_level = 3.11\nheader_checks = pcre:/etc/postfix/header_checks\n",
    good: "compatibility_level = 3.11\nheader_checks = regexp:/etc/postfix/header_checks\n",
    machine: {
      where: "where Postfix was installed without its package for pcre",
      files: { "/etc/postfix/header_checks": {} },
      tableTypes: ["regexp"],
    },
    references: ["DATABASE_README", "postconf(1)"],
  },
  messages: {
    package: `The installed Postfix cannot open tables of type '{type}'. ${CONSEQUENCE} Install the package with this type, which Debian and Ubuntu call {package}, or use another type.`,
    "built-without": `The installed Postfix was built without tables of type '{type}'. ${CONSEQUENCE} Use a type that 'postconf -m' lists.`,
    replaced: `The installed Postfix was built without tables of type '{type}'; its own choice is '{preferred}'. ${CONSEQUENCE} Change the type here; a table of your own is made again with '{command}'.`,
  },
  ...onTableSettings((tables, context) => {
    const { tableTypes } = context.configuration.facts;
    if (tableTypes && tableTypes.length > 0) check(tables, new Set(tableTypes), context);
  }, isInstalled),
});

function check(
  tables: TableSetting,
  available: ReadonlySet<string>,
  { configuration, report }: SettingContext,
): void {
  const { registry, version } = configuration.facts;
  for (const table of tables.tables) {
    for (const type of [...table.wrappers, table.type]) {
      const fact = registry.tableType(type.text);
      if (!fact || !hasSince(version, fact.since) || available.has(type.text)) continue;
      const place = tables.placeOf(type);
      const data = { type: type.text };
      const preferred = configuration.expandedValueOf("default_database_type");
      if (fact.debianPackage !== undefined) {
        report({ message: "package", data: { ...data, package: fact.debianPackage }, ...place });
      } else if (fact.indexed && preferred !== undefined && available.has(preferred)) {
        const fix: Fix = { title: `Change to '${preferred}'`, edits: [{ ...place, newText: preferred }] };
        const fixes = tables.isWritten(type) ? [fix] : [];
        const tool = tables.setting.name === "alias_maps" ? "postalias" : "postmap";
        const command = `${tool} ${preferred}:${table.name.text}`;
        report({ message: "replaced", data: { ...data, preferred, command }, ...place, fixes });
      } else {
        report({ message: "built-without", data, ...place });
      }
      break;
    }
  }
}
