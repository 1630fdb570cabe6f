// Which indented lines read like rules of their own.
import { describe, expect, it } from "vitest";
import { swallowedRules } from "../../../server/src/analysis/rules/table-swallowed";
import { parseTable, type TableType } from "../../../server/src/syntax/tables/table";

function swallowed(type: TableType, text: string): string[] {
  const [chunk] = parseTable(type, text).tree.chunks;
  return swallowedRules(chunk!, type).map(({ lineStart, start, end, text: found }) => {
    expect(text.slice(start, end)).toBe(found);
    expect(text.slice(lineStart, start).trim()).toBe("");
    return found;
  });
}

describe("a swallowed rule", () => {
  it.each<[TableType, string, string[]]>([
    ["pcre", "/a/ x\n  /b/ y\n\tif /c/\n # d\n endif\n", ["/b/ y", "if /c/", "endif"]],
    ["pcre", "if /a/\n  !/b/ y\n", ["!/b/ y"]],
    ["pcre", "/a/ long\n  text of it\n  /b/ y", ["/b/ y"]],
    ["regexp", "endif\n  /a/ x\r\n", ["/a/ x"]],
    ["cidr", "192.0.2.1 x\n  192.0.2.2 y\n  if ::1\n", ["192.0.2.2 y", "if ::1"]],
    // What is not complete is finished by what follows.
    ["pcre", "/a/\n  /b/ y\n", []],
    ["pcre", "/a|\n  /b/ y\n", []],
    ["pcre", "/a/ x\n  /path and text\n  |b| y\n  /c/\n", []],
    ["cidr", "192.0.2.1\n  192.0.2.2 y\n", []],
    ["cidr", "192.0.2.1 x\n  192.0.2.3/24 y\n", []],
    ["pcre", "  /a/ x\n  /b/ y\n", []],
    ["pcre", "/a/ x", []],
  ])("in %s: %j", (type, text, found) => expect(swallowed(type, text)).toEqual(found));
});
