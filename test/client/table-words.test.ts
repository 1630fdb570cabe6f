// What is said of a test: behind the lines, in the hover, in the notification and in the list of all lookups.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  listOfLookups,
  markedLines,
  markedMessage,
  oneLine,
  outcomeOf,
  withoutLinks,
} from "../../client/src/views/table-words";
import type { TableTestResult, TestedLookup } from "../../server/src/contract/protocol";

/** A lookup that matched nothing, but for what is given. */
function lookup(given: Partial<TestedLookup>): TestedLookup {
  return {
    key: "Subject: buy",
    value: null,
    effect: null,
    line: null,
    captures: [],
    lines: [],
    tried: [],
    ...given,
  };
}

function result(lookups: readonly TestedLookup[], remarks: readonly string[] = []): TableTestResult {
  return { lookups, message: null, remarks };
}

const WON = lookup({
  value: "REJECT no thanks",
  effect: "The mail is refused.",
  line: 6,
  captures: ["buy", null, "now"],
  lines: [
    { line: 0, verdict: "not-matched" },
    { line: 1, verdict: "skipped", why: "the pattern is not closed" },
    { line: 2, verdict: "not-entered" },
    { line: 3, verdict: "passed-over" },
    { line: 4, verdict: "gave-up", why: "the match limit was reached" },
    { line: 5, verdict: "entered" },
    { line: 6, verdict: "matched" },
  ],
});

describe("the lines of a table", () => {
  it("say what became of each, and the one that decides what it gives", () => {
    const lines = markedLines(result([WON], ["Postfix would log a warning."]));
    expect(lines.map(({ line, mark, text }) => [line, mark, text])).toEqual([
      [0, "tried", ""],
      [1, "left-out", "skipped: the pattern is not closed"],
      [2, "passed-over", "block passed over"],
      [3, "passed-over", ""],
      [4, "left-out", "gave up: the match limit was reached"],
      [5, "tried", ""],
      [6, "decided", "→ REJECT no thanks   ($1 = buy, $3 = now)"],
    ]);
    expect(lines.at(-1)?.hover).toEqual([
      "Looked up: Subject: buy",
      "Result: REJECT no thanks",
      "The mail is refused.",
      "$1 = buy",
      "$2 took no part",
      "$3 = now",
      "Postfix would log a warning.",
    ]);
  });

  it("show three groups at most; the hover has all", () => {
    const captures = ["a", "b", "c", "d"];
    const [line] = markedLines(result([lookup({ value: "OK", line: 2, captures })]));
    expect(line?.text).toBe("→ OK   ($1 = a, $2 = b, $3 = c, …)");
    expect(line?.hover).toContain("$4 = d");
  });

  it("say at the first one that nothing matches", () => {
    const lines = markedLines(result([lookup({ lines: [{ line: 4, verdict: "not-matched" }] })]));
    expect(lines.map(({ line, mark, text }) => [line, mark, text])).toEqual([
      [4, "tried", ""],
      [0, "nothing", "no rule matches"],
    ]);
  });

  it("name the keys that were tried in vain", () => {
    const tried = ["joe+x@example.com", "joe@example.com", "example.com"].map((key) => ({
      key,
      found: false,
    }));
    const [line] = markedLines(result([lookup({ tried })]));
    expect(line?.text).toBe("no entry for joe+x@example.com, joe@example.com, example.com");
    expect(line?.hover.at(-1)).toBe("Not found: example.com");
  });

  it("have no marks when nothing was looked up", () => {
    expect(markedLines(result([]))).toEqual([]);
  });
});

describe("the outcome in sentences", () => {
  it("names the line, what it gives, and what that does", () => {
    expect(outcomeOf(result([WON], ["Postfix would log a warning."]), "header_checks")).toBe(
      "Line 7 of 'header_checks' gives 'REJECT no thanks'. The mail is refused. Postfix would log a warning.",
    );
  });

  it("says that nothing matches, and which keys were tried when they are several", () => {
    expect(outcomeOf(result([lookup({})]), "checks")).toBe("Nothing in 'checks' matches 'Subject: buy'.");
    const tried = [
      { key: "joe@example.com", found: false },
      { key: "example.com", found: false },
    ];
    expect(outcomeOf(result([lookup({ key: "joe@example.com", tried })]), "access")).toBe(
      "Nothing in 'access' matches 'joe@example.com'. Tried: 'joe@example.com', 'example.com'.",
    );
  });

  it("says why nothing was looked up", () => {
    expect(outcomeOf(result([], ["The body is not looked at."]), "checks")).toBe(
      "Postfix looks nothing up in 'checks' for this input. The body is not looked at.",
    );
  });
});

describe("the lines of a message", () => {
  const message =
    "Received: from a\r\n\tby b\r\nSubject: one\r\nX-Subject: one\r\nSubject: one\r\n\r\nSubject: one\r\n";

  it("show what the table says of the part that begins there, parts of several lines and equal ones too", () => {
    const lookups = [
      lookup({ key: "Received: from a\n\tby b", value: "IGNORE", line: 4 }),
      lookup({ key: "Subject: one", value: "WARN", line: 2 }),
      lookup({ key: "X-Subject: one" }),
      lookup({ key: "Subject: one", value: "WARN again", line: 3 }),
    ];
    const lines = markedMessage(lookups, message);
    expect(lines.map(({ line, mark, text }) => [line, mark, text])).toEqual([
      [0, "decided", "→ IGNORE   (rule in line 5)"],
      [2, "decided", "→ WARN   (rule in line 3)"],
      [4, "decided", "→ WARN again   (rule in line 4)"],
    ]);
  });

  it("do not have what stands in the message otherwise than it was looked up", () => {
    const lookups = [
      lookup({ key: "Subject: decoded", value: "WARN", line: 2 }),
      lookup({ key: "Subject: on", value: "WARN", line: 2 }),
      lookup({ key: "X-Subject: one", value: "IGNORE", line: 1 }),
    ];
    expect(markedMessage(lookups, message).map(({ line }) => line)).toEqual([3]);
  });

  it("are found for every part of any message that is looked up as it stands", () => {
    const header = fc.stringMatching(/^[A-C]: [ab]{0,2}(\n [ab]{1,2}){0,2}$/);
    fc.assert(
      fc.property(fc.array(header, { minLength: 1, maxLength: 8 }), (headers) => {
        const lookups = headers.map((key) => lookup({ key, value: key, line: 0 }));
        const text = headers.join("\n");
        const lengths = headers.map((one) => one.split("\n").length);
        const expected = lengths.map((_, index) =>
          lengths.slice(0, index).reduce((sum, one) => sum + one, 0),
        );
        expect(markedMessage(lookups, text).map(({ line }) => line)).toEqual(expected);
      }),
      { seed: 7, numRuns: 300 },
    );
  });
});

describe("the list of all lookups", () => {
  it("has the fate first and then a paragraph for each part", () => {
    const list = listOfLookups(
      {
        lookups: [WON, lookup({ key: "From: a" })],
        message: { text: "", fate: "The mail is refused at line 7." },
        remarks: ["Postfix would log a warning."],
      },
      "header_checks",
    );
    expect(list).toBe(`What 'header_checks' does with each part of the message

The mail is refused at line 7.

Postfix would log a warning.

Subject: buy
    line 7: REJECT no thanks
    The mail is refused.

From: a
    no rule matches
`);
  });
});

describe("texts that anybody may have written", () => {
  it("are one line behind a line, with what cannot be seen made visible", () => {
    expect(oneLine("a\r\n\tb\u0000c\u001b[0m")).toBe("a b·c·[0m");
    expect(oneLine("x".repeat(500))).toHaveLength(160);
    expect(oneLine("abcdef", 4)).toBe("abc…");
  });

  it("are no links in a notification", () => {
    expect(withoutLinks("see [this](command:workbench.action.quit)")).toBe(
      "see [this] (command:workbench.action.quit)",
    );
  });
});
