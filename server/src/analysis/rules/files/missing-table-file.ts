import { defineRule } from "../rule";
import type { SettingContext } from "../settings";
import { tableFilesOf } from "../table-files";
import { isInstalled, onTableSettings, type TableSetting } from "../table-settings";

const CONSEQUENCE =
  "The program that reads the setting logs an error and goes on with a table in which each lookup fails for the time being: the mail that depends on it is deferred or turned away.";

export const missingTableFile = defineRule({
  id: "missing-table-file",
  since: "0.1.0",
  status: "stable",
  severity: "error",
  docs: {
    what: "A lookup table or list in a file that does not exist on this machine.",
    why: "A table that cannot be opened does not count as empty. Postfix logs 'No such file or directory' and then answers each lookup with a temporary error, so that mail waits in the queue or is refused. Only the directory that the installed Postfix works with is looked at: the files of another machine cannot be seen from here.",
    bad: "compatibility_level = 3.11\nheader_checks = regexp:/etc/postfix/header_chekcs\n",
    good: "compatibility_level = 3.11\nheader_checks = regexp:/etc/postfix/header_checks\n",
    machine: {
      where: "where only the second of these files is there",
      files: { "/etc/postfix/header_checks": {} },
      tableTypes: ["regexp"],
    },
    references: ["DATABASE_README", "postconf(5)"],
  },
  messages: {
    table: `There is no file {path}. ${CONSEQUENCE} Write the file, or correct the path.`,
    list: `There is no file {path}, which '{name}' takes more of its list from. Postfix logs an error and every search in the list fails for the time being, so that mail is deferred or turned away. Write the file, or correct the path.`,
    client: `There is no file {path}, so the client for '{type}' does not know where its database is. ${CONSEQUENCE} Write the file, or correct the path.`,
    directory:
      "{path} is a directory, but Postfix must read a file here: the program that reads the setting ends with a fatal error each time it starts, or takes the table for an empty one. Correct the path.",
  },
  ...onTableSettings((tables, context) => {
    if (context.configuration.isLive) check(tables, context);
  }, isInstalled),
});

function check(tables: TableSetting, { configuration, report }: SettingContext): void {
  for (const { kind, table, name, path } of tableFilesOf(tables, configuration)) {
    if (kind === "indexed") continue;
    const found = configuration.fileAt(path)?.kind;
    const data = { path, type: table.type.text };
    if (found === "directory") report({ message: "directory", data, ...tables.placeOf(name) });
    if (found !== "missing") continue;
    report({ message: kind === "client" ? "client" : "table", data, ...tables.placeOf(name) });
  }
  for (const file of tables.files) {
    const found = configuration.fileAt(file.text)?.kind;
    const data = { path: file.text, name: tables.setting.name };
    if (found === "missing") report({ message: "list", data, ...tables.placeOf(file) });
    if (found === "directory") report({ message: "directory", data, ...tables.placeOf(file) });
  }
}
