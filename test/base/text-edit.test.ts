// Edits change what they name and nothing else, or they are refused.
import { describe, expect, it } from "vitest";
import { shift, touches } from "../../server/src/base/span";
import { applyEdits } from "../../server/src/base/text-edit";

describe("applyEdits", () => {
  it.each([
    ["nothing", "abc", [], "abc"],
    ["a replacement", "abc", [{ start: 1, end: 2, newText: "XY" }], "aXYc"],
    [
      "edits in any order",
      "abc",
      [
        { start: 2, end: 3, newText: "" },
        { start: 0, end: 1, newText: "A" },
      ],
      "Ab",
    ],
    [
      "insertions at one place, in their order",
      "ab",
      [
        { start: 1, end: 1, newText: "1" },
        { start: 1, end: 1, newText: "2" },
      ],
      "a12b",
    ],
    [
      "an insertion in front of a replacement that starts there",
      "abc",
      [
        { start: 1, end: 3, newText: "X" },
        { start: 1, end: 1, newText: "1" },
      ],
      "a1X",
    ],
    [
      "neighbours",
      "abcd",
      [
        { start: 0, end: 2, newText: "" },
        { start: 2, end: 4, newText: "x" },
      ],
      "x",
    ],
    ["an insertion at the end", "ab", [{ start: 2, end: 2, newText: "c" }], "abc"],
  ])("applies %s", (_, text, edits, result) => expect(applyEdits(text, edits)).toBe(result));

  it("refuses edits that overlap", () => {
    const edits = [
      { start: 0, end: 2, newText: "x" },
      { start: 1, end: 3, newText: "y" },
    ];
    expect(() => applyEdits("abc", edits)).toThrow("overlap at offset 1");
  });

  it("refuses edits that lie outside the text or run backwards", () => {
    expect(() => applyEdits("abc", [{ start: 2, end: 4, newText: "" }])).toThrow("outside");
    expect(() => applyEdits("abc", [{ start: 2, end: 1, newText: "" }])).toThrow("outside");
    expect(() => applyEdits("abc", [{ start: -1, end: 1, newText: "" }])).toThrow("overlap at offset -1");
  });
});

describe("spans", () => {
  it("are touched at both ends", () => {
    const span = { start: 2, end: 4 };
    expect([1, 2, 3, 4, 5].map((offset) => touches(span, offset))).toEqual([false, true, true, true, false]);
  });

  it("move", () => expect(shift({ start: 2, end: 4 }, -2)).toEqual({ start: 0, end: 2 }));
});
