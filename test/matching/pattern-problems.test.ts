// Why and where PCRE2 refuses the patterns of a line.
import { expect, it } from "vitest";
import { patternProblem } from "../../server/src/matching/pattern-problems";
import { parseRegexpTable } from "../../server/src/syntax/tables/regexp-table";
import { PCRE2 } from "../support/pcre2";

/** The message, and the line with the place marked. */
function problemOf(line: string): [message: string, marked: string] | undefined {
  const [chunk] = parseRegexpTable(`${line}\n`, "pcre").chunks;
  const problem = patternProblem(PCRE2, chunk!.node!);
  if (!problem) return undefined;
  const { message, start, end } = problem;
  return [message, `${line.slice(0, start)}«${line.slice(start, end)}»${line.slice(end)}`];
}

it.each([
  ["/a\\ib/ x", "unrecognized character follows \\", "/a«\\i»b/ x"],
  ["/[b-a]/ x", "range out of order in character class", "/«[b-a]»/ x"],
  ["/(a)\\2/ x", "reference to non-existent subpattern", "/(a)«\\2»/ x"],
  ["if !/ü(?<=a+)b/", "lookbehind assertion is not fixed length", "if !/ü«(?<=a+)»b/"],
  ["/ü*+*/ x", "quantifier does not follow a repeatable item", "/ü*+«*»/ x"],
  ["/a(?i~)/ x", "unrecognized character after (? or (?-", "/a(?i«~»)/ x"],
  ["/(a/ x", "missing closing parenthesis", "/(«a»/ x"],
])("%s", (line, message, marked) => {
  expect(problemOf(line)).toEqual([message, marked]);
});

it.each(["/^a(b|c)$/ x", "/ä/ x", "/\\i/z x", "/a", "endif", "# a"])("%s has none", (line) => {
  const [chunk] = parseRegexpTable(`${line}\n`, "pcre").chunks;
  expect(chunk?.node ? problemOf(line) : undefined).toBeUndefined();
});
