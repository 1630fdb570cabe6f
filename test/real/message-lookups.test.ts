// The parts of messages, and what a table has for them, against `postmap -q -` with -h, -b and -m.
import { execFile as execFileCallback } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, describe, expect, it } from "vitest";
import { decodeLatin1, encodeLatin1 } from "../../server/src/base/decode";
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

const execFile = promisify(execFileCallback);
const scratch = scratchDirectory();
// Without a level, Postfix keeps to old defaults, among them smtputf8_enable = no.
writeConfiguration(scratch.path, encodeLatin1("compatibility_level = 3.6\n"));
afterAll(scratch.remove);

interface Answer {
  readonly stdout: Bytes;
  readonly code: number;
}

interface Question {
  readonly flags: readonly string[];
  readonly table: string;
  readonly message: Bytes;
}

/**
 * Asks a postmap of its own about each message, in order. A shell starts them: it is so much smaller than this process
 * that this takes half the time.
 */
async function realLookups(questions: readonly Question[]): Promise<Answer[]> {
  const input = (index: number) => join(scratch.path, `${index}.message`);
  const output = (index: number) => join(scratch.path, `${index}.found`);
  const lines = questions.map(({ flags, table, message }, index) => {
    writeFileSync(input(index), encodeLatin1(message));
    const words = [POSTMAP!, "-c", scratch.path, ...flags, "-q", "-", table];
    const command = words.map((word) => `'${word}'`).join(" ");
    return `${command} < '${input(index)}' > '${output(index)}' 2> /dev/null; echo $?\n`;
  });
  const script = join(scratch.path, "ask.sh");
  writeFileSync(script, lines.join(""));
  const { stdout } = await execFile("sh", [script]);
  const codes = stdout.trim().split("\n").map(Number);
  return questions.map((_, index) => ({
    stdout: decodeLatin1(readFileSync(output(index))),
    code: codes[index]!,
  }));
}

function ourLookups(wanted: WantedParts, table: LookupTable, message: Bytes): Answer {
  let stdout = "";
  for (const { part, lookup } of lookupMessage(message, wanted, table)) {
    if (lookup.value !== undefined) stdout += foundLine(part.text, lookup.value);
  }
  return { stdout, code: stdout === "" ? 1 : 0 };
}

/** Compares what postmap and we print for messages, one mode after the other. */
async function compare(table: string, ours: LookupTable, rounds: number, seed: number): Promise<void> {
  const random = randomFrom(seed);
  const asked = Array.from({ length: rounds }, (_, round) => {
    const [flag, wanted] = MODES[round % MODES.length]!;
    return { flags: [flag], wanted, table, message: randomMessage(random) };
  });
  const answers = await realLookups(asked);
  asked.forEach(({ flags, wanted, message }, round) => {
    const context = { round, flags, message };
    expect({ ...context, ...ourLookups(wanted, ours, message) }).toEqual({ ...context, ...answers[round] });
  });
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
    const asked = Array.from({ length: ROUNDS / 5 }, (_, round) => {
      const [words, flags] = lines[round % lines.length]!;
      return { words, flags, table: `pcre:${path}`, message: randomMessage(random) };
    });
    const answers = await realLookups(asked);
    for (const [round, { words, message }] of asked.entries()) {
      const line = `map pcre:${path} ${words}`;
      const { stdout, code } = await run(line, { files: { [path]: rules }, stdin: encodeLatin1(message) });
      const context = { round, line, message };
      expect({ ...context, stdout, code }).toEqual({ ...context, ...answers[round] });
    }
  });
});
