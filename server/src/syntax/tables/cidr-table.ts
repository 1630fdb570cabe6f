/**
 * cidr_table(5): `network/bits result`, `if network/bits` and `endif`, as
 * dict_cidr.c and cidr_match.c read them.
 */
import { parseIp } from "../../base/ip-address";
import type { Span } from "../../base/span";
import { isAllDigits, isSpace, skipSpace, trimEnd } from "../characters";
import type { Word } from "../lists";
import {
  type ChunkKind,
  type ChunkTree,
  type LogicalText,
  parseChunks,
  type Reparse,
  reparse,
  type TextChange,
} from "../logical-lines";

/** Why Postfix skips a line. */
export type CidrProblemKind =
  | "no-pattern"
  | "unclosed-bracket"
  | "text-behind-bracket"
  | "bad-mask"
  | "long-mask"
  | "bad-address"
  | "host-bits"
  | "text-behind-endif";

/** What is wrong with a line, and where. */
export interface CidrProblem extends Span {
  readonly kind: CidrProblemKind;
}

/** An address pattern: `192.0.2.0/24`, `[2001:db8::]/32`, `[192.0.2.0/24]`. */
export interface CidrPattern extends Span {
  readonly text: string;
  readonly address: Word;
  /** What stands behind the slash; undefined when there is none: then all bits count. */
  readonly mask: Word | undefined;
  /** The address in bytes; undefined when it is none. */
  readonly bytes: readonly number[] | undefined;
  /** How many bits count; undefined when the mask is no number or too long. */
  readonly bits: number | undefined;
}

/** A logical line of a cidr table. Offsets are those of {@link logical}. */
export interface CidrLine {
  readonly logical: LogicalText;
  /** `orphan`: indented without a line above it; Postfix skips it. */
  readonly kind: "rule" | "if" | "endif" | "orphan";
  /** The word `if` or `endif`. */
  readonly keyword: Word | undefined;
  /** The exclamation marks in front of the pattern. */
  readonly negations: readonly Span[];
  readonly negated: boolean;
  readonly pattern: CidrPattern | undefined;
  /** What a rule gives; the text behind `endif`. */
  readonly result: Word | undefined;
  readonly problem: CidrProblem | undefined;
}

/** Parses a table; never fails. */
export function parseCidrTable(text: string): ChunkTree<CidrLine> {
  return parseChunks(text, parseLine);
}

/** Parses a table after a change, keeping what the change did not touch. */
export function reparseCidrTable(
  old: ChunkTree<CidrLine>,
  text: string,
  change: TextChange,
): Reparse<CidrLine> {
  return reparse(old, text, change, parseLine);
}

/** Reads text that is to be a logical line on its own, such as a part of another one. */
export function parseCidrLine(logical: LogicalText): CidrLine {
  return parseLine(logical, "entry");
}

type Parts = Pick<CidrLine, "kind"> & Partial<CidrLine>;

function parseLine(logical: LogicalText, kind: ChunkKind): CidrLine {
  const nul = logical.text.indexOf("\0");
  const text = nul < 0 ? logical.text : logical.text.slice(0, nul);
  const parts: Parts =
    kind === "orphan" ? { kind: "orphan" } : readLine(text.slice(0, trimEnd(text, 0, text.length)));
  return {
    logical,
    keyword: undefined,
    negations: [],
    negated: false,
    pattern: undefined,
    result: undefined,
    problem: undefined,
    ...parts,
  };
}

function readLine(text: string): Parts {
  const word = /^(?:endif|if)(?![A-Za-z0-9])/i.exec(text)?.[0] ?? "";
  const keyword = word === "" ? undefined : { text: word, start: 0, end: word.length };
  if (word.length > 2) {
    const result = restOf(text, skipSpace(text, word.length));
    const problem: CidrProblem | undefined = result && {
      kind: "text-behind-endif",
      start: result.start,
      end: result.end,
    };
    return { kind: "endif", keyword, result, problem };
  }
  const { negations, end: start } = readNegations(text, word.length);
  const negated = negations.length % 2 === 1;
  const kind = keyword ? "if" : "rule";
  if (start >= text.length) {
    return { kind, keyword, negations, negated, problem: { kind: "no-pattern", start: 0, end: text.length } };
  }
  let end = start;
  while (end < text.length && (keyword || !isSpace(text.charCodeAt(end)))) end++;
  const { pattern, problem } = readPattern(text, start, end);
  const result = restOf(text, skipSpace(text, end));
  return { kind, keyword, negations, negated, pattern, problem, result };
}

function restOf(text: string, start: number): Word | undefined {
  return start < text.length ? { text: text.slice(start), start, end: text.length } : undefined;
}

function readNegations(text: string, from: number): { negations: Span[]; end: number } {
  const negations: Span[] = [];
  let end = from;
  for (; end < text.length; end++) {
    if (text[end] === "!") negations.push({ start: end, end: end + 1 });
    else if (!isSpace(text.charCodeAt(end))) break;
  }
  return { negations, end };
}

function readPattern(
  text: string,
  start: number,
  end: number,
): { pattern: CidrPattern; problem: CidrProblem | undefined } {
  const word = (from: number, to: number): Word => ({ text: text.slice(from, to), start: from, end: to });
  const isBracketed = text[start] === "[";
  const close = isBracketed ? text.indexOf("]", start) : -1;
  const isClosed = close >= 0 && close < end;
  const from = isBracketed ? start + 1 : start;
  const to = isClosed ? close : end;
  // Behind the bracket only a mask may stand; without one there, it may stand inside.
  const behind = isClosed && text[close + 1] === "/" && close + 1 < end;
  const slash = behind ? close + 1 : text.slice(from, to).indexOf("/") + from;
  const hasMask = behind || slash >= from;
  const address = word(from, behind ? close : hasMask ? slash : to);
  const mask = hasMask ? word(slash + 1, behind ? end : to) : undefined;
  const bytes = parseIp(address.text);
  const most = address.text.includes(":") ? 128 : 32;
  const isNumber = mask === undefined || isAllDigits(mask.text);
  const bits = mask === undefined ? most : isNumber ? Number(mask.text) : Number.NaN;
  const pattern: CidrPattern = {
    ...word(start, end),
    address,
    mask,
    bytes,
    bits: bits <= most ? bits : undefined,
  };
  const problem = (kind: CidrProblemKind, at: Span = pattern) => ({
    pattern,
    problem: { kind, start: at.start, end: at.end },
  });
  if (isBracketed && !isClosed) return problem("unclosed-bracket");
  if (isClosed && !behind && close + 1 < end) {
    return problem("text-behind-bracket", { start: close + 1, end });
  }
  if (!isNumber) return problem("bad-mask", mask!.text === "" ? pattern : mask);
  if (bits > most) return problem("long-mask", mask);
  if (!bytes) return problem("bad-address", address.text === "" ? pattern : address);
  if (hasHostBits(bytes, bits)) return problem("host-bits");
  return { pattern, problem: undefined };
}

/** Whether bits behind the first `bits` are set. */
function hasHostBits(bytes: readonly number[], bits: number): boolean {
  const inverse = bytes.map((byte, index) => byte & (0xff >> Math.max(0, Math.min(8, bits - index * 8))));
  return inverse.some((byte) => byte !== 0);
}
