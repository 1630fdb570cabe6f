/** Queued messages as documents to read, and what else can be had of one. */
import * as vscode from "vscode";
import type { QueueMessageText } from "../../../server/src/contract/queue";
import type { QueueClient } from "../queue-client";
import { runProgramInTerminal } from "../terminal";
import { withoutLinks } from "./table-words";

/** The scheme of documents that exist in memory only. */
const SCHEME = "postfix-queue";
const LANGUAGE = "postfix-message";

/** The documents. */
export interface QueueMessages extends vscode.Disposable {
  /** Shows a message; says why where that cannot be. */
  show(id: string, directory: string | null): Promise<void>;
}

/** Makes it and registers the scheme of its documents. */
export function createQueueMessages(client: Pick<QueueClient, "message">): QueueMessages {
  // Taken by the document that it is for; one that VS Code opens again asks the server.
  const fetched = new Map<string, string>();
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const provider = vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
    onDidChange: changed.event,
    async provideTextDocumentContent(uri) {
      const text = fetched.get(uri.toString());
      fetched.delete(uri.toString());
      if (text !== undefined || !vscode.workspace.isTrusted) return text ?? "";
      const { id, directory } = addressed(uri);
      return (await client.message({ directory, id }))?.text ?? "";
    },
  });
  return {
    async show(id, directory) {
      const answer = await client.message({ directory, id });
      if (answer === undefined) return warn(NO_ANSWER);
      if (answer.terminal !== null) return await showInTerminal(answer.terminal);
      if (answer.problem !== "") warn(answer.problem);
      if (answer.text === "") return;
      const uri = addressOf(id, directory);
      fetched.set(uri.toString(), answer.text);
      // Its envelope may say by now that some have got it.
      if (isOpen(uri)) changed.fire(uri);
      const document = await vscode.workspace.openTextDocument(uri);
      await vscode.window.showTextDocument(document, { preview: true });
      if (document.languageId !== LANGUAGE)
        await vscode.languages.setTextDocumentLanguage(document, LANGUAGE);
    },
    dispose() {
      provider.dispose();
      changed.dispose();
    },
  };
}

const NO_ANSWER =
  "The message was not read: the language server did not answer. The output 'Postfix' says why.";

async function showInTerminal({ program, args }: NonNullable<QueueMessageText["terminal"]>): Promise<void> {
  await runProgramInTerminal("Queued Message", program, args, "/");
}

/** The address of a message's document. */
function addressOf(id: string, directory: string | null): vscode.Uri {
  return vscode.Uri.from({ scheme: SCHEME, path: `/${id}`, query: directory ?? "" });
}

function addressed({ path, query }: vscode.Uri): { id: string; directory: string | null } {
  return { id: path.slice(1), directory: query === "" ? null : query };
}

function isOpen(uri: vscode.Uri): boolean {
  return vscode.workspace.textDocuments.some((document) => document.uri.toString() === uri.toString());
}

function warn(text: string): void {
  void vscode.window.showWarningMessage(withoutLinks(text));
}
