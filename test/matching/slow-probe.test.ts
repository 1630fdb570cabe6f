// Texts on which PCRE2 gives up, found by trying.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { PatternEngine } from "../../server/src/matching/pattern-engine";
import { findSlowText } from "../../server/src/matching/slow-probe";
import { parseRegexpTable } from "../../server/src/syntax/tables/regexp-table";
import { PCRE2, patternOf } from "../support/pcre2";

const CORPUS = join(__dirname, "../../../shared/corpus/pcre");

/** The text found for a pattern, with what is repeated in it cut short. */
function attackOf(source: string): string | undefined {
  return findSlowText(patternOf(source), PCRE2)?.attack.replace(/(.+?)\1{5,}/gs, "<$1>");
}

describe("texts on which PCRE2 gives up", () => {
  it.each([
    ["/(a+)+b/", "<a>\x01b"],
    ["/(a|a)*b/", "<a>\x01b"],
    ["/(\\w+\\s?)*!/", "<a>\x01!"],
    ["/^(.*)*x$/", "<a>x\x01"],
    ["/^Subject: ([a-z]+ ?)+!/", "Subject: <a>\x01!"],
    ["/^(\\d+|[a-f0-9]+)*z/", "<1>\x01z"],
    ["/(a|b|ab)*c/x", "<ab>\x01c"],
    ["/([[:alpha:]]+[[:space:]]*)+:/", "<a>\x01:"],
    ["/(.*?,){11}P/", "<,>\x01P"],
    ["/(.*),(.*),(.*),(.*),x/", "<,>\x01x"],
    ["/^From:.*foo.*bar.*baz.*qux/", "From:<foo><bar><baz><a>\x01x"],
  ])("%s", (source, attack) => {
    expect(attackOf(source)).toBe(attack);
  });

  it("come with the part that can be divided", () => {
    const placeOf = (source: string) => {
      const pattern = patternOf(source);
      const found = findSlowText(pattern, PCRE2)!;
      return pattern.text.text.slice(found.start, found.end);
    };
    expect(placeOf("/^x(a+)+b/")).toBe("(a+)+");
    expect(placeOf("/^x(.*),(.*),(.*),(.*),y/")).toBe("(.*),(.*),(.*),(.*)");
  });
});

describe("patterns without such texts", () => {
  it.each([
    // Each turn starts with something that cannot be inside it.
    "/^(ab)+c/",
    "/^(?:[^@]+@)+x/",
    "/(a|b|c)*d/",
    // What was taken is not given back, or is not tried again.
    "/(?>(a+)+)b/",
    "/^(a+)++c/",
    // Nothing behind it can fail.
    "/(\\S+\\s*)+$/",
    "/(a+)+/",
    // The work grows with the square of the length, or there is little of it.
    "/^.*a.*b$/",
    "/^a+b+c+d$/",
    "/(a+){1,3}b/",
    // Nothing is known of the pattern.
    "/\\Q(a+)+b\\E/",
    "/((a+)+b/",
  ])("%s", (source) => {
    expect(attackOf(source)).toBeUndefined();
  });
});

it("asks the library once about a pattern", () => {
  let asked = 0;
  const engine: PatternEngine = {
    compile(pattern) {
      asked++;
      return PCRE2.compile(pattern);
    },
  };
  const first = findSlowText(patternOf("/(a+)+b/"), engine);
  const before = asked;
  expect([before > 0, findSlowText(patternOf("/(a+)+b/"), engine)]).toEqual([true, first]);
  expect(asked).toBe(before);
  expect(findSlowText(patternOf("/(a+)+b/i"), engine)).toEqual(first);
  expect(asked).toBeGreaterThan(before);
});

describe.skipIf(!existsSync(CORPUS))("real tables (skipped when ../shared/corpus is missing)", () => {
  it("have no pattern that PCRE2 gives up on", () => {
    const patterns = readdirSync(CORPUS).flatMap((file) =>
      parseRegexpTable(readFileSync(join(CORPUS, file), "latin1"), "pcre").chunks.flatMap(
        ({ node }) => node?.patterns ?? [],
      ),
    );
    expect(patterns.length).toBeGreaterThan(50);
    expect(patterns.filter((pattern) => findSlowText(pattern, PCRE2))).toEqual([]);
  });
});
