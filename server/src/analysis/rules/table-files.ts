/** The files behind lookup tables, for the rules that look for them on the machine. */
import type { TableTypeFact } from "../../knowledge/facts";
import { hasSince } from "../../knowledge/version";
import type { Word } from "../../syntax/lists";
import type { Configuration } from "../model/configuration";
import type { NamedTable } from "../model/lookup-tables";
import type { TableSetting } from "./table-settings";

/** A table whose data, or whose client's settings, are in files of this machine. */
export interface TableFile {
  readonly table: NamedTable;
  /** Its name: the path. */
  readonly name: Word;
  readonly path: string;
  /** Text that is read at every start (`text`), text that postmap turns into an index (`indexed`), or settings of a client. */
  readonly kind: "text" | "indexed" | "client";
  /** The files that postmap makes of it, which are what Postfix reads. */
  readonly indexes: readonly string[];
}

/** Tables that Postfix itself writes, and makes when they are not there. */
const CACHES = /_cache_(?:database|map|name)$|^address_verify_map$/;

/**
 * The tables of a setting that lie in files of this machine; none when the
 * configuration is not the one that the installed Postfix works with, or
 * cannot open them anyway.
 */
export function tableFilesOf(
  { setting, tables }: TableSetting,
  { isLive, facts }: Configuration,
): TableFile[] {
  if (!isLive || CACHES.test(setting.name)) return [];
  return tables.flatMap((table) => {
    const { type, name } = table;
    const fact = facts.registry.tableType(type.text);
    const isOpened = facts.tableTypes?.includes(type.text) ?? (fact && hasSince(facts.version, fact.since));
    // Other paths are relative to wherever the program happens to be.
    if (!fact || !isOpened || !name.text.startsWith("/")) return [];
    const kind = kindOf(fact);
    if (!kind) return [];
    const suffixes = kind === "indexed" ? (fact.suffixes ?? []) : [];
    const indexes = suffixes.map((suffix) => name.text + suffix);
    return [{ table, name, path: name.text, kind, indexes }];
  });
}

function kindOf(fact: TableTypeFact): TableFile["kind"] | undefined {
  if (fact.nameSyntax === "config file") return "client";
  if (fact.nameSyntax !== "path") return undefined;
  return fact.indexed ? "indexed" : "text";
}

/** The command that makes the index of a table anew. */
export function indexCommand(
  { table, path }: TableFile,
  parameter: string,
  { configDirectory }: Configuration,
): string {
  const tool = parameter === "alias_maps" ? "postalias" : "postmap";
  const directory = configDirectory === undefined ? "" : ` -c ${configDirectory}`;
  // The values of this table are files, whose content goes into the index.
  const option = parameter === "tls_server_sni_maps" ? " -F" : "";
  return `${tool}${directory}${option} ${table.type.text}:${path}`;
}
