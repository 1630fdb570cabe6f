/** Diagnostics: clients that ask get them when they ask, all others after every change. */
import type { ClientCapabilities, Connection, Diagnostic } from "vscode-languageserver";
import type { OpenFile, Workspace } from "../workspace";

/** Sends diagnostics, or tells the client that it should ask. */
export interface DiagnosticsSender {
  /** The text of these documents, or of one they depend on, has changed. */
  changed(documents: readonly OpenFile[]): void;
  /** What documents are held against has changed, which the client cannot know. */
  refresh(documents: readonly OpenFile[]): void;
  /** A document is no longer open. */
  closed(uri: string): void;
}

/** The diagnostics of an open document. */
export type DiagnosticsOf = (document: OpenFile) => Diagnostic[];

/** Makes a sender. */
export function createDiagnosticsSender(
  connection: Connection,
  workspace: Workspace,
  diagnosticsOf: DiagnosticsOf,
  capabilities: () => ClientCapabilities,
): DiagnosticsSender {
  const pulls = () => capabilities().textDocument?.diagnostic !== undefined;
  const waiting = new Set<string>();

  const push = async (uri: string) => {
    const document = (await workspace.document(uri)) ?? (await workspace.table(uri));
    if (!document) return;
    const { version } = document.text;
    await connection.sendDiagnostics({ uri, version, diagnostics: diagnosticsOf(document) });
  };

  const changed = (documents: readonly OpenFile[]) => {
    if (pulls()) return;
    if (waiting.size === 0 && documents.length > 0) setImmediate(flush);
    for (const { text } of documents) waiting.add(text.uri);
  };
  // Changes that arrive together are answered once.
  const flush = () => {
    const uris = [...waiting];
    waiting.clear();
    for (const uri of uris) {
      push(uri).catch((error) => connection.console.error(`Sending diagnostics of ${uri} failed: ${error}`));
    }
  };

  return {
    changed,
    refresh(documents) {
      if (!pulls()) changed(documents);
      else if (capabilities().workspace?.diagnostics?.refreshSupport)
        connection.languages.diagnostics.refresh();
    },
    closed(uri) {
      if (!pulls()) connection.sendDiagnostics({ uri, diagnostics: [] });
    },
  };
}
