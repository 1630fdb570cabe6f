/** Lenses above the lines of lookup tables: tests, expectations, and indexes that are out of date. */
import type { CodeLens } from "vscode-languageserver-types";
import { parseExpectations } from "../../matching/expectations";
import type { FileInfo } from "../../ports/files";
import { blocksIn, outlineOf } from "./blocks";
import { actionsAt, knownUses, type TableAt, tableKind } from "./table-at";

/** Rules that get a lens: an editor with thousands of them is slow. */
const MOST_LENSES = 500;

/** Client commands that the lenses run; what they are given is documented where they are made. */
const COMMANDS = {
  /** `{ uri, line }`, the line from 0. */
  test: "postfix.testTable",
  /** `{ uri }` */
  testWithMessage: "postfix.testTableWithMessage",
  /** `{ uri }` for all, `{ uri, line }` for the one in a line. */
  expectations: "postfix.runExpectations",
  /** `{ uri, type }` */
  postmap: "postfix.postmap",
} as const;

/** The lenses of a table, in file order; those of its first line first. */
export function tableLenses(table: TableAt): CodeLens[] {
  if (table.type === "aliases") return [];
  const { uri, source } = table;
  const parsed = table.table;
  const isClient =
    parsed.type !== "key" && parsed.type !== "cidr" && parsed.type !== "pcre" && parsed.type !== "regexp";
  if (isClient) return [];
  const expectations = parseExpectations(source.getText());
  const lenses: CodeLens[] = [];
  if (isForMessages(table)) {
    lenses.push(lensAt(0, "Test with a message…", COMMANDS.testWithMessage, { uri }));
  }
  lenses.push(lensAt(0, "Test…", COMMANDS.test, { uri, line: 0 }));
  if (expectations.length > 0) {
    const title = expectations.length === 1 ? "Run 1 expectation" : `Run ${expectations.length} expectations`;
    lenses.push(lensAt(0, title, COMMANDS.expectations, { uri }));
  }
  const below: CodeLens[] = [];
  for (const start of ruleStarts(table)) {
    const { line } = source.positionAt(start);
    // The first line has the lens of the table already.
    if (line > 0) below.push(lensAt(line, "Test…", COMMANDS.test, { uri, line }));
  }
  for (const { start } of expectations) {
    const { line } = source.positionAt(start);
    below.push(lensAt(line, "Run expectation", COMMANDS.expectations, { uri, line }));
  }
  return [...lenses, ...below.sort((a, b) => a.range.start.line - b.range.start.line)];
}

function lensAt(line: number, title: string, command: string, argument: object): CodeLens {
  const start = { line, character: 0 };
  return { range: { start, end: start }, command: { title, command, arguments: [argument] } };
}

/** Whether whole messages are a test: headers or body lines are looked up, or nobody knows what is. */
function isForMessages(table: TableAt): boolean {
  const kinds = actionsAt(table).map(({ kind }) => kind);
  if (knownUses(table).length > 0) return kinds.some((kind) => /header|body|milter/.test(kind));
  return (table.type === "pcre" || table.type === "regexp") && tableKind(table) === undefined;
}

/** Where the first rules with patterns, and `if`s, start; offsets of the document. */
function ruleStarts(table: TableAt): number[] {
  const parsed = table.table;
  if (parsed.type !== "cidr" && parsed.type !== "pcre" && parsed.type !== "regexp") return [];
  const outline = outlineOf(table, parsed);
  const lines = [outline, ...blocksIn(outline)].flatMap((block) => block.lines);
  return lines
    .filter(({ line }) => (line.kind === "rule" || line.kind === "if") && line.problem === undefined)
    .map(({ start }) => start)
    .sort((a, b) => a - b)
    .slice(0, MOST_LENSES);
}

/** The source of an indexed table, and what its index is. */
export interface IndexedTable {
  readonly uri: string;
  /** Such as `hash`. */
  readonly type: string;
  /** The name of the file that Postfix reads, such as `virtual.db`. */
  readonly indexName: string;
}

/**
 * What is to be done so that the content of a file counts; nothing where the index is up to date.
 *
 * @param index what is in the place of the index; undefined when there is nothing
 */
export function indexLens(
  { uri, type, indexName }: IndexedTable,
  source: FileInfo,
  index: FileInfo | undefined,
): CodeLens[] {
  if (index && index.modified >= source.modified) return [];
  const why = index ? `the source is newer than ${indexName}` : `${indexName} does not exist`;
  return [lensAt(0, `postmap needed: ${why}`, COMMANDS.postmap, { uri, type })];
}
