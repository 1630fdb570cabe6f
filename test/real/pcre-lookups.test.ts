/**
 * Lookups in pcre tables against `postmap -q`: random patterns with random
 * flags, held against texts that are near to what they match; and the tables
 * of the corpus. Results and warnings are the same, byte by byte.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { decodeLatin1, encodeLatin1 } from "../../server/src/base/decode";
import { createRegexpTable } from "../../server/src/matching/regexp-table";
import { withUtf8Checks } from "../../server/src/matching/utf8";
import { parseRegexpTable } from "../../server/src/syntax/tables/regexp-table";
import { PCRE2 } from "../support/pcre2";
import { POSTCONF, runTool, scratchDirectory, writeConfiguration } from "./postconf";
import { type RandomPattern, randomKeys, randomPattern, randomSource } from "./random-pattern";

const CORPUS = join(__dirname, "../../../shared/corpus/pcre");
const BATCHES = Number(process.env.ROUNDS ?? 40);
const RULES_A_BATCH = 60;
const KEYS_A_RULE = 6;

const hasPcre = POSTCONF
  ? spawnSync(POSTCONF, ["-m"], { encoding: "latin1" }).stdout.split("\n").includes("pcre")
  : false;

const scratch = scratchDirectory();
writeConfiguration(scratch.path, encodeLatin1("compatibility_level = 3.6\n"));
afterAll(scratch.remove);

interface Answers {
  /** `key TAB value` for what is found, in the order of the keys. */
  readonly results: string;
  /** What is said when the table is opened, as `line: message`. */
  readonly warnings: readonly string[];
}

/** Keys in Latin-1, none of which holds a line end. */
async function askPostmap(
  text: string,
  keys: readonly string[],
  options: readonly string[],
): Promise<Answers> {
  const file = join(scratch.path, "table.pcre");
  writeFileSync(file, encodeLatin1(text));
  const args = ["-c", scratch.path, ...options, "-q", "-", `pcre:${file}`];
  const { stdout, stderr } = await runTool("postmap", args, keys.map((key) => `${key}\n`).join(""));
  const said = stderr.matchAll(/^postmap: warning: pcre map \S+, line (\d+): (.*)$/gm);
  const warnings = Array.from(said, ([, line, message]) => `${line}: ${message}`);
  return { results: stdout, warnings: warnings.filter((text) => !IN_A_MATCH.test(text)) };
}

/** What postmap says of a match. */
const IN_A_MATCH = /^\d+: (?:match limit exceeded|UTF-8 error: |nested recursion )/;

function askOurs(text: string, keys: readonly string[]): Answers {
  const tree = parseRegexpTable(text, "pcre");
  const table = createRegexpTable(tree, PCRE2);
  const found = keys.map((key) => {
    const { value } = table.lookup(key);
    return value === undefined ? "" : `${key}\t${value}\n`;
  });
  const lineOf = (chunk: number) => text.slice(0, tree.starts[chunk]).split("\n").length;
  const warnings = table.warnings.flatMap(({ chunk, kind, message }) =>
    // Postfix says these without the line. Newer releases of PCRE2 have other words for properties.
    kind === "indented-line" || /^(?:truncated|empty) macro/.test(message)
      ? []
      : `${lineOf(chunk)}: ${message.replace("unknown property name after", "unknown property after")}`,
  );
  return { results: found.join(""), warnings };
}

/** Escapes a text, so that a pattern matches nothing else. */
function quoted(text: string): string {
  return text.replace(/[^a-zA-Z0-9\x80-\xff]/g, (character) => `\\${character}`);
}

interface Case {
  readonly pattern: RandomPattern;
  readonly keys: readonly string[];
}

/** A table in which each pattern is asked about its own keys only. */
function tableText(cases: readonly Case[]): string {
  return cases
    .map(({ pattern, keys }, index) =>
      [
        `if /^(?:${keys.map(quoted).join("|")})\\z/i`,
        `${pattern.negated ? "!" : ""}/${pattern.source}/${pattern.flags} ${index}${pattern.result}`,
        "endif",
      ].join("\n"),
    )
    .join("\n")
    .concat("\n");
}

/** Lines from which random tables are made; `#` stands for a number of their own. */
const LINES = [
  "/a/ #",
  "/b/ #",
  "!/a/ #",
  "/(a)(b)?/ #-$1-${2}-$(1)",
  "/(a|(b))c/ #$$$2x",
  "/(c)/ #$2",
  "/(c)/ #$c",
  "/(c)/ #${1",
  "/(c)/ #$0",
  "/(c)/ #$4294967297",
  "/(c)/ #$2147483648",
  "/c/ #$",
  "!/(c)/ #$1",
  "/c/",
  "/[c/ #",
  "/c/q #",
  "/c/Xi #",
  "/c #",
  "!",
  "c #",
  "  /c/ #",
  "# /c/ #",
  "if /a/",
  "if /a/",
  "IF !/b/",
  "if /[/",
  "if /c/ /d/ #",
  "if c",
  "endif",
  "endif",
  "endif",
  "ENDIF # x",
  "endifs",
];

function randomTable(seed: number): string {
  const random = randomSource(seed);
  const lines = Array.from({ length: 4 + random(16) }, (_, index) =>
    LINES[random(LINES.length)]!.replace(/#(?! )|(?<= )#$/, String(index)),
  );
  return `${lines.join("\n")}\n`;
}

/** Texts that the patterns of a table are near to: their own text without what has a meaning in it. */
function keysFor(text: string): string[] {
  const patterns = parseRegexpTable(text, "pcre").chunks.flatMap(({ node }) => node?.patterns ?? []);
  const every = Math.ceil(patterns.length / 400);
  return patterns
    .filter((_, index) => index % every === 0)
    .flatMap((pattern) => {
      const plain = pattern.text.text
        .replace(/\\d/g, "1")
        .replace(/\\([a-zA-Z])/g, " ")
        .replace(/\(\?[:=!]|[\^$()?*+\\]|\{[^}]*\}/g, "")
        .replace(/\[(.)[^\]]*\]/g, "$1");
      return [plain, `x ${plain} y`, plain.toUpperCase(), plain.split("|")[0]!];
    });
}

describe.skipIf(!hasPcre)("lookups in pcre tables and postmap -q", () => {
  it("give the same for random patterns", async () => {
    for (let seed = 1; seed <= BATCHES; seed++) {
      const random = randomSource(seed);
      const cases = Array.from({ length: RULES_A_BATCH }, (): Case => {
        const pattern = randomPattern(random);
        return { pattern, keys: randomKeys(pattern, random, KEYS_A_RULE) };
      });
      const text = tableText(cases);
      const keys = cases.flatMap((one) => one.keys);
      expect(askOurs(text, keys), `seed ${seed}`).toEqual(await askPostmap(text, keys, ["-u"]));
    }
  }, 240_000);

  it("give the same for random tables, with lines that Postfix leaves out", async () => {
    const keys = ["a", "b", "ab", "ac", "bc", "c", "abc", "d", "", "Cab"];
    for (let seed = 1; seed <= BATCHES / 2; seed++) {
      const text = randomTable(seed);
      expect(askOurs(text, keys), text).toEqual(await askPostmap(text, keys, []));
    }
  }, 240_000);

  const names = existsSync(CORPUS) ? readdirSync(CORPUS).sort() : [];
  it.skipIf(names.length === 0).each(names)("give the same for %s", async (name) => {
    const text = decodeLatin1(readFileSync(join(CORPUS, name)));
    const keys = keysFor(text);
    const ours = askOurs(text, keys);
    expect(ours).toEqual(await askPostmap(text, keys, ["-u"]));
  });

  it("end without a match where PCRE2 reaches its limit, and go on with the next rule", async () => {
    const text = "!/^(a+)+$/ not slow\n/^a/ next\n";
    const key = `${"a".repeat(40)}b`;
    const table = createRegexpTable(parseRegexpTable(text, "pcre"), PCRE2);
    const { value, steps } = table.lookup(key, true);
    expect(`${key}\t${value}\n`).toBe((await askPostmap(text, [key], [])).results);
    expect(steps).toEqual([
      { chunk: 0, verdict: "gave-up", why: "match limit exceeded" },
      { chunk: 1, verdict: "matched" },
    ]);
  }, 240_000);

  it("find nothing for keys that are not UTF-8, unless -u is given", async () => {
    const text = "/^/ found\n";
    const keys = [
      "a",
      "\xc3\xa9",
      "\xe9",
      "\xc0\x80",
      "\xed\xa0\x80",
      "\xf4\x90\x80\x80",
      "\xf0\x9f\x98\x80",
      "",
    ];
    const plain = createRegexpTable(parseRegexpTable(text, "pcre"), PCRE2);
    const checked = withUtf8Checks(plain);
    const results = (table: typeof checked) =>
      keys.flatMap((key) => (table.lookup(key).value === undefined ? [] : `${key}\tfound\n`)).join("");
    expect(results(checked)).toBe((await askPostmap(text, keys, [])).results);
    expect(results(plain)).toBe((await askPostmap(text, keys, ["-u"])).results);
  });
});
