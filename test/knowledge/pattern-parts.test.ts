import { describe, expect, it } from "vitest";
import { CLASS_NAMES, escapeMeaning, escapesOf, flagsOf } from "../../server/src/knowledge/pattern-parts";
import { parseTable } from "../../server/src/syntax/tables/table";

describe.each(["pcre", "regexp"] as const)("%s", (type) => {
  it("explains exactly the flags that Postfix knows", () => {
    const letters = Array.from({ length: 94 }, (_, index) => String.fromCharCode(33 + index)).filter(
      (letter) => letter !== "!",
    );
    const known = letters.filter((letter) => {
      const { tree } = parseTable(type, `/a/${letter} OK\n`);
      return tree.chunks[0]!.node!.problem === undefined;
    });
    expect(Object.keys(flagsOf(type)).sort()).toEqual(known.sort());
  });

  it("has words for each escape", () => {
    for (const [letter, words] of Object.entries(escapesOf(type))) {
      expect(letter).toHaveLength(1);
      expect(words).not.toMatch(/[.]$/);
      expect(escapeMeaning(type, letter)).toBe(words);
    }
  });

  it("has none for characters that stand for themselves", () => {
    expect([".", "/", "c", "", "constructor"].map((letter) => escapeMeaning(type, letter))).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });
});

it("names the twelve classes of POSIX", () => {
  expect(Object.keys(CLASS_NAMES).join(" ")).toBe(
    "alnum alpha blank cntrl digit graph lower print punct space upper xdigit",
  );
});
