import { joinWords } from "../../../base/for-people";
import { defineRule } from "../rule";
import type { SettingContext } from "../settings";
import { indexCommand, type TableFile, tableFilesOf } from "../table-files";
import { isInstalled, onTableSettings, type TableSetting } from "../table-settings";

const CONSEQUENCE =
  "The program that reads the setting logs an error and goes on with a table in which each lookup fails for the time being: the mail that depends on it is deferred or turned away.";

export const missingTableIndex = defineRule({
  id: "missing-table-index",
  since: "0.1.0",
  status: "stable",
  severity: "error",
  docs: {
    what: "A lookup table whose index, the file that Postfix reads in place of the text, was never made on this machine.",
    why: "Of a table of type `hash`, `btree`, `lmdb` or `cdb` Postfix reads only the index that postmap(1), or postalias(1) for aliases, makes of the text. Without it Postfix logs 'open database: No such file or directory' and answers each lookup with a temporary error, so that mail waits in the queue or is refused. Only the directory that the installed Postfix works with is looked at.",
    bad: "compatibility_level = 3.11\nvirtual_alias_maps = hash:/etc/postfix/never-indexed\n",
    good: "compatibility_level = 3.11\nvirtual_alias_maps = hash:/etc/postfix/virtual\n",
    machine: {
      where: "where nobody has run postmap for the first of these tables",
      files: {
        "/etc/postfix/never-indexed": {},
        "/etc/postfix/virtual": {},
        "/etc/postfix/virtual.db": {},
      },
      tableTypes: ["hash"],
    },
    references: ["DATABASE_README", "postmap(1)", "postalias(1)"],
  },
  messages: {
    index: `Postfix reads {indexes}, which nobody has made of {path} yet. ${CONSEQUENCE} Run '{command}'.`,
    both: `There is neither {path} nor the index that Postfix reads, {indexes}. ${CONSEQUENCE} Write the file and run '{command}', or correct the path.`,
    directory: `{path} is a directory, and {indexes}, which Postfix reads, does not exist. ${CONSEQUENCE} Correct the path.`,
  },
  ...onTableSettings((tables, context) => {
    for (const file of tableFilesOf(tables, context.configuration)) {
      if (file.kind === "indexed") check(file, tables, context);
    }
  }, isInstalled),
});

function check(file: TableFile, tables: TableSetting, { configuration, report }: SettingContext): void {
  const { path, indexes, name } = file;
  const missing = indexes.filter((index) => configuration.fileAt(index)?.kind === "missing");
  if (missing.length === 0) return;
  const source = configuration.fileAt(path)?.kind;
  if (source === undefined) return;
  const message = source === "missing" ? "both" : source === "directory" ? "directory" : "index";
  const command = indexCommand(file, tables.setting.name, configuration);
  report({ message, data: { path, indexes: joinWords(missing), command }, ...tables.placeOf(name) });
}
