/**
 * Lookups in regexp tables against `postmap -q`: random basic and extended
 * expressions with random flags, held against texts that are near to what they
 * match; and the tables of the corpus. Results and warnings are the same, byte
 * by byte, but for a few where the engine itself remarks that Postfix may differ:
 * with back references, and with anchors in what is repeated.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { decodeLatin1, encodeLatin1 } from "../../server/src/base/decode";
import type { CompiledPattern, PatternError } from "../../server/src/matching/pattern-engine";
import { posixEngine } from "../../server/src/matching/posix/engine";
import { createRegexpTable } from "../../server/src/matching/regexp-table";
import { parseRegexpTable } from "../../server/src/syntax/tables/regexp-table";
import { POSTCONF, runTool, scratchDirectory, writeConfiguration } from "./postconf";
import { randomSource } from "./random-pattern";

const CORPUS = join(__dirname, "../../../shared/corpus/regexp");
const BATCHES = Number(process.env.ROUNDS ?? 24);
const RULES_A_BATCH = 80;
const KEYS_A_RULE = 6;

const scratch = scratchDirectory();
writeConfiguration(scratch.path, new Uint8Array());
afterAll(scratch.remove);

type Random = (limit: number) => number;

interface Answers {
  /** `key TAB value` for what is found, in the order of the keys. */
  readonly results: string;
  /** What is said when the table is opened, as `line: message`. */
  readonly warnings: readonly string[];
}

/** @param question the arguments behind `-q`, and what is written to postmap */
async function runPostmap(text: string, question: string, input: string): Promise<Answers> {
  const file = join(scratch.path, "table.regexp");
  writeFileSync(file, encodeLatin1(text));
  const args = ["-c", scratch.path, "-u", "-q", question, `regexp:${file}`];
  const { code, stdout, stderr } = await runTool("postmap", args, input, 60_000);
  expect(code, "postmap did not end in time").not.toBe(-1);
  const said = stderr.matchAll(/^postmap: warning: regexp map \S+, line (\d+): (.*)$/gm);
  return { results: stdout, warnings: Array.from(said, ([, line, message]) => `${line}: ${message}`) };
}

/** Keys in Latin-1, none of which holds a line end. */
function askPostmap(text: string, keys: readonly string[]): Promise<Answers> {
  return runPostmap(text, "-", keys.map((key) => `${key}\n`).join(""));
}

function askOurs(text: string, keys: readonly string[]): Answers {
  const tree = parseRegexpTable(text, "regexp");
  const table = createRegexpTable(tree, posixEngine);
  const found = keys.map((key) => {
    const { value } = table.lookup(key);
    return value === undefined ? "" : `${key}\t${value}\n`;
  });
  const lineOf = (chunk: number) => text.slice(0, tree.starts[chunk]).split("\n").length;
  const warnings = table.warnings.flatMap(({ chunk, kind, message }) =>
    // Postfix says this without the line.
    kind === "indented-line" ? [] : `${lineOf(chunk)}: ${message}`,
  );
  return { results: found.join(""), warnings };
}

/** A random pattern in the making. */
class PatternMaker {
  readonly #random: Random;
  readonly #isExtended: boolean;
  readonly #hasReferences: boolean;
  #groups = 0;

  constructor(random: Random, isExtended: boolean, hasReferences: boolean) {
    this.#random = random;
    this.#isExtended = isExtended;
    this.#hasReferences = hasReferences;
  }

  alternatives(depth: number): string {
    const count = this.#random(4) === 0 ? 2 + this.#random(2) : 1;
    const bar = this.#isExtended ? "|" : "\\|";
    return Array.from({ length: count }, () => this.#branch(depth)).join(bar);
  }

  #branch(depth: number): string {
    if (this.#random(15) === 0) return "";
    return Array.from({ length: 1 + this.#random(4) }, () => this.#piece(depth)).join("");
  }

  #piece(depth: number): string {
    const atom = this.#atom(depth);
    if (this.#random(5) > 1) return atom;
    return atom + this.#repetition() + (this.#random(12) === 0 ? this.#repetition() : "");
  }

  #pick<T>(choices: readonly T[]): T {
    return choices[this.#random(choices.length)]!;
  }

  #repetition(): string {
    const operator = this.#pick(["*", "*", "+", "?", "{2}", "{1,2}", "{,2}", "{2,}", "{0,3}", "{0}", "{1}"]);
    if (this.#random(40) === 0) return this.#pick(["{", "{1", "{2,1}", "{,}", "{1,2,3}", "{a}", "\\{", "{}"]);
    if (this.#isExtended || operator === "*") return operator;
    return operator.replace(/^[{+?]/, "\\$&").replace(/\}$/, "\\}");
  }

  #atom(depth: number): string {
    const choice = this.#random(depth > 1 ? 12 : 16);
    if (choice < 7) return this.#pick(["a", "b", "ab", "c", "A", "1", "-", "\xe9"]);
    if (choice < 8) return ".";
    if (choice < 10) return this.#pick(BRACKETS);
    if (choice < 11) return this.#pick(["\\w", "\\W", "\\s", "\\S", "\\.", "\\a", "\\-", "}", "{", ")", "+"]);
    if (choice < 12) return this.#pick(["^", "$", "\\b", "\\B", "\\<", "\\>", "\\`", "\\'"]);
    if (choice < 13 && this.#hasReferences && this.#groups > 0) return `\\${1 + this.#random(this.#groups)}`;
    this.#groups++;
    const inside = this.#random(20) === 0 ? "" : this.alternatives(depth + 1);
    return this.#isExtended ? `(${inside})` : `\\(${inside}\\)`;
  }
}

const BRACKETS = [
  "[ab]",
  "[^ab]",
  "[a-c]",
  "[[:alpha:]]",
  "[[:upper:]1]",
  "[^[:space:]-]",
  "[]a]",
  "[^]a]",
  "[a-]",
  "[-a]",
  "[[=a=]b]",
  "[[.-.]a]",
  "[[.a.]-c]",
  "[\\w]",
  "[_-a]",
  "[Z-a]",
  "[c-a]",
  "[[:digit:]-z]",
  "[a-c-e]",
  "[[:foo:]]",
  "[[.ab.]]",
  "[a",
  "[[:alpha:]",
  "[]",
  "[\x80-\xff]",
  "[^\x80-\xff]",
  "[[:punct:][:digit:]]",
];

interface Case {
  readonly pattern: string;
  readonly flags: string;
  readonly keys: readonly string[];
}

/** Mostly a pattern that is taken: of those that are refused, one in eight stays. */
function randomCase(random: Random, hasReferences: boolean): Case {
  for (;;) {
    const made = anyCase(random, hasReferences);
    if (compileCase(made).kind === "compiled" || random(8) === 0) return made;
  }
}

function anyCase(random: Random, hasReferences: boolean): Case {
  const isExtended = random(3) > 0;
  let pattern = "";
  while (
    !/^[^\\]*(?:\\.[^\\]*)*$/.test(pattern) ||
    pattern === "" ||
    hasReferences !== /\\[1-9]/.test(pattern)
  ) {
    pattern = new PatternMaker(random, isExtended, hasReferences).alternatives(0);
  }
  if (random(4) === 0 && !hasReferences) pattern = isExtended ? `(${pattern})` : `\\(${pattern}\\)`;
  if (random(6) === 0) pattern = `^${pattern}`;
  if (random(6) === 0) pattern = `${pattern}$`;
  const flags = `${isExtended ? "" : "x"}${random(3) === 0 ? "i" : ""}${random(8) === 0 ? "m" : ""}`;
  const keys = Array.from({ length: KEYS_A_RULE }, () => randomKey(random));
  return { pattern, flags, keys };
}

function randomKey(random: Random): string {
  const letters = ["a", "a", "a", "b", "b", "c", "A", "B", "1", "-", " ", "_", "\xe9", ".", ")", "}"];
  return Array.from({ length: 1 + random(9) }, () => letters[random(letters.length)]!).join("");
}

/** Escapes a text, so that an extended expression matches nothing else. */
function quoted(text: string): string {
  return text.replace(/[^a-zA-Z0-9 _\x80-\xff]/g, (character) => `[${character}]`);
}

function compileCase({ pattern, flags }: Case): CompiledPattern | PatternError {
  const tree = parseRegexpTable(`/${pattern}/${flags} x\n`, "regexp");
  return posixEngine.compile(tree.chunks[0]!.node!.patterns[0]!);
}

/** What shows all groups that our engine finds; nothing for a pattern that is refused. */
function resultFor(one: Case): string {
  const compiled = compileCase(one);
  const groups = compiled.kind === "compiled" ? compiled.groups : 0;
  return Array.from({ length: groups }, (_, index) => `|\${${index + 1}}`).join("");
}

function remarksOf(one: Case): readonly string[] {
  const compiled = compileCase(one);
  return compiled.kind === "compiled" ? (compiled.remarks ?? []) : [];
}

/** A table in which each pattern is asked about its own keys only. */
function tableText(cases: readonly Case[]): string {
  return cases
    .map((one, index) =>
      [
        `if /^(${one.keys.map(quoted).join("|")})$/i`,
        `/${one.pattern}/${one.flags} ${index}:${resultFor(one)}`,
        "endif",
      ].join("\n"),
    )
    .join("\n")
    .concat("\n");
}

/**
 * The lines in which the two differ. Those of patterns with a remark are only
 * counted: twice for an answer that both give differently.
 */
async function compareBatches(
  batches: number,
  hasReferences: boolean,
): Promise<{ differences: string[]; remarked: number; asked: number }> {
  const differences: string[] = [];
  let asked = 0;
  let remarked = 0;
  for (let seed = 1; seed <= batches; seed++) {
    const random = randomSource(seed + (hasReferences ? 5000 : 0));
    const cases = Array.from({ length: RULES_A_BATCH }, () => randomCase(random, hasReferences));
    const text = tableText(cases);
    const keys = [...new Set(cases.flatMap((one) => one.keys))];
    asked += keys.length;
    const [ours, theirs] = [askOurs(text, keys), await askPostmap(text, keys)];
    expect(ours.warnings, `seed ${seed}`).toEqual(theirs.warnings);
    const [mine, real] = [ours.results.split("\n"), theirs.results.split("\n")];
    const onlyMine = mine.filter((line) => !real.includes(line));
    const onlyReal = real.filter((line) => !mine.includes(line));
    for (const line of [...onlyMine.map((l) => `ours ${l}`), ...onlyReal.map((l) => `real ${l}`)]) {
      const index = Number(/\t(\d+):/.exec(line)?.[1]);
      if (remarksOf(cases[index]!).length > 0) remarked++;
      else differences.push(`seed ${seed}: ${line}   /${cases[index]?.pattern}/${cases[index]?.flags}`);
    }
  }
  return { differences, remarked, asked };
}

/** Texts that the patterns of a table are near to: their own text without what has a meaning in it. */
function keysFor(text: string): string[] {
  const patterns = parseRegexpTable(text, "regexp").chunks.flatMap(({ node }) => node?.patterns ?? []);
  return patterns.slice(0, 400).flatMap((pattern) => {
    const plain = pattern.text.text.replace(/[\^$()?*+\\]|\{[^}]*\}/g, "").replace(/\[(.)[^\]]*\]/g, "$1");
    return [plain, `x ${plain} y`, plain.toUpperCase(), plain.split("|")[0]!];
  });
}

describe.skipIf(!POSTCONF)("lookups in regexp tables and postmap -q", () => {
  it("give the same for random patterns without back references", async () => {
    const { differences, remarked, asked } = await compareBatches(BATCHES, false);
    expect(differences).toEqual([]);
    expect(remarked).toBeLessThan(asked / 1000);
    expect(asked).toBeGreaterThan(BATCHES * 400);
  }, 240_000);

  it("give the same for random patterns with back references", async () => {
    const { differences, remarked, asked } = await compareBatches(8, true);
    expect(differences).toEqual([]);
    expect(remarked).toBeLessThan(asked / 100);
    expect(asked).toBeGreaterThan(2000);
  }, 240_000);

  const names = existsSync(CORPUS) ? readdirSync(CORPUS).sort() : [];
  it.skipIf(names.length === 0).each(names)("give the same for %s", async (name) => {
    const text = decodeLatin1(readFileSync(join(CORPUS, name)));
    const keys = keysFor(text);
    expect(askOurs(text, keys)).toEqual(await askPostmap(text, keys));
  });
});
