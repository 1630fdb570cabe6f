/**
 * What a lookup in a table gives, and how it came to that. Texts are byte
 * strings: one character a byte, as Postfix, which knows no encoding in its
 * tables, sees them; base/decode.ts has the ways there and back.
 */

/** A text with one character a byte. */
export type Bytes = string;

/** What a group of a pattern matched, and where in the key. */
export interface Capture {
  readonly start: number;
  readonly end: number;
}

/** What became of one line of a table during a lookup. */
export type Verdict =
  /** The rule decides. */
  | "matched"
  /** The rule was tried and does not match. */
  | "not-matched"
  /** An `if` whose block is looked at. */
  | "entered"
  /** An `if` whose block is passed over. */
  | "not-entered"
  /** In a block that is passed over. */
  | "passed-over"
  /** Postfix left the line out when it read the table. */
  | "skipped"
  /** The library gave up on the pattern: for Postfix the rule does not match. */
  | "gave-up";

/** One line of a table during a lookup. */
export interface Step {
  /** Index among the chunks of the table's tree. */
  readonly chunk: number;
  readonly verdict: Verdict;
  /** In a sentence: why it was skipped or given up. */
  readonly why?: string;
}

/** The line that decided. */
export interface Winner {
  readonly chunk: number;
  /** What the pattern matched, and then what its groups did; undefined where a group took no part. Empty for a negated rule and where there is no pattern. */
  readonly captures: readonly (Capture | undefined)[];
}

/** A key that was looked up, of several that Postfix makes of one. */
export interface TriedKey {
  readonly key: Bytes;
  readonly found: boolean;
}

/** The answer to one lookup. */
export interface Lookup {
  /** What the table gives, with `$1` and the like expanded; undefined where nothing matches. */
  readonly value: Bytes | undefined;
  readonly winner: Winner | undefined;
  /** The lines up to the one that decided, in file order. Empty unless they were asked for. */
  readonly steps: readonly Step[];
  /** In sentences: where the answer of an installed Postfix may differ, and what it logs. */
  readonly remarks: readonly string[];
}

/** A table that is ready to be asked. */
export interface LookupTable {
  /**
   * Looks a key up as `postmap -q` does.
   *
   * @param explain whether the steps are wanted; they cost time in a long table
   */
  lookup(key: Bytes, explain?: boolean): Lookup;
}

/** A text as Postfix, which is written in C, sees it: up to a NUL. */
export function endAtNul(text: Bytes): Bytes {
  return text.split("\0", 1)[0]!;
}
