// How pcre and regexp tables are evaluated. That answers are Postfix's is for test/real/pcre-lookups.test.ts.
import { describe, expect, it } from "vitest";
import type { PatternEngine } from "../../server/src/matching/pattern-engine";
import { compileProblem, createRegexpTable } from "../../server/src/matching/regexp-table";
import { isValidUtf8, withUtf8Checks } from "../../server/src/matching/utf8";
import { parseRegexpTable, reparseRegexpTable } from "../../server/src/syntax/tables/regexp-table";
import { PCRE2 } from "../support/pcre2";

/** Stands for the POSIX library: JavaScript's expressions, which are enough for these patterns. */
const POSIX: PatternEngine = {
  compile({ text }) {
    if (text.text === "(") return { kind: "error", message: "Unmatched ( or \\(", offset: undefined };
    const expression = new RegExp(text.text, "di");
    return {
      kind: "compiled",
      groups: new RegExp(`${text.text}|`).exec("")!.length - 1,
      match(subject) {
        const captures = expression
          .exec(subject)
          ?.indices?.map((pair) => pair && { start: pair[0], end: pair[1] });
        return captures ? { kind: "match", captures } : { kind: "no-match" };
      },
    };
  },
};

const pcre = (text: string) => createRegexpTable(parseRegexpTable(text, "pcre"), PCRE2);
const regexp = (text: string) => createRegexpTable(parseRegexpTable(text, "regexp"), POSIX);

/** The steps of a lookup in short: `line:verdict`. Every line of the text must be a chunk. */
function steps(text: string, key: string): string[] {
  return pcre(text)
    .lookup(key, true)
    .steps.map(({ chunk, verdict }) => `${chunk}:${verdict}`);
}

describe("a lookup", () => {
  it("gives the result of the first rule that matches, and says what matched", () => {
    expect(pcre("/x/ no\n/(a)|(b)/ $2<${1}>$$1\n/a/ later\n").lookup("-b")).toEqual({
      value: "b<>$1",
      winner: {
        chunk: 1,
        captures: [{ start: 1, end: 2 }, undefined, { start: 1, end: 2 }],
      },
      steps: [],
      remarks: [],
    });
  });

  it("finds nothing where no rule matches", () => {
    expect(pcre("/x/ no\n").lookup("a")).toEqual({
      value: undefined,
      winner: undefined,
      steps: [],
      remarks: [],
    });
  });

  it("has no captures where a negated rule decides", () => {
    expect(pcre("!/x/ $$\n").lookup("a").winner).toEqual({ chunk: 0, captures: [] });
  });

  it("ends a key at a NUL", () => {
    expect(pcre("/a$/ yes\n").lookup("a\0b").value).toBe("yes");
  });

  it("remarks on an empty result", () => {
    const { value, remarks } = pcre("/a/\n").lookup("a");
    expect([value, remarks]).toEqual(["", [expect.stringMatching(/^The result is empty: /)]]);
  });

  it("takes a pattern that the library gives up on for one that does not match, negated or not", () => {
    const table = pcre("/(*LIMIT_MATCH=9)(a+)+$/ x\n!/(*LIMIT_MATCH=9)(a+)+$/ y\n/a/ z\n");
    const { value, steps, remarks } = table.lookup("aaaaaaaab", true);
    expect(value).toBe("z");
    expect(steps).toEqual([
      { chunk: 0, verdict: "gave-up", why: "match limit exceeded" },
      { chunk: 1, verdict: "gave-up", why: "match limit exceeded" },
      { chunk: 2, verdict: "matched" },
    ]);
    expect(remarks).toEqual([expect.stringMatching(/match limit exceeded\. Postfix logs a warning/)]);
  });
});

describe("the steps", () => {
  const nested = ["if /a/", "/x/ 1", "if !/b/", "/y/ 2", "endif", "/z/ 3", "endif", "/./ 4"].join("\n");

  it.each([
    ["axz", ["0:entered", "1:matched"]],
    ["az", ["0:entered", "1:not-matched", "2:entered", "3:not-matched", "5:matched"]],
    ["abyz", ["0:entered", "1:not-matched", "2:not-entered", "3:passed-over", "5:matched"]],
    [
      "xyz",
      ["0:not-entered", "1:passed-over", "2:passed-over", "3:passed-over", "5:passed-over", "7:matched"],
    ],
  ])("through blocks, for %s", (key, wanted) => expect(steps(nested, key)).toEqual(wanted));

  it("pass over the rest of the table behind an if without endif", () => {
    expect(steps("if /a/\n/b/ 1\nif /c/\n/d/ 2\nendif\n/b/ 3\n", "b")).toEqual([
      "0:not-entered",
      "1:passed-over",
      "2:passed-over",
      "3:passed-over",
      "5:passed-over",
    ]);
  });

  it("do not count an if that was left out, so that its endif ends the block around it", () => {
    const text = "if /a/\nif /[/\n/b/ 1\nendif\n/c/ 2\nendif\n/d/ 3\n";
    expect(steps(text, "c")).toEqual(["0:not-entered", "1:skipped", "2:passed-over", "4:matched"]);
    expect(steps(text, "d").slice(4)).toEqual(["5:skipped", "6:matched"]);
  });

  it("say why a line was left out", () => {
    const text = " /a/ 1\n/a/q 2\n/(a)/ $2\nuser x\n!/a/ $1\n";
    expect(pcre(text).lookup("a", true).steps).toEqual([
      { chunk: 0, verdict: "skipped", why: "The line is indented and continues no other line." },
      { chunk: 1, verdict: "skipped", why: "There is no flag q in pcre tables." },
      { chunk: 2, verdict: "skipped", why: "The result asks for group 2; the pattern has 1." },
      { chunk: 3, verdict: "skipped", why: expect.stringMatching(/^The line is no rule/) },
      { chunk: 4, verdict: "skipped", why: expect.stringMatching(/^The rule is for what/) },
    ]);
  });
});

describe("the warnings", () => {
  it("are Postfix's, each at its line", () => {
    const text = ["/(/ x", "/a/X y", "/b/ $x", "if /c/ d", "endif", "endif", "if /e/", "/f/ x"].join("\n");
    expect(pcre(text).warnings).toEqual([
      {
        chunk: 0,
        kind: "bad-pattern",
        message: "error in regex at offset 1: missing closing parenthesis",
        offset: 1,
      },
      { chunk: 1, kind: "obsolete-flag", message: 'ignoring obsolete regexp option "X"' },
      { chunk: 2, kind: "bad-substitution", message: 'non-numeric replacement index "x"' },
      { chunk: 2, kind: "bad-substitution", message: "bad replacement syntax: skipping this rule" },
      { chunk: 3, kind: "text-behind-if", message: 'ignoring extra text after IF statement: "d"' },
      {
        chunk: 3,
        kind: "text-behind-if",
        message: "do not prepend whitespace to statements between IF and ENDIF",
      },
      { chunk: 5, kind: "endif-without-if", message: "ignoring ENDIF without matching IF" },
      { chunk: 6, kind: "if-without-endif", message: "IF has no matching ENDIF" },
    ]);
  });
});

describe("a regexp table", () => {
  it("asks both patterns of a rule, and takes groups from the first", () => {
    const table = regexp("/(a)/!/(b)c/ first $1\n/a/ second\n");
    expect(["a", "abc", "b"].map((key) => table.lookup(key).value)).toEqual(["first a", "second", undefined]);
  });

  it("warns of a pattern without a place", () => {
    expect(regexp("/(/ x\n/a/!/(/ y\n/a/!/(b)/ $2\n").warnings).toEqual([
      { chunk: 0, kind: "bad-pattern", message: "Unmatched ( or \\(" },
      { chunk: 1, kind: "bad-pattern", message: "Unmatched ( or \\(" },
      {
        chunk: 2,
        kind: "missing-group",
        message: 'out of range replacement index "2": skipping this rule',
      },
    ]);
  });
});

describe("an edited table", () => {
  it("has only the changed lines compiled", () => {
    const seen: string[] = [];
    const engine: PatternEngine = {
      compile(pattern) {
        seen.push(pattern.text.text);
        return PCRE2.compile(pattern);
      },
    };
    const before = parseRegexpTable("/a/ 1\n/b/ 2\n/c/ 3\n", "pcre");
    const table = createRegexpTable(before, engine);
    expect(seen).toEqual([]);
    table.lookup("c");
    table.lookup("c");
    const text = "/a/ 1\n/bb/ 2\n/c/ 3\n";
    const { tree } = reparseRegexpTable(before, text, { start: 7, oldEnd: 7, newEnd: 8 }, "pcre");
    expect(createRegexpTable(tree, engine).lookup("bb").value).toBe("2");
    expect(seen).toEqual(["a", "b", "c", "bb"]);
  });
});

describe("a line in an editor", () => {
  const problem = (text: string) => {
    const found = compileProblem(parseRegexpTable(text, "pcre").chunks[0]!.node!, PCRE2);
    return found && [found.pattern.text.text, found.message, found.offset];
  };

  it("has the problem that the library sees, at the place in the text", () => {
    expect(problem("/é€\u{1f600}(b/ x")).toEqual(["é€\u{1f600}(b", "missing closing parenthesis", 6]);
    expect(problem("/\u{1f600}[z-a]/ x")).toEqual([
      "\u{1f600}[z-a]",
      "range out of order in character class",
      5,
    ]);
    expect(problem("/é/ x")).toBeUndefined();
  });

  it("has none where Postfix leaves it out before", () => {
    expect(problem("/(/ $x")).toBeUndefined();
    expect(problem("/(/q x")).toBeUndefined();
  });
});

describe("checks for UTF-8", () => {
  it("know valid texts", () => {
    const valid = ["", "a", "\xc3\xa9", "\xf0\x9f\x98\x80", "\xef\xbb\xbf"];
    const invalid = ["\xe9", "\xc3", "\xc0\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\x80"];
    expect([...valid, ...invalid].filter(isValidUtf8)).toEqual(valid);
  });

  it("find nothing for a bad key, fail for a bad result, and change nothing else", () => {
    const table = pcre("/a/ caf\xe9\n/b/ caf\xc3\xa9\n");
    const checked = withUtf8Checks(table);
    expect(checked.lookup("b\xe9")).toEqual({
      value: undefined,
      winner: undefined,
      steps: [],
      remarks: [expect.stringMatching(/^The key is not valid UTF-8/)],
    });
    expect(checked.lookup("a")).toEqual({
      ...table.lookup("a"),
      value: undefined,
      remarks: [expect.stringMatching(/^The result is not valid UTF-8/)],
    });
    expect(checked.lookup("b", true)).toEqual(table.lookup("b", true));
  });
});
