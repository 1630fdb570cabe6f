// Positions are those of the protocol: held against the documents the server works with.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { TextDocument } from "vscode-languageserver-textdocument";
import { lastAtOrBefore, sourceText } from "../../server/src/base/source-text";

describe("sourceText", () => {
  it("counts lines at LF, CR LF and CR", () => {
    const source = sourceText("a\nbc\r\n\rd");
    expect([0, 1, 2, 4, 5, 6, 7, 8].map((offset) => source.positionAt(offset))).toEqual([
      { line: 0, character: 0 },
      { line: 0, character: 1 },
      { line: 1, character: 0 },
      { line: 1, character: 2 },
      { line: 1, character: 2 },
      { line: 2, character: 0 },
      { line: 3, character: 0 },
      { line: 3, character: 1 },
    ]);
    expect(source.offsetAt({ line: 1, character: 99 })).toBe(4);
    expect(source.offsetAt({ line: 9, character: 0 })).toBe(8);
    expect(source.getText()).toBe("a\nbc\r\n\rd");
  });

  it("agrees with the protocol's own documents on every offset and position", () => {
    const line = fc.constantFrom("a", "é", "𝄞", "\n", "\r", "\r\n", "");
    const text = fc.array(line, { maxLength: 12 }).map((parts) => parts.join(""));
    const number = fc.integer({ min: -1, max: 8 });
    fc.assert(
      fc.property(text, number, number, (content, line, character) => {
        const ours = sourceText(content);
        const theirs = TextDocument.create("file:///main.cf", "postfix-main", 1, content);
        expect(ours.positionAt(line * 3)).toEqual(theirs.positionAt(line * 3));
        expect(ours.offsetAt({ line, character })).toBe(theirs.offsetAt({ line, character }));
      }),
      { seed: 1, numRuns: 2_000 },
    );
  });
});

describe("lastAtOrBefore", () => {
  it("finds the last element that is not greater", () => {
    const starts = [0, 3, 3, 7];
    expect([0, 2, 3, 6, 7, 99].map((offset) => lastAtOrBefore(starts, offset))).toEqual([0, 0, 2, 2, 3, 3]);
    expect(lastAtOrBefore([], 5)).toBe(0);
    expect(lastAtOrBefore([4], 1)).toBe(0);
  });
});
