// How the patterns of tables become trees, and what is sure about them.
import { describe, expect, it } from "vitest";
import { type Dialect, type PatternNode, parsePattern } from "../../../server/src/syntax/tables/pattern";

/** A tree in one line: groups in brackets with their role, repetitions behind what they repeat. */
function show(node: PatternNode, text: string): string {
  if (node.kind === "repeat") {
    const most = node.max === Infinity ? "" : node.max;
    return `${show(node.of, text)}{${node.min},${most}${node.mode === "greedy" ? "" : ` ${node.mode}`}}`;
  }
  if (node.kind !== "group") return `${node.kind}:${text.slice(node.start, node.end)}`;
  const parts = node.alternatives.map((parts) => parts.map((part) => show(part, text)).join(" "));
  return `<${node.role} ${parts.join(" | ")}>`;
}

const tree = (text: string, dialect: Dialect = "pcre", extended = false) =>
  parsePattern(text, dialect, extended);
const shown = (text: string, dialect?: Dialect, extended?: boolean) =>
  show(tree(text, dialect, extended).root, text);

describe("a pattern", () => {
  it.each([
    ["a.^$", "<plain character:a any:. edge:^ edge:$>"],
    ["a|(b|)", "<plain character:a | <capture character:b | >>"],
    [
      "a*b+?c?+d{2}e{2,}f{2,3}",
      "<plain character:a{0,} character:b{1, lazy} character:c{0,1 possessive} character:d{2,2} character:e{2,} character:f{2,3}>",
    ],
    [
      "(?:a)(?=b)(?<!c)(?>d)(?<n>e)(?P<n>f)(?'n'g)",
      "<plain <plain character:a> <lookaround character:b> <lookaround character:c> <atomic character:d> <capture character:e> <capture character:f> <capture character:g>>",
    ],
    ["(?i)a(?i-s:b)(?#c))*", "<plain edge:(?i) character:a <plain character:b> character:){0,}>"],
    [
      "[]a][^]b\\]][[:alpha:]]\\d\\b\\.\\x41",
      "<plain class:[]a] class:[^]b\\]] class:[[:alpha:]] escape:\\d edge:\\b character:\\. character:\\x41>",
    ],
    ["(a)\\1{", "<plain <capture character:a> reference:\\1 character:{>"],
  ])("of pcre: %s", (text, wanted) => expect(shown(text)).toBe(wanted));

  it.each([
    ["(a)b)c**", "<plain <capture character:a> character:b character:) character:c{0,}{0,}>"],
    [
      "\\w\\d\\b\\.[\\d]a{,3}",
      "<plain escape:\\w escape:\\d edge:\\b escape:\\. class:[\\d] character:a{0,3}>",
    ],
  ])("of regexp: %s", (text, wanted) => expect(shown(text, "ere")).toBe(wanted));

  it("may leave out white space and comments", () => {
    expect(shown("a b # c (\n d\\ [ ]", "pcre", true)).toBe(
      "<plain character:a character:b character:d character:\\  class:[ ]>",
    );
  });
});

describe("the groups of a pattern", () => {
  it.each<[string, Dialect, number | undefined]>([
    ["(a)(?:b)((c))", "pcre", 3],
    ["\\(a\\)[(](?#()", "pcre", 0],
    ["(?<a>x)(?=(y))", "pcre", 2],
    ["(?|(a)|(b))", "pcre", undefined],
    ["\\Q(\\E", "pcre", undefined],
    ["(*UTF8)(a)", "pcre", undefined],
    ["(?1)(a)", "pcre", undefined],
    ["(a)\\(b[(]()", "ere", 2],
    ["(a)\\1", "ere", undefined],
  ])("%s in %s: %s", (text, dialect, groups) => expect(tree(text, dialect).groups).toBe(groups));
});

describe("a pattern that is refused", () => {
  it.each<[string, Dialect, string, number, number]>([
    ["a(b", "pcre", "unclosed-group", 1, 2],
    ["a(?#b", "pcre", "unclosed-group", 1, 2],
    ["a)b", "pcre", "unopened-group", 1, 2],
    ["a[]b", "pcre", "unclosed-class", 1, 2],
    ["a[b\\]", "pcre", "unclosed-class", 1, 2],
    ["a[:alpha:]", "pcre", "bare-class", 1, 10],
    ["*a", "pcre", "nothing-to-repeat", 0, 1],
    ["a|+b", "pcre", "nothing-to-repeat", 2, 3],
    ["a**", "pcre", "nothing-to-repeat", 2, 3],
    ["^*", "ere", "nothing-to-repeat", 1, 2],
    ["a{3,2}", "pcre", "bad-repeat", 1, 6],
    ["a{x", "ere", "bad-repeat", 1, 2],
    ["(?i)a", "ere", "perl-group", 0, 2],
  ])("%s in %s: %s", (text, dialect, kind, start, end) => {
    expect(tree(text, dialect).problem).toEqual({ kind, start, end });
  });

  it.each<[string, Dialect]>([
    ["[:alpha:]", "ere"],
    ["a)", "ere"],
    ["a{", "pcre"],
    ["\\Q(", "pcre"],
    ["(?(1)a", "pcre"],
    ["[[:x", "pcre"],
  ])("is not seen in %s of %s", (text, dialect) => expect(tree(text, dialect).problem).toBeUndefined());

  it("is not followed into endless depths", () => {
    const deep = parsePattern("(".repeat(100_000), "pcre");
    expect([deep.sure, deep.problem, deep.groups]).toEqual([false, undefined, undefined]);
  });
});
