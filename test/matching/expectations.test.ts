// Expectations in the comments of a table.
import { describe, expect, it } from "vitest";
import { parseExpectations, runExpectations } from "../../server/src/matching/expectations";
import { fakeTable } from "./message/fake-table";

const TABLE = fakeTable([
  [/^$/, "EMPTY"],
  [/spam/, "REJECT no spam"],
  [/^a\n b$/, "OK"],
]);

describe("parseExpectations", () => {
  it("finds them with their places", () => {
    expect(
      parseExpectations("# comment\n  #? a => b => c d  \r\n/x/ y\n#?x=>no match\n#? => no match\n#? k =>"),
    ).toEqual([
      { line: 1, start: 10, end: 30, input: "a => b", expected: "c d", problem: undefined },
      {
        line: 3,
        start: 38,
        end: 51,
        input: "x=>no match",
        expected: undefined,
        problem:
          'An expectation needs " => " between the key and the result, or nothing is tested: write "#? KEY => RESULT" or "#? KEY => no match".',
      },
      { line: 4, start: 52, end: 66, input: "", expected: undefined, problem: undefined },
      {
        line: 5,
        start: 67,
        end: 74,
        input: "k",
        expected: undefined,
        problem:
          'An expectation needs a result behind " => ", or nothing is tested: write "no match" where nothing shall match.',
      },
    ]);
  });

  it("reads escapes in the key", () => {
    const inputs = parseExpectations("#? a\\n\\tb\\\\n\\x20\\d \\x41 => \\n").map(({ input, expected }) => [
      input,
      expected,
    ]);
    expect(inputs).toEqual([["a\n\tb\\n \\d A", "\\n"]]);
  });

  it("leaves bytes alone that are blanks in Latin-1", () => {
    expect(parseExpectations("#? \xa0a\xa0 => \xa0\xa0")[0]).toMatchObject({
      input: "\xa0a\xa0",
      expected: "\xa0\xa0",
    });
  });
});

describe("runExpectations", () => {
  const run = (text: string) => runExpectations(text, TABLE).map(({ passed, message }) => [passed, message]);

  it("compares whole values, and the first word with a single one", () => {
    expect(
      run("#? spam => REJECT no spam\n#? spam => REJECT\n#? => EMPTY\n#? a\\n b => OK\n#? ham => no match"),
    ).toEqual([
      [true, ""],
      [true, ""],
      [true, ""],
      [true, ""],
      [true, ""],
    ]);
  });

  it("says what came instead", () => {
    expect(run("#? spam => REJECT no\n#? spam => no match\n#? h\xc3\xa4m => REJECT\n#? spam")).toEqual([
      [
        false,
        '"spam" gives "REJECT no spam", but should give "REJECT no"; one of the rules, or this comment, needs to be changed.',
      ],
      [
        false,
        '"spam" gives "REJECT no spam", but should match nothing; one of the rules, or this comment, needs to be changed.',
      ],
      [
        false,
        '"häm" matches nothing, but should give "REJECT"; one of the rules, or this comment, needs to be changed.',
      ],
      [
        false,
        'An expectation needs " => " between the key and the result, or nothing is tested: write "#? KEY => RESULT" or "#? KEY => no match".',
      ],
    ]);
  });
});
