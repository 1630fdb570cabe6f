/**
 * pcre_table(5) and regexp_table(5): `/pattern/flags result`, `if /pattern/`
 * and `endif`, as dict_pcre.c and dict_regexp.c read them.
 */
import type { Span } from "../../base/span";
import { isAlphanumeric, isSpace, skipSpace, trimEnd } from "../characters";
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
import { type PatternTree, parsePattern } from "./pattern";
import { parseSubstitutions, type Substitution } from "./substitutions";

/** The types of tables that hold regular expressions. */
export type RegexpType = "pcre" | "regexp";

/** A pattern with what stands around it. */
export interface RegexpPattern extends Span {
  /** The exclamation marks in front of it. */
  readonly negations: readonly Span[];
  /** Whether the rule is for what the pattern does not match. */
  readonly negated: boolean;
  readonly delimiter: string;
  /** What stands between the delimiters. */
  readonly text: Word;
  /** The letters behind the closing delimiter, up to white space. */
  readonly flags: readonly Word[];
  /** The pattern's tree; undefined for a basic expression of a regexp table, which is not followed. */
  readonly tree: PatternTree | undefined;
}

/** A logical line of a pcre or regexp table. Offsets are those of {@link logical}. */
export interface RegexpLine {
  readonly logical: LogicalText;
  readonly table: RegexpType;
  /**
   * `unknown`: neither of the three, which Postfix skips; `orphan`: indented
   * without a line above it, skipped too; `empty`: nothing in front of a NUL.
   */
  readonly kind: "rule" | "if" | "endif" | "unknown" | "orphan" | "empty";
  /** The word `if` or `endif`. */
  readonly keyword: Word | undefined;
  /** The pattern, and in a regexp table the one behind it in `/a/!/b/`. */
  readonly patterns: readonly RegexpPattern[];
  /** What a rule gives; the text that Postfix takes no notice of behind `if /pattern/` and `endif`. */
  readonly result: Word | undefined;
  readonly substitutions: readonly Substitution[];
  /** Why Postfix skips the line without looking further. */
  readonly problem: RegexpProblem | undefined;
}

/** What is wrong with a line, and where. */
export interface RegexpProblem extends Span {
  readonly kind: "no-pattern" | "unclosed-pattern" | "unknown-flag";
}

/** Parses a table; never fails. */
export function parseRegexpTable(text: string, table: RegexpType): ChunkTree<RegexpLine> {
  return parseChunks(text, (logical, kind) => parseLine(logical, kind, table));
}

/** Parses a table after a change, keeping what the change did not touch. */
export function reparseRegexpTable(
  old: ChunkTree<RegexpLine>,
  text: string,
  change: TextChange,
  table: RegexpType,
): Reparse<RegexpLine> {
  return reparse(old, text, change, (logical, kind) => parseLine(logical, kind, table));
}

/** Reads text that is to be a logical line on its own, such as a part of another one. */
export function parseRegexpLine(logical: LogicalText, table: RegexpType): RegexpLine {
  return parseLine(logical, "entry", table);
}

type Parts = Pick<RegexpLine, "kind"> & Partial<RegexpLine>;

function parseLine(logical: LogicalText, kind: ChunkKind, table: RegexpType): RegexpLine {
  const nul = logical.text.indexOf("\0");
  const text = nul < 0 ? logical.text : logical.text.slice(0, nul);
  const end = trimEnd(text, 0, text.length);
  const parts: Parts = kind === "orphan" ? { kind: "orphan" } : readLine(text.slice(0, end), table);
  return {
    logical,
    table,
    keyword: undefined,
    patterns: [],
    result: undefined,
    substitutions: [],
    problem: undefined,
    ...parts,
  };
}

function readLine(text: string, table: RegexpType): Parts {
  if (text === "") return { kind: "empty" };
  if (!isAlphanumeric(text.charCodeAt(0))) return readRule(text, table);
  const [word] = /^(?:endif|if)(?![A-Za-z0-9])/i.exec(text) ?? [""];
  const keyword = { text: word, start: 0, end: word.length };
  const rest = skipSpace(text, word.length);
  if (word === "") return { kind: "unknown" };
  if (word.length > 2) return { kind: "endif", keyword, result: restOf(text, rest) };
  const { pattern, problem, end } = readPattern(text, rest, table);
  if (!pattern || problem) return { kind: "if", keyword, problem, patterns: pattern ? [pattern] : [] };
  return { kind: "if", keyword, patterns: [pattern], result: restOf(text, skipSpace(text, end)) };
}

function restOf(text: string, start: number): Word | undefined {
  return start < text.length ? { text: text.slice(start), start, end: text.length } : undefined;
}

function readRule(text: string, table: RegexpType): Parts {
  const patterns: RegexpPattern[] = [];
  let at = 0;
  do {
    const { pattern, problem, end } = readPattern(text, at, table);
    if (pattern) patterns.push(pattern);
    if (problem) return { kind: "rule", patterns, problem };
    at = end;
  } while (table === "regexp" && text[at] === "!" && patterns.length < 2);
  const start = skipSpace(text, at);
  const substitutions = parseSubstitutions(text, start, text.length);
  return { kind: "rule", patterns, result: restOf(text, start), substitutions };
}

interface ReadPattern {
  readonly pattern?: RegexpPattern;
  readonly problem?: RegexpProblem;
  readonly end: number;
}

function readPattern(text: string, from: number, table: RegexpType): ReadPattern {
  const negations: Span[] = [];
  let start = from;
  for (; start < text.length; start++) {
    if (text[start] === "!") negations.push({ start, end: start + 1 });
    else if (!isSpace(text.charCodeAt(start))) break;
  }
  if (start >= text.length) {
    return { problem: { kind: "no-pattern", start: 0, end: text.length }, end: text.length };
  }
  const delimiter = text[start]!;
  let close = start + 1;
  while (close < text.length && text[close] !== delimiter) close += text[close] === "\\" ? 2 : 1;
  if (close >= text.length) {
    return { problem: { kind: "unclosed-pattern", start, end: start + 1 }, end: text.length };
  }
  let end = close + 1;
  const isFlag = () => !isSpace(text.charCodeAt(end)) && !(table === "regexp" && text[end] === "!");
  const flags: Word[] = [];
  while (end < text.length && isFlag()) flags.push({ text: text[end]!, start: end, end: ++end });
  const pattern = assemble(text, table, start, close, end, negations, flags);
  const unknown = flags.find((flag) => !(table === "pcre" ? "imsxAEUX" : "imx").includes(flag.text));
  if (!unknown) return { pattern, end };
  return { pattern, end, problem: { kind: "unknown-flag", start: unknown.start, end: unknown.end } };
}

function assemble(
  text: string,
  table: RegexpType,
  start: number,
  close: number,
  end: number,
  negations: readonly Span[],
  flags: readonly Word[],
): RegexpPattern {
  const inside = text.slice(start + 1, close);
  const isToggled = flags.filter((flag) => flag.text === "x").length % 2 === 1;
  const tree =
    table === "pcre"
      ? parsePattern(inside, "pcre", isToggled)
      : isToggled
        ? undefined
        : parsePattern(inside, "ere");
  return {
    start: negations[0]?.start ?? start,
    end,
    negations,
    negated: negations.length % 2 === 1,
    delimiter: text[start]!,
    text: { text: inside, start: start + 1, end: close },
    flags,
    tree,
  };
}
