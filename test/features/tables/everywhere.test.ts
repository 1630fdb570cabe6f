// The editor's features anywhere in any table: they never fail, and a hover is about what is under the cursor.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { InsertReplaceEdit } from "vscode-languageserver-types";
import { decodeText } from "../../../server/src/base/decode";
import {
  type TableAt,
  tableCompletionAt,
  tableFolding,
  tableHoverAt,
  tableLenses,
  tableSymbols,
} from "../../../server/src/features/tables";
import { MODERN_CLIENT } from "../../support/check-completion";
import { tableOf } from "../../support/check-table-feature";

const CORPUS = join(__dirname, "../../../../shared/corpus");

/** Asks for a hover and checks it. @returns whether there was one */
function isSound(table: TableAt, offset: number): boolean {
  const hover = tableHoverAt(table, offset);
  if (!hover) return false;
  const { source } = table;
  const [start, end] = [source.offsetAt(hover.range!.start), source.offsetAt(hover.range!.end)];
  // Line ends and comments inside a word belong to it.
  if (!(start <= offset && offset <= end && start < end)) {
    throw new Error(`The hover at ${offset} is about ${start} to ${end}.`);
  }
  if ((hover.contents as { value: string }).value.trim() === "") throw new Error("An empty hover.");
  return true;
}

/** Asks for items and checks what they replace. @returns how many there are */
function checkItems(table: TableAt, offset: number): number {
  const { items, itemDefaults } = tableCompletionAt(table, offset, MODERN_CLIENT);
  if (items.length === 0) return 0;
  const range = itemDefaults!.editRange as InsertReplaceEdit;
  const { line } = table.source.positionAt(offset);
  const lines = [
    range.insert.start.line,
    range.insert.end.line,
    range.replace.start.line,
    range.replace.end.line,
  ];
  expect(lines).toEqual([line, line, line, line]);
  expect(new Set(items.map(({ label }) => label)).size, "items of one label").toBe(items.length);
  return items.length;
}

function askAll(table: TableAt): void {
  tableLenses(table);
  tableSymbols(table);
  tableFolding(table);
}

it("survives any text", () => {
  const pieces = fc.constantFrom(
    ..."abz$ {}()?:=<>,#!/[].\\|\n\t\r\0`*^+-\"'@0".split(""),
    "if ",
    "endif",
    "\nif /a/\n",
    "\nendif\n",
    "[[:alpha:]]",
    "(?:",
    "192.0.2.0/24",
    "REJECT ",
    "\n/a(b)/ ",
    "\n ",
    "root: ",
    "scope = ",
    "#? a => b",
    "é",
    "🙂",
  );
  const texts = fc.array(pieces, { maxLength: 30 }).map((parts) => parts.join(""));
  const names = fc.constantFrom(
    "header_checks.pcre",
    "x.regexp",
    "x.cidr",
    "access",
    "tls_policy",
    "x.aliases",
    "x.ldap",
  );
  fc.assert(
    fc.property(names, texts, fc.nat(100), (name, text, place) => {
      const table = tableOf(name, text);
      const offset = place % (text.length + 1);
      isSound(table, offset);
      checkItems(table, offset);
      askAll(table);
    }),
    { numRuns: 2_000, seed: 20261124 },
  );
});

describe.skipIf(!existsSync(CORPUS))("real tables", () => {
  const files = ["pcre", "regexp", "cidr", "aliases", "access", "transport"].flatMap((folder) =>
    existsSync(join(CORPUS, folder))
      ? readdirSync(join(CORPUS, folder)).map((file) => ({ folder, path: join(CORPUS, folder, file) }))
      : [],
  );

  it("are there", () => expect(files.length).toBeGreaterThan(20));

  it("have a sound hover at every place", () => {
    let answers = 0;
    for (const { folder, path } of files) {
      const text = decodeText(readFileSync(path));
      const table = tableOf(folder === "access" || folder === "transport" ? folder : `x.${folder}`, text);
      for (let offset = 0; offset <= text.length; offset++) if (isSound(table, offset)) answers++;
      askAll(table);
    }
    expect(answers).toBeGreaterThan(30_000);
  }, 60_000);

  it("have completions here and there", () => {
    let answers = 0;
    for (const { folder, path } of files) {
      const text = decodeText(readFileSync(path));
      const table = tableOf(`x.${folder}`, text);
      for (let offset = 0; offset <= text.length; offset += 101) {
        answers += Math.min(1, checkItems(table, offset));
      }
    }
    expect(answers).toBeGreaterThan(100);
  }, 60_000);
});
