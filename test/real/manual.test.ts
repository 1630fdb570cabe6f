/**
 * The manual reader against the installed postconf(5): for every parameter
 * the page documents, the words of its source, all of them and no others.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { type ManualBlock, readManual } from "../../server/src/analysis/manual";
import { manualMarkdown } from "../../server/src/analysis/manual-markdown";

/** Runs man; undefined where it is not there or has no such page. */
function man(args: readonly string[], environment: Readonly<Record<string, string>>): string | undefined {
  const env = { PATH: process.env.PATH ?? "", ...environment };
  const { status, stdout } = spawnSync("man", args, { env, encoding: "utf8", maxBuffer: 20_000_000 });
  return status === 0 ? stdout : undefined;
}

/** The page's source file; undefined where man-db knows none, as on machines installed without manuals. */
function sourceOfPage(): string | undefined {
  const path = man(["-w", "5", "postconf"], {})?.trim();
  if (!path || !existsSync(path)) return undefined;
  const bytes = readFileSync(path);
  return (path.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8");
}

const SOURCE = sourceOfPage();

/** The ways in which man prints: as the server asks for it, and as others may. */
const PRINTED: readonly [
  name: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
][] = [
  ["ASCII, 80 columns", [], { LC_ALL: "C" }],
  ["UTF-8, 80 columns", [], { LC_ALL: "C.UTF-8" }],
  ["with overstrikes", [], { LC_ALL: "C.UTF-8", MAN_KEEP_FORMATTING: "1" }],
  ["100 columns", [], { LC_ALL: "C", MANWIDTH: "100" }],
  ["1000 columns", [], { LC_ALL: "C", MANWIDTH: "1000" }],
  ["ragged, not hyphenated", ["--no-justification", "--no-hyphenation"], { LC_ALL: "C" }],
];

/** A section of the source: its heading's first word, and what is printed of it. */
function sections(source: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const section of source.split(/^\.SH /m).slice(1)) {
    const [heading = "", ...lines] = section.split("\n");
    const name = /^(\S+) \((default:|read-only)/.exec(withoutEscapes(heading))?.[1];
    if (name !== undefined) found.set(name, lines.map(printedText).join("\n"));
  }
  return found;
}

/** What a line of the source leaves on paper: its text, or the term of a list entry. */
function printedText(line: string): string {
  const entry = /^\.IP\s+(?:"((?:[^"]|"")*)"?|(\S+))/.exec(line);
  if (entry) return withoutEscapes((entry[1] ?? entry[2] ?? "").replaceAll('""', '"'));
  return /^[.']/.test(line) ? "" : withoutEscapes(line);
}

/** Text without roff's escape sequences, or with what they print. */
function withoutEscapes(text: string): string {
  const printed: Readonly<Record<string, string>> = { "\\-": "-", "\\e": "\\", "\\(bu": "", "\\&": "" };
  return text.replace(/\\(f.|\(bu|.)/g, (sequence) =>
    sequence.startsWith("\\f") ? "" : (printed[sequence] ?? sequence),
  );
}

/** Text without what printing changes: blanks, and hyphens at the ends of lines. */
function essence(text: string): string {
  return text.replace(/[\s\u2010-]/g, "");
}

const wordsOf = (blocks: readonly ManualBlock[]) => blocks.map(({ term, text }) => term + text).join("");

describe.skipIf(SOURCE === undefined)("postconf(5) of this machine", () => {
  const wanted = SOURCE === undefined ? new Map<string, string>() : sections(SOURCE);

  it("documents what Postfix 3.7 and later have", () => {
    expect(wanted.size).toBeGreaterThan(800);
    expect([...wanted.keys()]).toEqual(
      expect.arrayContaining(["2bounce_notice_recipient", "process_id", "virtual_uid_maps"]),
    );
  });

  it.each(PRINTED)("is read whole: %s", (_name, args, environment) => {
    const page = readManual(man([...args, "5", "postconf"], environment) ?? "");
    expect(page.names).toEqual([...wanted.keys()]);
    const wrong = page.names.filter((name) => {
      const blocks = page.entry(name) ?? [];
      return blocks.length === 0 || essence(wordsOf(blocks)) !== essence(wanted.get(name)!);
    });
    expect(wrong).toEqual([]);
  });

  it("reads the same out of ASCII, UTF-8 and overstrikes", () => {
    const [ascii, ...others] = PRINTED.slice(0, 3).map(([, args, environment]) => {
      const page = readManual(man([...args, "5", "postconf"], environment) ?? "");
      return page.names.map((name) => manualMarkdown(page.entry(name)!, Number.POSITIVE_INFINITY));
    });
    for (const other of others) expect(other).toEqual(ascii);
  });

  it("is quoted in pieces of bearable length", () => {
    const page = readManual(man(["5", "postconf"], { LC_ALL: "C" }) ?? "");
    const lengths = page.names.map((name) => manualMarkdown(page.entry(name)!).length);
    expect(Math.min(...lengths)).toBeGreaterThan(10);
    expect(Math.max(...lengths)).toBeLessThan(2_600);
  });
});
