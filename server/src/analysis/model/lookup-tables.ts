/**
 * The lookup tables that a value names: `type:name` words, found in the way
 * of the code that reads the parameter (dict_open.c, maps.c, match_list.c,
 * map_search.c, smtpd_check.c).
 */
import { parseIp } from "../../base/ip-address";
import { registryFor } from "../../knowledge/registry";
import { NEWEST_RELEASE } from "../../knowledge/version";
import { extractBraces, splitWords, type Word } from "../../syntax/lists";

/** How a parameter takes tables. */
export type TableTaking =
  /** One table: the whole value. */
  | "map"
  /** Tables and nothing else. */
  | "map-list"
  /** Tables, `/file` names and patterns, each perhaps with a `!` in front. */
  | "match-list"
  /** Restrictions, with tables as their arguments or alone. */
  | "restriction-list";

/** A `type:name` word; places are those of the text it stands in. */
export interface NamedTable extends Word {
  /** Types in front of the one that holds the data, such as `proxy`. */
  readonly wrappers: readonly Word[];
  readonly type: Word;
  /** Empty when nothing stands behind the colon. */
  readonly name: Word;
  /** The restriction it is an argument of, or what else stands in front of it in a restriction list. */
  readonly before: string | undefined;
}

/** What a value names. */
export interface TableWords {
  /** In the order of the text; tables inside `pipemap:{…}` behind the list that holds them. */
  readonly tables: readonly NamedTable[];
  /** Words without a type where Postfix wants a table. */
  readonly untyped: readonly (Word & { readonly isNested: boolean })[];
  /** Names of files that hold more of a match list. */
  readonly files: readonly Word[];
}

/**
 * Parameters whose words are tables only sometimes, or are not opened:
 * proxymap(8) takes what it can use out of any text; newaliases(1) supplies a
 * missing type; services to disable are no pattern list.
 */
const NOT_OPENED = new Set([
  "alias_database",
  "master_service_disable",
  "non_bdb_custom_mapping",
  "proxy_read_maps",
  "proxy_write_maps",
]);

/** Asked for each line by several rules, and the same for every version. */
const takings = new Map<string, TableTaking | "none">();

/** How a parameter takes tables; undefined when it takes none. */
export function tableTakingOf(name: string): TableTaking | undefined {
  let taking = takings.get(name);
  if (taking === undefined) {
    const kind = registryFor(NEWEST_RELEASE).parameter(name)?.fact.valueKind ?? "";
    taking = isTaking(kind) && !NOT_OPENED.has(name) ? kind : "none";
    if (takings.size >= 5_000) takings.clear();
    takings.set(name, taking);
  }
  return taking === "none" ? undefined : taking;
}

function isTaking(kind: string): kind is TableTaking {
  return ["map", "map-list", "match-list", "restriction-list"].includes(kind);
}

/** Types that take another `type:name` as their name. */
export const WRAPPERS: ReadonlySet<string> = new Set(["proxy", "debug"]);
/** Types whose name is a list of tables in braces. */
const LISTS_OF_TABLES = new Set(["pipemap", "unionmap"]);
/** Tables inside tables beyond this are looked at no further. */
const MAX_NESTING = 10;

/** Finds the tables of a value that holds no `$` any more. */
export function tableWords(text: string, taking: TableTaking): TableWords {
  const found: Found = { tables: [], untyped: [], files: [] };
  if (taking === "map") {
    const word = { text, start: 0, end: text.length };
    if (text !== "") addTable(word, found, undefined, 0);
    return found;
  }
  let before: string | undefined;
  for (const word of splitWords(text)) {
    if (taking === "map-list") addTable(word, found, undefined, 0);
    else if (taking === "match-list") addPattern(word, found);
    else addRestriction(word, before, found);
    before = word.text;
  }
  return found;
}

interface Found {
  readonly tables: NamedTable[];
  readonly untyped: (Word & { isNested: boolean })[];
  readonly files: Word[];
}

function addPattern(word: Word, found: Found): void {
  const negations = /^!*/.exec(word.text)![0].length;
  const pattern = slice(word, negations, word.text.length);
  if (pattern.text.startsWith("/")) found.files.push(pattern);
  // An address without the brackets that Postfix wants is no table to whoever wrote it.
  else if (isPatternTable(pattern.text)) addTable(pattern, found, undefined, 0);
}

function isPatternTable(pattern: string): boolean {
  return pattern.includes(":") && !pattern.startsWith("[") && !parseIp(pattern.replace(/\/.*$/, ""));
}

function addRestriction(word: Word, before: string | undefined, found: Found): void {
  // Endpoints have colons too. They may stand in braces with options behind them, as tables may.
  if (before?.toLowerCase() === "check_policy_service") return;
  const spec = word.text.startsWith("{") ? splitBraced(word)[0] : word;
  if (spec?.text.includes(":")) addTable(spec, found, before, 0);
}

function addTable(word: Word, found: Found, before: string | undefined, level: number): void {
  const table = parseTable(word, before);
  if (!table) {
    found.untyped.push({ ...word, isNested: level > 0 });
    return;
  }
  found.tables.push(table);
  if (!LISTS_OF_TABLES.has(table.type.text) || !table.name.text.startsWith("{")) return;
  if (level < MAX_NESTING) {
    for (const inner of splitBraced(table.name)) addTable(inner, found, before, level + 1);
  }
}

function splitBraced(word: Word): Word[] {
  const { content } = extractBraces(word);
  return splitWords(content.text).map((inner) => ({
    text: inner.text,
    start: content.start + inner.start,
    end: content.start + inner.end,
  }));
}

/** Takes `type:name` apart; undefined when there is no colon. */
function parseTable(word: Word, before: string | undefined): NamedTable | undefined {
  const wrappers: Word[] = [];
  let start = 0;
  for (;;) {
    const colon = word.text.indexOf(":", start);
    if (colon < 0 && wrappers.length === 0) return undefined;
    const type = slice(word, start, colon < 0 ? word.text.length : colon);
    const nameStart = colon < 0 ? word.text.length : colon + 1;
    const isWrapper = WRAPPERS.has(type.text) && word.text.includes(":", nameStart);
    if (!isWrapper)
      return { ...word, wrappers, type, name: slice(word, nameStart, word.text.length), before };
    wrappers.push(type);
    start = nameStart;
  }
}

function slice(word: Word, start: number, end: number): Word {
  return { text: word.text.slice(start, end), start: word.start + start, end: word.start + end };
}
