/**
 * Looks for a text on which PCRE2 gives up: one that a pattern nearly matches
 * and that can be divided among its repetitions in too many ways. Postfix then
 * logs `match limit exceeded` and takes the rule for one that does not match
 * (dict_pcre.c).
 *
 * The pattern is tried on such texts, with `(*LIMIT_MATCH=…)` in front of it so
 * that a trial costs a millisecond at most. How long a text must be for three
 * small limits tells how fast the work grows, and from that follows how long it
 * must be for PCRE2's own limit. Nothing is said of patterns that need a longer text
 * than {@link LONGEST}: they cost time, but do not fail.
 */
import type { Span } from "../base/span";
import type { Group, PatternNode, Repeat } from "../syntax/tables/pattern";
import type { RegexpPattern } from "../syntax/tables/regexp-table";
import type { Bytes } from "./lookup";
import type { CompiledPattern, PatternEngine } from "./pattern-engine";

/** A text on which PCRE2 gives up. The span is that of what can be divided in too many ways, in the pattern. */
export interface SlowPattern extends Span {
  readonly attack: Bytes;
}

/** The longest text that counts. In bytes; most headers are shorter. */
const LONGEST = 2_000;
/** PCRE2's own limit, which Postfix leaves as it is (`MATCH_LIMIT` of pcre2's config.h). */
const REAL_LIMIT = 10_000_000;
/** The limits of the trials, each a number of times the one before. */
const GROWTH = 4;
const LIMITS = [150, 600, 2_400] as const;
/** How many more times that number leads to PCRE2's own limit. */
const STEPS_LEFT = Math.log(REAL_LIMIT / LIMITS[2]) / Math.log(GROWTH);
/** A text that needs this many times the length for the next limit grows with the square of it, or less. */
const SQUARE = 2.2;
/** What is allowed for when a length is estimated. */
const MARGIN = 1.3;
/** No more texts are tried for one pattern. */
const MOST_CANDIDATES = 10;

/** A text that can be made as long as one likes. */
interface Candidate {
  readonly place: Span;
  readonly prefix: string;
  /** They are repeated one after the other, until there are as many as wanted. */
  readonly pumped: readonly string[];
  readonly tail: string;
}

/** What was found for the patterns of an engine, by text and flags; engines are few and live long. */
const known = new WeakMap<PatternEngine, Map<string, SlowPattern | null>>();
/** Tables with more patterns than these are probed anew. */
const MOST_KNOWN = 10_000;

/** Finds a text on which PCRE2 gives up; undefined where there seems to be none. */
export function findSlowText(pattern: RegexpPattern, engine: PatternEngine): SlowPattern | undefined {
  const { tree, text, flags } = pattern;
  if (!tree?.sure || tree.problem || !canBeSlow(tree.root)) return undefined;
  let answers = known.get(engine);
  if (!answers || answers.size >= MOST_KNOWN) {
    answers = new Map();
    known.set(engine, answers);
  }
  const key = `${flags.map((flag) => flag.text).join("")}/${text.text}`;
  let answer = answers.get(key);
  if (answer === undefined) {
    answer = probe(pattern, tree.root, engine) ?? null;
    answers.set(key, answer);
  }
  return answer ?? undefined;
}

/** Whether a part can be taken apart in more ways than one. */
function isRepeated(node: PatternNode): node is Repeat {
  return node.kind === "repeat" && node.max >= 10 && node.mode !== "possessive";
}

/** The repetitions of a pattern that are tried again from outside. */
function repeatsOf(node: PatternNode): Repeat[] {
  if (node.kind === "repeat") {
    if (node.mode === "possessive") return [];
    return [...(isRepeated(node) ? [node] : []), ...repeatsOf(node.of)];
  }
  if (node.kind !== "group" || node.role === "atomic" || node.role === "lookaround") return [];
  return node.alternatives.flat().flatMap(repeatsOf);
}

/** Whether a repetition holds something that can be divided. */
function isNested({ of }: Repeat): boolean {
  return of.kind === "group" && (of.alternatives.length > 1 || repeatsOf(of).length > 0);
}

/** With two repetitions one behind the other the work grows with the square of the length at most. */
function canBeSlow(root: Group): boolean {
  const repeats = repeatsOf(root);
  return repeats.length >= 3 || repeats.some(isNested);
}

function probe(pattern: RegexpPattern, root: Group, engine: PatternEngine): SlowPattern | undefined {
  const compiled = LIMITS.flatMap((limit) => compileWithLimit(pattern, engine, limit) ?? []);
  if (compiled.length < LIMITS.length) return undefined;
  for (const candidate of candidatesOf(root, pattern.text.text)) {
    const length = countForRealLimit(candidate, compiled);
    if (length === undefined) continue;
    const { start, end } = candidate.place;
    return { attack: textOf(candidate, length), start, end };
  }
  return undefined;
}

/** The pattern at the start of the text only, so that a trial is one attempt. */
function compileWithLimit(
  pattern: RegexpPattern,
  engine: PatternEngine,
  limit: number,
): CompiledPattern | undefined {
  // The line end closes a comment that flag x may allow.
  const extended = pattern.flags.filter((flag) => flag.text === "x").length % 2 === 1;
  const text = `(*LIMIT_MATCH=${limit})\\A(?:${pattern.text.text}${extended ? "\n" : ""})`;
  const word = { ...pattern.text, text };
  // Without a tree the engine cannot leave PCRE2 unasked.
  const compiled = engine.compile({ ...pattern, text: word, tree: undefined });
  return compiled.kind === "compiled" ? compiled : undefined;
}

/** @param count how many times something is repeated, all parts together */
function textOf({ prefix, pumped, tail }: Candidate, count: number): string {
  const parts = pumped.map((text, index) => text.repeat(Math.ceil((count - index) / pumped.length)));
  return prefix + parts.join("") + tail;
}

/**
 * How often a candidate's parts must be repeated for PCRE2's own limit;
 * undefined when that is too long a text. From limit to limit the count grows
 * by the same number where the work doubles with each turn, and at a fixed
 * rate where the work is a power of the length. Which one it is cannot be told
 * from small numbers, so that the greater one counts.
 */
function countForRealLimit(candidate: Candidate, compiled: readonly CompiledPattern[]): number | undefined {
  const [low, middle, high] = compiled;
  const room = LONGEST - candidate.prefix.length - candidate.tail.length;
  const most = Math.floor(room / candidate.pumped.join("").length) * candidate.pumped.length;
  const isOver = (pattern: CompiledPattern, count: number) => {
    const result = pattern.match(textOf(candidate, count));
    return result.kind === "gave-up" && result.why.includes("match limit");
  };
  const next = (pattern: CompiledPattern, from: number) => {
    const top = Math.min(most, Math.ceil(from * SQUARE) + 2);
    return isOver(pattern, top) ? firstOver(from - 1, top, (count) => isOver(pattern, count)) : undefined;
  };
  let top = 1;
  while (top <= most && !isOver(low!, top)) top *= 2;
  if (top > most) return undefined;
  const first = firstOver(Math.floor(top / 2), top, (count) => isOver(low!, count));
  const second = next(middle!, first);
  const third = second === undefined ? undefined : next(high!, second);
  if (second === undefined || third === undefined) return undefined;
  const more = Math.max(1, third - second);
  const rate = Math.max(1, more / Math.max(1, second - first));
  let real = third;
  for (let step = 1; step <= STEPS_LEFT; step++) real += more * rate ** step;
  real = Math.max(real, third * (third / second) ** STEPS_LEFT);
  // This is an estimate: the text given is longer, and must be allowed to.
  return real * MARGIN > most ? undefined : Math.min(most, Math.ceil(real * 2) + 4);
}

/** The least number for which something holds, among those above `below` up to `top`, for which it holds. */
function firstOver(below: number, top: number, holds: (count: number) => boolean): number {
  let [from, to] = [below, top];
  while (to - from > 1) {
    const middle = (from + to) >> 1;
    if (holds(middle)) to = middle;
    else from = middle;
  }
  return to;
}

/** Characters that texts end with so that nothing matches them: of different kinds. */
const FAILING = ["\x01", "!", "a"];

/** Texts that are likely to be divided in many ways, the most dangerous ones first. */
function candidatesOf(root: Group, text: string): Candidate[] {
  const found = new Map<string, Candidate>();
  const add = (candidate: Candidate) => {
    const key = textOf(candidate, 3);
    if (candidate.pumped.every((text) => text !== "") && !found.has(key)) found.set(key, candidate);
  };
  const paths = pathsOf(root, text);
  for (const path of paths.filter(({ repeat }) => isNested(repeat))) {
    for (const body of bodiesOf(path.repeat.of, text)) {
      for (const tail of tailsOf(path.after)) {
        add({ place: path.repeat, prefix: path.before, pumped: [body], tail });
      }
    }
  }
  for (const chain of chainsOf(root, text)) for (const tail of tailsOf(chain.after)) add({ ...chain, tail });
  return [...found.values()].slice(0, MOST_CANDIDATES);
}

/** What may stand behind the repeated part: PCRE2 does not begin where a character that must come is missing. */
function tailsOf(after: string): string[] {
  const failing = FAILING.find((character) => !after.includes(character)) ?? "\x02";
  return [...new Set([failing + after.slice(-1), after + failing, failing + after])];
}

/** A repetition with a short text that leads to it, and one that the rest of the pattern needs. */
interface Path {
  readonly repeat: Repeat;
  readonly before: string;
  readonly after: string;
}

/** The ways to all repetitions of a pattern. */
function pathsOf(node: PatternNode, text: string, before = "", after = ""): Path[] {
  if (node.kind === "repeat") {
    if (node.mode === "possessive") return [];
    const own = isRepeated(node) ? [{ repeat: node, before, after }] : [];
    return [...own, ...pathsOf(node.of, text, before, after)];
  }
  if (node.kind !== "group" || node.role === "atomic" || node.role === "lookaround") return [];
  return node.alternatives.flatMap((parts) =>
    parts.flatMap((part, index) =>
      pathsOf(
        part,
        text,
        before + sampleOf(parts.slice(0, index), text),
        sampleOf(parts.slice(index + 1), text) + after,
      ),
    ),
  );
}

/** Texts of the sequences with several repetitions: what stands between two of them is repeated. */
function chainsOf(root: Group, text: string): (Omit<Candidate, "tail"> & { readonly after: string })[] {
  return sequencesOf(root).flatMap((sequence) => {
    const at = sequence.flatMap((part, index) => (isRepeated(part) ? [index] : []));
    if (at.length < 3) return [];
    const pieces = at.map((start, index) => {
      const end = at[index + 1] ?? start + 1;
      const between = sampleOf(sequence.slice(start + 1, end), text);
      return between === "" ? sampleOf([(sequence[start] as Repeat).of], text) : between;
    });
    const [first, last] = [at[0]!, at.at(-1)!];
    const place = around(root, sequence[first]!.start, sequence[last]!.end);
    const prefix = sampleOf(sequence.slice(0, first), text);
    const after = sampleOf(sequence.slice(last + 1), text);
    // All in one, and one behind the other.
    const shared = pieces.slice(0, -1).every((piece) => piece === pieces[0]);
    const pumps = shared ? [[pieces[0]!]] : [pieces, pieces.slice(0, -1)];
    return pumps.map((pumped) => ({ place, prefix, pumped, after }));
  });
}

/** A place, with the whole of the groups at either end. */
function around(root: Group, start: number, end: number): Span {
  const touched = root.alternatives.flat().filter((part) => part.start < end && part.end > start);
  return { start: touched[0]?.start ?? start, end: touched.at(-1)?.end ?? end };
}

/** The alternatives of a pattern as sequences in which plain groups with one alternative are dissolved. */
function sequencesOf(root: Group): PatternNode[][] {
  const flat = (parts: readonly PatternNode[]): PatternNode[] =>
    parts.flatMap((part) => {
      const isPlain = part.kind === "group" && (part.role === "capture" || part.role === "plain");
      return isPlain && part.alternatives.length === 1 ? flat(part.alternatives[0]!) : [part];
    });
  return root.alternatives.map(flat);
}

/** Short texts that the body of a repetition matches: one of each alternative, and one with what may be left out. */
function bodiesOf(node: PatternNode, text: string): string[] {
  if (node.kind !== "group") return [sampleOf([node], text)];
  const plain = node.alternatives.map((parts) => sampleOf(parts, text, 1));
  const bare = node.alternatives.map((parts) => sampleOf(parts, text));
  const digits = node.alternatives.map((parts) => sampleOf(parts, text, 0, DIGITS_FIRST));
  return [...new Set([...bare, ...plain, ...digits])].filter((body) => body !== "").slice(0, 6);
}

/** Characters by which bracket expressions and escapes are filled, in this order. */
const LETTERS_FIRST = "a1 -.,@:/_=<>\"'()[]{}%+*?!#$&;|~^\\\t\n\x80Az";
const DIGITS_FIRST = `1${LETTERS_FIRST}`;

/**
 * A short text that a sequence matches, lookarounds and references aside.
 *
 * @param least how often what may be left out is taken
 */
function sampleOf(
  parts: readonly PatternNode[],
  text: string,
  least = 0,
  characters: string = LETTERS_FIRST,
): string {
  return parts.map((part) => samplePart(part, text, least, characters)).join("");
}

function samplePart(part: PatternNode, text: string, least: number, characters: string): string {
  const source = text.slice(part.start, part.end);
  switch (part.kind) {
    case "character":
      return characterOf(source);
    case "any":
      return characters[0]!;
    case "class":
    case "escape":
      return memberOf(source, characters);
    case "repeat": {
      // Long texts need not be tried, as none would be left for what is repeated.
      const count = Math.min(Math.max(part.min, Math.min(least, part.max)), 50);
      return samplePart(part.of, text, least, characters).repeat(count);
    }
    case "group": {
      if (part.role === "lookaround") return "";
      return sampleOf(part.alternatives[0] ?? [], text, least, characters);
    }
    default:
      return "";
  }
}

/** Escapes that stand for a character with a number of its own. */
const CHARACTER_ESCAPES: Readonly<Record<string, string>> = {
  "\\a": "\x07",
  "\\e": "\x1b",
  "\\f": "\f",
  "\\n": "\n",
  "\\r": "\r",
  "\\t": "\t",
};

function characterOf(source: string): string {
  if (source.length === 1) return source;
  if (source.startsWith("\\x")) return String.fromCharCode(Number.parseInt(source.slice(2), 16) || 0);
  return CHARACTER_ESCAPES[source] ?? source.slice(1);
}

/** The named classes, as JavaScript's expressions can say them. */
const NAMED_CLASSES: Readonly<Record<string, string>> = {
  alpha: "A-Za-z",
  digit: "0-9",
  alnum: "A-Za-z0-9",
  upper: "A-Z",
  lower: "a-z",
  space: "\\s",
  blank: " \\t",
  punct: "!-\\/:-@\\[-`{-~",
  print: " -~",
  graph: "!-~",
  cntrl: "\\x00-\\x1f",
  xdigit: "A-Fa-f0-9",
  word: "\\w",
};

/** A character that a bracket expression or an escape takes; the first one where none is found. */
function memberOf(source: string, characters: string): string {
  const inside = source.startsWith("[")
    ? source
        .replace(/^(\[\^?)\]/, "$1\\]")
        .replace(/\[:(\w+):\]/g, (whole, name: string) => NAMED_CLASSES[name] ?? whole)
        // An opening bracket is an ordinary character here.
        .replace(/(?<!^)\[/g, "\\[")
        .replaceAll("\\h", " \\t")
    : source
        .replace("\\h", "[ \\t]")
        .replace(/\\R/, "\\n")
        .replace(/\\[NX]/, ".");
  try {
    const expression = new RegExp(`^${inside}$`, "i");
    return [...characters].find((character) => expression.test(character)) ?? characters[0]!;
  } catch {
    return characters[0]!;
  }
}
