// How a text falls into logical lines, and how a logical line maps back to its file.
import { describe, expect, it } from "vitest";
import { joinLines, parseChunks } from "../../server/src/syntax/logical-lines";

/** Chunks as `[kind, text]` or `[kind, text, joined text]`. */
const chunks = (text: string) =>
  parseChunks(text, (logical) => logical.text).chunks.map(({ kind, text: own, node }) =>
    node === undefined ? [kind, own] : [kind, own, node],
  );

describe("logical lines", () => {
  it("are single lines where nothing is indented", () => {
    expect(chunks("a = 1\nb = 2\n")).toEqual([
      ["entry", "a = 1\n", "a = 1"],
      ["entry", "b = 2\n", "b = 2"],
    ]);
  });

  it("do not exist in an empty text", () => {
    expect(chunks("")).toEqual([]);
  });

  it("go on over indented lines, whatever the white space", () => {
    expect(chunks("a =\n  1,\n\t2\n\v3\n\f4\nb\n")).toEqual([
      ["entry", "a =\n  1,\n\t2\n\v3\n\f4\n", "a =  1,\t2\v3\f4"],
      ["entry", "b\n", "b"],
    ]);
  });

  it("go on across comments and blank lines, which are dropped", () => {
    expect(chunks("a = 1,\n# why\n\n   # why else\n \t \n  2\nb = 3\n")).toEqual([
      ["entry", "a = 1,\n# why\n\n   # why else\n \t \n  2\n", "a = 1,  2"],
      ["entry", "b = 3\n", "b = 3"],
    ]);
  });

  it("leave comments and blank lines behind them to a chunk of their own", () => {
    expect(chunks("# head\n\na = 1\n# for b\n  # indented too\n\nb = 2\n\n# tail")).toEqual([
      ["trivia", "# head\n\n"],
      ["entry", "a = 1\n", "a = 1"],
      ["trivia", "# for b\n  # indented too\n\n"],
      ["entry", "b = 2\n", "b = 2"],
      ["trivia", "\n# tail"],
    ]);
  });

  it("cannot begin indented: such a text at the start of a file continues nothing", () => {
    expect(chunks("# c\n  a = 1\n  b\nc = 2\n  d\n")).toEqual([
      ["trivia", "# c\n"],
      ["orphan", "  a = 1\n  b\n", "  a = 1  b"],
      ["entry", "c = 2\n  d\n", "c = 2  d"],
    ]);
  });

  it("take a number sign for a comment only at the start of a line", () => {
    expect(chunks("a = 1 # 2\n  3 # 4\n")).toEqual([["entry", "a = 1 # 2\n  3 # 4\n", "a = 1 # 2  3 # 4"]]);
  });

  it("keep the CR of CR LF, as Postfix does, and end at LF only", () => {
    expect(chunks("a = 1\r\n  2\r\n\r\nb\rc\r\n")).toEqual([
      ["entry", "a = 1\r\n  2\r\n", "a = 1\r  2\r"],
      ["trivia", "\r\n"],
      ["entry", "b\rc\r\n", "b\rc\r"],
    ]);
  });

  it("need no line end at the end of the file", () => {
    expect(chunks("a = 1\n  2")).toEqual([["entry", "a = 1\n  2", "a = 1  2"]]);
    expect(chunks("a = 1")).toEqual([["entry", "a = 1", "a = 1"]]);
    expect(chunks(" ")).toEqual([["trivia", " "]]);
  });

  it("take a byte order mark for text: the line it is in is no comment", () => {
    expect(chunks("\ufeff# c\n")).toEqual([["entry", "\ufeff# c\n", "\ufeff# c"]]);
  });

  it("hold NUL, Latin-1 and everything else that is not white space of ASCII", () => {
    expect(chunks("a\0b\n\u00a0c\n\u2003d\né\n")).toEqual([
      ["entry", "a\0b\n", "a\0b"],
      ["entry", "\u00a0c\n", "\u00a0c"],
      ["entry", "\u2003d\n", "\u2003d"],
      ["entry", "é\n", "é"],
    ]);
  });

  it("start where their chunks start", () => {
    const tree = parseChunks("# c\n\na = 1\n  2\nb = 2\n", () => 0);
    expect([...tree.starts]).toEqual([0, 5, 15]);
    expect(tree.chunks.map((chunk) => chunk.order)).toEqual([0, 1, 2]);
  });
});

describe("a joined line", () => {
  const text = "a = 1,\n# why\n\n  2,\r\n\n\t3\n";
  const joined = joinLines(text);

  it("knows where each of its characters comes from", () => {
    expect(joined.text).toBe("a = 1,  2,\r\t3");
    const characters = [...joined.text].map((_, index) => text[joined.offsetOf(index)]);
    expect(characters.join("")).toBe(joined.text);
  });

  it("ends a range behind its last character, not in front of the next one", () => {
    const comma = joined.text.indexOf(",") + 1;
    expect(joined.endOffset(comma)).toBe(text.indexOf(",") + 1);
    expect(joined.offsetOf(comma)).toBe(text.indexOf("  2"));
    expect(joined.endOffset(0)).toBe(0);
    expect(joined.endOffset(joined.text.length)).toBe(text.length - 1);
  });

  it("finds the character at an offset, or the next one where the offset is in a dropped part", () => {
    for (let index = 0; index < joined.text.length; index++) {
      expect(joined.indexOf(joined.offsetOf(index))).toBe(index);
    }
    const second = joined.text.indexOf("  2");
    expect(joined.indexOf(text.indexOf("# why"))).toBe(second);
    expect(joined.indexOf(text.indexOf("\n\n  2") + 1)).toBe(second);
    expect(joined.indexOf(text.length)).toBe(joined.text.length);
  });

  it("is the line itself where there is only one", () => {
    for (const single of ["a = 1\n", "a = 1"]) {
      const one = joinLines(single);
      expect(one.text).toBe("a = 1");
      expect([0, 3, 5].map((index) => [one.offsetOf(index), one.endOffset(index)])).toEqual([
        [0, 0],
        [3, 3],
        [5, 5],
      ]);
      expect(one.indexOf(6)).toBe(5);
    }
  });

  it("is empty where the text is comments only", () => {
    const none = joinLines("# a\n\n# b\n");
    expect([none.text, none.offsetOf(0), none.endOffset(0), none.indexOf(3)]).toEqual(["", 0, 0, 0]);
  });
});
