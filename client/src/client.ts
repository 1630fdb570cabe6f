/** The language client: the only place that knows vscode-languageclient. */
import * as vscode from "vscode";
import {
  LanguageClient,
  type LanguageClientOptions,
  type ServerOptions,
  TransportKind,
} from "vscode-languageclient/node";
import { DOCUMENT_LANGUAGES } from "../../server/src/contract/languages";
import {
  type InitializationOptions,
  STATUS_NOTIFICATION,
  type StatusParams,
  TABLE_LANGUAGE_REQUEST,
  type TableLanguageParams,
  TRUST_NOTIFICATION,
} from "../../server/src/contract/protocol";

/** Node keeps 16 MB and more for young objects of a process that has it; the server is as fast with these four. */
const SMALL = ["--max-semi-space-size=4"];

/** The running language server, as the rest of the client sees it. */
export interface Client extends vscode.Disposable {
  start(): Promise<void>;
  restart(): Promise<void>;
  showOutput(): void;
  /** The language of a lookup table as the configuration beside it has it; undefined when that says nothing of the file. */
  tableLanguage(uri: string): Promise<string | undefined>;
}

/** Makes the client; `onStatus` hears what the server holds its answers against. */
export function createClient(
  context: vscode.ExtensionContext,
  onStatus: (status: StatusParams) => void,
): Client {
  const module = context.asAbsolutePath("dist/server.js");
  const serverOptions: ServerOptions = {
    run: { module, transport: TransportKind.ipc, options: { execArgv: SMALL } },
    debug: { module, transport: TransportKind.ipc, options: { execArgv: [...SMALL, "--inspect=6009"] } },
  };
  const clientOptions: LanguageClientOptions = {
    documentSelector: DOCUMENT_LANGUAGES.map((language) => ({ language })),
    initializationOptions: (): InitializationOptions => ({
      trusted: vscode.workspace.isTrusted,
      retrigger: true,
    }),
  };
  const client = new LanguageClient("postfix", "Postfix", serverOptions, clientOptions);
  const subscriptions = [
    client.onNotification(STATUS_NOTIFICATION, onStatus),
    vscode.workspace.onDidGrantWorkspaceTrust(() => client.sendNotification(TRUST_NOTIFICATION)),
  ];
  return {
    start: () => client.start(),
    restart: () => client.restart(),
    showOutput: () => client.outputChannel.show(true),
    async tableLanguage(uri) {
      const params: TableLanguageParams = { uri };
      return (await client.sendRequest<string | null>(TABLE_LANGUAGE_REQUEST, params)) ?? undefined;
    },
    dispose() {
      for (const subscription of subscriptions) subscription.dispose();
      void client.dispose();
    },
  };
}
