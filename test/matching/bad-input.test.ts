/** Input that nobody means well with: answers are clear, and come within bounds of time and memory. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { decodeLatin1 } from "../../server/src/base/decode";
import { filterMessage } from "../../server/src/matching/message/filter";
import { openTable } from "../../server/src/matching/open-table";
import { posixEngine } from "../../server/src/matching/posix/engine";
import { createBackground } from "../../server/src/node/background";
import { PCRE2 } from "../support/pcre2";

const engines = { pcre: PCRE2, regexp: posixEngine };
const SECOND = 1_000;
const MEGABYTE = 1_000_000;
/** Making such input takes a slow machine longer than going through it. */
const PATIENCE = 120 * SECOND;

function open(type: string, text: string) {
  const opened = openTable(type, text, engines);
  if (typeof opened === "string") throw new Error(opened);
  return opened;
}

/** Runs something. @returns what it gave, how long it took in milliseconds, and how much larger the heap is after it */
function measured<Result>(act: () => Result) {
  const before = process.memoryUsage().heapUsed;
  const begun = performance.now();
  const result = act();
  return { result, took: performance.now() - begun, grown: process.memoryUsage().heapUsed - before };
}

describe("a message of 100 MB", () => {
  const { table } = open("pcre", "/^Subject:.*buy/ WARN\n/lottery/ REJECT\n");

  it(
    "of one line in its body is gone through up to the limit of body_checks",
    () => {
      const message = `Subject: buy now\n\n${"x".repeat(100 * MEGABYTE)}\nlottery\n`;
      const { result, took, grown } = measured(() => filterMessage(message, { header: table, body: table }));
      expect(result.parts.filter(({ lookup }) => lookup.value !== undefined)).toMatchObject([
        { action: "WARN", part: { text: "Subject: buy now" } },
      ]);
      expect(result.fate.kind).toBe("delivered");
      expect(took).toBeLessThan(30 * SECOND);
      expect(grown).toBeLessThan(500 * MEGABYTE);
    },
    PATIENCE,
  );

  it(
    "of nothing but headers ends when patience does, and says so",
    () => {
      const message = `${"X-Header: value\n".repeat((100 * MEGABYTE) / 16)}\n`;
      const { result, took } = measured(() =>
        filterMessage(message, { header: table }, { patience: SECOND, keepUnmatched: 100 }),
      );
      expect(result.parts.length).toBeLessThanOrEqual(100);
      expect(result.remarks.length).toBeGreaterThan(0);
      expect(took).toBeLessThan(60 * SECOND);
    },
    PATIENCE,
  );
});

describe("a table", () => {
  it("that is a binary file gives nothing, whatever its type", () => {
    const bytes = decodeLatin1(Uint8Array.from({ length: 200_000 }, (_, index) => (index * 7919) % 256));
    for (const type of ["pcre", "regexp", "cidr", "hash", "texthash"]) {
      const { result, took } = measured(() => open(type, bytes).table.lookup("somebody@example.com"));
      expect(result.value, type).toBeUndefined();
      expect(took, type).toBeLessThan(10 * SECOND);
    }
  });

  it("with a class that nothing closes leaves that rule out and goes on", () => {
    for (const type of ["pcre", "regexp"]) {
      const { value, steps } = open(type, "/[a-z/ REJECT\n/b/ OK\n").table.lookup("b", true);
      expect({ value, verdicts: steps.map(({ verdict }) => verdict) }).toEqual({
        value: "OK",
        verdicts: ["skipped", "matched"],
      });
    }
  });

  it("that is in itself, as deep as anybody likes, is refused", () => {
    expect(openTable("unionmap", "{unionmap:{static:a}, hash:/etc/postfix/virtual}", engines)).toContain(
      "hash:/etc/postfix/virtual",
    );
    const nested = `${"unionmap:{".repeat(5_000)}static:a${"}".repeat(5_000)}`.slice("unionmap:".length);
    const { result, took } = measured(() => openTable("unionmap", nested, engines));
    expect(result).toEqual(expect.any(String));
    expect(took).toBeLessThan(10 * SECOND);
  });

  it("with a pattern that can be tried in endless ways in a POSIX table is done with soon", () => {
    const { table } = open("regexp", "/^((a|aa)+)\\1+b$/ OK\n/a/ DUNNO\n");
    const { result, took } = measured(() => table.lookup("a".repeat(2_000)));
    expect(result.value).toBe("DUNNO");
    expect(took).toBeLessThan(20 * SECOND);
  });
});

describe("a job that does not end", () => {
  const directory = mkdtempSync(join(tmpdir(), "bad-input-"));
  afterAll(() => rmSync(directory, { recursive: true }));

  it("is ended, inside WebAssembly too", async () => {
    const file = join(directory, "worker.cjs");
    // (module (func (export "f") (loop (br 0))))
    const endless = "AGFzbQEAAAABBAFgAAADAgEABwUBAWYAAAoJAQcAA0AMAAsL";
    writeFileSync(
      file,
      `const { parentPort } = require("node:worker_threads");
       parentPort.on("message", () => {
         const module = new WebAssembly.Module(Buffer.from("${endless}", "base64"));
         new WebAssembly.Instance(module).exports.f();
       });`,
    );
    const result = await createBackground(file).run("anything", SECOND);
    expect(result).toEqual({ kind: "timeout", message: "did not end within 1 seconds" });
  });
});
