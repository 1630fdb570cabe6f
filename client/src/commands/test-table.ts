/** "Postfix: Test Lookup Table…": what a table does with one input, shown in the table. */
import * as vscode from "vscode";
import type { TableTestParams, TableTestResult } from "../../../server/src/contract/protocol";
import type { Client } from "../client";
import { recentEntries } from "../recent";
import { nameOf, type TablePlace, tableEditor } from "../tables";
import { askForKey } from "../views/key-prompt";
import type { TableResult } from "../views/table-result";
import { outcomeOf, withoutLinks } from "../views/table-words";

/** What the commands that test tables share. */
export interface TableTests {
  readonly client: Pick<Client, "testTable" | "compareTable">;
  /** Where what was entered before is remembered. */
  readonly state: vscode.Memento;
  readonly result: TableResult;
  /** The last test, for those who want to know what Postfix says to it. */
  last?: TableTestParams;
}

/** Buttons of the notification after a test. */
const COMPARE = "Compare with Postfix";
const AGAIN = "Test Again";
const CLEAR = "Clear";

/** Tries a table with one input, asking for it unless the place names one; returns what the server says. */
export async function testTable(tests: TableTests, place?: TablePlace): Promise<TableTestResult | undefined> {
  const editor = await tableEditor(place);
  if (editor === undefined) return undefined;
  const { document } = editor;
  const uri = document.uri.toString();
  const recent = recentEntries(tests.state, `postfix.tableInputs:${uri}`);
  const text = place?.input ?? (await ask(editor, recent.entries()));
  if (text === undefined) return undefined;
  await recent.add(text);
  const { version } = document;
  const params: TableTestParams = { uri, input: { kind: "key", text } };
  const result = await tests.client.testTable(params);
  if (result === undefined) {
    void vscode.window.showWarningMessage(cannotTest(nameOf(document.uri)));
    return undefined;
  }
  tests.last = params;
  // Whoever typed meanwhile has other lines than those that were tried.
  if (document.version === version) tests.result.show(editor, result);
  void offerMore(outcomeOf(result, nameOf(document.uri)), { uri });
  return result;
}

/** Why there is no result, and what to do about it. */
export function cannotTest(table: string): string {
  return `'${table}' was not tested, because the language server does not know it as a lookup table. Close the file, open it again, and repeat the test.`;
}

/** Asks for the input: what is selected, or else what was tried last, stands in the box. */
function ask(editor: vscode.TextEditor, recent: readonly string[]): Promise<string | undefined> {
  const selected = editor.document.getText(editor.selection);
  return askForKey({
    table: nameOf(editor.document.uri),
    given: selected === "" ? (recent[0] ?? "") : selected,
    recent,
  });
}

async function offerMore(outcome: string, place: TablePlace): Promise<void> {
  const choice = await vscode.window.showInformationMessage(withoutLinks(outcome), COMPARE, AGAIN, CLEAR);
  if (choice === COMPARE) await vscode.commands.executeCommand("postfix.compareTableTest");
  if (choice === AGAIN) await vscode.commands.executeCommand("postfix.testTable", place);
  if (choice === CLEAR) await vscode.commands.executeCommand("postfix.clearTableTest");
}
