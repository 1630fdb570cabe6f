// Texts on which PCRE2 is said to give up, held against the installed Postfix.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { findSlowText } from "../../server/src/matching/slow-probe";
import { PCRE2, patternOf } from "../support/pcre2";

const folder = mkdtempSync(join(tmpdir(), "slow-probe-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** What postmap says of a key that nothing matches. */
function postmapWarning(source: string, key: string): string {
  const table = join(folder, "table.pcre");
  writeFileSync(table, `${source} OK\n`);
  const { stderr, status } = spawnSync("postmap", ["-q", key, `pcre:${table}`], { encoding: "latin1" });
  expect(status).toBe(1);
  return stderr;
}

describe("postmap gives up on the text found for", () => {
  it.each([
    "/(a+)+b/",
    "/(\\w+\\s?)*!/",
    "/^(\\d+|[a-f0-9]+)*z/",
    "/(.*?,){11}P/",
    "/(.*),(.*),(.*),(.*),x/",
    "/^From:.*foo.*bar.*baz.*qux/",
  ])("%s", (source) => {
    const { attack } = findSlowText(patternOf(source), PCRE2)!;
    expect(attack.length).toBeLessThanOrEqual(2_000);
    expect(postmapWarning(source, attack)).toMatch(/match limit exceeded/);
  });
});
