import type { Configuration } from "../../model/configuration";
import { keyParameterOf, onPathSettings } from "../path-settings";
import { type ChunkSpan, defineRule } from "../rule";
import type { SettingContext } from "../settings";
import { tableFilesOf } from "../table-files";
import { isInstalled, onTableSettings, type TableSetting } from "../table-settings";

/** Parameters whose tables hold passwords. */
const PASSWORD_TABLES = new Set(["smtp_sasl_password_maps", "lmtp_sasl_password_maps"]);
const KEY_TABLES = "tls_server_sni_maps";
/** Clients that log in to their database, with a password in the file. */
const CLIENTS_WITH_PASSWORD = new Set(["mysql", "pgsql"]);

const OTHERS_READ = 0o004;
const OTHERS_ENTER = 0o001;

const onTables = onTableSettings((tables, context) => {
  if (context.configuration.isLive) checkTables(tables, context);
}, isInstalled);
const onPaths = onPathSettings((path, purpose, { name, scope }, context) => {
  const { configuration } = context;
  // A certificate is public, unless its key is in the same file.
  const holdsKey =
    purpose === "certificate"
      ? configuration.expandedValueOf(keyParameterOf(name), scope) === path.text
      : purpose === "key" || purpose === "chain";
  if (holdsKey) check("key", path.text, path.place, context);
});

export const exposedSecret = defineRule({
  id: "exposed-secret",
  since: "0.1.0",
  status: "stable",
  severity: "error",
  severities: { client: "warning" },
  docs: {
    what: "A file with passwords or a private key that every user of this machine may read.",
    why: "Postfix opens these files before it gives up its privileges, so that nobody else needs to read them. Whoever can take a relay's password, a database's password or a server's private key from the machine can send or read mail in its name. Only the directory that the installed Postfix works with is looked at.",
    bad: "compatibility_level = 3.11\nvirtual_alias_maps = proxy:mysql:/etc/postfix/readable-by-all.cf\n",
    good: "compatibility_level = 3.11\nvirtual_alias_maps = proxy:mysql:/etc/postfix/accounts.cf\n",
    machine: {
      where: "where only the second of these files is kept from others",
      files: {
        "/etc": { kind: "directory", access: { mode: 0o755, user: 0 } },
        "/etc/postfix": { kind: "directory", access: { mode: 0o755, user: 0 } },
        "/etc/postfix/readable-by-all.cf": { access: { mode: 0o644, user: 0 } },
        "/etc/postfix/accounts.cf": { access: { mode: 0o640, user: 0 } },
      },
      tableTypes: ["proxy", "mysql"],
    },
    references: ["SASL_README", "TLS_README"],
  },
  messages: {
    password:
      "Every user of this machine may read {path}, which holds passwords for other mail servers. Take that right away: 'chgrp {group} {path} && chmod 640 {path}'.",
    client:
      "Every user of this machine may read {path}, where the client for '{type}' finds the password of its database. Take that right away: 'chgrp {group} {path} && chmod 640 {path}'.",
    key: "Every user of this machine may read {path}, which holds a private key: whoever has it can pass for this server. Take that right away: 'chmod o-rwx {path}'.",
  },
  settings: [...onTables.settings, ...onPaths.settings],
});

function checkTables(tables: TableSetting, context: SettingContext): void {
  const holdsPasswords = PASSWORD_TABLES.has(tables.setting.name);
  for (const { table, name, path, kind, indexes } of tableFilesOf(tables, context.configuration)) {
    const { text: type } = table.type;
    const place = tables.placeOf(name);
    if (kind === "client") {
      if (CLIENTS_WITH_PASSWORD.has(type)) check("client", path, place, context, type);
    } else if (holdsPasswords) {
      for (const file of [path, ...indexes]) check("password", file, place, context);
    } else if (tables.setting.name === KEY_TABLES) {
      // The text names files with keys; the index holds the keys themselves.
      for (const file of indexes) check("key", file, place, context);
    }
  }
}

function check(
  message: "password" | "client" | "key",
  path: string,
  place: ChunkSpan,
  { configuration, report }: SettingContext,
  type = "",
): void {
  if (!isReadableByAll(path, configuration)) return;
  // Behind proxy: Postfix reads the file as its own user, not as root.
  const group = configuration.expandedValueOf("mail_owner") ?? "postfix";
  report({ message, data: { path, type, group }, ...place });
}

/** Whether all may read a file and enter each directory on the way to it. */
function isReadableByAll(path: string, configuration: Configuration): boolean {
  const file = configuration.fileAt(path);
  if (file?.kind !== "file" || !file.access || (file.access.mode & OTHERS_READ) === 0) return false;
  for (let end = path.lastIndexOf("/"); end > 0; end = path.lastIndexOf("/", end - 1)) {
    const directory = configuration.fileAt(path.slice(0, end));
    if (directory?.kind !== "directory" || !directory.access) return false;
    if ((directory.access.mode & OTHERS_ENTER) === 0) return false;
  }
  return true;
}
