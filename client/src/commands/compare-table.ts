/** "Postfix: Compare Table Test with Postfix": the last test again, asked of the installed Postfix. */
import * as vscode from "vscode";
import type { TableCompareResult } from "../../../server/src/contract/protocol";
import { nameOf } from "../tables";
import { withoutLinks } from "../views/table-words";
import { cannotTest, type TableTests } from "./test-table";

/** Repeats the last test with Postfix and shows what it says; returns that. */
export async function compareTableTest({
  client,
  last,
}: TableTests): Promise<TableCompareResult | undefined> {
  if (last === undefined) {
    void offerTest();
    return undefined;
  }
  const result = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Window, title: "Asking Postfix" },
    () => client.compareTable(last),
  );
  if (result === undefined) {
    void vscode.window.showWarningMessage(cannotTest(nameOf(vscode.Uri.parse(last.uri, true))));
    return undefined;
  }
  const { agrees } = result;
  const text = withoutLinks(result.text);
  if (agrees === false) void vscode.window.showWarningMessage(text);
  else void vscode.window.showInformationMessage(agrees === true ? `✓ ${text}` : text);
  return result;
}

async function offerTest(): Promise<void> {
  const test = "Test Lookup Table…";
  const choice = await vscode.window.showInformationMessage(
    "There is no test to compare yet. Test a lookup table first; then Postfix can be asked the same.",
    test,
  );
  if (choice === test) await vscode.commands.executeCommand("postfix.testTable");
}
