/**
 * pcre and regexp tables, evaluated as dict_pcre.c and dict_regexp.c do: the
 * first rule that matches decides, a line that cannot be used is left out with
 * a warning, and an `if` that was left out opens no block.
 */
import { utf8Bytes } from "../base/decode";
import type { ChunkTree } from "../syntax/logical-lines";
import type { RegexpLine, RegexpPattern } from "../syntax/tables/regexp-table";
import {
  type Bytes,
  type Capture,
  endAtNul,
  type Lookup,
  type LookupTable,
  type Step,
  type Verdict,
  type Winner,
} from "./lookup";
import type { CompiledPattern, MatchResult, PatternEngine } from "./pattern-engine";

/** What Postfix warns of when it opens a table. */
export type TableWarningKind =
  | "no-pattern"
  | "unclosed-pattern"
  | "unknown-flag"
  | "obsolete-flag"
  | "bad-pattern"
  | "no-result"
  | "bad-substitution"
  | "negated-substitution"
  | "missing-group"
  | "text-behind-if"
  | "text-behind-endif"
  | "endif-without-if"
  | "if-without-endif"
  | "unknown-line"
  | "indented-line";

/** A warning that Postfix logs when it opens a table. */
export interface TableWarning {
  /** Index among the chunks of the table's tree. */
  readonly chunk: number;
  readonly kind: TableWarningKind;
  /** In Postfix's words, as they stand behind the line number in the log. */
  readonly message: string;
  /** For a bad pattern: the place in the pattern's text, where the library names one. */
  readonly offset?: number;
}

/** A table that is ready to be asked, and what Postfix says when it opens it. */
export interface RegexpTable extends LookupTable {
  readonly warnings: readonly TableWarning[];
}

/** A pattern that the library refuses. */
export interface CompileProblem {
  readonly pattern: RegexpPattern;
  /** The library's own words. */
  readonly message: string;
  /** Where in the pattern's text; undefined where the library does not say. */
  readonly offset: number | undefined;
}

/**
 * A table that is ready to be asked. Patterns are compiled when the table is
 * first asked, and stay with their lines: after an edit, only what changed is
 * compiled.
 *
 * @param tree of a text that is a byte string
 */
export function createRegexpTable(tree: ChunkTree<RegexpLine>, engine: PatternEngine): RegexpTable {
  let program: Program | undefined;
  const open = () => {
    program ??= readTable(tree, engine);
    return program;
  };
  return {
    get warnings() {
      return open().warnings;
    },
    lookup(key, explain = false) {
      return new Evaluation(open().entries, endAtNul(key), explain).run();
    },
  };
}

/**
 * The first pattern of a line that the library refuses; undefined too when
 * Postfix leaves the line out before it compiles anything. The line's text may
 * be that of an editor: characters outside ASCII are compiled as UTF-8.
 */
export function compileProblem(line: RegexpLine, engine: PatternEngine): CompileProblem | undefined {
  if (line.problem || readResult(line).skip) return undefined;
  for (const pattern of line.patterns) {
    const { text } = pattern.text;
    const bytes = utf8Bytes(text);
    const isAscii = bytes === text;
    const compiled = engine.compile({ ...pattern, text: { ...pattern.text, text: bytes } });
    if (compiled.kind !== "error") continue;
    const { message, offset } = compiled;
    return {
      pattern,
      message,
      offset: isAscii || offset === undefined ? offset : textOffset(text, offset),
    };
  }
  return undefined;
}

/** A text in UTF-8, as a byte string. */
export /** The index of the character that the byte at `offset` of a text in UTF-8 belongs to. */
function textOffset(text: string, offset: number): number {
  let bytes = 0;
  let index = 0;
  for (const character of text) {
    bytes += new TextEncoder().encode(character).length;
    if (bytes > offset) break;
    index += character.length;
  }
  return index;
}

/** A pattern, and whether the rule is for what it does not match. */
interface Condition {
  readonly compiled: CompiledPattern;
  readonly negated: boolean;
}

/** What a rule gives: text, and between it the numbers of groups. */
type Template = readonly (Bytes | number)[];

/** A line without what depends on its place in the table. */
type ReadLine = { readonly warnings: readonly Omit<TableWarning, "chunk">[] } & (
  | { readonly kind: "rule"; readonly conditions: readonly Condition[]; readonly result: Template }
  | { readonly kind: "if"; readonly conditions: readonly Condition[] }
  | { readonly kind: "endif" }
  /** `why` is a sentence. */
  | { readonly kind: "skipped"; readonly why: string }
);

type LineWarning = ReadLine["warnings"][number];

/** A line at its place in the table. */
interface Entry {
  readonly chunk: number;
  readonly line: ReadLine;
  /** For an `if`: the index of the `endif` that ends its block; undefined where there is none. */
  endif: number | undefined;
}

interface Program {
  readonly entries: readonly Entry[];
  readonly warnings: readonly TableWarning[];
}

/** What an `endif` is when no block is open: Postfix leaves it out. */
const ENDIF_WITHOUT_IF: ReadLine = {
  kind: "skipped",
  why: "There is no if in front of this endif.",
  warnings: [{ kind: "endif-without-if", message: "ignoring ENDIF without matching IF" }],
};

/** Reads a table: `dict_pcre_open`, `dict_regexp_open`. */
function readTable(tree: ChunkTree<RegexpLine>, engine: PatternEngine): Program {
  const entries: Entry[] = [];
  const warnings: TableWarning[] = [];
  const open: Entry[] = [];
  tree.chunks.forEach(({ node }, chunk) => {
    const read = node && node.kind !== "empty" ? readLine(node, engine) : undefined;
    if (!read) return;
    const line = read.kind === "endif" && open.length === 0 ? ENDIF_WITHOUT_IF : read;
    const entry: Entry = { chunk, line, endif: undefined };
    if (line.kind === "if") open.push(entry);
    if (line.kind === "endif") open.pop()!.endif = entries.length;
    entries.push(entry);
    for (const warning of line.warnings) warnings.push({ ...warning, chunk });
  });
  for (const { chunk } of open.reverse()) {
    warnings.push({ chunk, kind: "if-without-endif", message: "IF has no matching ENDIF" });
  }
  return { entries, warnings };
}

const lines = new WeakMap<PatternEngine, WeakMap<RegexpLine, ReadLine>>();

/** Reads a line, once for each engine. */
function readLine(line: RegexpLine, engine: PatternEngine): ReadLine {
  const known = lines.get(engine) ?? new WeakMap<RegexpLine, ReadLine>();
  lines.set(engine, known);
  const read = known.get(line) ?? new LineReader(line, engine).read();
  known.set(line, read);
  return read;
}

/** Reads a line as `dict_pcre_parse_rule` and `dict_regexp_parseline` do, in their order. */
class LineReader {
  readonly #warnings: LineWarning[] = [];

  constructor(
    readonly line: RegexpLine,
    readonly engine: PatternEngine,
  ) {}

  read(): ReadLine {
    const { line } = this;
    if (line.kind === "rule") return this.#readRule();
    if (line.kind === "if") return this.#readIf();
    if (line.kind === "endif") {
      if (line.result) this.#warn("text-behind-endif", "ignoring extra text after ENDIF");
      return { kind: "endif", warnings: this.#warnings };
    }
    if (line.kind === "unknown") {
      this.#warn("unknown-line", "ignoring unrecognized request");
      return this.#skip("The line is no rule: it starts with a letter or digit and is neither if nor endif.");
    }
    const { text } = line.logical;
    const start = text.length > 30 ? `${text.slice(0, 30)}...` : text;
    this.#warn("indented-line", `logical line must not start with whitespace: "${start}"`);
    return this.#skip("The line is indented and continues no other line.");
  }

  #readRule(): ReadLine {
    const { line } = this;
    const unread = this.#checkPatterns();
    if (unread) return unread;
    if (!line.result) this.#warn("no-result", "no replacement text: using empty string");
    const result = readResult(line);
    this.#warnings.push(...result.warnings);
    if (result.skip) return this.#skip(result.skip);
    const conditions = this.#compile(result.highest);
    return "why" in conditions
      ? this.#skip(conditions.why)
      : { kind: "rule", conditions, result: result.template, warnings: this.#warnings };
  }

  #readIf(): ReadLine {
    const { result } = this.line;
    const unread = this.#checkPatterns();
    if (unread) return unread;
    if (result) {
      this.#warn("text-behind-if", `ignoring extra text after IF statement: "${result.text}"`);
      this.#warn("text-behind-if", "do not prepend whitespace to statements between IF and ENDIF");
    }
    const conditions = this.#compile(0);
    return "why" in conditions
      ? this.#skip(`${conditions.why} The lines up to its endif are not in a block.`)
      : { kind: "if", conditions, warnings: this.#warnings };
  }

  /** Warns as `dict_pcre_get_pattern` and `dict_regexp_get_pat` do; what a line comes to that they leave out. */
  #checkPatterns(): ReadLine | undefined {
    const { problem, patterns, table, logical } = this.line;
    const obsolete = patterns.flatMap(({ flags }) => flags).filter(({ text }) => text === "X");
    for (const flag of table === "pcre" ? obsolete : []) {
      if (problem && flag.start > problem.start) break;
      this.#warn("obsolete-flag", 'ignoring obsolete regexp option "X"');
    }
    if (problem?.kind === "no-pattern") {
      this.#warn("no-pattern", "no regexp: skipping this rule");
      return this.#skip("There is no pattern.");
    }
    const character = logical.text[problem?.start ?? 0]!;
    if (problem?.kind === "unclosed-pattern") {
      const action = table === "pcre" ? "ignoring" : "skipping";
      this.#warn("unclosed-pattern", `no closing regexp delimiter "${character}": ${action} this rule`);
      return this.#skip(`The second ${character} that would end the pattern is missing.`);
    }
    if (problem?.kind === "unknown-flag") {
      this.#warn("unknown-flag", `unknown regexp option "${character}": skipping this rule`);
      return this.#skip(`There is no flag ${character} in ${table} tables.`);
    }
    return undefined;
  }

  /** Compiles the patterns; of a rule, the first must have the groups that its result asks for. */
  #compile(highest: number): readonly Condition[] | { readonly why: string } {
    const conditions: Condition[] = [];
    for (const pattern of this.line.patterns) {
      const compiled = this.engine.compile(pattern);
      if (compiled.kind === "error") {
        const { message, offset } = compiled;
        const where = offset === undefined ? "" : `error in regex at offset ${offset}: `;
        this.#warnings.push({
          kind: "bad-pattern",
          message: where + message,
          ...(offset === undefined ? {} : { offset }),
        });
        return { why: `The pattern is refused: ${message}.` };
      }
      if (conditions.length === 0 && highest > compiled.groups) {
        const shown = highest | 0;
        this.#warn("missing-group", `out of range replacement index "${shown}": skipping this rule`);
        return { why: `The result asks for group ${shown}; the pattern has ${compiled.groups}.` };
      }
      conditions.push({ compiled, negated: pattern.negated });
    }
    return conditions;
  }

  #warn(kind: TableWarningKind, message: string): void {
    this.#warnings.push({ kind, message });
  }

  #skip(why: string): ReadLine {
    return { kind: "skipped", why, warnings: this.#warnings };
  }
}

/** A rule's result, taken apart. */
interface Result {
  readonly template: Template;
  /** The highest number of a group; 0 where there is none. */
  readonly highest: number;
  readonly warnings: readonly LineWarning[];
  /** Why Postfix leaves the rule out, in a sentence. */
  readonly skip: string | undefined;
}

/** Reads a rule's result as mac_parse.c does for `dict_pcre_prescan` and `dict_regexp_prescan`. */
function readResult(line: RegexpLine): Result {
  const { result, substitutions, table, patterns } = line;
  const warnings: LineWarning[] = [];
  const template: (Bytes | number)[] = [];
  let at = result?.start ?? 0;
  let highest = 0;
  const text = (to: number) => line.logical.text.slice(at, to).replaceAll("$$", () => "$");
  const warn = (message: string) => warnings.push({ kind: "bad-substitution", message });
  for (const { start, end, name, problem } of line.kind === "rule" ? substitutions : []) {
    const index = groupNumber(name);
    if (problem === "unclosed") warn(`truncated macro reference: "${result!.text}"`);
    else if (problem === "empty") warn(`empty macro name: "${result!.text}"`);
    else if (index === undefined) warn(`non-numeric replacement index "${name}"`);
    else if (index < 1) {
      warn(`${table === "pcre" ? "out of range" : "out-of-range"} replacement index "${name}"`);
    } else {
      template.push(text(start), index);
      highest = Math.max(highest, index);
      at = end;
    }
  }
  let skip: string | undefined;
  if (warnings.length > 0) {
    warn("bad replacement syntax: skipping this rule");
    skip = "The result has a $ that is not followed by the number of a group; write $$ for a dollar sign.";
  } else if (highest > 0 && patterns[0]?.negated) {
    const message = "$number found in negative match replacement text: skipping this rule";
    warnings.push({ kind: "negated-substitution", message });
    skip = "The rule is for what the pattern does not match, so that its groups have no text to give.";
  }
  if (result) template.push(text(result.end));
  return { template, highest, warnings, skip };
}

const LARGEST_LONG = 2n ** 63n - 1n;

/** What C's `atoi` makes of digits, without a sign: Postfix puts it where a negative number is larger than any. */
function groupNumber(digits: string): number | undefined {
  if (!/^[0-9]+$/.test(digits)) return undefined;
  const long = BigInt(digits);
  return Number(BigInt.asUintN(32, long > LARGEST_LONG ? LARGEST_LONG : long));
}

const EMPTY_RESULT =
  "The result is empty: postmap shows it, but Postfix's daemons log a warning and take the lookup for failed. Write a result such as DUNNO.";

/** One lookup. */
class Evaluation {
  readonly #steps: Step[] = [];
  readonly #remarks: string[] = [];

  constructor(
    readonly entries: readonly Entry[],
    readonly key: Bytes,
    readonly explain: boolean,
  ) {}

  run(): Lookup {
    const { entries } = this;
    for (let index = 0; index < entries.length; index++) {
      const { chunk, line, endif } = entries[index]!;
      if (line.kind === "skipped") {
        this.#note(chunk, "skipped", line.why);
      } else if (line.kind !== "endif") {
        const held = this.#hold(line.conditions);
        const isHeld = typeof held !== "string";
        if (line.kind === "rule" && isHeld) {
          this.#note(chunk, "matched");
          return this.#decide(chunk, line.result, held);
        }
        const negative: Verdict = line.kind === "rule" ? "not-matched" : "not-entered";
        if (!isHeld && held !== "") this.#note(chunk, "gave-up", held);
        else this.#note(chunk, isHeld ? "entered" : negative);
        if (line.kind === "if" && !isHeld) {
          // Without an endif the block goes on to the end of the table.
          const end = endif ?? entries.length;
          this.#passOver(index + 1, end);
          index = end;
        }
      }
    }
    return { value: undefined, winner: undefined, steps: this.#steps, remarks: this.#remarks };
  }

  /** Whether the conditions hold: what the first one captured; else why the library gave up, or an empty text. */
  #hold(conditions: readonly Condition[]): readonly (Capture | undefined)[] | string {
    let captures: readonly (Capture | undefined)[] = [];
    for (const [index, { compiled, negated }] of conditions.entries()) {
      const result = compiled.match(this.key);
      this.#remark(compiled.remarks);
      if (result.kind === "gave-up") return this.#giveUp(result);
      if ((result.kind === "match") === negated) return "";
      if (index === 0 && result.kind === "match") captures = result.captures;
    }
    return captures;
  }

  #giveUp({ why }: Extract<MatchResult, { kind: "gave-up" }>): string {
    this.#remark([
      `The library gave up on a pattern: ${why}. Postfix logs a warning and goes on as if the rule did not match.`,
    ]);
    return why;
  }

  #decide(chunk: number, template: Template, captures: readonly (Capture | undefined)[]): Lookup {
    const { key } = this;
    const textOf = (part: Bytes | number) => {
      if (typeof part === "string") return part;
      const capture = captures[part];
      return capture ? key.slice(capture.start, capture.end) : "";
    };
    const value = template.map(textOf).join("");
    if (value === "") this.#remark([EMPTY_RESULT]);
    const winner: Winner = { chunk, captures };
    return { value, winner, steps: this.#steps, remarks: this.#remarks };
  }

  #passOver(from: number, to: number): void {
    if (!this.explain) return;
    for (const { chunk, line } of this.entries.slice(from, to)) {
      if (line.kind === "skipped") this.#note(chunk, "skipped", line.why);
      else if (line.kind !== "endif") this.#note(chunk, "passed-over");
    }
  }

  #note(chunk: number, verdict: Verdict, why?: string): void {
    if (this.explain) this.#steps.push(why === undefined ? { chunk, verdict } : { chunk, verdict, why });
  }

  #remark(remarks: readonly string[] | undefined): void {
    for (const remark of remarks ?? []) if (!this.#remarks.includes(remark)) this.#remarks.push(remark);
  }
}
