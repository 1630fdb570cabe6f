// The outline of lookup tables, and what can be folded in them.
import { describe, expect, it } from "vitest";
import type { DocumentSymbol } from "vscode-languageserver-types";
import { tableFolding, tableSymbols } from "../../../server/src/features/tables";
import { openTable, tableOf } from "../../support/check-table-feature";

/** Symbols as indented lines: `first-last name | detail`. */
function shown(symbols: readonly DocumentSymbol[], indent = ""): string[] {
  return symbols.flatMap(({ name, detail, range, selectionRange, children = [] }) => {
    expect(selectionRange.start.line).toBeGreaterThanOrEqual(range.start.line);
    expect(selectionRange.end.line).toBeLessThanOrEqual(range.end.line);
    return [
      `${indent}${range.start.line}-${range.end.line} ${name} | ${detail}`,
      ...shown(children, `${indent}  `),
    ];
  });
}

function outline(fixture: string): string[] {
  return shown(tableSymbols(openTable(fixture).table));
}

describe("the outline", () => {
  it("has rules in their blocks", () => {
    expect(
      outline(
        "-- x.pcre --\n/a/i OK\nif !/b/\n/c/\n  WARN $1\nif /d/\n/e/ OK\nendif\nendif\n/f OK\nif /g/\n/h/ OK\n",
      ),
    ).toEqual([
      "0-0 /a/i | OK",
      "1-7 if !/b/ | ",
      "  2-3 /c/ | WARN $1",
      "  4-6 if /d/ | ",
      "    5-5 /e/ | OK",
      "9-10 if /g/ | ",
      "  10-10 /h/ | OK",
    ]);
    expect(outline("-- x.cidr --\nif 192.0.2.0/24\n!192.0.2.1 OK\nendif\n")).toEqual([
      "0-2 if 192.0.2.0/24 | ",
      "  1-1 !192.0.2.1 | OK",
    ]);
  });

  it("has keys, aliases and settings", () => {
    expect(outline("-- virtual --\n# c\na@example.com b\nc@example.com\n  d\n")).toEqual([
      "1-1 a@example.com | b",
      "2-3 c@example.com | d",
    ]);
    expect(outline("-- x.aliases --\nroot: me,\n you\n")).toEqual(["0-1 root | me, you"]);
    expect(outline("-- x.mysql --\nhosts = a\n= b\n")).toEqual(["0-0 hosts | a"]);
  });

  it("shows no passwords", () => {
    expect(outline("-- sasl_passwd --\nexample.com me:secret\n")).toEqual(["0-0 example.com | (hidden)"]);
    expect(outline("-- x.mysql --\npassword = secret\n")).toEqual(["0-0 password | (hidden)"]);
    expect(outline("-- x.ldap --\nbind_pw = secret\n")).toEqual(["0-0 bind_pw | (hidden)"]);
  });

  it("ends with the 5,000th key", () => {
    const text = Array.from({ length: 5_010 }, (_, index) => `key${index} value\n`).join("");
    const symbols = tableSymbols(tableOf("virtual", text));
    expect([symbols.length, symbols.at(-1)!.name]).toEqual([5_000, "key4999"]);
  });
});

describe("folding", () => {
  const folds = (fixture: string) => tableFolding(openTable(fixture).table);

  it("folds blocks up to their end, and comments", () => {
    expect(
      folds(
        "-- x.pcre --\n# a\n# b\n\n# c\nif /a/\n/b/ OK\nif /c/\n/d/\n  OK\nendif\nendif\nif /e/\nendif\nif /f/\n/g/ OK\n",
      ),
    ).toEqual([
      { startLine: 0, endLine: 1, kind: "comment" },
      { startLine: 4, endLine: 9 },
      { startLine: 6, endLine: 8 },
      { startLine: 13, endLine: 14 },
    ]);
  });

  it("folds comments of any table", () => {
    expect(folds("-- virtual --\na b\n# c\n  # d")).toEqual([{ startLine: 1, endLine: 2, kind: "comment" }]);
    expect(folds("-- x.ldap --\n# c\nscope = sub\n")).toEqual([]);
  });
});
