/**
 * Expectations that stand in a table as comments, and tests of the table by
 * them: `#? INPUT => RESULT`, or `#? INPUT => no match`.
 *
 * The last ` => ` separates. INPUT may have `\n`, `\t` and `\\` for a line
 * break, as in a folded header, a tab and a backslash, and `\xHH` for any
 * byte, such as a blank at an end; nothing in front of the arrow is the empty
 * key. RESULT is the whole value, or, where it is one word, the first word of
 * the value: `REJECT` is met by `REJECT spam`.
 */
import { decodeText, encodeLatin1 } from "../base/decode";
import type { Span } from "../base/span";
import type { Bytes, LookupTable } from "./lookup";

/** An expectation as it stands in a table. The span is that of its line. */
export interface Expectation extends Span {
  /** Counts from 0. */
  readonly line: number;
  /** The key, with what backslashes stand for. */
  readonly input: Bytes;
  /** Undefined where nothing shall match. */
  readonly expected: Bytes | undefined;
  /** In a sentence, why the comment cannot be read as an expectation. */
  readonly problem: string | undefined;
}

/** How an expectation came out. */
export interface ExpectationOutcome extends Expectation {
  /** What the table gives; undefined where nothing matches. */
  readonly actual: Bytes | undefined;
  readonly passed: boolean;
  /** In a sentence: why it failed; empty when it passed. */
  readonly message: string;
}

const COMMENT = /^[ \t]*#\?(.*)$/;
const ARROW = " => ";
const NO_MATCH = "no match";

/** Finds the expectations in the text of a table. */
export function parseExpectations(text: Bytes): Expectation[] {
  const found: Expectation[] = [];
  let start = 0;
  for (const [line, withBreak] of text.split("\n").entries()) {
    const comment = withBreak.replace(/\r$/, "");
    const words = COMMENT.exec(comment);
    if (words) found.push({ ...readExpectation(words[1]!), line, start, end: start + comment.length });
    start += withBreak.length + 1;
  }
  return found;
}

function readExpectation(text: Bytes): Pick<Expectation, "input" | "expected" | "problem"> {
  // The arrow may stand right at the start or end of the line.
  const padded = ` ${trimmed(text)} `;
  const arrow = padded.lastIndexOf(ARROW);
  const input = readEscapes(trimmed(arrow < 0 ? text : padded.slice(0, arrow)));
  const result = arrow < 0 ? "" : trimmed(padded.slice(arrow + ARROW.length));
  const problem =
    arrow < 0
      ? 'An expectation needs " => " between the key and the result, or nothing is tested: write "#? KEY => RESULT" or "#? KEY => no match".'
      : result === ""
        ? 'An expectation needs a result behind " => ", or nothing is tested: write "no match" where nothing shall match.'
        : undefined;
  return { input, expected: result === NO_MATCH || problem ? undefined : result, problem };
}

/** Without blanks and tabs around it; a byte that Latin-1 takes for a blank may be part of a letter. */
function trimmed(text: Bytes): Bytes {
  return text.replace(/^[ \t]+|[ \t]+$/g, "");
}

const ESCAPES: Readonly<Record<string, Bytes>> = { n: "\n", t: "\t", "\\": "\\" };

/** Any other backslash stands for itself. */
function readEscapes(text: Bytes): Bytes {
  return text.replace(/\\(?:([nt\\])|x([0-9A-Fa-f]{2}))/g, (_, letter?: string, hex?: string) =>
    letter === undefined ? String.fromCharCode(Number.parseInt(hex!, 16)) : ESCAPES[letter]!,
  );
}

/**
 * Holds a table against the expectations in its text.
 *
 * @param text the text that the table was made of
 */
export function runExpectations(text: Bytes, table: LookupTable): ExpectationOutcome[] {
  return parseExpectations(text).map((expectation) => {
    if (expectation.problem !== undefined) {
      return { ...expectation, actual: undefined, passed: false, message: expectation.problem };
    }
    const actual = table.lookup(expectation.input).value;
    const passed = isMet(expectation.expected, actual);
    return { ...expectation, actual, passed, message: passed ? "" : messageOf(expectation, actual) };
  });
}

function isMet(expected: Bytes | undefined, actual: Bytes | undefined): boolean {
  if (expected === undefined || actual === undefined) return expected === actual;
  if (expected === actual) return true;
  return !/[ \t]/.test(expected) && /^[^ \t]*/.exec(actual)![0] === expected;
}

function messageOf({ input, expected }: Expectation, actual: Bytes | undefined): string {
  const key = shown(input);
  const found = actual === undefined ? `${key} matches nothing` : `${key} gives ${shown(actual)}`;
  const wanted = expected === undefined ? "should match nothing" : `should give ${shown(expected)}`;
  return `${found}, but ${wanted}; one of the rules, or this comment, needs to be changed.`;
}

/** A text in quotes, for people. */
function shown(text: Bytes): string {
  return JSON.stringify(decodeText(encodeLatin1(text)));
}
