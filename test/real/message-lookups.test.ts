// The parts of messages, and what a table has for them, against `postmap -q -` with -h, -b and -m.
import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { encodeLatin1 } from "../../server/src/base/decode";
import type { Bytes, LookupTable } from "../../server/src/matching/lookup";
import { foundLine, lookupMessage, type WantedParts } from "../../server/src/matching/message/lookup-message";
import { Pcre2 } from "../../server/src/matching/pcre2/engine";
import { createRegexpTable } from "../../server/src/matching/regexp-table";
import { readPcre2Module } from "../../server/src/node/pcre2-module";
import { parseRegexpTable } from "../../server/src/syntax/tables/regexp-table";
import { run } from "../cli/support";
import { randomFrom, randomMessage } from "./messages";
import { POSTCONF, scratchDirectory, writeConfiguration } from "./postconf";

const ROUNDS = Number(process.env.ROUNDS ?? 150);
const SEED = Number(process.env.SEED ?? 20240305);
/** Each message is a process of its own, which a busy machine starts slowly. */
const PATIENCE = 60_000 + ROUNDS * 500;
const POSTMAP = POSTCONF && join(dirname(POSTCONF), "postmap");
const MODES: readonly (readonly [string, WantedParts])[] = [
  ["-h", { headers: true }],
  ["-b", { body: true }],
  ["-hm", { headers: true, mime: true }],
  ["-bm", { body: true, mime: true }],
  ["-hbm", { headers: true, body: true, mime: true }],
  ["-hb", { headers: true, body: true }],
];

/** Rules as people write them, and some that many lines match. */
const RULES = `# headers
if /^(Subject|X-Spam-Flag|X-Mailer):/
/^Subject:.*\\b(viagra)\\b/ REJECT no $1 pills
/^X-Spam-Flag: YES$/ HOLD
/^X-Mailer: (?<name>[^,]+), Build ([\\d.]+)/ REPLACE X-Mailer: $1 ($2)
endif
/^Content-(Type|Disposition):.*?(file)?name\\s*=\\s*"?(.*?\\.(exe|scr|pif))"?(;|$)/x REJECT attachment $3
/^Subject\\s*:[ \\t]*(.*)$/sm WARN subject is "$1"
/^Received: from (\\S+)\\s.*\\n\\s+for <(.*)>/ INFO $1 for $2
/^(From|To):.*example\\.com/ PREPEND X-Seen: $1
!/[a-z]/i STRIP
/^\\s+(\\S*)/ WARN indented $1
/[\\x80-\\xff]+/ INFO eight bits
/^(.{2}).*\\r$/ INFO return behind $1
/^--(.*?)(--)?$/ DUNNO boundary ($1)($2)
`;

const scratch = scratchDirectory();
// Without a level, Postfix keeps to old defaults, among them smtputf8_enable = no.
writeConfiguration(scratch.path, encodeLatin1("compatibility_level = 3.6\n"));
afterAll(scratch.remove);

interface Answer {
  readonly stdout: Bytes;
  readonly code: number | null;
}

function realLookups(flags: readonly string[], table: string, input: Bytes): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const child = spawn(POSTMAP!, ["-c", scratch.path, ...flags, "-q", "-", table], {
      stdio: ["pipe", "pipe", "ignore"],
    });
    let stdout = "";
    child.stdout.setEncoding("latin1").on("data", (data: string) => {
      stdout += data;
    });
    child.on("error", reject).on("close", (code) => resolve({ stdout, code }));
    // With -h it leaves before it has read everything.
    child.stdin.on("error", () => undefined).end(encodeLatin1(input));
  });
}

function ourLookups(wanted: WantedParts, table: LookupTable, message: Bytes): Answer {
  let stdout = "";
  for (const { part, lookup } of lookupMessage(message, wanted, table)) {
    if (lookup.value !== undefined) stdout += foundLine(part.text, lookup.value);
  }
  return { stdout, code: stdout === "" ? 1 : 0 };
}

/** Compares what postmap and we print for messages, one mode after the other. */
async function compare(path: string, table: LookupTable, rounds: number, seed: number): Promise<void> {
  const random = randomFrom(seed);
  for (let round = 0; round < rounds; round++) {
    const message = randomMessage(random);
    const [flags, wanted] = MODES[round % MODES.length]!;
    const context = { round, flags, message };
    expect({ ...context, ...ourLookups(wanted, table, message) }).toEqual({
      ...context,
      ...(await realLookups([flags], path, message)),
    });
  }
}

describe.skipIf(!POSTMAP)("messages", { timeout: PATIENCE }, () => {
  it("are taken apart as by postmap", async () => {
    const path = join(scratch.path, "all.pcre");
    writeFileSync(path, "/^(.{0,30})/ X ($1)\n");
    const all: LookupTable = {
      lookup: (key) => ({ value: `X (${key.slice(0, 30)})`, winner: undefined, steps: [], remarks: [] }),
    };
    await compare(`pcre:${path}`, all, ROUNDS, SEED);
  });

  it("meet real rules as with postmap", async () => {
    const path = join(scratch.path, "rules.pcre");
    writeFileSync(path, RULES);
    const table = createRegexpTable(parseRegexpTable(RULES, "pcre"), new Pcre2(readPcre2Module()));
    expect(table.warnings).toEqual([]);
    await compare(`pcre:${path}`, table, ROUNDS, SEED + 1);
  });

  it("and keys are looked up alike by the command line", async () => {
    const path = join(scratch.path, "keys.pcre");
    // A value that is cut within a character ends postmap.
    const rules = RULES.replace(/^.*return behind.*\n/m, "");
    writeFileSync(path, rules);
    const random = randomFrom(SEED + 2);
    const lines: readonly (readonly [string, readonly string[]])[] = [
      ["-", []],
      ["--no-utf8 -", ["-u"]],
      ["--header -", ["-h"]],
      ["--body -", ["-b"]],
      ["--mime -", ["-hm"]],
    ];
    for (let round = 0; round < ROUNDS / 5; round++) {
      const input = randomMessage(random);
      const [words, flags] = lines[round % lines.length]!;
      const line = `map pcre:${path} ${words}`;
      const { stdout, code } = await run(line, { files: { [path]: rules }, stdin: encodeLatin1(input) });
      const context = { round, line, input };
      expect({ ...context, stdout, code }).toEqual({
        ...context,
        ...(await realLookups(flags, `pcre:${path}`, input)),
      });
    }
  });
});
