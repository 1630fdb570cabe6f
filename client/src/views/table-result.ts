/** The last test of a lookup table, shown in the table itself until it is edited. */
import * as vscode from "vscode";
import type { TableTestResult } from "../../../server/src/contract/protocol";
import type { LineMarks } from "./line-marks";
import { markedLines } from "./table-words";

/** The result in view, of one table at a time. */
export interface TableResult extends vscode.Disposable {
  /** Marks the lines of the table and brings the one that decides into view. */
  show(editor: vscode.TextEditor, result: TableTestResult): void;
  clear(): void;
}

/** While a result is in view, so that the command that clears it is offered. */
const CONTEXT_KEY = "postfix.tableTestShown";

/** Makes the view; nothing is shown yet. */
export function createTableResult(marks: LineMarks): TableResult {
  let shown: vscode.Uri | undefined;
  const clear = () => {
    if (shown === undefined) return;
    marks.clear(shown);
    shown = undefined;
    void vscode.commands.executeCommand("setContext", CONTEXT_KEY, false);
  };
  // What is said of lines that are others by now would be wrong.
  const listener = vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
    if (contentChanges.length > 0 && document.uri.toString() === shown?.toString()) clear();
  });
  return {
    show(editor, result) {
      clear();
      shown = editor.document.uri;
      marks.show(shown, markedLines(result));
      const line = result.lookups[0]?.line ?? undefined;
      if (line !== undefined) {
        const { range } = editor.document.lineAt(Math.min(line, editor.document.lineCount - 1));
        editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
      }
      void vscode.commands.executeCommand("setContext", CONTEXT_KEY, true);
    },
    clear,
    dispose: () => listener.dispose(),
  };
}
