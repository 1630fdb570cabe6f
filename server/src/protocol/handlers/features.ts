/** Requests about a document: convert, one call of the engine, convert. */
import {
  type CodeAction,
  type CompletionItem,
  type CompletionList,
  type Connection,
  type DocumentDiagnosticReport,
  DocumentDiagnosticReportKind,
  type DocumentSymbol,
  type Hover,
} from "vscode-languageserver";
import type { PostfixFacts } from "../../analysis/model/postfix-facts";
import { codeActionsAt } from "../../features/code-actions";
import {
  type CompletionCapabilities,
  completionAt,
  resolveCompletion,
} from "../../features/completion/index";
import { type FoundIn, foundInDirectory, foundInTable } from "../../features/diagnostics";
import { hoverAt } from "../../features/hover/hover";
import { documentSymbols } from "../../features/symbols";
import type { Guard } from "../guard";
import { createManualKeeper } from "../manual";
import type { Runtime } from "../runtime";
import { pathOfUri } from "../uris";
import type { OpenDocument, OpenFile, Workspace } from "../workspace";
import type { DiagnosticsOf } from "./diagnostics";

/** What the handlers need. */
export interface HandlerContext {
  readonly connection: Connection;
  readonly guard: Guard;
  readonly workspace: Workspace;
  readonly runtime: Runtime;
  /** Settled when the target is known, or when waiting for it has lasted long enough. */
  ready(): Promise<void>;
  readonly diagnosticsOf: DiagnosticsOf;
  completion(): CompletionCapabilities;
  facts(): PostfixFacts;
  /** Whether programs of this machine may be started. */
  mayStartPrograms(): boolean;
}

/** Registers the handlers. */
export function registerFeatures(context: HandlerContext): void {
  const { connection, guard, workspace } = context;

  /** A handler that needs the document; `fallback` where the document is not open. */
  const onDocument = <Params extends { textDocument: { uri: string } }, Result>(
    name: string,
    fallback: Result,
    answer: (document: OpenDocument, params: Params) => Result | Promise<Result>,
  ) =>
    guard.request<Params, Result>(name, fallback, async (params, token) => {
      await context.ready();
      const document = await workspace.document(params.textDocument.uri);
      return document && !token.isCancellationRequested ? answer(document, params) : fallback;
    });

  /** The same for whatever has findings, lookup tables included. */
  const onFile = <Params extends { textDocument: { uri: string } }, Result>(
    name: string,
    fallback: Result,
    answer: (file: OpenFile, params: Params) => Result,
  ) =>
    guard.request<Params, Result>(name, fallback, async (params, token) => {
      await context.ready();
      const { uri } = params.textDocument;
      const file = (await workspace.document(uri)) ?? (await workspace.table(uri));
      return file && !token.isCancellationRequested ? answer(file, params) : fallback;
    });

  const noDiagnostics: DocumentDiagnosticReport = { kind: DocumentDiagnosticReportKind.Full, items: [] };
  connection.languages.diagnostics.on(
    onFile("diagnostic", noDiagnostics, (file) => ({
      kind: DocumentDiagnosticReportKind.Full,
      items: context.diagnosticsOf(file),
    })),
  );

  connection.onCompletion(
    onDocument(
      "completion",
      { isIncomplete: false, items: [] } as CompletionList,
      ({ directory, language, text }, { position }) =>
        completionAt(directory, language, text.offsetAt(position), {
          files: context.runtime.files,
          capabilities: context.completion(),
        }),
    ),
  );
  connection.onCompletionResolve((asked, token) =>
    guard.request("completionItem/resolve", asked, (item: CompletionItem) =>
      resolveCompletion(item, context.facts()),
    )(asked, token),
  );

  const manual = createManualKeeper(context.runtime);
  connection.onHover(
    onDocument("hover", null as Hover | null, async ({ directory, language, text }, { position }) => {
      const lookup = context.mayStartPrograms() ? await manual() : undefined;
      // The paths of a document that is not a file of this machine are not this machine's.
      const here = pathOfUri(text.uri) !== undefined;
      const environment = {
        ...(here && { files: context.runtime.files }),
        ...(lookup && { manual: lookup }),
      };
      return (await hoverAt(directory, language, text.offsetAt(position), environment)) ?? null;
    }),
  );

  connection.onDocumentSymbol(
    onDocument("documentSymbol", [] as DocumentSymbol[], ({ directory, language }) =>
      documentSymbols(directory, language),
    ),
  );

  connection.onCodeAction(
    onFile("codeAction", [] as CodeAction[], (file, { range, context: asked }) => {
      const found = foundIn(file);
      return found ? codeActionsAt(found, { range, diagnostics: asked.diagnostics, only: asked.only }) : [];
    }),
  );
}

/** A file with its findings. */
export function foundIn(file: OpenFile): FoundIn | undefined {
  return "table" in file ? foundInTable(file.table) : foundInDirectory(file.directory, file.language);
}
