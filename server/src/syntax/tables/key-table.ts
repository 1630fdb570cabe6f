/**
 * The text that postmap(1) makes an indexed table of, and that texthash
 * tables are read from: `key whitespace value`, as postmap.c and dict_thash.c
 * take it apart. Such files may have a hundred thousand lines, so that a line
 * keeps its text only: key and value are found when somebody asks.
 */
import type { Span } from "../../base/span";
import { isSpace, skipSpace, trimEnd } from "../characters";
import type { Word } from "../lists";
import {
  type ChunkTree,
  type LogicalText,
  parseChunks,
  type Reparse,
  reparse,
  type TextChange,
} from "../logical-lines";

/** The types of tables whose source is such a text. */
export const KEY_TABLE_TYPES = ["hash", "btree", "lmdb", "cdb", "dbm", "sdbm", "texthash"] as const;

/** A type of table whose source is such a text. */
export type KeyTableType = (typeof KEY_TABLE_TYPES)[number];

/** What Postfix warns of. It leaves the line out, save for `colon-behind-key`. */
export type KeyProblemKind =
  /** Indented, and no line above it that it could continue. */
  | "leading-space"
  /** A quote that nothing ends. */
  | "unclosed-quote"
  /** Nothing in front of the value; only a NUL byte makes that happen. */
  | "missing-key"
  | "missing-value"
  /** As in a file for postalias(1). The colon is a part of the key. */
  | "colon-behind-key";

/** What is wrong with a line, and where. */
export interface KeyProblem extends Span {
  readonly kind: KeyProblemKind;
}

/** A logical line of a table. Offsets are those of {@link logical}. */
export interface KeyLine {
  readonly logical: LogicalText;
  /** In the quotes that it has in the file; empty when the line has none. */
  readonly key: Word;
  /** Without white space around it; undefined when there is none. */
  readonly value: Word | undefined;
  readonly problem: KeyProblem | undefined;
}

/** Whether the source of a table type is such a text. */
export function isKeyTableType(type: string): type is KeyTableType {
  return (KEY_TABLE_TYPES as readonly string[]).includes(type);
}

/** Parses a table; never fails. */
export function parseKeyTable(text: string): ChunkTree<KeyLine> {
  return parseChunks(text, parseLine);
}

/** Parses a table after a change, keeping what the change did not touch. */
export function reparseKeyTable(old: ChunkTree<KeyLine>, text: string, change: TextChange): Reparse<KeyLine> {
  return reparse(old, text, change, parseLine);
}

function parseLine(logical: LogicalText): KeyLine {
  return new ParsedKeyLine(logical);
}

/** A class, because a file has thousands: the getters of a class are there once. */
class ParsedKeyLine implements KeyLine {
  constructor(readonly logical: LogicalText) {}

  get key(): Word {
    const { text } = this.logical;
    const start = skipSpace(text, 0);
    const { end } = scanKey(text, start);
    return { text: text.slice(start, end), start, end };
  }

  get value(): Word | undefined {
    const { text } = this.logical;
    const { end } = scanKey(text, skipSpace(text, 0));
    return valueBehind(text, end);
  }

  get problem(): KeyProblem | undefined {
    const { text } = this.logical;
    const start = skipSpace(text, 0);
    if (start > 0) return { kind: "leading-space", start: 0, end: start };
    const { end, openQuote } = scanKey(text, 0);
    if (openQuote >= 0) return { kind: "unclosed-quote", start: openQuote, end };
    if (end === 0) return { kind: "missing-key", start: 0, end: text.length };
    if (!valueBehind(text, end)) return { kind: "missing-value", start: 0, end };
    return text[end - 1] === ":" ? { kind: "colon-behind-key", start: end - 1, end } : undefined;
  }
}

const BACKSLASH = 92;
const QUOTE = 34;

/** Where the key that starts at `start` ends, and the quote in it that nothing ends, or -1. */
function scanKey(text: string, start: number): { end: number; openQuote: number } {
  let openQuote = -1;
  let end = start;
  for (; end < text.length; end++) {
    const code = text.charCodeAt(end);
    // What follows a backslash means nothing, unless the text ends there.
    if (code === BACKSLASH && end + 1 < text.length && text.charCodeAt(end + 1) !== 0) end++;
    else if (code === QUOTE) openQuote = openQuote < 0 ? end : -1;
    else if (code === 0 || (openQuote < 0 && isSpace(code))) break;
  }
  return { end, openQuote };
}

function valueBehind(text: string, keyEnd: number): Word | undefined {
  // Postfix reads nothing behind a NUL byte.
  const nul = text.indexOf("\0", keyEnd);
  const limit = nul < 0 ? text.length : nul;
  const start = skipSpace(text, keyEnd);
  if (start >= limit) return undefined;
  const end = trimEnd(text, start, limit);
  return { text: text.slice(start, end), start, end };
}
