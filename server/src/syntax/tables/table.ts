/** Files of lookup tables that are text with one rule a logical line: pcre_table(5), regexp_table(5), cidr_table(5). */
import type { ChunkTree } from "../logical-lines";
import type { CidrLine } from "./cidr-table";
import type { RegexpLine } from "./regexp-table";

/** A table's file, parsed by the format that its type has. */
export type ParsedTable =
  | { readonly type: "pcre" | "regexp"; readonly tree: ChunkTree<RegexpLine> }
  | { readonly type: "cidr"; readonly tree: ChunkTree<CidrLine> };

/** A logical line of any such table. */
export type TableLine = RegexpLine | CidrLine;
