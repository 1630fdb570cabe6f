// The filter on literals: what it knows of a pattern, and that it never changes an answer.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mayMatch, requirementOf } from "../../../server/src/matching/pcre2/literals";
import { runs, SEED } from "../../fuzz/arbitraries";
import { match, PCRE2_WITHOUT_LITERALS, patternOf } from "../../support/pcre2";

function shown(source: string): string {
  const { text, tree, flags } = patternOf(source);
  const has = (flag: string) => flags.some((one) => one.text === flag);
  const requirement = requirementOf(text.text, tree, has("m"), has("x"));
  if (!requirement) return "anything";
  const { prefix, anyOf } = requirement;
  return `${prefix && `^${prefix}`} ${anyOf.join(" or ")}`.trim();
}

describe("a pattern requires", () => {
  it.each([
    ["/Word/", "word"],
    ["/Word/i", "word"],
    ["/^Subject: .*pills/", "^subject:  pills"],
    ["/^Subject:/m", "subject:"],
    ["/(?m)^Subject:/", "subject:"],
    ["/^a|b/", "a or b"],
    ["/^From:.*(cheap|pills)/", "^from: cheap or pills"],
    ["/ab+c/", "ab"],
    ["/a(bc)*d/", "a"],
    ["/a(bc){0}d/", "a"],
    ["/x(abc)+yz/", "xabc"],
    ["/a(?=bcd)e/", "ae"],
    ["/(?:ab)(cd)/", "abcd"],
    ["/a\\.\\x42\\-c\\tq/", "a.b-c\tq"],
    ["/a.[bc]\\ddef/", "def"],
    ["/a b # c/x", "ab"],
    ["/a\xa0b/x", "anything"],
    ["/(?x)a b/", "anything"],
    ["/(?i)^ab/", "^ab"],
    ["/\\Qa.b\\E/", "anything"],
    ["/a(?#b)c/", "ac"],
    ["/a\\Kb/", "anything"],
    ["/(*ACCEPT)abc/", "anything"],
    ["/(a)?(?(1)b|c)/", "anything"],
    ["/a*|bc/", "anything"],
    ["/a|b|c|d|e|f|g|h|i/", "anything"],
  ])("%s: %s", (source, wanted) => expect(shown(source)).toBe(wanted));
});

describe("a subject", () => {
  it("may match when it has what is required, in lower case", () => {
    const requirement = { prefix: "ab", anyOf: ["cd", "ef"] };
    const subjects = ["abcd", "abxef", "xabcd", "ab", "abc d"];
    expect(subjects.filter((subject) => mayMatch(requirement, subject))).toEqual(["abcd", "abxef"]);
  });
});

const character = fc.constantFrom(..."abAB. -\xe9\xc9\xa0#");
const atom = fc.constantFrom(
  ..."aabbAB. #^$\xe9\xa0",
  "\\.",
  "\\x41",
  "\\x{41}",
  "\\d",
  "\\b",
  "\\w",
  "[ab]",
  "[^a]",
  "[]b]",
  "\\1",
  "\\Qa.\\E",
  "(?i)",
  "(?x)",
  "(?m)",
  "(?#b)",
  "\\K",
  "(*ACCEPT)",
);
const quantifier = fc.constantFrom(
  "",
  "",
  "",
  "",
  "*",
  "+",
  "?",
  "{0}",
  "{2}",
  "{1,2}",
  "*?",
  "++",
  "{0,1}+",
);
const open = fc.constantFrom("(", "(", "(?:", "(?>", "(?i:", "(?=", "(?!", "(?<=", "(?|", "(?<n>");

const { pattern } = fc.letrec<{ pattern: string; part: string }>((tie) => ({
  pattern: fc
    .array(fc.array(tie("part"), { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 3 })
    .map((alternatives) => alternatives.map((parts) => parts.join("")).join("|")),
  part: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.tuple(atom, quantifier).map(([one, times]) => one + times),
    fc.tuple(open, tie("pattern"), quantifier).map(([start, inside, times]) => `${start}${inside})${times}`),
  ),
}));

describe("the filter", () => {
  it("changes no answer", () => {
    const flags = fc.constantFrom("", "", "i", "x", "m", "s", "A", "U", "xi", "mx");
    const subjects = fc.array(fc.string({ unit: character, maxLength: 8 }), { minLength: 4, maxLength: 8 });
    fc.assert(
      fc.property(pattern, flags, subjects, (text, letters, texts) => {
        const source = `/${text}/${letters}`;
        for (const subject of texts) {
          expect(match(source, subject)).toEqual(match(source, subject, PCRE2_WITHOUT_LITERALS));
        }
      }),
      { seed: SEED, numRuns: runs(600) },
    );
  });
});
