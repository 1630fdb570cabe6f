// Which lines of a table count, and which blocks they are in.
import { describe, expect, it } from "vitest";
import {
  blocksOf,
  cidrLines,
  encloses,
  isSkipped,
  liveRegexpRules,
  placeIn,
  regexpLines,
} from "../../../server/src/analysis/rules/table-lines";
import { parseTable } from "../../../server/src/syntax/tables/table";

const pcre = (text: string) => parseTable("pcre", text);

describe("lines of tables", () => {
  it("are those of the type that is asked for", () => {
    const cidr = parseTable("cidr", "192.0.2.1 x\n");
    expect([regexpLines(cidr).length, cidrLines(cidr).length]).toEqual([0, 1]);
    expect([regexpLines(pcre("/a/ x\n# c\n")).length, cidrLines(pcre("/a/ x\n")).length]).toEqual([1, 0]);
  });

  it("are skipped when Postfix skips them", () => {
    const skipped = regexpLines(pcre("  /o/ x\n/a/ x\n/a/z x\n/(/ x\n/a/ $1\nx\nif /a/ $1\nendif\n/a\n\0\n"));
    expect(skipped.map(({ line }) => isSkipped(line))).toEqual([
      true,
      false,
      true,
      true,
      true,
      true,
      false,
      false,
      true,
      true,
    ]);
    expect(
      liveRegexpRules(pcre("/a/ x\nif /b/\n/(/ y\nendif\n")).map(({ line }) => line.result?.text),
    ).toEqual(["x"]);
  });

  it("have places in their chunks, also behind a line end", () => {
    const [each] = regexpLines(pcre("/a\n  b/ x\n"));
    expect(placeIn(each!, each!.line.result!)).toEqual({ start: 8, end: 9 });
  });
});

describe("blocks", () => {
  const lines = regexpLines(
    pcre("/0/ x\nif /a/\n/1/ x\nif /(/\nif /b/\n/2/ x\nendif\nendif\nendif\nif /c/\n/3/ x\n"),
  );
  const { blockOf, unclosed, unopened } = blocksOf(lines, isSkipped);
  const blocks = lines.flatMap(({ chunk, line }) => (line.kind === "rule" ? [blockOf.get(chunk)] : []));

  it("go from an if to its endif; a line that is skipped opens none", () => {
    expect(blocks.map((block) => block?.open.line.patterns[0]?.text.text)).toEqual([
      undefined,
      "a",
      "b",
      "c",
    ]);
    expect(unopened.map(({ line }) => line.kind)).toEqual(["endif"]);
    expect(unclosed.map(({ line }) => line.patterns[0]!.text.text)).toEqual(["c"]);
  });

  it("enclose themselves and what is inside them", () => {
    const [file, a, b, c] = blocks;
    expect([
      encloses(file, a),
      encloses(a, b),
      encloses(b, b),
      encloses(b, a),
      encloses(a, c),
      encloses(a, file),
    ]).toEqual([true, true, true, false, false, false]);
  });
});
