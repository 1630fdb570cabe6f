/** Opens a lookup table of any type that can be read from its text alone. */
import { isSpace } from "../syntax/characters";
import { extractBraces, splitWords } from "../syntax/lists";
import { type ChunkTree, parseChunks } from "../syntax/logical-lines";
import { parseCidrTable } from "../syntax/tables/cidr-table";
import { isKeyTableType, type KeyTableType, parseKeyTable } from "../syntax/tables/key-table";
import { parseRegexpTable } from "../syntax/tables/regexp-table";
import { createCidrTable } from "./cidr-table";
import { createKeyTable, foldKey, type KeyOptions } from "./key-table";
import { type Bytes, endAtNul, type Lookup, type LookupTable, type Winner } from "./lookup";
import type { PatternEngine } from "./pattern-engine";
import { createRegexpTable } from "./regexp-table";

/** The libraries behind the tables of patterns. */
export interface Engines {
  readonly pcre: PatternEngine;
  readonly regexp: PatternEngine;
}

/** A table that is ready to be asked. */
export interface OpenedTable {
  readonly table: LookupTable;
  /** What the chunk numbers of a lookup are indexes of. A table without lines has its text as one chunk. */
  readonly tree: Pick<ChunkTree<unknown>, "text" | "chunks" | "starts">;
  /** In sentences: how far the answers may be those of an installed Postfix. */
  readonly remarks: readonly string[];
}

/**
 * Opens a table.
 *
 * @param text a byte string: what is in the table's file or, for a type without one, what stands behind the colon
 * @param options how the keys of types that look them up as a whole are compared
 * @returns a sentence that says why the table cannot be asked here, where it cannot
 */
export function openTable(
  type: string,
  text: Bytes,
  engines: Engines,
  options: KeyOptions = {},
): OpenedTable | string {
  if (type === "pcre" || type === "regexp") {
    const tree = parseRegexpTable(text, type);
    return { table: createRegexpTable(tree, engines[type]), tree, remarks: [] };
  }
  if (type === "cidr") {
    const tree = parseCidrTable(text);
    return { table: createCidrTable(tree), tree, remarks: [] };
  }
  if (isKeyTableType(type)) {
    const tree = parseKeyTable(text);
    const remarks = type === "texthash" ? [] : [indexRemark(type)];
    return { table: createKeyTable(tree, type, options), tree, remarks };
  }
  const table = openNamed(type, text, options);
  return typeof table === "string" ? table : { table, tree: parseChunks(text, () => undefined), remarks: [] };
}

function indexRemark(type: KeyTableType): string {
  return `The answer comes from the text. Postfix asks the index that postmap makes of it: run postmap ${type}:FILE after each change, so that both agree.`;
}

/** Tables inside tables beyond this are opened no further. */
const MAX_NESTING = 20;

/** Tables that are written out in their names. */
function openNamed(type: string, name: Bytes, options: KeyOptions, level = 0): LookupTable | string {
  switch (type) {
    case "inline":
      return openInline(name, options);
    case "static":
      return openStatic(name);
    case "unionmap":
    case "pipemap":
      return openSeveral(type, name, options, level);
    default:
      return whyNot(type);
  }
}

const DATABASES: ReadonlySet<string> = new Set(["ldap", "mysql", "pgsql", "sqlite", "mongodb", "memcache"]);
const SERVICES: ReadonlySet<string> = new Set(["tcp", "socketmap", "proxy", "nis", "nisplus", "netinfo"]);

function whyNot(type: string): string {
  if (DATABASES.has(type)) {
    return `The answers of ${type} tables are in a database, which is not asked here; ask it with postmap -q KEY ${type}:FILE.`;
  }
  if (SERVICES.has(type)) {
    return `The answers of ${type} tables come from another program, which is not asked here; ask it with postmap -q KEY ${type}:NAME.`;
  }
  if (type === "randmap")
    return "A randmap gives one of its results by chance, so that there is nothing to try.";
  return `Tables of type ${type} cannot be read from a text; ask Postfix with postmap -q KEY ${type}:NAME.`;
}

const NO_WINNER: Lookup = { value: undefined, winner: undefined, steps: [], remarks: [] };
const WHOLE: Winner = { chunk: 0, captures: [] };

function found(value: Bytes, explain: boolean): Lookup {
  return { value, winner: WHOLE, steps: explain ? [{ chunk: 0, verdict: "matched" }] : [], remarks: [] };
}

/** `inline:{ key=value, { key = value } }` (dict_inline.c): of entries with the same key the last one counts. */
function openInline(name: Bytes, options: KeyOptions): LookupTable | string {
  const words = wordsInBraces(name);
  if (!words) return "An inline table needs braces around it, as in inline:{ key=value }.";
  const values = new Map<Bytes, Bytes>();
  for (const word of words) {
    const { content, problem } = extractBraces(word);
    if (word.text.startsWith("{") && problem) {
      return `The braces in ${word.text} do not end where the entry ends, so that Postfix refuses the table; write { key = value }.`;
    }
    const entry = splitEntry(word.text.startsWith("{") ? content.text : word.text);
    if (!entry) {
      return `"${word.text}" is no key with a value, so that Postfix refuses the table; write key=value, or { key = value } where blanks are in it.`;
    }
    values.set(foldKey(entry.key, options), entry.value);
  }
  if (values.size === 0)
    return "The inline table has no entries, so that Postfix refuses it; write { key=value }.";
  return {
    lookup(key, explain = false) {
      const value = values.get(foldKey(endAtNul(key), options));
      return value === undefined ? NO_WINNER : found(value, explain);
    },
  };
}

/** `key = value` with a key that may have quotes, which stay (split_qnameval.c). */
function splitEntry(text: Bytes): { key: Bytes; value: Bytes } | undefined {
  const trimmed = text.replace(/^[ \t-\r]+|[ \t-\r]+$/g, "");
  let inQuotes = false;
  let end = 0;
  for (; end < trimmed.length; end++) {
    const character = trimmed[end]!;
    if (character === "\\" && end + 1 < trimmed.length) end++;
    else if (character === '"') inQuotes = !inQuotes;
    else if (!inQuotes && (character === "=" || isSpace(character.charCodeAt(0)))) break;
  }
  const rest = /^[ \t-\r]*=[ \t-\r]*(.*)$/s.exec(trimmed.slice(end));
  return inQuotes || trimmed === "" || !rest ? undefined : { key: trimmed.slice(0, end), value: rest[1]! };
}

/** `static:value` and `static:{ value }` (dict_static.c): the same for every key. */
function openStatic(name: Bytes): LookupTable | string {
  const { content, problem } = extractBraces({ text: name, start: 0, end: name.length });
  if (!name.startsWith("{")) return { lookup: (_key, explain = false) => found(name, explain) };
  if (problem) {
    return `The braces of static:${name} do not end where the value ends, so that Postfix refuses the table; write static:{ value }.`;
  }
  return { lookup: (_key, explain = false) => found(content.text, explain) };
}

/**
 * `unionmap:{type:name, ...}` joins what its tables give with commas
 * (dict_union.c); in `pipemap:{...}` each table is asked for what the one in
 * front of it gave (dict_pipe.c).
 */
function openSeveral(
  type: "unionmap" | "pipemap",
  name: Bytes,
  options: KeyOptions,
  level: number,
): LookupTable | string {
  if (level >= MAX_NESTING) {
    return `Tables are in tables ${MAX_NESTING} levels deep here, and are followed no further; nobody could say what such a table gives.`;
  }
  const words = wordsInBraces(name);
  if (!words || words.length === 0)
    return `A ${type} needs tables in braces, as in ${type}:{type:name, type:name}.`;
  const tables: LookupTable[] = [];
  for (const { text } of words) {
    const colon = text.indexOf(":");
    if (colon < 0) {
      return `"${text}" in the ${type} names no table, so that Postfix refuses it; write type:name.`;
    }
    const opened = openNamed(text.slice(0, colon), text.slice(colon + 1), options, level + 1);
    if (typeof opened === "string") {
      return `The ${type} asks ${text}, and only tables that are written out in it can be asked here; try each of its tables for itself.`;
    }
    tables.push(opened);
  }
  return { lookup: type === "unionmap" ? unionLookup(tables) : pipeLookup(tables) };
}

function unionLookup(tables: readonly LookupTable[]): LookupTable["lookup"] {
  return (key, explain = false) => {
    const values = tables.flatMap((table) => table.lookup(key).value ?? []);
    // A comma is put only behind something.
    const joined = values.reduce((sum, value) => (sum === "" ? value : `${sum},${value}`), "");
    return joined === "" ? NO_WINNER : found(joined, explain);
  };
}

function pipeLookup(tables: readonly LookupTable[]): LookupTable["lookup"] {
  return (key, explain = false) => {
    let value: Bytes | undefined = key;
    for (const table of tables) {
      value = table.lookup(value).value;
      if (value === undefined) return NO_WINNER;
    }
    return found(value, explain);
  };
}

/** The words between braces that end where the text ends; undefined where there are none. */
function wordsInBraces(name: Bytes) {
  if (!name.startsWith("{")) return undefined;
  const { problem } = extractBraces({ text: name, start: 0, end: name.length });
  return problem ? undefined : splitWords(name.slice(1, -1));
}
