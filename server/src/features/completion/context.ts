/**
 * What is at the cursor: the logical line as Postfix would read it if
 * something stood there, and which part of it the cursor is in. Pure, over
 * text and tree.
 *
 * Every token ends at a line end, so a token's place in the file follows from
 * its distance to the cursor: `origin + index`.
 */

import { chunkIndexAt } from "../../analysis/directory";
import { type Span, touches } from "../../base/span";
import { BLANKS, skipSpace } from "../../syntax/characters";
import { extractBraces, splitWords, type Word } from "../../syntax/lists";
import type { Chunk, ChunkTree } from "../../syntax/logical-lines";
import { assignmentOf, type MainChunk, type MainTree } from "../../syntax/main-cf";
import {
  MASTER_FIELDS,
  type MasterChunk,
  type MasterField,
  type MasterTree,
  type Service,
} from "../../syntax/master-cf";

/** A logical line with the cursor in it. */
interface CursorLine<Node> {
  readonly text: string;
  /** Index of the cursor in {@link text}. */
  readonly cursor: number;
  /** What to add to an index on the cursor's physical line to get a document offset. */
  readonly origin: number;
  /** The entry; undefined on an empty line, where one may begin. */
  readonly chunk: Chunk<Node> | undefined;
  /** What follows the cursor on its physical line. */
  readonly rest: string;
}

/** How a chosen name is to be followed: ` = `, `=`, or nothing because that stands there already. */
export type NameMode = "assign" | "override" | "bare";

/** The cursor is in a name, or where one may begin. */
export interface NameSpot {
  readonly kind: "name";
  readonly start: number;
  readonly end: number;
  readonly mode: NameMode;
  /** The name as it stands there, and its part in front of the cursor. */
  readonly word: string;
  readonly typed: string;
  /** The line itself: what it sets is not set elsewhere. */
  readonly chunk: MainChunk | undefined;
  /** The service whose override this is. */
  readonly service: ServiceHead | undefined;
}

/** The service of an argument. */
export interface ServiceHead {
  /** `name/type`. */
  readonly scope: string;
  /** The program's name without a directory. */
  readonly daemon: string;
  readonly chunk: MasterChunk | undefined;
}

/** `-o name=value` without braces: where it stands, in the document. */
export interface OverrideSpan extends Span {
  readonly name: string;
  readonly valueStart: number;
}

/** The cursor is in a value. */
export interface ValueSpot {
  readonly kind: "value";
  readonly parameter: string;
  /** The service whose override this is: `name/type`. */
  readonly scope: string | undefined;
  /** Everything behind `=`, white space included. */
  readonly value: string;
  /** Index of the cursor in {@link value}. */
  readonly cursor: number;
  /** What to add to an index of {@link value} to get a document offset. */
  readonly origin: number;
  /** Set where the value must not contain blanks. */
  readonly override: OverrideSpan | undefined;
}

/** The cursor is in one of the first eight words of a service. */
export interface ColumnSpot {
  readonly kind: "column";
  readonly field: MasterField;
  readonly start: number;
  readonly end: number;
  /** The fields as they stand there, the one at the cursor included. */
  readonly fields: readonly string[];
  readonly chunk: MasterChunk | undefined;
}

/** The cursor is in a daemon option or in an attribute such as `user=`. */
export interface ArgumentSpot {
  readonly kind: "argument";
  readonly service: ServiceHead;
  readonly start: number;
  readonly end: number;
  readonly word: string;
  /** The part of the word in front of the cursor. */
  readonly typed: string;
  /** Whether options may still come. */
  readonly options: boolean;
  /** The words behind the command, in front of this one. */
  readonly before: readonly string[];
  /** The words behind this one. */
  readonly after: readonly string[];
}

/** What is at a cursor. */
export type Spot = NameSpot | ValueSpot | ColumnSpot | ArgumentSpot;

/** The logical line at an offset; undefined in comments and where Postfix would read nothing sensible. */
function lineAt<Node>(tree: ChunkTree<Node>, offset: number): CursorLine<Node> | undefined {
  const { text } = tree;
  const start = offset === 0 ? 0 : text.lastIndexOf("\n", offset - 1) + 1;
  const newline = text.indexOf("\n", offset);
  let end = newline < 0 ? text.length : newline;
  if (end > offset && text[end - 1] === "\r") end--;
  const line = text.slice(start, end);
  const first = skipSpace(line, 0);
  if (line[first] === "#") return undefined;
  const rest = text.slice(offset, end);
  if (first === line.length && offset === start) {
    return { text: "", cursor: 0, origin: offset, chunk: undefined, rest };
  }
  // What would be put in front of an indented line is a line of its own.
  if (first > 0 && offset === start) return undefined;
  const index = entryIndexAt(tree, start);
  if (index < 0) return undefined;
  const chunk = tree.chunks[index]!;
  const chunkStart = tree.starts[index]!;
  const before = contentOf(chunk.text.slice(0, start - chunkStart)) + text.slice(start, offset);
  const after = rest + contentOf(chunk.text.slice(Math.max(0, end - chunkStart)));
  // Behind a NUL byte Postfix reads nothing.
  if (before.includes("\0")) return undefined;
  return { text: before + after, cursor: before.length, origin: offset - before.length, chunk, rest };
}

/** The entry that holds a line, or that an indented line without content would continue; -1: none. */
function entryIndexAt<Node>(tree: ChunkTree<Node>, lineStart: number): number {
  let index = chunkIndexAt(tree, lineStart);
  while (index >= 0 && tree.chunks[index]!.kind === "trivia") index--;
  return index >= 0 && tree.chunks[index]!.kind === "entry" ? index : -1;
}

/** Physical lines joined as Postfix joins them: without line ends, comments and blank lines. */
function contentOf(lines: string): string {
  return lines
    .split("\n")
    .filter((line) => !/^[ \t\v\f\r]*(#|$)/.test(line))
    .join("");
}

/** What is at an offset of main.cf. */
export function mainSpotAt(tree: MainTree, offset: number): NameSpot | ValueSpot | undefined {
  const line = lineAt(tree, offset);
  if (!line) return undefined;
  const { text, cursor, origin } = line;
  const { name, nameStart, nameEnd, equals } = assignmentOf(text);
  if (cursor <= nameEnd) {
    // `nothing but the name`: then the sign and a blank come with it.
    const alone = equals < 0 && line.rest.slice(nameEnd - cursor).trim() === "";
    return {
      kind: "name",
      start: origin + nameStart,
      end: alone ? origin + cursor + line.rest.length : origin + nameEnd,
      mode: alone ? "assign" : "bare",
      word: name,
      typed: text.slice(nameStart, cursor),
      chunk: line.chunk,
      service: undefined,
    };
  }
  if (equals < 0 || cursor <= equals || name === "") return undefined;
  return {
    kind: "value",
    parameter: name,
    scope: undefined,
    value: text.slice(equals + 1),
    cursor: cursor - equals - 1,
    origin: origin + equals + 1,
    override: undefined,
  };
}

/** What is at an offset of master.cf. */
export function masterSpotAt(tree: MasterTree, offset: number): Spot | undefined {
  const line = lineAt(tree, offset);
  if (!line) return undefined;
  const { text, cursor, origin } = line;
  const words = splitWords(text, BLANKS);
  const touched = words.findIndex((word) => touches(word, cursor));
  const index = touched >= 0 ? touched : words.filter((word) => word.end < cursor).length;
  const word = words[touched] ?? { text: "", start: cursor, end: cursor };
  const field = MASTER_FIELDS[index];
  if (field) {
    return {
      kind: "column",
      field,
      start: origin + word.start,
      end: origin + word.end,
      fields: words.slice(0, MASTER_FIELDS.length).map(({ text }) => text),
      chunk: line.chunk,
    };
  }
  return argumentSpot(line, words, index, touched >= 0, word);
}

function argumentSpot(
  line: CursorLine<Service>,
  words: readonly Word[],
  index: number,
  touched: boolean,
  word: Word,
): Spot | undefined {
  const { cursor, origin } = line;
  const service: ServiceHead = {
    scope: `${words[0]!.text}/${words[1]!.text}`,
    daemon: words[MASTER_FIELDS.length - 1]!.text.replace(/^.*\//, ""),
    chunk: line.chunk,
  };
  const before = words.slice(MASTER_FIELDS.length, index);
  const state = optionsBehind(before);
  if (state === "argument") return overrideSpot(line, word, service);
  const letter = word.text.indexOf("o", 1);
  // `-oname=value` in one word.
  if (state === "options" && word.text.startsWith("-") && letter > 0 && cursor > word.start + letter + 1) {
    const argument = { text: word.text.slice(letter + 1), start: word.start + letter + 1, end: word.end };
    return overrideSpot(line, argument, service);
  }
  return {
    kind: "argument",
    service,
    start: origin + word.start,
    end: origin + word.end,
    word: word.text,
    typed: word.text.slice(0, cursor - word.start),
    options: state === "options",
    before: before.map(({ text }) => text),
    after: words.slice(index + (touched ? 1 : 0)).map(({ text }) => text),
  };
}

/** What may follow these arguments: the argument of `-o`, options and anything, or no more options. */
function optionsBehind(words: readonly Word[]): "argument" | "options" | "rest" {
  let state: "argument" | "options" = "options";
  for (const { text } of words) {
    if (state === "argument") {
      state = "options";
      continue;
    }
    if (!text.startsWith("-") || text === "--") return "rest";
    if (text.indexOf("o", 1) === text.length - 1 && text.length > 1) state = "argument";
  }
  return state;
}

function overrideSpot(line: CursorLine<unknown>, argument: Word, service: ServiceHead): Spot | undefined {
  const { cursor, origin } = line;
  const braced = argument.text.startsWith("{");
  const content = braced ? bracedContent(line, argument) : argument;
  if (cursor < content.start || cursor > content.end) return undefined;
  const { name, nameStart, nameEnd, equals } = assignmentOf(content.text);
  const at = cursor - content.start;
  if (name === "" ? equals < 0 || at <= equals : at <= nameEnd) {
    if (name !== "" && at < nameStart) return undefined;
    return {
      kind: "name",
      start: name === "" ? origin + cursor : origin + content.start + nameStart,
      end: name === "" ? origin + cursor : origin + content.start + nameEnd,
      mode: equals >= 0 ? "bare" : braced ? "assign" : "override",
      word: name,
      typed: name === "" ? "" : content.text.slice(nameStart, at),
      chunk: undefined,
      service,
    };
  }
  if (equals < 0 || at <= equals || name === "") return undefined;
  const valueStart = origin + content.start + equals + 1;
  const span = { start: origin + argument.start, end: origin + argument.end, name, valueStart };
  return {
    kind: "value",
    parameter: name,
    scope: service.scope,
    value: content.text.slice(equals + 1),
    cursor: at - equals - 1,
    origin: valueStart,
    override: braced ? undefined : span,
  };
}

/** What stands in `{ ... }`. A brace not closed yet takes the rest of its line, not of the whole entry. */
function bracedContent(line: CursorLine<unknown>, argument: Word): Word {
  const { content, problem } = extractBraces(argument);
  const lineEnd = line.cursor + line.rest.length;
  const start = Math.min(skipSpace(line.text, argument.start + 1), Math.max(line.cursor, argument.start + 1));
  const close = problem === "missing-brace" ? lineEnd : line.text.indexOf("}", content.end);
  const end = Math.max(start, close < 0 ? content.end : close);
  return { text: line.text.slice(start, end), start, end };
}
