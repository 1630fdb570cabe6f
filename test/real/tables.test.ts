/**
 * Our findings on pcre, regexp and cidr tables against what postmap says when
 * it opens them: the same kinds at the same lines, none missing and none
 * extra. And the reader of patterns against the libraries themselves.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { knownFacts } from "../../server/src/analysis/model/postfix-facts";
import type { Rule } from "../../server/src/analysis/rules/rule";
import { badNetworkPattern } from "../../server/src/analysis/rules/tables/bad-network-pattern";
import { badPattern } from "../../server/src/analysis/rules/tables/bad-pattern";
import { badSubstitution } from "../../server/src/analysis/rules/tables/bad-substitution";
import { badTableLine } from "../../server/src/analysis/rules/tables/bad-table-line";
import { indentedFirstRule } from "../../server/src/analysis/rules/tables/indented-first-rule";
import { indentedRule } from "../../server/src/analysis/rules/tables/indented-rule";
import { missingResult } from "../../server/src/analysis/rules/tables/missing-result";
import { textBehindIf } from "../../server/src/analysis/rules/tables/text-behind-if";
import { unbalancedIf } from "../../server/src/analysis/rules/tables/unbalanced-if";
import { unclosedPattern } from "../../server/src/analysis/rules/tables/unclosed-pattern";
import { unknownPatternFlag } from "../../server/src/analysis/rules/tables/unknown-pattern-flag";
import { TableFile } from "../../server/src/analysis/table-file";
import { decodeLatin1, encodeLatin1 } from "../../server/src/base/decode";
import { sourceText } from "../../server/src/base/source-text";
import { NEWEST_RELEASE } from "../../server/src/knowledge/version";
import { parseRegexpTable, type RegexpType } from "../../server/src/syntax/tables/regexp-table";
import type { TableType } from "../../server/src/syntax/tables/table";
import { TEST_MACHINE } from "../support/rule-tester";
import { POSTCONF, runTool, scratchDirectory, writeConfiguration } from "./postconf";

const CORPUS = join(__dirname, "../../../shared/corpus");
const ROUNDS = Number(process.env.ROUNDS ?? 40);
const TYPES: readonly TableType[] = ["pcre", "regexp", "cidr"];

const available = POSTCONF
  ? spawnSync(POSTCONF, ["-m"], { encoding: "latin1" }).stdout.split("\n")
  : ([] as string[]);

/** The rules that say what postmap says. */
const SAID_BY_POSTMAP: readonly Rule[] = [
  badNetworkPattern,
  badPattern,
  badSubstitution,
  badTableLine,
  indentedFirstRule,
  indentedRule,
  missingResult,
  textBehindIf,
  unbalancedIf,
  unclosedPattern,
  unknownPatternFlag,
];
const facts = knownFacts(NEWEST_RELEASE, TEST_MACHINE);

const scratch = scratchDirectory();
writeConfiguration(scratch.path, new Uint8Array());
afterAll(scratch.remove);

if (process.env.CI === "true") {
  it("has an installed Postfix with all three types of tables to be held against", () => {
    expect(TYPES.filter((type) => !available.includes(type))).toEqual([]);
  });
}

describe.each(TYPES)("findings on %s tables and postmap", (type) => {
  describe.skipIf(!available.includes(type))("say the same", () => {
    const folder = join(CORPUS, type);
    const names = existsSync(folder) ? readdirSync(folder).sort() : [];
    it.skipIf(names.length === 0).each(names)("about %s", async (name) => {
      await compare(type, decodeLatin1(readFileSync(join(folder, name))));
    });

    it("about odd tables", async () => {
      for (const text of ODD[type]) await compare(type, text);
    });

    it("about random tables", async () => {
      for (let seed = 1; seed <= ROUNDS; seed++) await compare(type, randomTable(type, seed));
    }, 240_000);
  });
});

describe.each(["pcre", "regexp"] as const)("patterns of %s tables", (type) => {
  it.skipIf(!available.includes(type))("are refused, and have groups, as the library says", async () => {
    const random = randomNumbers(ROUNDS);
    const patterns = Array.from({ length: ROUNDS * 25 }, () =>
      sequence(PATTERN_PIECES, 1 + random(7), random),
    );
    await comparePatterns(type, patterns);
  });
});

/** What postmap says on opening a table, by line. Line 0: it does not say which. */
async function warningsOf(type: TableType, text: string): Promise<string[]> {
  const file = join(scratch.path, `table.${type}`);
  writeFileSync(file, encodeLatin1(text));
  const { stderr } = await runTool("postmap", ["-c", scratch.path, "-q", "no such key", `${type}:${file}`]);
  return stderr.split("\n").flatMap((line) => line.replace(/^\S*postmap: /, "") || []);
}

/** The kinds of warnings; an empty kind goes with another one, or is none of ours. */
const KINDS: readonly (readonly [RegExp, string])[] = [
  [/no regexp: /, "no-pattern"],
  [/no closing regexp delimiter/, "unclosed"],
  [/unknown regexp option/, "flag"],
  [/ignoring obsolete regexp option/, ""],
  [/no replacement text|no lookup result/, "no-result"],
  [/out of range replacement index "\d+": skipping/, "substitution"],
  [/non-numeric replacement|out[- ]of[- ]range replacement/, ""],
  [/bad replacement syntax|\$number found in negative/, "substitution"],
  [/ignoring extra text after/, "text"],
  [/do not prepend whitespace/, ""],
  [/ENDIF without/, "no-if"],
  [/IF has no matching ENDIF/, "no-endif"],
  [/ignoring unrecognized request/, "line"],
  [/no address pattern/, "no-pattern"],
  [/garbage after ENDIF/, "text"],
  [/missing ']' character|garbage after|bad mask|bad network|bad address|non-null host/, "network"],
  // All else is what the library says of the pattern.
  [/^/, "pattern"],
];

async function theirs(type: TableType, text: string): Promise<string[]> {
  const remarks = (await warningsOf(type, text)).flatMap((line) => {
    if (line.includes("logical line must not start with whitespace")) return ["0 orphan"];
    // The key is looked up as well.
    if (/^warning: table \S+/.test(line)) return [];
    const match = /^warning: \w+ map \S+, line (\d+): (.*)$/.exec(line);
    // What mac_parse() says is said again with the line.
    if (!match) return /truncated macro|empty macro/.test(line) ? [] : [`0 ${line}`];
    const kind = KINDS.find(([pattern]) => pattern.test(match[2]!))![1];
    return kind === "" ? [] : [`${match[1]} ${kind}`];
  });
  return [...new Set(remarks)].sort();
}

/** What our findings come to in the same words, by rule and message; other rules say what Postfix does not. */
const OURS: Readonly<Record<string, string>> = {
  "unclosed-pattern no-pattern": "no-pattern",
  "unclosed-pattern unclosed": "unclosed",
  "unclosed-pattern byte-order-mark": "unclosed",
  "unknown-pattern-flag": "flag",
  "missing-result": "no-result",
  "bad-substitution": "substitution",
  "text-behind-if ignored": "text",
  "text-behind-if skipped": "text",
  "unbalanced-if no-if": "no-if",
  "unbalanced-if no-endif": "no-endif",
  "bad-table-line": "line",
  "bad-network-pattern no-pattern": "no-pattern",
  "bad-network-pattern": "network",
  "bad-pattern": "pattern",
  "indented-first-rule": "orphan",
};

function ours(type: TableType, text: string): string[] {
  const source = sourceText(text);
  const file = new TableFile(type, "table", source, facts, [], SAID_BY_POSTMAP);
  const kindOf = new Map<number, string>();
  file.table.tree.chunks.forEach((chunk, index) => {
    if (chunk.node) kindOf.set(file.table.tree.starts[index]!, chunk.node.kind);
  });
  const remarks = file.findings().flatMap(({ finding, chunkStart }) => {
    const { id } = finding.rule;
    const lineKind = kindOf.get(chunkStart);
    // An indented rule is text behind the line above; only there does Postfix mind.
    const isText = id === "indented-rule" && lineKind !== "rule";
    let kind = isText ? "text" : (OURS[`${id} ${finding.message}`] ?? OURS[id]);
    if (kind === undefined) return [];
    if (kind === "orphan") return ["0 orphan"];
    // In a cidr table, all that stands behind `if` is the network.
    if (type === "cidr" && kind === "text" && lineKind === "if") kind = "network";
    return [`${source.positionAt(chunkStart).line + 1} ${kind}`];
  });
  const all = new Set(remarks);
  // Postfix says no more of an `endif` that it passes over, or of a rule whose result is bad.
  const isSaid = (remark: string, kind: string, other: string) =>
    !remark.endsWith(` ${kind}`) || !all.has(remark.replace(kind, other));
  return [...all]
    .filter((remark) => isSaid(remark, "text", "no-if") && isSaid(remark, "pattern", "substitution"))
    .sort();
}

async function compare(type: TableType, text: string): Promise<void> {
  expect(ours(type, text), text.length < 4_000 ? text : "").toEqual(await theirs(type, text));
}

/** Refused patterns, and those whose groups are counted otherwise. */
async function comparePatterns(type: RegexpType, patterns: readonly string[]): Promise<void> {
  const table = (result: (index: number) => string) =>
    patterns.map((pattern, index) => `/${pattern}/ x${result(index)}\n`).join("");
  const trees = parseRegexpTable(
    table(() => ""),
    type,
  ).chunks.map(({ node }) => node!.patterns[0]!.tree!);
  const linesOf = async (text: string, isMeant: (warning: string) => boolean) =>
    new Set(
      (await warningsOf(type, text)).flatMap((warning) =>
        isMeant(warning) ? Number(/line (\d+)/.exec(warning)?.[1]) - 1 : [],
      ),
    );
  const isRange = (warning: string) => warning.includes("out of range");
  const refused = await linesOf(
    table(() => ""),
    (warning) => !isRange(warning),
  );
  const within = await linesOf(
    table((index) => `$${trees[index]!.groups || 1}`),
    isRange,
  );
  const beyond = await linesOf(
    table((index) => `$${(trees[index]!.groups ?? 0) + 1}`),
    isRange,
  );
  for (const [index, { sure, problem, groups }] of trees.entries()) {
    if (!sure) continue;
    const context = `/${patterns[index]}/`;
    expect(problem !== undefined, context).toBe(refused.has(index));
    if (problem || groups === undefined) continue;
    expect([within.has(index), beyond.has(index)], `${context} has ${groups} groups`).toEqual([
      groups === 0,
      true,
    ]);
  }
  expect(trees.filter(({ sure }) => sure).length).toBeGreaterThan(patterns.length / 3);
}

/** Numbers that are the same for the same seed. */
function randomNumbers(seed: number): (below: number) => number {
  let state = seed * 7919 + 17;
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return (state >>> 16) % below;
  };
}

function sequence(pieces: readonly string[], length: number, random: (below: number) => number): string {
  return Array.from({ length }, () => pieces[random(pieces.length)]).join("");
}

function randomTable(type: TableType, seed: number): string {
  const random = randomNumbers(seed);
  return sequence(LINE_PIECES[type], 10 + random(60), random);
}

const PATTERN_PIECES =
  String.raw`a b . ^ $ ( ) ( | [ ] [^ * + ? {2} {2,} {,3} { } {1,2} (?: (?= (?! (?> (?<n> (?i) (?i: (?#c) \d \w \b \/ \. \( \) \[ [:alpha:] [[:digit:]] - \1 \x41 \n (?<=a) \Q (?| (* 0 \s #`.split(
    " ",
  );

const COMMON_PIECES = [
  "\n",
  "\n",
  "\n",
  " ",
  " ",
  "\n  ",
  "\n# c\n",
  "if ",
  "endif",
  "!",
  "x",
  "IF",
  "\0",
  "\r\n",
];
const REGEXP_PIECES = [
  ...COMMON_PIECES,
  ..."/a/ /a/i /(a)/ /(a)/ x\n /b/ x\n if /a/\n endif\n / | $1 $2 $0 $$ $ ${1} $(1 ${x} , m z ( ) [ ]".split(
    " ",
  ),
  "/c/ y\n",
  "if /d/\n",
  "/a/!/b/ x\n",
  "\n  /e/ z\n",
];
const LINE_PIECES: Readonly<Record<TableType, readonly string[]>> = {
  pcre: REGEXP_PIECES,
  regexp: REGEXP_PIECES,
  cidr: [
    ...COMMON_PIECES,
    ..."192.0.2.0/24 192.0.2.1 192.0.2.1/24 2001:db8::/32 [ ] / /24 /33 [::1] [::]/0 host :: 1.2".split(" "),
    "192.0.2.1 y\n",
    "if 192.0.2.0/24\n",
    "\n  192.0.2.0/25 z\n",
    "endif\n",
  ],
};

const ODD_REGEXP = [
  "",
  "# only\n",
  "  /a/ x\n  /b/ y\n/c/ z\n",
  "\ufeff/a/ x\n".replace("\ufeff", "\xef\xbb\xbf"),
  "/a/ x\0y\n/b\0/ x\n\0\n",
  "!\n! !\nif\nif !\nIF/a/\nifx /a/\nif(a( b\nendif.\nendifx\n",
  "/a\\/ x\n/a/\\ x\n/a/ $$ $$$ \n/(a)/ $1$2\n/(a)/ ${1}x${$1}\n/((a)/ $1\n",
  "if /(/\n/a/ x\nendif\nif /a/ /b/ x\n  /c/ y\nendif z\n",
  "/a/!/b/!/c/ x\n/a/!/b x\n/a/i!/b/q x\n!/a/!/(b)/ $1\n/(a)/!/b/ $1\n",
  "/a/X x\n/a/imsxAEU x\n/a/m x\r\n/a/\r\n",
  "/a b\n  c/ x\n/d\n# c\n\n  e/\n  f\nif\n  /g/\nendif\n  /h/ x\n",
];
const ODD: Readonly<Record<TableType, readonly string[]>> = {
  pcre: [...ODD_REGEXP, "/(?#(/ x\n/a(?#)b)/ x\n/( # (\n  )/x x\n/[]a]/ x\n/[^]]/ x\n/[a\\]/ x\n/a\\\n"],
  regexp: [...ODD_REGEXP, "/a)b/ x\n/\\(a\\)/x x\n/[]a]/ x\n/[^]]/ x\n/[a\\]/ x\n/a{,2}/ x\n/()/ $1\n"],
  cidr: [
    "",
    "  192.0.2.1 x\n",
    "192.0.2.0/ x\n192.0.2.0/a x\n/24 x\n[]/24 x\n[192.0.2.0/24]/24 x\n[192.0.2.0]/24/3 x\n192.0.2.0/24/3 x\n",
    "[::1]x y\n[::1 x\n[::1]/ x\n[::1]/128 x\n[] x\n] x\n0::0/0 x\n0/0 x\n127.0.0.1/8 x\n::ffff:192.0.2.1 x\n",
    "if\nif !\nif x\nif [::]/0\nendif x\nendif\nIF!::1\nendif\nendif\nif 192.0.2.0/24 x\nif192.0.2.0/24\nif\t::1 \r\nendif \r\n",
    "!!192.0.2.1 x\n! 192.0.2.1 x\n!\n192.0.2.1\n192.0.2.01 x\n192.0.2.1\0 x\n192.0.2.1 \0 x\n",
    "if 192.0.2.0/24\n  192.0.2.1 x\nendif\n  192.0.2.1 x\n192.0.2.1 x\n  192.0.2.2 x\n",
  ],
};
