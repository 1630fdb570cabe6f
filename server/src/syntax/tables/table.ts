/**
 * Files of lookup tables: patterns with one rule a logical line (pcre_table(5),
 * regexp_table(5), cidr_table(5)), keys and values (postmap(1)), aliases
 * (aliases(5)), and the settings of a database client (mysql_table(5)).
 */
import type { ChunkTree, Reparse, TextChange } from "../logical-lines";
import type { Assignment } from "../main-cf";
import { type AliasLine, parseAliasesTable, reparseAliasesTable } from "./aliases-table";
import { type CidrLine, parseCidrTable, reparseCidrTable } from "./cidr-table";
import {
  type DatabaseClientType,
  isDatabaseClientType,
  parseDatabaseClient,
  reparseDatabaseClient,
} from "./database-client";
import { type KeyLine, parseKeyTable, reparseKeyTable } from "./key-table";
import { parseRegexpTable, type RegexpLine, type RegexpType, reparseRegexpTable } from "./regexp-table";

/** The types of tables whose files hold patterns. */
export type TableType = RegexpType | "cidr";

/** The settings of a database client: of a type, or of any when nobody knows which. */
export type ClientFormat = DatabaseClientType | "database";

/** How a table's file is read: `key` is the source of a hash, btree, lmdb or texthash table. */
export type TableFormat = TableType | "key" | "aliases" | ClientFormat;

/** A file with patterns, parsed by the format that its type has. */
export type ParsedTable =
  | { readonly type: RegexpType; readonly tree: ChunkTree<RegexpLine> }
  | { readonly type: "cidr"; readonly tree: ChunkTree<CidrLine> };

/** A table's file of any format, parsed. */
export type ParsedTableFile =
  | ParsedTable
  | { readonly type: "key"; readonly tree: ChunkTree<KeyLine> }
  | { readonly type: "aliases"; readonly tree: ChunkTree<AliasLine> }
  | { readonly type: ClientFormat; readonly tree: ChunkTree<Assignment> };

/** A logical line of a file with patterns. */
export type TableLine = RegexpLine | CidrLine;

/** A logical line of a table's file of any format. */
export type TableFileLine = TableLine | KeyLine | AliasLine | Assignment;

/** What came of parsing a table's file again. */
export interface TableReparse {
  readonly table: ParsedTableFile;
  readonly removed: Reparse<TableFileLine>["removed"];
  readonly added: Reparse<TableFileLine>["added"];
}

/** Whether a table type, as parameters name it, is one whose file holds patterns. */
export function isTableType(type: string): type is TableType {
  return type === "pcre" || type === "regexp" || type === "cidr";
}

/** Whether a format is that of a file with patterns. */
export function holdsPatterns(table: ParsedTableFile): table is ParsedTable {
  return isTableType(table.type);
}

/** Whether a format is that of the settings of a database client. */
export function isClientFormat(format: string): format is ClientFormat {
  return format === "database" || isDatabaseClientType(format);
}

/** Parses a table with patterns; never fails. */
export function parseTable(type: TableType, text: string): ParsedTable {
  if (type === "cidr") return { type, tree: parseCidrTable(text) };
  return { type, tree: parseRegexpTable(text, type) };
}

/** Parses a table with patterns after a change, keeping what the change did not touch. */
export function reparseTable(old: ParsedTable, text: string, change: TextChange): ParsedTable {
  return reparseTableFile(old, text, change).table as ParsedTable;
}

/** Parses a table's file of any format; never fails. */
export function parseTableFile(type: TableFormat, text: string): ParsedTableFile {
  if (type === "key") return { type, tree: parseKeyTable(text) };
  if (type === "aliases") return { type, tree: parseAliasesTable(text) };
  return isTableType(type) ? parseTable(type, text) : { type, tree: parseDatabaseClient(text) };
}

/** Parses a table's file after a change, keeping what the change did not touch. */
export function reparseTableFile(old: ParsedTableFile, text: string, change: TextChange): TableReparse {
  switch (old.type) {
    case "key": {
      const { tree, ...changed } = reparseKeyTable(old.tree, text, change);
      return { table: { type: old.type, tree }, ...changed };
    }
    case "aliases": {
      const { tree, ...changed } = reparseAliasesTable(old.tree, text, change);
      return { table: { type: old.type, tree }, ...changed };
    }
    case "cidr": {
      const { tree, ...changed } = reparseCidrTable(old.tree, text, change);
      return { table: { type: old.type, tree }, ...changed };
    }
    case "pcre":
    case "regexp": {
      const { tree, ...changed } = reparseRegexpTable(old.tree, text, change, old.type);
      return { table: { type: old.type, tree }, ...changed };
    }
    default: {
      const { tree, ...changed } = reparseDatabaseClient(old.tree, text, change);
      return { table: { type: old.type, tree }, ...changed };
    }
  }
}

/** Whether a word is the name of a format. */
export function isTableFormat(word: string): word is TableFormat {
  return word === "key" || word === "aliases" || isTableType(word) || isClientFormat(word);
}
