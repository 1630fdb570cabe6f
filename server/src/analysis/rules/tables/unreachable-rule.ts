import type { Chunk } from "../../../syntax/logical-lines";
import type { PatternNode } from "../../../syntax/tables/pattern";
import type { RegexpLine, RegexpPattern } from "../../../syntax/tables/regexp-table";
import { defineRule } from "../rule";
import {
  type Block,
  blocksOf,
  encloses,
  isSkipped,
  liveRegexpRules,
  type Placed,
  placeIn,
  regexpLines,
} from "../table-lines";
import { isNullable, samenessOf, setFlags } from "../table-patterns";
import { isTableTemplate } from "../table-templates";

export const unreachableRule = defineRule({
  id: "unreachable-rule",
  since: "0.1.0",
  status: "stable",
  severity: "warning",
  docs: {
    what: "A rule of a pcre or regexp table below one that matches everything that it matches.",
    why: "The first rule that matches decides, whatever its result is, so the later one is never reached. Mail that it was to stop passes, or mail that it was to let through is stopped.",
    bad: "/^Subject: buy/ HOLD\n/^Subject: buy now/ REJECT\n",
    good: "/^Subject: buy now/ REJECT\n/^Subject: buy/ HOLD\n",
    table: { type: "pcre", uses: ["header_checks"] },
    references: ["pcre_table(5)", "regexp_table(5)"],
  },
  messages: {
    everything:
      "This rule is never reached: '{text}' in line {line} matches everything, and the first rule that matches decides. Move this rule above it.",
    covered:
      "This rule is never reached: '{text}' in line {line} matches whatever this pattern matches, and the first rule that matches decides. Move this rule above it.",
  },
  table({ table, lineOf, report }) {
    const { blockOf } = blocksOf(regexpLines(table), isSkipped);
    const earlier = new EarlierRules(blockOf);
    for (const each of liveRegexpRules(table)) {
      const found = earlier.find(each);
      earlier.add(each);
      if (!found) continue;
      const { patterns } = each.line;
      const text = found.line.patterns[0]!.text.text;
      const message = knowledgeOf(found.line).cover!.text === "" ? "everything" : "covered";
      report({
        message,
        data: { text: `/${text}/`, line: String(lineOf(found.chunk, 0)) },
        chunk: each.chunk,
        ...placeIn(each, { start: patterns[0]!.start, end: patterns.at(-1)!.end }),
      });
    }
  },
});

/** Where a text must stand for a pattern to match. */
type Where = "start" | "end" | "anywhere" | "somewhere";

/** What a pattern matches: every key with a text in some place; `somewhere` is a key that is not empty. */
interface Cover {
  readonly text: string;
  readonly where: Where;
}

/** The rules above the one at hand that match all keys with a text in some place. */
class EarlierRules {
  readonly #blockOf: ReadonlyMap<Chunk<RegexpLine>, Block<RegexpLine> | undefined>;
  readonly #rules = new Map<string, Placed<RegexpLine>[]>();
  /** The lengths that such texts have, by flags and place, so that not all parts of a pattern need be looked for. */
  readonly #lengths = new Map<string, Set<number>>();
  /** All patterns so far; duplicate-pattern speaks of rules with one that was there before. */
  readonly #patterns = new Map<string, Placed<RegexpLine>[]>();

  constructor(blockOf: ReadonlyMap<Chunk<RegexpLine>, Block<RegexpLine> | undefined>) {
    this.#blockOf = blockOf;
  }

  add(each: Placed<RegexpLine>): void {
    addTo(this.#patterns, samenessOf(each.line), each);
    const { cover, flags } = knowledgeOf(each.line);
    // Nobody knows what Postfix will read in a line with placeholders.
    if (!cover || !each.line.result || isTableTemplate(each.chunk.text)) return;
    const kind = `${flags}/${cover.where}`;
    addTo(this.#rules, `${kind}/${cover.text}`, each);
    const lengths = this.#lengths.get(kind) ?? new Set();
    this.#lengths.set(kind, lengths.add(cover.text.length));
  }

  /** A rule above that matches whatever this one does. */
  find(each: Placed<RegexpLine>): Placed<RegexpLine> | undefined {
    if (this.#at(this.#patterns, samenessOf(each.line), each)) return undefined;
    const { wantsSomething, flags, texts } = knowledgeOf(each.line);
    for (const theirs of ["", "i"]) {
      const all = this.#rule(theirs, "anywhere", "", each);
      if (all) return all;
      const some = wantsSomething ? this.#rule(theirs, "somewhere", "", each) : undefined;
      if (some) return some;
    }
    return flags === undefined || !texts ? undefined : this.#among(texts, flags, each);
  }

  #among(texts: Runs, flags: string, each: Placed<RegexpLine>): Placed<RegexpLine> | undefined {
    for (const length of this.#lengths.get(`${flags}/start`) ?? []) {
      if (texts.first === undefined || texts.first.length < length) continue;
      const found = this.#rule(flags, "start", texts.first.slice(0, length), each);
      if (found) return found;
    }
    for (const length of this.#lengths.get(`${flags}/end`) ?? []) {
      if (texts.last === undefined || texts.last.length < length) continue;
      const found = this.#rule(flags, "end", texts.last.slice(texts.last.length - length), each);
      if (found) return found;
    }
    for (const length of this.#lengths.get(`${flags}/anywhere`) ?? []) {
      for (const run of texts.all) {
        for (let start = 0; start + length <= run.length; start++) {
          const found = this.#rule(flags, "anywhere", run.slice(start, start + length), each);
          if (found) return found;
        }
      }
    }
    return undefined;
  }

  #rule(flags: string, where: Where, text: string, each: Placed<RegexpLine>) {
    return this.#at(this.#rules, `${flags}/${where}/${text}`, each);
  }

  /** One that is looked at whenever the rule at hand could be. */
  #at(rules: ReadonlyMap<string, Placed<RegexpLine>[]>, key: string, each: Placed<RegexpLine>) {
    const inner = this.#blockOf.get(each.chunk);
    return rules.get(key)?.find(({ chunk }) => encloses(this.#blockOf.get(chunk), inner));
  }
}

function addTo(rules: Map<string, Placed<RegexpLine>[]>, key: string, each: Placed<RegexpLine>): void {
  const there = rules.get(key);
  if (there) there.push(each);
  else rules.set(key, [each]);
}

/** What a line alone tells of the rule in it. */
interface LineKnowledge {
  /** What it matches, where that is every key with a text in some place. */
  readonly cover: Cover | undefined;
  /** Matches only keys that are not empty. */
  readonly wantsSomething: boolean;
  readonly flags: "" | "i" | undefined;
  /** Texts that stand in every key it matches; undefined where that is not known. */
  readonly texts: Runs | undefined;
}

/** An edit changes one line; the others keep what was found out of them. */
const knowledge = new WeakMap<RegexpLine, LineKnowledge>();

function knowledgeOf(line: RegexpLine): LineKnowledge {
  let known = knowledge.get(line);
  if (!known) {
    known = learn(line);
    knowledge.set(line, known);
  }
  return known;
}

function learn(line: RegexpLine): LineKnowledge {
  const pattern = line.patterns[0]!;
  const { tree, negated } = pattern;
  const flags = flagsOf(pattern);
  const cover = coverOf(line);
  if (negated || tree === undefined || !tree.sure || tree.problem) {
    return { cover, wantsSomething: false, flags, texts: undefined };
  }
  const [only, ...others] = tree.root.alternatives;
  const isOne = only !== undefined && others.length === 0 && flags !== undefined;
  const texts = isOne ? runsOf(flatten(only), pattern, flags) : undefined;
  return { cover, wantsSomething: !isNullable(tree.root), flags, texts };
}

/** `i`, by which case matters, or nothing; undefined where other flags give a pattern another meaning. */
function flagsOf(pattern: RegexpPattern): "" | "i" | undefined {
  const flags = setFlags(pattern);
  return flags === "" || flags === "i" ? flags : undefined;
}

/** What a rule matches, where that is every key with a text in some place. */
function coverOf({ patterns }: RegexpLine): Cover | undefined {
  const [pattern] = patterns;
  if (!pattern || patterns.length !== 1 || pattern.negated) return undefined;
  const flags = flagsOf(pattern);
  const { tree } = pattern;
  if (flags === undefined || !tree?.sure || tree.problem || tree.root.alternatives.length !== 1) {
    return undefined;
  }
  const parts = withoutAnything(flatten(tree.root.alternatives[0]!), pattern);
  const isStart = isEdge(parts[0], "^", pattern);
  const isEnd = parts.length > Number(isStart) && isEdge(parts.at(-1), "$", pattern);
  const body = parts.slice(Number(isStart), parts.length - Number(isEnd));
  const [only] = body;
  if (body.length === 1 && !isStart && !isEnd && only && isSomething(only)) {
    return { text: "", where: "somewhere" };
  }
  // Only equal patterns match what one with both edges does.
  if (isStart && isEnd) return undefined;
  const text = textOf(body, pattern, flags);
  if (text === undefined || (text === "" && isEnd)) return undefined;
  return { text, where: text === "" ? "anywhere" : isStart ? "start" : isEnd ? "end" : "anywhere" };
}

/** The parts without what matches anything at either end: by default a dot also takes a line end. */
function withoutAnything(parts: readonly PatternNode[], pattern: RegexpPattern): readonly PatternNode[] {
  let [from, to] = [0, parts.length];
  const first = isEdge(parts[0], "^", pattern) ? 1 : 0;
  if (parts[first] && isAnything(parts[first])) from = first + 1;
  const last = isEdge(parts.at(-1), "$", pattern) ? to - 2 : to - 1;
  if (last >= from && parts[last] && isAnything(parts[last])) to = last;
  return parts.slice(from, to);
}

function isAnything(node: PatternNode): boolean {
  return node.kind === "repeat" && node.of.kind === "any" && node.min === 0 && node.max === Infinity;
}

function isSomething(node: PatternNode): boolean {
  return (
    node.kind === "any" ||
    (node.kind === "repeat" && node.of.kind === "any" && node.min <= 1 && node.max >= 1)
  );
}

function isEdge(node: PatternNode | undefined, edge: string, pattern: RegexpPattern): boolean {
  return node?.kind === "edge" && sourceOf(node, pattern) === edge;
}

function sourceOf(node: PatternNode, pattern: RegexpPattern): string {
  return pattern.text.text.slice(node.start, node.end);
}

/** The parts of a sequence, those of plain groups with one alternative included. */
function flatten(parts: readonly PatternNode[]): PatternNode[] {
  return parts.flatMap((part) => {
    const isPlain = part.kind === "group" && (part.role === "capture" || part.role === "plain");
    return isPlain && part.alternatives.length === 1 ? flatten(part.alternatives[0]!) : [part];
  });
}

/** Texts that stand in every key that a pattern matches. */
interface Runs {
  readonly all: readonly string[];
  /** What the key starts with. */
  readonly first: string | undefined;
  /** What the key ends with, as `$` takes it. */
  readonly last: string | undefined;
}

/** Undefined where the pattern changes its own flags. */
function runsOf(parts: readonly PatternNode[], pattern: RegexpPattern, flags: "" | "i"): Runs | undefined {
  if (parts.some((part) => part.kind === "edge" && sourceOf(part, pattern).startsWith("(?"))) {
    return undefined;
  }
  const all: string[] = [];
  let first: string | undefined;
  let last: string | undefined;
  for (let start = 0; start < parts.length; start++) {
    let end = start;
    let text = "";
    for (let next = textAt(start); next !== undefined; next = textAt(end)) {
      text += next;
      end++;
    }
    if (end === start) continue;
    all.push(text);
    if (start === 1 && isEdge(parts[0], "^", pattern)) first = text;
    if (end === parts.length - 1 && isEdge(parts[end], "$", pattern)) last = text;
    start = end;
  }
  return { all, first, last };

  function textAt(index: number): string | undefined {
    return index < parts.length ? textOf(parts.slice(index, index + 1), pattern, flags) : undefined;
  }
}

/** The text that parts stand for; undefined where it is not one text. In small letters where case does not matter. */
function textOf(parts: readonly PatternNode[], pattern: RegexpPattern, flags: "" | "i"): string | undefined {
  let text = "";
  for (const part of parts) {
    const source = sourceOf(part, pattern);
    const isEscape = /^\\[^A-Za-z0-9]$/.test(source) && (part.kind === "character" || part.kind === "escape");
    if (!isEscape && (part.kind !== "character" || source.length !== 1)) return undefined;
    text += source.at(-1);
  }
  return flags === "i" ? text : text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}
