/** The language server: capabilities, lifecycle, and the way from a message to its handler. */
import {
  type ClientCapabilities,
  CodeLensRefreshRequest,
  type Connection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  FoldingRangeRequest,
  type InitializeResult,
  MessageType,
  ShowMessageNotification,
  TextDocumentSyncKind,
} from "vscode-languageserver";
import { version } from "../../../package.json";
import type { Target } from "../analysis/host";
import type { PostfixFacts } from "../analysis/model/postfix-facts";
import { RULES } from "../analysis/rules/index";
import { readLevels } from "../analysis/rules/levels";
import { warmUp } from "../analysis/warm-up";
import { isLanguageId, isTableLanguageId, TABLE_LANGUAGES } from "../contract/languages";
import {
  type InitializationOptions,
  PROGRAM_ENDED_NOTIFICATION,
  PROPOSAL_SCHEME,
  STATUS_NOTIFICATION,
  type StatusParams,
  TABLE_LANGUAGE_REQUEST,
  type TableLanguageParams,
  TRUST_NOTIFICATION,
} from "../contract/protocol";
import { readServerSettings, type ServerSettings } from "../contract/settings";
import { FIX_ALL_KIND } from "../features/code-actions";
import { readCompletionCapabilities } from "../features/completion/index";
import { diagnosticsOf as ownDiagnostics, remarkDiagnostics } from "../features/diagnostics";
import type { PatternEngine } from "../matching/pattern-engine";
import { Pcre2 } from "../matching/pcre2/engine";
import type { Logger } from "../ports/logger";
import { createFileLooks } from "./file-looks";
import { createGuard } from "./guard";
import { registerCleanup } from "./handlers/cleanup";
import { createDiagnosticsSender, type DiagnosticsOf } from "./handlers/diagnostics";
import { foundIn, type HandlerContext, registerFeatures } from "./handlers/features";
import { registerPrivacy } from "./handlers/privacy";
import { registerQueue } from "./handlers/queue";
import { registerTables } from "./handlers/tables";
import { registerTrinity } from "./handlers/trinity";
import { createLender } from "./lent";
import { createRemarkKeeper } from "./remarks";
import type { Runtime } from "./runtime";
import { createTargetKeeper } from "./target";
import { createTrinityKeeper } from "./trinity/keeper";
import { Workspace } from "./workspace";

/** How long an answer may wait for the installed Postfix before it is given from our own knowledge. */
const PATIENCE_MS = 1_500;

/** How long the server gets ready for its first document while nothing else is to do. */
const WARM_UP_MS = 40;

/** Serves a client on `connection` until it says goodbye. */
export function startServer(connection: Connection, runtime: Runtime): void {
  const logger: Logger = connection.console;
  const guard = createGuard(logger);
  const target = createTargetKeeper(runtime);
  const workspace = new Workspace(
    () => target.current().facts,
    runtime.files,
    createEngineKeeper(runtime, logger),
  );
  let capabilities: ClientCapabilities = {};
  let settings: ServerSettings = readServerSettings(undefined);
  let completion = readCompletionCapabilities(undefined, false);
  let trusted = true;
  let ready: Promise<void> = Promise.resolve();
  let reported = "";
  let used: PostfixFacts | undefined;
  let usedRules: string | undefined;

  const diagnosticsOf: DiagnosticsOf = (file) => {
    const found = foundIn(file);
    const own = found ? ownDiagnostics(found) : [];
    if ("table" in file) return own;
    const { directory, language, text } = file;
    looks.wanted(directory);
    const said = remarkDiagnostics(directory, language, remarks.of(text.uri));
    return [...own, ...said, ...trinity.diagnosticsOf(file)];
  };
  const diagnostics = createDiagnosticsSender(connection, workspace, diagnosticsOf, () => capabilities);
  const remarks = createRemarkKeeper(runtime, (uri) => diagnostics.refresh(workspace.related(uri)));
  const looks = createFileLooks(runtime.files, (directory) =>
    diagnostics.refresh(workspace.documentsOf(directory)),
  );
  const lender = createLender(runtime, guard);
  const trinity = createTrinityKeeper((directory) => diagnostics.refresh(workspace.documentsOf(directory)));
  const mayStartPrograms = () => trusted && settings.host === "auto";

  /** Takes the levels of rules over, and tells once what is not understood of them. */
  const useRules = () => {
    const setting = JSON.stringify(settings.rules);
    if (setting === usedRules) return;
    usedRules = setting;
    const { levels, problems } = readLevels(settings.rules, RULES);
    for (const problem of problems) {
      const message = `postfix.rules: ${problem}`;
      connection.sendNotification(ShowMessageNotification.type, { type: MessageType.Warning, message });
    }
    workspace.useLevels(levels);
    diagnostics.refresh(workspace.documents());
  };

  /** Answers wait for this, so that nobody sees findings against one Postfix and then against another. */
  const settle = (work: Promise<void>) => {
    // What fails is reported by whoever started it; answers are then given from what is known.
    ready = Promise.race([work.catch(() => {}), delay(PATIENCE_MS)]);
    return work;
  };

  const useTarget = ({ facts, reason, detail }: Target) => {
    const status: StatusParams = { version: facts.version.text, reason, voice: facts.voice, detail };
    const before = reported;
    reported = JSON.stringify(status);
    if (reported !== before) connection.sendNotification(STATUS_NOTIFICATION, status);
    if (facts === used) return;
    used = facts;
    workspace.useFacts(facts);
    diagnostics.refresh(workspace.documents());
  };

  const refreshTarget = () =>
    settle(
      target
        .refresh(settings, trusted)
        .then(useTarget, (error) => logger.error(`Asking Postfix failed: ${error}`)),
    );

  const readSettings = async () => {
    if (!capabilities.workspace?.configuration) return;
    settings = readServerSettings(await connection.workspace.getConfiguration("postfix"));
    useRules();
  };

  connection.onInitialize((params): InitializeResult => {
    capabilities = params.capabilities;
    const options = params.initializationOptions as InitializationOptions | undefined;
    trusted = options?.trusted !== false;
    completion = readCompletionCapabilities(
      capabilities.textDocument?.completion,
      options?.retrigger === true,
    );
    return {
      serverInfo: { name: "postfix-ls", version },
      capabilities: {
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
        completionProvider: {
          triggerCharacters: ["$", "{", "(", ":", "/", "=", ",", " ", "!", "\\", "[", "^", "|"],
          resolveProvider: true,
        },
        hoverProvider: true,
        documentSymbolProvider: true,
        ...(options?.tableCommands === true && { codeLensProvider: {} }),
        codeActionProvider: { codeActionKinds: ["quickfix", FIX_ALL_KIND] },
        diagnosticProvider: {
          identifier: "postfix",
          interFileDependencies: true,
          workspaceDiagnostics: false,
        },
      },
    };
  });

  connection.onInitialized(
    guard.notification("initialized", async () => {
      // The installed Postfix is asked at once; settings that say otherwise come within milliseconds.
      const asking = settle(readSettings().then(refreshTarget));
      if (capabilities.workspace?.didChangeConfiguration?.dynamicRegistration) {
        await connection.client.register(DidChangeConfigurationNotification.type, { section: "postfix" });
      }
      if (capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration) {
        const watchers = [{ globPattern: "**/*.cf" }, { globPattern: "**/*.cf.{proto,dist,default}" }];
        await connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
      }
      // Only for tables: the indentation of the other files folds without help.
      if (capabilities.textDocument?.foldingRange?.dynamicRegistration) {
        const documentSelector = Object.keys(TABLE_LANGUAGES).map((language) => ({ language }));
        await connection.client.register(FoldingRangeRequest.type, { documentSelector });
      }
      await asking;
      // Whoever waits for a document already is not helped by one more analysis before it.
      if (workspace.documents().length === 0) warmUp(target.current().facts, WARM_UP_MS);
    }),
  );

  connection.onDidChangeConfiguration(
    guard.notification("didChangeConfiguration", async (params) => {
      if (capabilities.workspace?.configuration) await readSettings();
      else settings = readServerSettings((params.settings as Record<string, unknown> | null)?.postfix);
      useRules();
      await refreshTarget();
    }),
  );

  connection.onNotification(
    TRUST_NOTIFICATION,
    guard.notification("trusted", async () => {
      trusted = true;
      await refreshTarget();
    }),
  );

  connection.onNotification(
    PROGRAM_ENDED_NOTIFICATION,
    guard.notification("programEnded", () => {
      if (capabilities.workspace?.codeLens?.refreshSupport)
        void connection.sendRequest(CodeLensRefreshRequest.type);
    }),
  );

  connection.onRequest(
    TABLE_LANGUAGE_REQUEST,
    guard.request<TableLanguageParams, string | null>("tableLanguage", null, async ({ uri }) => {
      await ready;
      return (await workspace.tableLanguage(uri)) ?? null;
    }),
  );

  connection.onDidOpenTextDocument(
    guard.notification("didOpen", async ({ textDocument }) => {
      const { uri, languageId, version, text } = textDocument;
      if (uri.startsWith(`${PROPOSAL_SCHEME}:`)) return;
      if (isLanguageId(languageId)) workspace.open(uri, languageId, version, text);
      else if (isTableLanguageId(languageId)) workspace.openTable(uri, languageId, version, text);
      else return;
      await ready;
      diagnostics.changed(workspace.related(textDocument.uri));
    }),
  );

  connection.onDidChangeTextDocument(
    guard.notification("didChange", async ({ textDocument, contentChanges }) => {
      workspace.change(textDocument.uri, textDocument.version, contentChanges);
      remarks.changed(textDocument.uri);
      diagnostics.changed(workspace.related(textDocument.uri));
    }),
  );

  connection.onDidSaveTextDocument(
    // Saving is when an administrator may have updated Postfix as well.
    guard.notification("didSave", async ({ textDocument: { uri } }) => {
      await ready;
      await refreshTarget();
      // Another version than the installed one was chosen: that one has nothing to say here.
      if (!mayStartPrograms() || target.current().facts.voice !== "installed") return;
      const postconf = settings.postconf || (await runtime.exec.find("postconf"));
      if (postconf !== undefined) await remarks.saved(uri, postconf);
    }),
  );

  connection.onDidCloseTextDocument(
    guard.notification("didClose", ({ textDocument }) => {
      workspace.close(textDocument.uri);
      remarks.changed(textDocument.uri);
      diagnostics.closed(textDocument.uri);
      diagnostics.changed(workspace.related(textDocument.uri));
    }),
  );

  connection.onDidChangeWatchedFiles(
    guard.notification("didChangeWatchedFiles", async ({ changes }) => {
      const affected = await Promise.all(changes.map(({ uri }) => workspace.changedOnDisk(uri)));
      if (affected.flat().length > 0) diagnostics.refresh(affected.flat());
    }),
  );

  const handlers: HandlerContext = {
    connection,
    guard,
    workspace,
    runtime,
    lender,
    trinity,
    ready: () => ready,
    completion: () => completion,
    facts: () => target.current().facts,
    settings: () => settings,
    mayStartPrograms,
    isTrusted: () => trusted,
    diagnosticsOf,
  };
  registerFeatures(handlers);
  registerTables(handlers);
  registerCleanup(handlers);
  registerPrivacy(handlers);
  registerQueue(handlers);
  registerTrinity(handlers);
  // Nobody comes back for what was lent.
  connection.onShutdown(() => lender.releaseAll());
  connection.listen();
}

/** Gives PCRE2, made when it is first asked for. Without it the rules know less; why, the log says once. */
function createEngineKeeper(runtime: Runtime, logger: Logger): () => PatternEngine | undefined {
  let engine: PatternEngine | undefined | "missing";
  return () => {
    try {
      engine ??= new Pcre2(runtime.pcre2());
    } catch (error) {
      logger.error(`PCRE2 cannot be loaded, so patterns are checked less closely: ${error}`);
      engine = "missing";
    }
    return engine === "missing" ? undefined : engine;
  };
}

function delay(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds).unref());
}
