// A table's type says how its file is read.
import { describe, expect, it } from "vitest";
import {
  isTableType,
  parseTable,
  reparseTable,
  type TableType,
} from "../../../server/src/syntax/tables/table";

describe("a table", () => {
  it("is read by its type", () => {
    expect(["pcre", "regexp", "cidr", "hash", "PCRE"].map(isTableType)).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
  });

  it.each<TableType>([
    "pcre",
    "regexp",
    "cidr",
  ])("of type %s keeps all of its text, also after a change", (type) => {
    const text = "# c\n\n/a/ x\n  y\n192.0.2.1 z";
    const table = parseTable(type, text);
    expect(table.tree.chunks.map((chunk) => chunk.text).join("")).toBe(text);
    const changed = reparseTable(table, `${text}\n`, {
      start: text.length,
      oldEnd: text.length,
      newEnd: text.length + 1,
    });
    expect(changed.type).toBe(type);
    expect(changed.tree.chunks.map((chunk) => chunk.text).join("")).toBe(`${text}\n`);
  });
});
