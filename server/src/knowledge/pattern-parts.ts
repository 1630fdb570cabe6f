/**
 * What the parts of regular expressions mean, in words: escapes, classes and
 * flags of pcre_table(5) and regexp_table(5). After dict_pcre.c, dict_regexp.c
 * and the documents of PCRE2 and of the GNU C library.
 */
import type { RegexpType } from "../syntax/tables/regexp-table";

type Meanings = Readonly<Record<string, string>>;

/** What a letter behind a backslash stands for in PCRE. */
const PCRE_ESCAPES: Meanings = {
  d: "a digit",
  D: "any character but a digit",
  w: "a letter, a digit or an underscore",
  W: "any character but a letter, a digit or an underscore",
  s: "white space",
  S: "any character but white space",
  h: "a blank, a tab or another horizontal space",
  H: "any character but horizontal space",
  v: "a line break or another vertical space",
  V: "any character but vertical space",
  R: "a line break, of one or two characters",
  N: "any character but a line break",
  X: "a character with all its marks",
  b: "the edge of a word",
  B: "a place that is not the edge of a word",
  A: "the start of the text",
  z: "the end of the text",
  Z: "the end of the text, or the place in front of a last line break",
  G: "the place where the search began",
  n: "a line feed",
  r: "a carriage return",
  t: "a tab",
  f: "a form feed",
  e: "an escape character",
  a: "a bell character",
  K: "forgets what has matched so far",
  Q: "takes all that follows as it stands, up to \\E",
  E: "ends what \\Q began",
};

/** What a character behind a backslash stands for in the expressions of the GNU C library. */
const ERE_ESCAPES: Meanings = {
  w: "a letter, a digit or an underscore",
  W: "any character but a letter, a digit or an underscore",
  s: "white space",
  S: "any character but white space",
  b: "the edge of a word",
  B: "a place that is not the edge of a word",
  "<": "the start of a word",
  ">": "the end of a word",
  "`": "the start of the text",
  "'": "the end of the text",
};

/** What a class such as `[:alpha:]` holds. */
export const CLASS_NAMES: Meanings = {
  alnum: "letters and digits",
  alpha: "letters",
  blank: "blanks and tabs",
  cntrl: "control characters",
  digit: "digits",
  graph: "characters that can be seen",
  lower: "small letters",
  print: "characters that can be seen, and blanks",
  punct: "punctuation",
  space: "white space",
  upper: "capital letters",
  xdigit: "hexadecimal digits",
};

/** What a flag does, as a whole sentence: each one turns over what holds without it. */
const PCRE_FLAGS: Meanings = {
  i: "Tells capital and small letters apart; without it they are the same.",
  m: "`^` and `$` also match at line breaks inside the text; without it only at its two ends.",
  s: "`.` does not match a line break; without it, it does.",
  x: "White space and comments in the pattern mean nothing; without it they stand for themselves.",
  A: "The pattern must match at the start of the text, as with `^` in front.",
  E: "`$` matches at the very end only; without it also in front of a last line break.",
  U: "Quantifiers take as little as they can, and as much with `?` behind; without it, the other way round.",
  X: "With the old PCRE library, refuses letters that mean nothing behind a backslash; PCRE2 always does, so that it changes nothing.",
};

const REGEXP_FLAGS: Meanings = {
  i: "Tells capital and small letters apart; without it they are the same.",
  m: "`^` and `$` also match at line breaks inside the text, which `.` does not match; without it only at its two ends.",
  x: "Reads the pattern as a basic expression, in which `+`, `?`, `|` and bare parentheses stand for themselves; without it as an extended one.",
};

/** The escapes of a table type by what stands behind the backslash. */
export function escapesOf(type: RegexpType): Meanings {
  return type === "pcre" ? PCRE_ESCAPES : ERE_ESCAPES;
}

/** What an escape stands for; undefined for one that stands for the character itself, and for unknown ones. */
export function escapeMeaning(type: RegexpType, character: string): string | undefined {
  const meanings = escapesOf(type);
  return Object.hasOwn(meanings, character) ? meanings[character] : undefined;
}

/** The flags of a table type by letter. */
export function flagsOf(type: RegexpType): Meanings {
  return type === "pcre" ? PCRE_FLAGS : REGEXP_FLAGS;
}
