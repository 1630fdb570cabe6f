// What expressions amount to, and on what Postfix's programs end instead.
import { describe, expect, it } from "vitest";
import { expand, parseCompatibilityLevel } from "../../../server/src/analysis/model/expand";
import { parseExpression } from "../../../server/src/syntax/value";

/** Expands a value with definitions such as `a = b`; names without one are undefined. */
function expanded(value: string, definitions: Readonly<Record<string, string>> = {}) {
  const lookup = (name: string) => {
    const found = Object.hasOwn(definitions, name) ? definitions[name] : undefined;
    return found === undefined ? undefined : parseExpression(found);
  };
  const expansion = expand(parseExpression(value), lookup);
  return expansion.ok ? expansion.text : expansion.failure;
}

const DEFINITIONS = { a: "1", b: "$a 2", empty: "", nothing: "$undefined", level: "3.6" };

describe("expand", () => {
  it.each([
    ["", ""],
    ["text", "text"],
    ["$$a", "$a"],
    ["$a", "1"],
    ["[${b}] $(b)", "[1 2] 1 2"],
    ["<$undefined>", "<>"],
    ["${a?yes}${a:no}", "yes"],
    ["${empty?yes}${empty:no}", "no"],
    ["${undefined?yes}${undefined:no}", "no"],
    ["${a?{$b}:{no}}", "1 2"],
    ["${empty?{yes}:{$b}}", "1 2"],
    ["${undefined?{yes}}", ""],
  ])("%j is %j", (value, text) => expect(expanded(value, DEFINITIONS)).toBe(text));

  it("looks at the value as it stands where it is a condition: one that expands to nothing is set", () => {
    expect(expanded("${nothing?set}${nothing:empty}", DEFINITIONS)).toBe("set");
  });

  it.each([
    ["${{1} == {1}}", "true"],
    ["${{1} == {2}}", ""],
    ["${{01} == {1} ? {same} : {other}}", "same"],
    ["${{01} == {1x} ? {same} : {other}}", "other"],
    ["${{10} > {9} ? {more} : {less}}", "more"],
    ["${{10x} > {9x} ? {more} : {less}}", "less"],
    ["${{a} < {b} ? {before}}", "before"],
    ["${{a} <= {a} ? {yes}}", "yes"],
    ["${{b} >= {a} ? {yes}}", "yes"],
    ["${{a} != {b} : {same}}", ""],
    ["${{a} != {a} : {same}}", "same"],
    ["${{$b} == {1 2} ? {same}}", "same"],
    ["${{} == {$undefined} ? {same}}", "same"],
    ["${{9223372036854775807} > {1} ? {more}}", "more"],
    ["${{$level} >=level {3.10} ? {new} : {old}}", "old"],
    ["${{$level} >= {3.10} ? {new} : {old}}", "new"],
    ["${{3.6.0} ==level {3.6} ? {same}}", "same"],
    ["${{2} <level {2.0.1} ? {less}}", "less"],
    ["${{ 3. 6} ==level {+3.06} ? {same}}", "same"],
  ])("compares: %j is %j", (value, text) => expect(expanded(value, DEFINITIONS)).toBe(text));

  it.each([
    ["$a ${b c}", { kind: "syntax", problem: { kind: "bad-name-character", start: 6, end: 7 } }],
    ["$a $", { kind: "syntax", problem: { kind: "empty-name", start: 3, end: 4 } }],
    ["${a", { kind: "syntax", problem: { kind: "unterminated", start: 0, end: 3 } }],
    ["${a?{b}c}", { kind: "syntax", problem: { kind: "text-after-braces", start: 7, end: 8 } }],
    ["${{1}=={1}x}", { kind: "syntax", problem: { kind: "missing-condition", start: 10, end: 11 } }],
    ["${{x} <level {1}}", { kind: "bad-level", text: "x" }],
    ["${{1} <level {1.1024}}", { kind: "bad-level", text: "1.1024" }],
    ["${{9223372036854775808} > {1}}", { kind: "bad-number", text: "9223372036854775808" }],
    ["${f{a}}", { kind: "unknown-function", name: "f" }],
  ])("fails on %j", (value, failure) => expect(expanded(value, DEFINITIONS)).toEqual(failure));

  it("does not meet what is wrong in a branch that is not taken, nor in a value that is only tested", () => {
    const broken = { a: "1", broken: "${", undone: "$broken" };
    expect(expanded("${a?{ok}:{$broken}}${a:$broken}${broken?set}", broken)).toBe("okset");
    expect(expanded("$undone", broken)).toMatchObject({ kind: "syntax" });
  });

  describe("ends where Postfix ends", () => {
    /** `n0` needs that many levels to reach `end`. */
    const chain = (length: number, end = "end") =>
      Object.fromEntries([
        ...Array.from({ length }, (_, index) => [`n${index}`, `$n${index + 1}`]),
        [`n${length}`, end],
      ]);

    it("at a hundred levels of names", () => {
      expect(expanded("$n0", chain(99))).toBe("end");
      expect(expanded("$n0", chain(100))).toEqual({ kind: "nesting" });
      expect(expanded("$n0", chain(100, "")), "an empty value is no level").toBe("");
    });

    it("also where the name was met at a higher level before", () => {
      const definitions = { ...chain(99), up: "$n0" };
      expect(expanded("$n0 $n0 $n50", definitions)).toBe("end end end");
      expect(expanded("$n0 $up", definitions)).toEqual({ kind: "nesting" });
      expect(expanded("$up", { ...chain(99, ""), up: "$n0" })).toBe("");
    });

    it("at a value that refers to itself, through others, or in a comparison", () => {
      expect(expanded("$a", { a: "$a" })).toEqual({ kind: "nesting" });
      expect(expanded("$a", { a: "x $b", b: "$a" })).toEqual({ kind: "nesting" });
      expect(expanded("$a", { a: "${{$a} == {x} ? {y}}" })).toEqual({ kind: "nesting" });
      expect(expanded("${a?x}", { a: "$a" }), "a condition evaluates nothing").toBe("x");
    });

    it("counts the levels of a comparison for themselves", () => {
      const definitions = { ...chain(99), test: "${{$n0} == {end} ? {same}}" };
      const outer = Object.fromEntries(
        Array.from({ length: 60 }, (_, index) => [`o${index}`, `$o${index + 1}`]),
      );
      expect(expanded("$o0", { ...definitions, ...outer, o60: "$test" })).toBe("same");
    });
  });

  it("is quick where names double at every level, and gives up on what would fill the memory", () => {
    const doubling = (end: string) =>
      Object.fromEntries([
        ...Array.from({ length: 60 }, (_, index) => [`n${index}`, `$n${index + 1}$n${index + 1}`]),
        ["n60", end],
      ]);
    expect(expanded("$n0", doubling(""))).toBe("");
    expect(expanded("$n0", doubling("x"))).toEqual({ kind: "size" });
    expect(expanded("$n50", doubling("x"))).toBe("x".repeat(1024));
  });
});

describe("parseCompatibilityLevel", () => {
  it.each([
    ["0", [0, 0, 0]],
    ["3.6", [3, 6, 0]],
    ["3.6.11", [3, 6, 11]],
    [" +3. 6", [3, 6, 0]],
    ["-0", [0, 0, 0]],
    ["8796093022207", [8796093022207, 0, 0]],
    ["1.1023.1023", [1, 1023, 1023]],
  ])("reads %j", (text, level) => expect(parseCompatibilityLevel(text)).toEqual(level));

  it.each([
    "",
    "x",
    "3.",
    "3.6.",
    "3.6.1.1",
    "3 ",
    "-1",
    "3.-1",
    "3,6",
    "8796093022208",
    "1.1024",
    "1.0.1024",
    "0x3",
  ])("refuses %j", (text) => expect(parseCompatibilityLevel(text)).toBeUndefined());
});
