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
  CLEANUP_REQUEST,
  type CleanupAnswer,
  type CleanupParams,
  type InitializationOptions,
  PRIVACY_REQUEST,
  PROGRAM_ENDED_NOTIFICATION,
  type PrivacyAnswer,
  type PrivacyParams,
  STATUS_NOTIFICATION,
  type StatusParams,
  TABLE_COMPARE_REQUEST,
  TABLE_EXPECTATIONS_REQUEST,
  TABLE_LANGUAGE_REQUEST,
  TABLE_TEST_REQUEST,
  type TableCompareResult,
  type TableExpectation,
  type TableExpectationsParams,
  type TableLanguageParams,
  type TableTestParams,
  type TableTestResult,
  TRUST_NOTIFICATION,
  WRITE_REQUEST,
  type WriteAnswer,
  type WriteParams,
} from "../../server/src/contract/protocol";
import { createQueueClient, type QueueClient } from "./queue-client";
import { createTrinityClient, type TrinityClient } from "./trinity-client";

/** Node keeps 16 MB and more for young objects of a process that has it; the server is as fast with these four. */
const SMALL = ["--max-semi-space-size=4"];

/** The running language server, as the rest of the client sees it. */
export interface Client extends vscode.Disposable {
  start(): Promise<void>;
  restart(): Promise<void>;
  showOutput(): void;
  /** The language of a lookup table as the configuration beside it has it; undefined when that says nothing of the file. */
  tableLanguage(uri: string): Promise<string | undefined>;
  /** What a lookup table does with an input; undefined when the server does not have the table. */
  testTable(params: TableTestParams): Promise<TableTestResult | undefined>;
  /** The same asked of the installed Postfix; undefined when the server does not have the table. */
  compareTable(params: TableTestParams): Promise<TableCompareResult | undefined>;
  /** The expectations in a table's comments, tried; empty when there are none. */
  tableExpectations(uri: string): Promise<readonly TableExpectation[]>;
  /** What a clean-up would do; undefined when the server does not know the file as one of a configuration. */
  cleanup(params: CleanupParams): Promise<CleanupAnswer | undefined>;
  /** Puts a file's new content in the place of the old one; undefined when the server has failed, and said so in its log. */
  write(params: WriteParams): Promise<WriteAnswer | undefined>;
  /** What a header privacy filter is made of, or taking it out; undefined when the server has failed, and said so in its log. */
  privacy(params: PrivacyParams): Promise<PrivacyAnswer | undefined>;
  /** The mail queue. */
  readonly queue: QueueClient;
  /** A, PTR and EHLO. */
  readonly trinity: TrinityClient;
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
      tableCommands: true,
    }),
  };
  const client = new LanguageClient("postfix", "Postfix", serverOptions, clientOptions);
  const queue = createQueueClient(client);
  const subscriptions = [
    queue,
    client.onNotification(STATUS_NOTIFICATION, onStatus),
    vscode.workspace.onDidGrantWorkspaceTrust(() => client.sendNotification(TRUST_NOTIFICATION)),
    vscode.tasks.onDidEndTaskProcess(({ execution }) => {
      if (execution.task.definition.type === "postfix")
        void client.sendNotification(PROGRAM_ENDED_NOTIFICATION);
    }),
  ];
  return {
    start: () => client.start(),
    restart: () => client.restart(),
    showOutput: () => client.outputChannel.show(true),
    async tableLanguage(uri) {
      const params: TableLanguageParams = { uri };
      return (await client.sendRequest<string | null>(TABLE_LANGUAGE_REQUEST, params)) ?? undefined;
    },
    async testTable(params) {
      return (await client.sendRequest<TableTestResult | null>(TABLE_TEST_REQUEST, params)) ?? undefined;
    },
    async compareTable(params) {
      const answer = client.sendRequest<TableCompareResult | null>(TABLE_COMPARE_REQUEST, params);
      return (await answer) ?? undefined;
    },
    async tableExpectations(uri) {
      const params: TableExpectationsParams = { uri };
      const answer = client.sendRequest<readonly TableExpectation[] | null>(
        TABLE_EXPECTATIONS_REQUEST,
        params,
      );
      return (await answer) ?? [];
    },
    async cleanup(params) {
      return (await client.sendRequest<CleanupAnswer | null>(CLEANUP_REQUEST, params)) ?? undefined;
    },
    async write(params) {
      return (await client.sendRequest<WriteAnswer | null>(WRITE_REQUEST, params)) ?? undefined;
    },
    async privacy(params) {
      return (await client.sendRequest<PrivacyAnswer | null>(PRIVACY_REQUEST, params)) ?? undefined;
    },
    queue,
    trinity: createTrinityClient(client),
    dispose() {
      for (const subscription of subscriptions) subscription.dispose();
      void client.dispose();
    },
  };
}
