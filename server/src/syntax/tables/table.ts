/** Files of lookup tables that are text with one rule a logical line: pcre_table(5), regexp_table(5), cidr_table(5). */
import type { ChunkTree, TextChange } from "../logical-lines";
import { type CidrLine, parseCidrTable, reparseCidrTable } from "./cidr-table";
import { parseRegexpTable, type RegexpLine, type RegexpType, reparseRegexpTable } from "./regexp-table";

/** The types of tables that are read here. */
export type TableType = RegexpType | "cidr";

/** A table's file, parsed by the format that its type has. */
export type ParsedTable =
  | { readonly type: RegexpType; readonly tree: ChunkTree<RegexpLine> }
  | { readonly type: "cidr"; readonly tree: ChunkTree<CidrLine> };

/** A logical line of any such table. */
export type TableLine = RegexpLine | CidrLine;

/** Whether a table type, as parameters name it, is one of those that are read here. */
export function isTableType(type: string): type is TableType {
  return type === "pcre" || type === "regexp" || type === "cidr";
}

/** Parses a table; never fails. */
export function parseTable(type: TableType, text: string): ParsedTable {
  if (type === "cidr") return { type, tree: parseCidrTable(text) };
  return { type, tree: parseRegexpTable(text, type) };
}

/** Parses a table after a change, keeping what the change did not touch. */
export function reparseTable(old: ParsedTable, text: string, change: TextChange): ParsedTable {
  if (old.type === "cidr") return { type: old.type, tree: reparseCidrTable(old.tree, text, change).tree };
  return { type: old.type, tree: reparseRegexpTable(old.tree, text, change, old.type).tree };
}
