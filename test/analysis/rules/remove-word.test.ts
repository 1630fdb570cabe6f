// What is left of a list without one of its words.
import { describe, expect, it } from "vitest";
import { removeWord } from "../../../server/src/analysis/rules/remove-word";
import { applyEdits } from "../../../server/src/base/text-edit";
import { parseFixture } from "../../support/fixture";

describe("removeWord", () => {
  it.each([
    ["a = «b»\n", "a =\n"],
    ["a = «b»", "a ="],
    ["a = «b», c\n", "a = c\n"],
    ["a = b, «c»\n", "a = b\n"],
    ["a = b «c» d\n", "a = b d\n"],
    ["a = b,\n  «c»,\n  d\n", "a = b,\n  d\n"],
    ["a = b,\n  «c»\n", "a = b,\n"],
    ["a = b,\n# why\n  «c»", "a = b,\n# why"],
    ["a = «b»,\n  c\n", "a =\n  c\n"],
    ["a = «b»,\r\n  c\r\n", "a =\r\n  c\r\n"],
    ["a = b, «c»,\n  d\n", "a = b,\n  d\n"],
    ["a =\n  «b»,\n  c\n", "a =\n  c\n"],
  ])("of %j is %j", (marked, left) => {
    const { text, spans } = parseFixture(marked).files.get("main.cf")!;
    expect(applyEdits(text, [removeWord(text, spans[0]!)])).toBe(left);
  });
});
