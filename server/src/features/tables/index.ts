/** What an editor asks for in the files of lookup tables. */
export { tableCompletionAt } from "./completion";
export { tableHoverAt } from "./hover";
export { type IndexedTable, indexLens, tableLenses } from "./lenses";
export { tableFolding, tableSymbols } from "./symbols";
export type { TableAt } from "./table-at";
