/** What a clean-up says of itself, from plans made by hand. */
import { describe, expect, it } from "vitest";
import type { CleanupCode, CleanupEntry, Verdict } from "../../../server/src/tools/cleanup/plan";
import {
  changeText,
  differenceSections,
  jsonFiles,
  type ReportedFile,
  removalSections,
  stayingSections,
} from "../../../server/src/tools/cleanup/report";
import { unifiedDiff } from "../../../server/src/tools/cleanup/unified-diff";

/** An entry of main.cf that stands at the start of it. */
function entry(
  id: string,
  code: CleanupCode,
  verdict: Verdict,
  isRemoved = verdict === "remove",
): CleanupEntry {
  const name = id.replace(/#.*/, "");
  return {
    id,
    language: "postfix-main",
    name,
    service: undefined,
    value: "1",
    start: 0,
    end: name.length + 4,
    code,
    verdict,
    isRemoved,
    reason: `The reason of ${id}.`,
  };
}

/** main.cf, of which the start goes. */
function main(goes: string, stays: string): ReportedFile {
  const before = goes + stays;
  const edits = [{ start: 0, end: goes.length, newText: "" }];
  const file = { path: "main.cf", before, after: stays, edits };
  return { ...file, language: "postfix-main", diff: unifiedDiff(file) };
}

describe("what goes", () => {
  it("is counted by kind, in the order of the file", () => {
    const entries = [
      entry("a", "default", "remove"),
      entry("b#1", "overridden", "remove"),
      entry("c", "default", "remove"),
      entry("d", "default", "remove", false),
    ];
    expect(removalSections([main("# a\na = 1\nb = 1\nc = 1\n", "d = 1\n")], entries, "in-place")).toEqual([
      {
        title: "main.cf: 3 entries go, 4 lines in all",
        items: ["2 restated defaults: a, c", "1 setting that a later one overrides: b#1"],
      },
    ]);
  });

  it("is only counted where it is much", () => {
    const many = Array.from({ length: 14 }, (_, index) => entry(`p${index}`, "unused", "remove"));
    expect(removalSections([main("a\n", "")], many, "in-place")).toEqual([
      {
        title: "main.cf: 14 entries go, 1 line in all",
        items: ["14 names that nothing uses: p0, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11 and 2 more"],
      },
    ]);
    // The last one by itself takes no more room than its number.
    expect(removalSections([main("a\n", "")], many.slice(1), "in-place")[0]!.items[0]).toMatch(/, p12, p13$/);
  });

  it("is the number of lines that are left, in the canonical form", () => {
    expect(removalSections([main("# a\n\n", "a = 1")], [], "canonical")).toEqual([
      {
        title: "main.cf: of 3 lines 1 are left, in postconf's order and without comments",
        items: [],
      },
    ]);
  });

  it("is not told of a file that stays as it is", () => {
    expect(removalSections([main("", "a = 1\n")], [], "canonical")).toEqual([]);
  });
});

describe("what stays", () => {
  const kept = entry("a", "default", "remove", false);
  const askable = entry("b", "respelled", "ask");
  const fixed = entry("c", "machine", "keep");

  it("is told with the reason, and with what the user can do", () => {
    expect(stayingSections([kept, askable, fixed, entry("d", "default", "remove")])).toEqual([
      { title: "These stay because of --keep:", items: ["1 restated default: a"] },
      { title: "These could go as well, if you say so with --drop:", items: ["b: The reason of b."] },
      { title: "These look superfluous and have to stay:", items: ["c: The reason of c."] },
    ]);
  });

  it("is told by kind where it is much", () => {
    const many = Array.from({ length: 12 }, (_, index) => entry(`p${index}`, "machine", "keep"));
    expect(stayingSections([askable, ...many])).toEqual([
      { title: "These could go as well, if you say so with --drop:", items: ["1 default in other words: b"] },
      {
        title: "These look superfluous and have to stay:",
        items: ["12 defaults computed from the machine: p0, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11"],
      },
    ]);
  });
});

describe("a value that becomes another one", () => {
  it.each([
    ["a", "b", "a → b"],
    ["", undefined, "(empty) → (none)"],
    [undefined, "a", "(none) → a"],
    ["a b c d e f", "a b x d e f", "a b c d e f → a b x d e f"],
    [`${"word ".repeat(20)}a`, `${"word ".repeat(20)}b`, "… word a → … word b"],
    [`a${" word".repeat(20)}`, `b${" word".repeat(20)}`, "a word … → b word …"],
    [`a ${"word ".repeat(20)}z`, `a ${"word ".repeat(21)}z`, "… word z → … word word z"],
  ])("%j, %j", (before, after, expected) => {
    expect(changeText(before, after)).toBe(expected);
  });

  it("is never longer than a few lines", () => {
    const text = changeText("x".repeat(5_000), Array.from({ length: 900 }, (_, index) => index).join(" "));
    expect(text.length).toBeLessThan(410);
  });

  it("is told with the place and the voice", () => {
    const difference = { name: "relayhost", before: "a", after: "b" } as const;
    expect(differenceSections([])).toEqual([]);
    expect(
      differenceSections([
        { ...difference, voice: "postfix-ls", service: undefined },
        { ...difference, voice: "postconf", service: "smtp/unix" },
      ]),
    ).toEqual([
      {
        title: "These values would change, so nothing is written:",
        items: ["relayhost: a → b (says postfix-ls)", "smtp/unix: relayhost: a → b (says postconf)"],
      },
    ]);
  });
});

it("is an object for programs, with lines from 0", () => {
  const file = main("", "# a\nrelayhost =\n  1\n");
  const own = { ...entry("relayhost", "respelled", "ask"), start: 4, end: 19 };
  const other = { ...own, language: "postfix-master" as const };
  expect(jsonFiles([file], { entries: [own, other] })).toEqual([
    {
      file: "main.cf",
      changed: false,
      entries: [
        {
          id: "relayhost",
          name: "relayhost",
          value: "1",
          line: 1,
          endLine: 2,
          code: "respelled",
          verdict: "ask",
          removed: false,
          reason: "The reason of relayhost.",
        },
      ],
    },
  ]);
});
