import type { FileState } from "../../model/known-files";
import { defineRule } from "../rule";
import type { SettingContext } from "../settings";
import { indexCommand, type TableFile, tableFilesOf } from "../table-files";
import { isInstalled, onTableSettings, type TableSetting } from "../table-settings";

export const staleTableIndex = defineRule({
  id: "stale-table-index",
  since: "0.1.0",
  status: "stable",
  severity: "warning",
  docs: {
    what: "A lookup table whose text was changed after its index was made.",
    why: "Postfix reads the index and not the text: until postmap(1) or postalias(1) runs again, it works with the old entries. It logs 'database is older than source file' when it opens such a table. Only the directory that the installed Postfix works with is looked at.",
    bad: "compatibility_level = 3.11\nvirtual_alias_maps = hash:/etc/postfix/changed-since\n",
    good: "compatibility_level = 3.11\nvirtual_alias_maps = hash:/etc/postfix/virtual\n",
    machine: {
      where: "where the first of these tables was edited after the last postmap",
      files: {
        "/etc/postfix/changed-since": { modified: 9_000 },
        "/etc/postfix/changed-since.db": { modified: 1_000 },
        "/etc/postfix/virtual": { modified: 1_000 },
        "/etc/postfix/virtual.db": { modified: 1_000 },
      },
      tableTypes: ["hash"],
    },
    references: ["DATABASE_README", "postmap(1)", "postalias(1)"],
  },
  messages: {
    stale:
      "{path} was changed after its index {index} was made, and Postfix reads only the index: the changes do not count yet. Run '{command}'.",
  },
  ...onTableSettings((tables, context) => {
    for (const file of tableFilesOf(tables, context.configuration)) {
      if (file.kind === "indexed") check(file, tables, context);
    }
  }, isInstalled),
});

function check(file: TableFile, tables: TableSetting, { configuration, report }: SettingContext): void {
  const source = secondOf(configuration.fileAt(file.path));
  if (source === undefined) return;
  const index = file.indexes.find((path) => (secondOf(configuration.fileAt(path)) ?? source) < source);
  if (index === undefined) return;
  const command = indexCommand(file, tables.setting.name, configuration);
  report({ message: "stale", data: { path: file.path, index, command }, ...tables.placeOf(file.name) });
}

/** When a file was changed, in whole seconds as Postfix compares; undefined when it is no file or unknown. */
function secondOf(state: FileState | undefined): number | undefined {
  return state?.kind === "file" ? Math.floor(state.modified / 1_000) : undefined;
}
