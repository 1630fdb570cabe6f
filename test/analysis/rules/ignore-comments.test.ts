// Which comments silence which rules, and where.
import { describe, expect, it } from "vitest";
import { isIgnored, orderComments } from "../../../server/src/analysis/rules/ignore-comments";

describe("orderComments", () => {
  it.each([
    ["# postfix-ls: ignore a, b-c d\n", [["a", "b-c", "d"]]],
    ["  #postfix-ls:ignore a\r\n\n# postfix-ls: ignore\n", [["a"], []]],
    ["# postfix-ls: be quiet\n", [undefined]],
    ["# postfix-ls: ignore-all a\n", [undefined]],
    ["# see postfix-ls: ignore a\na = postfix-ls: ignore a\n", []],
    ["# nothing\n", []],
  ])("%j", (text, expected) => {
    const found = orderComments(text);
    expect(found.map(({ ignored }) => ignored?.map(({ rule }) => rule))).toEqual(expected);
    for (const { ignored = [], start } of found) {
      expect(text[start]).toBe("#");
      for (const { rule, start: from, end } of ignored) expect(text.slice(from, end)).toBe(rule);
    }
  });
});

describe("isIgnored", () => {
  const MARK = "# postfix-ls: ignore a, b\n";

  it.each([
    ["directly above", MARK, "x = 1\n", 0, true],
    ["in a block of comments above", `# why:\n${MARK}# so there\n`, "x = 1\n", 0, true],
    ["several comments", `# postfix-ls: ignore c\n${MARK}`, "x = 1\n", 4, true],
    ["an empty line between", `${MARK}\n`, "x = 1\n", 0, false],
    ["above, for a later line of the entry", MARK, "x =\n  1\n", 6, true],
    ["inside, above the line", "", `x =\n  1\n  ${MARK}  2\n`, `x =\n  1\n  ${MARK}  `.length, true],
    ["inside, above another line", "", `x =\n  ${MARK}  1\n  2\n`, `x =\n  ${MARK}  1\n  `.length, false],
    ["inside, below the line", "", `x =\n  1\n  ${MARK}  2\n`, 6, false],
    ["another rule", "# postfix-ls: ignore ab\n", "x = 1\n", 0, false],
  ])("%s", (_, above, chunk, start, expected) => {
    expect(isIgnored("a", above, chunk, start)).toBe(expected);
  });
});
