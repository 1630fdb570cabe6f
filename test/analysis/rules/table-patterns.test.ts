// All parts of a pattern, and which of them may be empty.
import { describe, expect, it } from "vitest";
import { isNullable, patternNodes } from "../../../server/src/analysis/rules/table-patterns";
import { parsePattern } from "../../../server/src/syntax/tables/pattern";

describe("the parts of a pattern", () => {
  it("come from left to right, those inside others included", () => {
    const text = "a(b|c+)d";
    const parts = patternNodes(parsePattern(text, "pcre")).map(({ start, end }) => text.slice(start, end));
    expect(parts).toEqual(["a(b|c+)d", "a", "(b|c+)", "b", "c+", "c", "d"]);
    expect(patternNodes(undefined)).toEqual([]);
  });

  it.each([
    ["a", false],
    ["a*", true],
    ["a+", false],
    ["(a|b?)", true],
    ["(a?b)", false],
    ["(?=a)", true],
    ["^", true],
    ["(a?){2}", true],
  ])("%s may be empty: %s", (text, wanted) => {
    const [part] = parsePattern(text, "pcre").root.alternatives[0]!;
    expect(isNullable(part!)).toBe(wanted);
  });
});
