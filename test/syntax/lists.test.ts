// How Postfix splits values into words.
import { describe, expect, it } from "vitest";
import { BLANKS } from "../../server/src/syntax/characters";
import {
  extractBraces,
  splitListWords,
  splitPlainWords,
  splitWords,
  type Word,
} from "../../server/src/syntax/lists";
import { fixtureFile } from "../support/fixture";

/** The words are the spans of the fixture. */
const check = (split: (text: string) => Word[], marked: string) => {
  const { text, spans } = fixtureFile(marked);
  expect(split(text), marked).toEqual(
    spans.map((span) => ({ text: text.slice(span.start, span.end), ...span })),
  );
};

describe("splitWords", () => {
  it.each([
    ["", "nothing"],
    [" , \t\r\n,", "nothing but separators"],
    ["«a», «b»,«c»\t«d»\r\n«e»", "commas and white space"],
    ["«a» «{b, c}» «d{e f}g»", "braces keep together what is in them"],
    ["«{ a, { b, c } }», «d»", "braces inside braces"],
    ["«{a» ".trim(), "a brace that is not closed"],
    ["«{a, b c»", "a brace that is not closed takes the rest"],
    ["«a}» «b»", "a brace that was not opened"],
    ["«(a» «b)» «${a?b}»", "parentheses and dollars mean nothing here"],
    ["«a\vb» «c\fd»", "VT and FF separate nothing"],
    ["«é»,«日本»", "characters beyond ASCII"],
  ])("%j: %s", (marked) => check(splitWords, marked));

  it("takes other separators, and a part of the text", () => {
    check((text) => splitWords(text, BLANKS), "«a,b» «{c d}»");
    check((text) => splitWords(text, ":"), "«a b»:«{c:d}»");
    expect(splitWords("a b c d", BLANKS, 2, 5).map((word) => [word.text, word.start])).toEqual([
      ["b", 2],
      ["c", 4],
    ]);
  });
});

describe("splitPlainWords", () => {
  it.each(["", " ,", "«a», «{b», «c}»", "«{a»", "«inline:{» «x=y»,«z}»"])("%j", (marked) =>
    check(splitPlainWords, marked));
});

describe("splitListWords", () => {
  it.each([
    ["«a», «{b, c}»", "as splitWords does"],
    ["«${a ? {b, c} : d}x» «e»", "a reference stays whole"],
    ["«$(a b)» «c»", "in parentheses too"],
    ["«(a» «b)»", "parentheses that belong to no reference"],
    ["«${a ? (b, c}» «d»", "a parenthesis inside braces"],
    ["«${a ,b»", "a reference that is not closed takes the rest"],
    ["«$a»,«$b»", "plain references"],
  ])("%j: %s", (marked) => check(splitListWords, marked));
});

describe("extractBraces", () => {
  /** The content is the fixture's span. */
  const extract = (marked: string) => {
    const { text, spans } = fixtureFile(marked);
    const { content, problem } = extractBraces({ text, start: 10, end: 10 + text.length });
    expect({ start: content.start - 10, end: content.end - 10 }).toEqual(spans[0]);
    expect(content.text).toBe(text.slice(spans[0]!.start, spans[0]!.end));
    return problem;
  };

  it.each([
    ["{«a = b»}", undefined],
    ["{ \t«a = { b }» \r\n}", undefined],
    ["{«»}", undefined],
    ["{«»  }", undefined],
    ["{ «a = b»", "missing-brace"],
    ["{ «a = { b }»", "missing-brace"],
    ["{«»", "missing-brace"],
    ["{ «a» }x", "text-after-brace"],
    ["{«a»}}", "text-after-brace"],
  ])("%j", (marked, problem) => expect(extract(marked)).toBe(problem));
});
