/**
 * Random patterns of pcre tables, each with a text that it is likely to match.
 * Seeded: the same seed gives the same patterns.
 */

/** A whole number from 0 up to the limit, without it. */
export type Random = (limit: number) => number;

/** Random numbers that follow from a seed (mulberry32). */
export function randomSource(seed: number): Random {
  let state = seed * 0x9e3779b9;
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), state | 1);
    value ^= value + Math.imul(value ^ (value >>> 7), value | 61);
    return ((value ^ (value >>> 14)) >>> 0) % limit;
  };
}

/** A rule's pattern, without the slashes around it. All texts are byte strings. */
export interface RandomPattern {
  readonly source: string;
  readonly flags: string;
  readonly negated: boolean;
  /** What stands behind the rule's number in its result: references to groups. */
  readonly result: string;
  /** A text that the pattern is likely to match. */
  readonly sample: string;
}

/** A part of a pattern and a text that it matches, where it matches any. */
type Piece = readonly [source: string, sample: string];

function pick<T>(choices: readonly T[], random: Random): T {
  return choices[random(choices.length)]!;
}

/** Letters with a case in ASCII, Latin-1 and Unicode, alone and as UTF-8. */
const CHARACTERS = [
  ..."aabbcABKs1- @.",
  ..."\xe9\xc9\xa0\x85\xff\xdf",
  "\xc3\xa9",
  "\xc3\x89",
  "\xe2\x84\xaa",
];

const ESCAPES: readonly Piece[] = [
  ["\\d", "1"],
  ["\\D", "\xe9"],
  ["\\w", "a"],
  ["\\W", "\xe9"],
  ["\\s", " "],
  ["\\S", "\x85"],
  ["\\h", "\xa0"],
  ["\\H", "\xa1"],
  ["\\v", "\x85"],
  ["\\V", "\xa0"],
  ["\\N", "\xc9"],
  ["\\R", "\x85"],
  ["\\R", "\r"],
  ["\\X", "\xc9"],
  ["\\C", "\xe9"],
  ["\\.", "."],
  ["\\x41", "a"],
  ["\\xe9", "\xe9"],
  ["\\x{c9}", "\xc9"],
  ["\\x{0e9}", "\xe9"],
  ["\\351", "\xe9"],
  ["\\o{311}", "\xc9"],
  ["\\t", "\t"],
  ["\\e", "\x1b"],
  ["\\ca", "\x01"],
  ["\\Q.\xe9*\\E", ".\xe9*"],
  ["\\\xe9", "\xe9"],
  ["\\-", "-"],
  ["\\K", ""],
  ["\\G", ""],
  ["\\b", ""],
  ["\\B", ""],
  ["\\A", ""],
  ["\\z", ""],
  ["\\Z", ""],
  ["\\E", ""],
  ["\\p{L}", "a"],
  ["\\pN", "1"],
  ["\\P{Lu}", "a"],
];

const CLASSES: readonly Piece[] = [
  ["[abc]", "b"],
  ["[^abc]", "\xe9"],
  ["[a-z]", "k"],
  ["[\\x20-\\xff]", "\xe9"],
  ["[\\x7f-\\xff]", "\xc9"],
  ["[^\\x7f-\\xff]", "k"],
  ["[^\xc3]", "\xe3"],
  ["[k-\xff]", "\xc9"],
  ["[\xe0-\xef]", "\xe9"],
  ["[\\xC0-\xd0x]", "\xc9"],
  ["[\\300-\\o{337}]", "\xdf"],
  ["[\\Qa-\xe9\\E-\\xff]", "\xe9"],
  ["[[:alpha:]]", "a"],
  ["[[:^alpha:]]", "\xe9"],
  ["[[:upper:]_]", "A"],
  ["[[:space:][:punct:]]", "\xa0"],
  ["[[:cntrl:]]", "\x85"],
  ["[\\h]", "\xa0"],
  ["[\\H\\x09]", "\xa0"],
  ["[^\\H]", "\xa0"],
  ["[\\v\\d]", "\x85"],
  ["[^\\V]", "\x85"],
  ["[\\W]", "\xe9"],
  ["[^\\W\\d]", "a"],
  ["[]a]", "]"],
  ["[^]a]", "\xe9"],
  ["[\\]a-]", "-"],
  ["[\\w.-]", "."],
  ["[a\\-\xe9]", "\xe9"],
  ["[\\b]", "\x08"],
  ["[a-c-\xe9]", "\xe9"],
];

/** What 10.34 and 10.42, or 8 and 16 bits, are likely to take otherwise, and what both refuse. */
const ODDITIES: readonly Piece[] = [
  ["\\x{100}", ""],
  ["\\400", ""],
  ["\\o{777}", ""],
  ["\\N{U+41}", "A"],
  ["\\8", "8"],
  ["\\12", "\n"],
  ["\\113", "K"],
  ["[\\x{100}]", ""],
  ["[\\777]", ""],
  ["[[:foo:]]", ""],
  ["[:alpha:]", ""],
  ["\\y", "y"],
  ["\\p{Foo}", ""],
  ["[b-a]", ""],
  ["[\\d-z]", "-"],
  ["(?=a\\K)", ""],
  ["(?<=a+)", ""],
  ["(?<=\\C)", "a"],
  ["(", ""],
  [")", ""],
  ["[a", ""],
  ["{2,1}", ""],
  ["a{2", "a{2"],
  ["a{,3}", "a{,3}"],
  ["**", ""],
  ["(?<n>a)(?<n>b)", ""],
  ["(?", ""],
  ["(?P<", ""],
  ["(*FOO)", ""],
  ["\\c\xe9", ""],
  ["\\g{9}", ""],
  ["(?9)", ""],
  ["\\x{}", ""],
  ["\\x{zz}", ""],
  ["\\xg", "\0"],
];

const VERBS = ["(*ACCEPT)", "(*FAIL)", "(*COMMIT)", "(*PRUNE)", "(*SKIP)", "(*THEN)", "(*MARK:x)"];
const SETTINGS = ["(*UTF)", "(*UCP)", "(*CRLF)", "(*ANY)", "(*BSR_ANYCRLF)", "(*LIMIT_MATCH=20)", "(*UTF8)"];
const OPTIONS = ["(?i)", "(?-i)", "(?s)", "(?m)", "(?U)", "(?x)", "(?^)", "(?-s)"];
const GROUPS = ["(", "(", "(", "(?:", "(?>", "(?i:", "(?-i:", "(?|", "(?<n>", "(?x:"];
const AROUND = ["(?=", "(?!", "(?<=", "(?<!"];
const QUANTIFIERS: readonly (readonly [string, number])[] = [
  ["*", 1],
  ["+", 2],
  ["?", 1],
  ["{2}", 2],
  ["{1,2}", 1],
  ["{0,1}", 0],
  ["{2,}", 3],
];

function randomPiece(random: Random, depth: number): Piece {
  const kind = random(100);
  if (kind < 40) {
    const character = pick(CHARACTERS, random);
    return [character === "." && random(2) === 0 ? "\\." : character, character];
  }
  if (kind < 53) return pick(ESCAPES, random);
  if (kind < 66) return pick(CLASSES, random);
  if (kind < 84 && depth < 3) return randomGroup(random, depth);
  if (kind < 87) return [pick(["\\1", "\\2", "\\g{-1}", "\\g1", "\\k<n>", "(?P=n)"], random), "a"];
  if (kind < 89) return [pick(["(?1)", "(?R)", "(?(1)a|b)", "\\g<1>", "(?&n)"], random), "a"];
  if (kind < 91) return [pick(VERBS, random), ""];
  if (kind < 94) return [pick(OPTIONS, random), ""];
  if (kind < 95) return ["(?#c[)", ""];
  if (kind < 99) return [pick(["^", "$", "$", "."], random), ""];
  return pick(ODDITIES, random);
}

function randomGroup(random: Random, depth: number): Piece {
  const isAround = random(5) === 0;
  const [first, firstSample] = randomSequence(random, depth + 1);
  const [second, secondSample] = random(3) === 0 ? randomSequence(random, depth + 1) : ["", ""];
  const open = pick(isAround ? AROUND : GROUPS, random);
  const source = `${open}${first}${second && `|${second}`})`;
  return [source, isAround ? "" : random(2) === 0 ? firstSample : secondSample];
}

function randomSequence(random: Random, depth: number): Piece {
  let source = "";
  let sample = "";
  for (let count = 1 + random(depth === 0 ? 5 : 3); count > 0; count--) {
    const [part, text] = randomPiece(random, depth);
    if (random(5) > 0) {
      source += part;
      sample += text;
    } else {
      const [quantifier, times] = pick(QUANTIFIERS, random);
      source += part + quantifier + pick(["", "", "", "?", "+"], random);
      sample += text.repeat(times);
    }
  }
  return [source, sample];
}

/** A random pattern with flags. */
export function randomPattern(random: Random): RandomPattern {
  const [first, sample] = randomSequence(random, 0);
  const [second] = random(6) === 0 ? randomSequence(random, 0) : [""];
  const settings = random(20) === 0 ? pick(SETTINGS, random) : "";
  const start = random(5) === 0 ? "^" : "";
  const end = random(5) === 0 ? "$" : "";
  const source = settings + start + first + end + (second && `|${second}`);
  const flags = [..."iimsxAEUX"].filter(() => random(6) === 0).join("");
  const groups = [...source.matchAll(/\((?![?*])|\(\?<n>/g)].length;
  const highest = random(10) === 0 ? groups + 1 : groups;
  const references = Array.from({ length: highest }, (_, index) => `[\${${index + 1}}]`).join("");
  return {
    source: withoutProperties(source.replaceAll("/", "\\/").replace(/[\0\n]/g, "")),
    flags,
    negated: random(15) === 0,
    result: random(4) === 0 ? "" : references,
    sample,
  };
}

/** Properties next to bytes outside ASCII are a known difference, of which lookups have a remark. */
function withoutProperties(source: string): string {
  if (!/[\x80-\xff]|\\[xogk0-9]|\?P=/.test(source)) return source;
  return source.replace(/\\[pP](?:\{[A-Z][a-z]?\}|N)/g, "[a-z]");
}

/** Texts near to what a pattern matches, none of which holds a line end or a NUL. */
export function randomKeys(pattern: RandomPattern, random: Random, count: number): string[] {
  const { sample } = pattern;
  const other = () => Array.from({ length: random(5) }, () => pick(CHARACTERS, random)).join("");
  return Array.from({ length: count }, (_, index) => {
    const cut = random(sample.length + 1);
    const key = [
      sample,
      other() + sample + other(),
      flipCase(sample),
      sample.slice(0, cut) + other() + sample.slice(cut),
      other() + flipCase(sample),
      other() + other(),
    ][index % 6]!;
    return key.replace(/[\0\n]/g, "");
  });
}

/** Turns over the case of letters, of those of Latin-1 too. */
function flipCase(text: string): string {
  return text.replace(/[a-zA-Z\xc0-\xde\xe0-\xfe]/g, (letter) =>
    String.fromCharCode(letter.charCodeAt(0) ^ 0x20),
  );
}
