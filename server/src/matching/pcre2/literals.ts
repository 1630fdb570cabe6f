/**
 * Texts that every match of a pattern must contain. A rule whose texts are not
 * in the subject cannot match, and finding that out costs a hundredth of
 * asking PCRE2. Whatever leaves a doubt gives no text at all.
 *
 * Texts and subjects are compared in lower case, whether or not case matters
 * to the pattern: what is equal stays equal.
 */
import { isAlphanumeric } from "../../syntax/characters";
import type { Group, PatternNode, PatternTree } from "../../syntax/tables/pattern";
import type { Bytes } from "../lookup";

/** What a subject must have for a pattern to match. Texts are in lower case. */
export interface Requirement {
  /** What the subject must start with; empty when that may be anything. */
  readonly prefix: string;
  /** At least one of these must be in the subject; empty when nothing need be. */
  readonly anyOf: readonly string[];
}

/** `(?x)`, `(?^)` and the like. */
const CHANGES_READING = /\(\?[a-zA-Z-]*[\^xnJ]/;
const BECOMES_MULTILINE = /\(\?[a-zA-Z-]*m/;
/** `(?i)` and the like, which take no room. */
const OPTIONS = /^\(\?[a-zA-Z-]*\)$/;

/** More texts than these are looked for no faster than PCRE2 would. */
const MOST_TEXTS = 8;

/** Whether a pattern can match a subject, which is in lower case. */
export function mayMatch(requirement: Requirement, subject: string): boolean {
  const { prefix, anyOf } = requirement;
  if (prefix !== "" && !subject.startsWith(prefix)) return false;
  return anyOf.length === 0 || anyOf.some((text) => subject.includes(text));
}

/**
 * What a pattern requires.
 *
 * @param multiline whether `^` also matches behind a line end
 * @param extended whether white space and comments are left out
 */
export function requirementOf(
  pattern: Bytes,
  tree: PatternTree | undefined,
  multiline: boolean,
  extended: boolean,
): Requirement | undefined {
  if (!tree?.sure || tree.problem) return undefined;
  // White space is left out by other rules outside ASCII, and an option inside may change what the tree is made by.
  if (extended && /[^\x00-\x7f]/.test(pattern)) return undefined;
  const hasOptions = pattern.includes("(?");
  if (hasOptions && CHANGES_READING.test(pattern)) return undefined;
  const mayBeMultiline = multiline || (hasOptions && BECOMES_MULTILINE.test(pattern));
  const prefix = mayBeMultiline ? "" : prefixOf(pattern, tree.root);
  const anyOf = textsOf(pattern, tree.root, prefix.length) ?? [];
  return prefix === "" && anyOf.length === 0 ? undefined : { prefix, anyOf };
}

/** The characters behind a `^` that starts the pattern. */
function prefixOf(pattern: string, root: Group): string {
  if (root.alternatives.length !== 1) return "";
  const parts = root.alternatives[0]!;
  const first = parts.findIndex(
    ({ kind, start, end }) => kind !== "edge" || !OPTIONS.test(pattern.slice(start, end)),
  );
  if (first < 0) return "";
  const { kind, start, end } = parts[first]!;
  if (kind !== "edge" || (pattern[start] !== "^" && pattern.slice(start, end) !== "\\A")) return "";
  let prefix = "";
  for (const part of parts.slice(first + 1)) {
    const text = part.kind === "character" ? characterOf(pattern.slice(part.start, part.end)) : undefined;
    if (text === undefined) break;
    prefix += text;
  }
  return prefix.toLowerCase();
}

/**
 * Texts of which a match of a group contains at least one; undefined where there are no such texts.
 *
 * @param known how many characters at its start are known to be there
 */
function textsOf(pattern: string, group: Group, known = 0): string[] | undefined {
  const texts: string[] = [];
  for (const alternative of group.alternatives) {
    const reader = new SequenceReader(pattern, known);
    reader.read(alternative);
    const best = reader.best();
    if (!best) return undefined;
    texts.push(...best);
    if (texts.length > MOST_TEXTS) return undefined;
  }
  return texts;
}

/** Collects what a sequence of parts requires. */
class SequenceReader {
  readonly #candidates: (readonly string[])[] = [];
  #run = "";
  /** How many of the characters that come next are left out of the texts. */
  #known: number;

  constructor(
    readonly pattern: string,
    known: number,
  ) {
    this.#known = known;
  }

  read(parts: readonly PatternNode[]): void {
    for (const part of parts) this.#readPart(part);
  }

  /** The texts that are likely to be in the fewest subjects: those of which the shortest is longest. */
  best(): readonly string[] | undefined {
    this.#endRun();
    let best: readonly string[] | undefined;
    let bestLength = 0;
    for (const candidate of this.#candidates) {
      const length = candidate.reduce((shortest, text) => Math.min(shortest, text.length), Infinity);
      if (length > bestLength) {
        best = candidate;
        bestLength = length;
      }
    }
    return best;
  }

  #endRun(): void {
    if (this.#run !== "") this.#candidates.push([this.#run.toLowerCase()]);
    this.#run = "";
  }

  #readPart(part: PatternNode): void {
    if (part.kind === "group") {
      this.#readGroup(part);
    } else if (part.kind === "repeat") {
      // One time at least; how many characters lie between the first time and the last is not known.
      if (part.min > 0) this.#readPart(part.of);
      this.#endRun();
    } else if (part.kind === "character") {
      const text = characterOf(this.pattern.slice(part.start, part.end));
      if (this.#known > 0) this.#known--;
      else if (text === undefined) this.#endRun();
      else this.#run += text;
    } else if (part.kind !== "edge") {
      this.#endRun();
    }
  }

  #readGroup(group: Group): void {
    // What lies around a match need not be in it, and takes no room between its characters.
    if (group.role === "lookaround") return;
    if (group.alternatives.length === 1) {
      this.read(group.alternatives[0]!);
      return;
    }
    this.#endRun();
    const texts = textsOf(this.pattern, group);
    if (texts) this.#candidates.push(texts);
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

const HEXADECIMAL = /^\\x[0-9a-fA-F]{2}$/;

/** The character that a part of a pattern stands for; undefined where that is not known. */
function characterOf(source: string): string | undefined {
  if (source.length === 1) return source;
  if (source.length === 2 && !isAlphanumeric(source.charCodeAt(1))) return source[1];
  if (HEXADECIMAL.test(source)) return String.fromCharCode(Number.parseInt(source.slice(2), 16));
  return CHARACTER_ESCAPES[source];
}
