// Values as programs see them, and the way back to what stands in the file.
import { describe, expect, it } from "vitest";
import { expandText, wordsOf } from "../../../server/src/analysis/model/expanded-text";
import { splitPlainWords } from "../../../server/src/syntax/lists";
import { configurationOf } from "./support";

const MAIN = "a = one, two\nb = $a three\nempty =\n";

function words(name: string, more = "") {
  const configuration = configurationOf(MAIN + more);
  const { text, expression } = configuration.valueOf(name)!;
  const expanded = expandText(configuration, text, () => expression);
  return (
    expanded &&
    wordsOf(expanded, splitPlainWords).map(({ text: word, place, isWritten }) => [
      word,
      text.slice(place.start, place.end),
      isWritten,
    ])
  );
}

describe("words of an expanded value", () => {
  it.each([
    [
      "without references",
      "x = one, two",
      [
        ["one", "one", true],
        ["two", "two", true],
      ],
    ],
    [
      "from references",
      "x = $b,four",
      [
        ["one", "$b", false],
        ["two", "$b", false],
        ["three", "$b", false],
        ["four", "four", true],
      ],
    ],
    [
      "partly from references",
      "x = hash:$a.db",
      [
        ["hash:one", "hash:$a", false],
        ["two.db", "$a.db", false],
      ],
    ],
    ["behind nothing", "x = $empty ${empty}one", [["one", "one", true]]],
    [
      "from a condition",
      "x = ${a ? {yes} : {no}} two",
      [
        ["yes", "${a ? {yes} : {no}}", false],
        ["two", "two", true],
      ],
    ],
    [
      "with a dollar sign",
      "x = a$$b c",
      [
        ["a$b", "a$$b", false],
        ["c", "c", true],
      ],
    ],
  ])("%s", (_, line, expected) => {
    expect(words("x", `${line}\n`)).toEqual(expected);
  });

  it("is nothing where the value cannot be expanded", () => {
    expect(words("x", "x = ${a\n")).toBeUndefined();
    expect(words("x", "x = one $y\ny = $y\n")).toBeUndefined();
  });

  it("is the value itself where Postfix expands nothing", () => {
    const configuration = configurationOf(MAIN);
    const expanded = expandText(
      configuration,
      "$a $b",
      () => configuration.valueOf("a")!.expression,
      undefined,
      false,
    );
    expect(expanded?.text).toBe("$a $b");
    expect(expanded?.placeOf(3, 5)).toEqual({ start: 3, end: 5 });
  });
});
