/** A message before and after a test, in the diff editor, and the list of all its lookups. */
import * as vscode from "vscode";
import type { TableTestResult } from "../../../server/src/contract/protocol";
import type { LineMarks } from "./line-marks";
import { listOfLookups, markedMessage } from "./table-words";

/** The scheme of documents that exist in memory only. */
const SCHEME = "postfix-message";

/** The view; it holds the texts for as long as an editor shows them. */
export interface MessageView extends vscode.Disposable {
  /** Shows what becomes of a message; `table` is the name of the table's file. */
  show(table: string, message: { name: string; text: string }, result: TableTestResult): Promise<void>;
  /** Shows what every part of the message was looked up for and what the table said. */
  showEveryLookup(table: string, result: TableTestResult): Promise<void>;
}

/** Makes the view and registers the scheme of its documents. */
export function createMessageView(marks: LineMarks): MessageView {
  const texts = new Map<string, string>();
  let count = 0;
  const documentOf = (name: string, text: string) => {
    const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${name}`, query: String(count++) });
    texts.set(uri.toString(), text);
    return uri;
  };
  const subscriptions = [
    vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
      provideTextDocumentContent: (uri) => texts.get(uri.toString()) ?? "",
    }),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => {
      if (texts.delete(uri.toString())) marks.clear(uri);
    }),
  ];
  return {
    async show(table, { name, text }, { lookups, message }) {
      const before = documentOf(name, text);
      marks.show(before, markedMessage(lookups, text));
      const after = documentOf(name, message?.text ?? text);
      await vscode.commands.executeCommand("vscode.diff", before, after, `${name} ↔ after ${table}`);
    },
    async showEveryLookup(table, result) {
      const uri = documentOf(`Lookups in ${table}.txt`, listOfLookups(result, table));
      await vscode.window.showTextDocument(uri, { preview: true, viewColumn: vscode.ViewColumn.Beside });
    },
    dispose() {
      for (const subscription of subscriptions) subscription.dispose();
    },
  };
}
