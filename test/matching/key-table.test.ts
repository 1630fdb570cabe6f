// Lookups of whole keys; test/real holds them against postmap.
import { describe, expect, it } from "vitest";
import { createAliasesTable, createKeyTable, foldKey } from "../../server/src/matching/key-table";
import { parseAliasesTable } from "../../server/src/syntax/tables/aliases-table";
import { type KeyTableType, parseKeyTable } from "../../server/src/syntax/tables/key-table";

const open = (text: string, type: KeyTableType = "hash") => createKeyTable(parseKeyTable(text), type);

describe("a lookup in a hash table", () => {
  const text = "# c\nExample.com OK\nbad\nother.example  REJECT no\n  mail\nexample.com second\n";

  it("finds a key in any letters, and names the line", () => {
    expect(open(text).lookup("EXAMPLE.com", true)).toEqual({
      value: "OK",
      winner: { chunk: 1, captures: [] },
      steps: [
        { chunk: 1, verdict: "matched" },
        { chunk: 2, verdict: "skipped", why: "There is no value." },
        { chunk: 4, verdict: "skipped", why: "A line above has the same key, and the first one counts." },
      ],
      remarks: [
        "The table has this key more than once: the first line counts, and postmap warns of the others. Remove those that do not count.",
      ],
    });
  });

  it("finds nothing for a part of a key", () => {
    const nothing = { value: undefined, winner: undefined, steps: [], remarks: [] };
    expect(open(text).lookup("com")).toEqual(nothing);
    expect(open(text).lookup("")).toEqual(nothing);
    expect(open("").lookup("x")).toEqual(nothing);
  });

  it("takes a key up to a NUL byte", () => expect(open("a b\n").lookup("a\0x").value).toBe("b"));

  it("says what postmap warns of", () => {
    expect(open(text).warnings).toEqual([
      { chunk: 2, kind: "missing-value", message: "expected format: key whitespace value" },
      { chunk: 4, kind: "duplicate-key", message: 'duplicate entry: "example.com"' },
    ]);
  });

  it("tells letters apart where it is asked to", () => {
    const table = createKeyTable(parseKeyTable("A 1\na 2\n"), "hash", { foldsCase: false });
    expect([table.lookup("A").value, table.lookup("a").value, table.warnings]).toEqual(["1", "2", []]);
  });
});

describe("a lookup in a texthash table", () => {
  it("warns that daemons refuse a table with a repeated key, whatever is asked", () => {
    const { value, remarks } = open("a 1\na 2\nb 3\n", "texthash").lookup("b");
    expect(value).toBe("3");
    expect(remarks).toEqual([expect.stringContaining("daemons refuse the whole texthash table")]);
  });
});

describe("a lookup in a table of aliases", () => {
  const table = createAliasesTable(parseAliasesTable('Root: admin,"|cmd"\n"a b": c\nbad\n'));

  it.each([
    ["root", 'admin, "|cmd"'],
    ["a b", "c"],
    ["@", "@"],
    ["bad", undefined],
  ])("of %j gives %j", (key, wanted) => expect(table.lookup(key).value).toBe(wanted));
});

describe("folding keys", () => {
  it("knows Unicode where it may, and ASCII otherwise", () => {
    expect(foldKey("\xc3\x89A")).toBe("\xc3\xa9a");
    expect(foldKey("\xc3\x9f")).toBe("ss");
    expect(foldKey("\xc3\x89A", { utf8: false })).toBe("\xc3\x89a");
    expect(foldKey("\xc9A")).toBe("\xc9a");
    expect(foldKey("A", { foldsCase: false })).toBe("A");
  });
});
