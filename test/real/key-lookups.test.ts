/**
 * Lookups in hash, texthash and cidr tables against `postmap -q`, and in
 * aliases against `postalias -q`: random tables with every mistake that
 * Postfix warns of, asked for keys that are near to theirs; and the tables of
 * the corpus. Results and warnings are the same, byte by byte.
 */
import { existsSync, readdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { decodeLatin1, encodeLatin1 } from "../../server/src/base/decode";
import { type CidrTable, createCidrTable } from "../../server/src/matching/cidr-table";
import { createAliasesTable, createKeyTable, type KeyTable } from "../../server/src/matching/key-table";
import { withUtf8Checks } from "../../server/src/matching/utf8";
import type { ChunkTree } from "../../server/src/syntax/logical-lines";
import { parseAliasesTable } from "../../server/src/syntax/tables/aliases-table";
import { parseCidrTable } from "../../server/src/syntax/tables/cidr-table";
import { parseKeyTable } from "../../server/src/syntax/tables/key-table";
import { POSTCONF, runTool, scratchDirectory, writeConfiguration } from "./postconf";
import { type Random, randomSource } from "./random-pattern";

const CORPUS = join(__dirname, "../../../shared/corpus");
const BATCHES = Number(process.env.ROUNDS ?? 15);
const LINES_A_BATCH = 150;

const scratch = scratchDirectory();
writeConfiguration(scratch.path, new TextEncoder().encode("smtputf8_enable = yes\n"));
afterAll(scratch.remove);

type Type = "hash" | "texthash" | "cidr" | "aliases";

interface Answers {
  /** `key TAB value` for what is found, in the order of the keys. */
  readonly results: string;
  /** What is said of the table, as `line: message`; without a line where Postfix names none. */
  readonly warnings: readonly string[];
}

/** @param options `-u` switches UTF-8 off; keys hold no line end */
async function askPostfix(
  type: Type,
  text: string,
  keys: readonly string[],
  options: string[] = [],
): Promise<Answers> {
  const file = join(scratch.path, "table");
  writeFileSync(file, encodeLatin1(text));
  // A texthash table that has just been written is read until its time is past.
  utimesSync(file, 1_000_000_000, 1_000_000_000);
  const program = type === "aliases" ? "postalias" : "postmap";
  const name = `${type === "aliases" ? "hash" : type}:${file}`;
  const isIndexed = type === "hash" || type === "aliases";
  const run = (args: readonly string[], input = "") => runTool(program, ["-c", scratch.path, ...args], input);
  const made = isIndexed ? (await run([...options, name])).stderr : "";
  const asked = await run([...options, "-q", "-", name], keys.map((key) => `${key}\n`).join(""));
  const said = isIndexed ? made : asked.stderr;
  return {
    results: type === "aliases" ? asked.stdout.replace(/^(.*?):\t/gm, "$1\t") : asked.stdout,
    warnings: Array.from(
      said.matchAll(/^post(?:map|alias): warning: (?:cidr map )?\S+?(?:\.db)?(?:, line (\d+))?: (.*)$/gm),
      ([, line, message]) => printable(`${line ?? "-"}: ${message}`),
    ).filter((text_) => !/: non-UTF-8 (?:key|value)/.test(text_)),
  };
}

function openOurs(
  type: Type,
  text: string,
  utf8: boolean,
): { table: KeyTable | CidrTable; tree: ChunkTree<unknown> } {
  if (type === "cidr") {
    const tree = parseCidrTable(text);
    return { table: createCidrTable(tree), tree };
  }
  if (type === "aliases") {
    const tree = parseAliasesTable(text);
    return { table: createAliasesTable(tree, { utf8 }), tree };
  }
  const tree = parseKeyTable(text);
  return { table: createKeyTable(tree, type, { utf8 }), tree };
}

function askOurs(type: Type, text: string, keys: readonly string[], utf8 = true): Answers {
  const { table, tree } = openOurs(type, text, utf8);
  const checked = utf8 ? withUtf8Checks(table) : table;
  const results = keys.map((key) => {
    const { value } = checked.lookup(key);
    return value === undefined ? "" : `${key}\t${value}\n`;
  });
  const isIndexed = type === "hash" || type === "aliases";
  const warnings = table.warnings.map(({ chunk, kind, message }) => {
    // Postfix says these without the line.
    const isBare =
      kind === "leading-space" || kind === "indented-line" || (kind === "duplicate-key" && isIndexed);
    return printable(`${isBare ? "-" : lineOf(text, tree, chunk)}: ${message}`);
  });
  return { results: results.join(""), warnings };
}

function lineOf(text: string, tree: ChunkTree<unknown>, chunk: number): number {
  return text.slice(0, tree.starts[chunk]).split("\n").length;
}

function pick<T>(random: Random, values: readonly T[]): T {
  return values[random(values.length)]!;
}

/** A message as it can be compared: Postfix puts a question mark for what is not printable. */
function printable(message: string): string {
  return message.replace(/(?:[^\x20-\x7e]|\?)+/g, "?");
}

/** Pieces put side by side. */
function mixture(random: Random, pieces: readonly string[], most: number): string {
  return Array.from({ length: 1 + random(most) }, () => pick(random, pieces)).join("");
}

/** The letter in UTF-8. */
const E_ACUTE = "\xc3\xa9";

const KEY_PIECES = [
  ..."abAB@.+:=[]()<>,;|%!~/\\",
  "ab",
  "example.com",
  "192.0.2",
  '"a b"',
  '"',
  "\\ ",
  "#",
  E_ACUTE,
  "\xc3\x89",
  "\xe9",
  "\xc3\x9f",
];
const VALUE_PIECES = [...KEY_PIECES, " ", "\t", "REJECT", "$1", "smtp:[host]:25", "#"];
const LINE_STARTS = ["", "", "", "", "", "", "", "", "", "", " ", "\t", "#", "\n", " # "];
const BLANKS = [" ", " ", " ", "\t", "  ", "", "\v", "\r", "\f"];
const ENDS = [
  "\n",
  "\n",
  "\n",
  "\n",
  "\n",
  "\n",
  "\n",
  "\n",
  "\r\n",
  " \n",
  "\n  more\n",
  "\n# comment\n\tmore\n",
  "\0x\n",
];

/** UTF-8 where it can be, so that not every line is refused. */
function keyTableText(random: Random, count: number): string {
  const line = () =>
    pick(random, LINE_STARTS) +
    mixture(random, KEY_PIECES, 4) +
    pick(random, BLANKS) +
    (random(10) === 0 ? "" : mixture(random, VALUE_PIECES, 4)) +
    pick(random, ENDS);
  return Array.from({ length: count }, line).join("");
}

const NAMES = [
  "a",
  "b",
  "List",
  "owner-list",
  '"a b"',
  "a b",
  "a@b",
  "a%b",
  "a,b",
  "(note) a",
  E_ACUTE,
  "a\\:b",
  "",
  "[x]",
  "a.b",
  "<a>",
];
const DESTINATIONS = [
  "user",
  "user@example.com",
  "/var/mail/x",
  '"/a b"',
  '"|cmd a b"',
  "|cmd",
  "|cmd a",
  ":include:/etc/list",
  '":include:/a b"',
  "Some One <a@b.c>",
  "group: a, b;",
  "(comment) x",
  "a\\,b",
  '"q\\"q"',
  "[1.2.3.4]",
  "x(y)z",
  "a b",
  "",
  E_ACUTE,
  '"open',
  "~/x",
  "a !b",
  "\\",
];

function aliasesText(random: Random, count: number): string {
  const line = () =>
    pick(random, LINE_STARTS) +
    pick(random, NAMES) +
    pick(random, [":", ": ", ":\t", " : ", "", "\n :"]) +
    Array.from({ length: random(4) }, () => pick(random, DESTINATIONS)).join(
      pick(random, [", ", ",", ",\n  ", " "]),
    ) +
    pick(random, ENDS);
  return Array.from({ length: count }, line).join("");
}

const V4 = [
  "192.0.2.0",
  "192.0.2.1",
  "192.0.2.128",
  "10.0.0.0",
  "0.0.0.0",
  "10.255.0.0",
  "192.0.2",
  "01.2.3.4",
  "256.0.0.1",
  "a",
];
const V6 = [
  "::",
  "::1",
  "2001:db8::",
  "2001:db8::1",
  "2001:db8:8000::",
  "fe80::",
  "::ffff:192.0.2.0",
  "2001:db8",
  ":",
  "1::2::3",
  "FE80::",
];

function cidrText(random: Random, count: number): string {
  const pattern = () => {
    const isV4 = random(2) === 0;
    const address = pick(random, isV4 ? V4 : V6);
    const mask = pick(random, [
      "",
      "",
      `/${random(isV4 ? 34 : 130)}`,
      isV4 ? "/24" : "/32",
      isV4 ? "/25" : "/33",
      "/0",
      "/",
      "/x",
      "/016",
    ]);
    const written = `${address}${mask}`;
    return pick(random, [
      written,
      written,
      written,
      `[${written}]`,
      `[${address}]${mask}`,
      `[${written}`,
      `[${address}]x`,
    ]);
  };
  const negation = () => pick(random, ["", "", "", "", "!", "! ", "!!", "! !"]);
  const rule = (index: number) =>
    `${negation()}${pattern()}${pick(random, BLANKS)}${pick(random, ["", ...Array<string>(9).fill(`result ${index}`)])}`;
  const line = (index: number) => {
    const kind = random(12);
    if (kind === 0)
      return `${pick(random, ["if", "IF"])}${pick(random, [" ", "", "!"])}${negation()}${pattern()}`;
    if (kind === 1) return pick(random, ["endif", "ENDIF", "endif x", "endif ", "if", "!"]);
    return rule(index);
  };
  return Array.from(
    { length: count },
    (_, index) => pick(random, LINE_STARTS) + line(index) + pick(random, ENDS),
  ).join("");
}

/** Keys that a table has, in other letters, and some that it does not have. None has a line end or a NUL byte. */
function keysNear(random: Random, table: readonly string[], count: number): string[] {
  const keys = Array.from({ length: count }, () => {
    const key = pick(random, table);
    return pick(random, [key, key, key.toUpperCase(), key.toLowerCase(), `${key}x`, key.slice(1)]);
  });
  return keys.filter((key) => !/[\n\0]/.test(key) && /^[\x00-\xff]*$/.test(key));
}

const isThere = POSTCONF !== undefined;

describe.skipIf(!isThere)("lookups and postmap -q", () => {
  it.each(["hash", "texthash"] as const)("give the same for random %s tables", async (type) => {
    for (let seed = 1; seed <= BATCHES; seed++) {
      const random = randomSource(seed);
      const text = keyTableText(random, LINES_A_BATCH);
      const known = parseKeyTable(text).chunks.flatMap(({ node }) => node?.key.text || []);
      const keys = keysNear(random, known, LINES_A_BATCH * 2);
      expect(askOurs(type, text, keys), `seed ${seed}`).toEqual(await askPostfix(type, text, keys));
      const bytes = askOurs(type, text, keys, false);
      expect(bytes, `seed ${seed}, without UTF-8`).toEqual(await askPostfix(type, text, keys, ["-u"]));
    }
  });

  it("give the same for random cidr tables", async () => {
    for (let seed = 1; seed <= BATCHES; seed++) {
      const random = randomSource(seed);
      const text = cidrText(random, LINES_A_BATCH);
      const keys = Array.from({ length: LINES_A_BATCH }, () => pick(random, [...V4, ...V6]));
      expect(askOurs("cidr", text, keys), `seed ${seed}`).toEqual(await askPostfix("cidr", text, keys));
    }
  });

  it("give the same for random aliases", async () => {
    for (let seed = 1; seed <= BATCHES; seed++) {
      const random = randomSource(seed);
      const text = aliasesText(random, LINES_A_BATCH);
      const known = parseAliasesTable(text).chunks.flatMap(({ node }) => node?.name?.target || []);
      const keys = keysNear(random, ["@", ...known], LINES_A_BATCH);
      expect(askOurs("aliases", text, keys), `seed ${seed}`).toEqual(await askPostfix("aliases", text, keys));
    }
  });

  it("fold letters as Postfix does", async () => {
    // Letters that are newer than the ICU of some Postfix are left out.
    const isNew = (code: number) => code >> 4 === 0x1c8 || (code >= 0xa7af && code <= 0xa7ff);
    const letters = Array.from({ length: 0xd800 }, (_, code) => String.fromCodePoint(code)).filter(
      (letter) => /\p{L}|\p{M}|\p{N}/u.test(letter) && !isNew(letter.charCodeAt(0)),
    );
    const keys = letters.map((letter) => decodeLatin1(new TextEncoder().encode(`k${letter}`)));
    // Equal keys are seen by the warnings of duplicates; the values tell which they are equal to.
    const text = keys.map((key, index) => `${key} ${index}\n`).join("");
    expect(askOurs("texthash", text, keys)).toEqual(await askPostfix("texthash", text, keys));
  });
});

/** What the corpus has of each kind. */
const FOLDERS: readonly (readonly [folder: string, type: Type])[] = [
  ["access", "hash"],
  ["access", "texthash"],
  ["transport", "hash"],
  ["virtual", "hash"],
  ["canonical", "hash"],
  ["cidr", "cidr"],
  ["aliases", "aliases"],
];
const CASES = FOLDERS.flatMap(([folder, type]) => {
  const path = join(CORPUS, folder);
  return (existsSync(path) ? readdirSync(path) : []).map((name) => ({ type, file: join(path, name), name }));
});

describe.skipIf(!isThere || CASES.length === 0)("tables of the corpus and postmap", () => {
  it.each(CASES)("agree: $type $name", async ({ type, file }) => {
    const text = decodeLatin1(readFileSync(file));
    const keys = (text.match(/^[^\s#]+/gm) ?? []).map((word) => word.replace(/(?:\/\d+|:.*)$/, ""));
    expect(askOurs(type, text, keys)).toEqual(await askPostfix(type, text, keys));
  });
});
