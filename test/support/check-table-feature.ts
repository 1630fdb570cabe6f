/**
 * The one place where tests ask for the editor's features in lookup tables. A
 * fixture is one file, opened by a line such as `-- header_checks.pcre --`
 * that tells the type: `pcre`, `regexp`, `cidr`, `aliases`, a database client
 * such as `mysql`, and anything else is a table of keys.
 */
import { expect } from "vitest";
import {
  type CompletionItem,
  type CompletionList,
  InsertReplaceEdit,
  InsertTextFormat,
  type MarkupContent,
  Range,
} from "vscode-languageserver-types";
import { sourceText } from "../../server/src/base/source-text";
import type { CompletionCapabilities } from "../../server/src/features/completion";
import { type TableAt, tableCompletionAt, tableHoverAt } from "../../server/src/features/tables";
import { isDatabaseClientType } from "../../server/src/syntax/tables/database-client";
import { isTableType, parseTableFile, type TableFormat } from "../../server/src/syntax/tables/table";
import { MODERN_CLIENT, PLAIN_CLIENT } from "./check-completion";
import { factsOf } from "./check-hover";
import { parseFixture } from "./fixture";

/** What a table is held against. */
export interface TableCircumstances {
  /** Target version; 3.7.11 unless told. */
  readonly version?: string;
  /** The parameters and restrictions that refer to the table; nobody knows unless told. */
  readonly uses?: readonly string[];
}

/** The format of a file by its name. */
export function formatOfName(name: string): TableFormat {
  const ending = name.slice(name.lastIndexOf(".") + 1);
  if (isTableType(ending) || isDatabaseClientType(ending) || ending === "aliases") return ending;
  return ending === "database" ? ending : "key";
}

/** A table, parsed. */
export function tableOf(name: string, text: string, circumstances: TableCircumstances = {}): TableAt {
  const { version = "3.7.11", uses = [] } = circumstances;
  const type = formatOfName(name);
  return {
    type,
    uri: `file:///etc/postfix/${name}`,
    source: sourceText(text),
    table: parseTableFile(type, text),
    uses,
    facts: factsOf(version),
  };
}

/** The only file of a fixture, and where its cursor is. */
export function openTable(fixture: string, circumstances?: TableCircumstances) {
  const [entry, ...more] = parseFixture(fixture).files;
  if (!entry || more.length > 0) throw new Error("A fixture is one table.");
  const [name, { text, cursor = -1 }] = entry;
  return { table: tableOf(name, text, circumstances), text, cursor };
}

/** The hover at the cursor as `«word»` and Markdown; undefined where there is none. */
export function tableHoverText(fixture: string, circumstances?: TableCircumstances): string | undefined {
  const { table, text, cursor } = openTable(fixture, circumstances);
  if (cursor < 0) throw new Error("The fixture has no cursor.");
  const hover = tableHoverAt(table, cursor);
  if (!hover?.range) return undefined;
  const { start, end } = hover.range;
  const word = text.slice(table.source.offsetAt(start), table.source.offsetAt(end));
  return `«${word}»\n${(hover.contents as MarkupContent).value}`;
}

/** What is expected of a completion; at least one of these. */
export interface ExpectedTableItems extends TableCircumstances {
  /** The whole list, in order. */
  readonly all?: readonly string[];
  readonly first?: readonly string[];
  readonly has?: readonly string[];
  readonly lacks?: readonly string[];
  /** Label → the file once it has been chosen, `‸` where the cursor or the first field is. */
  readonly accept?: Readonly<Record<string, string>>;
  /** The same for a client that knows no snippets. */
  readonly acceptPlain?: Readonly<Record<string, string>>;
  /** Label → its documentation. */
  readonly documentation?: Readonly<Record<string, string>>;
  /** Label → what is at the end of its line. */
  readonly notes?: Readonly<Record<string, string | undefined>>;
}

/** Holds the completion at the cursor of a fixture against what is expected. */
export function checkTableCompletion(fixture: string, expected: ExpectedTableItems): void {
  const { table, cursor } = openTable(fixture, expected);
  if (cursor < 0) throw new Error("The fixture has no cursor.");
  const list = tableCompletionAt(table, cursor, MODERN_CLIENT);
  const plain = tableCompletionAt(table, cursor, { ...PLAIN_CLIENT, snippets: false });
  const labels = list.items.map(({ label }) => label);
  expect(
    plain.items.map(({ label }) => label),
    "items for another client",
  ).toEqual(labels);
  if (expected.all) expect(labels).toEqual(expected.all);
  if (expected.first) expect(labels.slice(0, expected.first.length)).toEqual(expected.first);
  if (expected.has) expect(labels.filter((label) => expected.has!.includes(label))).toEqual(expected.has);
  if (expected.lacks) expect(labels.filter((label) => expected.lacks!.includes(label))).toEqual([]);
  for (const [label, file] of Object.entries(expected.accept ?? {})) {
    expect(accepted(table, list, label, MODERN_CLIENT), label).toBe(file);
  }
  for (const [label, file] of Object.entries(expected.acceptPlain ?? {})) {
    expect(accepted(table, plain, label, PLAIN_CLIENT), label).toBe(file);
  }
  for (const [label, text] of Object.entries(expected.documentation ?? {})) {
    expect((itemOf(list, label).documentation as MarkupContent | undefined)?.value, label).toBe(text);
  }
  for (const [label, text] of Object.entries(expected.notes ?? {})) {
    expect(itemOf(list, label).labelDetails?.description, label).toBe(text);
  }
}

function itemOf(list: CompletionList, label: string): CompletionItem {
  const item = list.items.find((each) => each.label === label);
  if (!item) throw new Error(`Nothing is called '${label}'.`);
  return item;
}

function accepted(
  { source }: TableAt,
  list: CompletionList,
  label: string,
  { defaultEditRange }: CompletionCapabilities,
): string {
  const item = itemOf(list, label);
  const editRange = list.itemDefaults?.editRange;
  const ownRange =
    item.textEdit && (InsertReplaceEdit.is(item.textEdit) ? item.textEdit.replace : item.textEdit.range);
  const range = ownRange ?? (Range.is(editRange) ? editRange : editRange?.replace);
  if (!range || (defaultEditRange && ownRange)) throw new Error("An item needs one range.");
  const text = item.textEdit?.newText ?? item.textEditText ?? item.label;
  const shown = item.insertTextFormat === InsertTextFormat.Snippet ? firstField(text) : `${text}‸`;
  const document = source.getText();
  return document.slice(0, source.offsetAt(range.start)) + shown + document.slice(source.offsetAt(range.end));
}

/** A snippet with its suggestions filled in, and the cursor in front of the first one. */
function firstField(snippet: string): string {
  let seen = false;
  const mark = () => {
    const sign = seen ? "" : "‸";
    seen = true;
    return sign;
  };
  const text = snippet.replace(
    /\\([\\$}])|\$\{\d+:([^}]*)\}|\$\{\d+\|([^,}]*)[^}]*\}|\$0/g,
    (_match, escaped?: string, suggestion?: string, choice?: string) =>
      escaped ?? `${mark()}${suggestion ?? choice ?? ""}`,
  );
  return seen ? text : `${text}‸`;
}
