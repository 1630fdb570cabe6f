// The lenses of lookup tables, as `line: title → command argument`.
import { expect, it } from "vitest";
import type { CodeLens } from "vscode-languageserver-types";
import { type IndexedTable, indexLens, tableLenses } from "../../../server/src/features/tables";
import type { FileInfo } from "../../../server/src/ports/files";
import { openTable, tableOf } from "../../support/check-table-feature";

function shown(lenses: readonly CodeLens[]): string[] {
  return lenses.map(({ range, command }) => {
    const [argument] = command!.arguments as [Record<string, unknown>];
    const { uri, ...rest } = argument;
    expect(uri).toMatch(/^file:/);
    return `${range.start.line}: ${command!.title} → ${command!.command} ${JSON.stringify(rest)}`;
  });
}

function lenses(fixture: string, uses: readonly string[] = []): string[] {
  return shown(tableLenses(openTable(fixture, { uses }).table));
}

it("offers tests of the table, its rules and its expectations", () => {
  expect(
    lenses(
      "-- header_checks.pcre --\n# c\n#? Subject: x => REJECT\n/x/ REJECT\nif /y/\n#? y => no match\n/z/\n  OK\nendif\n/a OK\n",
    ),
  ).toEqual([
    "0: Test with a message… → postfix.testTableWithMessage {}",
    '0: Test… → postfix.testTable {"line":0}',
    "0: Run 2 expectations → postfix.runExpectations {}",
    '1: Run expectation → postfix.runExpectations {"line":1}',
    '2: Test… → postfix.testTable {"line":2}',
    '3: Test… → postfix.testTable {"line":3}',
    '4: Run expectation → postfix.runExpectations {"line":4}',
    '5: Test… → postfix.testTable {"line":5}',
  ]);
});

it("offers a message where headers, body lines or nobody knows what is looked up", () => {
  const message = "0: Test with a message… → postfix.testTableWithMessage {}";
  const table = '0: Test… → postfix.testTable {"line":0}';
  expect(lenses("-- x.pcre --\n/x/ OK\n")).toEqual([message, table]);
  expect(lenses("-- x.regexp --\n/x/ OK\n", ["smtp_body_checks"])).toEqual([message, table]);
  expect(lenses("-- x.pcre --\n/x/ OK\n", ["transport_maps"])).toEqual([table]);
  expect(lenses("-- transport.pcre --\n/x/ OK\n")).toEqual([table]);
  expect(lenses("-- x.cidr --\n192.0.2.1 OK\n")).toEqual([table]);
  expect(lenses("-- access --\na OK\n")).toEqual([table]);
});

it("has none where nothing can be tried", () => {
  expect(lenses("-- x.aliases --\na: b\n")).toEqual([]);
  expect(lenses("-- x.mysql --\nhosts = a\n")).toEqual([]);
});

it("has no more than 500 for rules", () => {
  const table = tableOf("x.cidr", "192.0.2.1 OK\n".repeat(600));
  // The rule in the first line has the lens of the table.
  expect(tableLenses(table)).toHaveLength(500);
});

it("says when postmap is needed", () => {
  const at: IndexedTable = { uri: "file:///etc/postfix/virtual", type: "hash", indexName: "virtual.db" };
  const file = (modified: number): FileInfo => ({ kind: "file", size: 1, modified });
  expect(shown(indexLens(at, file(2_000), file(1_000)))).toEqual([
    '0: postmap needed: the source is newer than virtual.db → postfix.postmap {"type":"hash"}',
  ]);
  expect(shown(indexLens(at, file(2_000), undefined))).toEqual([
    '0: postmap needed: virtual.db does not exist → postfix.postmap {"type":"hash"}',
  ]);
  expect(indexLens(at, file(2_000), file(2_000))).toEqual([]);
});
