/** Requests about a document: convert, one call of the engine, convert. */
import {
  type CodeAction,
  type CodeLens,
  type CompletionItem,
  type CompletionList,
  type Connection,
  type DocumentDiagnosticReport,
  DocumentDiagnosticReportKind,
  type DocumentSymbol,
  type FoldingRange,
  type Hover,
} from "vscode-languageserver";
import type { PostfixFacts } from "../../analysis/model/postfix-facts";
import type { ServerSettings } from "../../contract/settings";
import { codeActionsAt } from "../../features/code-actions";
import {
  type CompletionCapabilities,
  completionAt,
  resolveCompletion,
} from "../../features/completion/index";
import { type FoundIn, foundInDirectory, foundInTable } from "../../features/diagnostics";
import { hoverAt } from "../../features/hover/hover";
import { documentSymbols } from "../../features/symbols";
import {
  tableCompletionAt,
  tableFolding,
  tableHoverAt,
  tableLenses,
  tableSymbols,
} from "../../features/tables/index";
import { trinityLenses } from "../../features/trinity/lenses";
import type { Guard } from "../guard";
import { indexLenses } from "../index-lenses";
import type { Lender } from "../lent";
import { createManualKeeper } from "../manual";
import type { Runtime } from "../runtime";
import type { TrinityKeeper } from "../trinity/keeper";
import { pathOfUri } from "../uris";
import type { OpenFile, Workspace } from "../workspace";
import type { DiagnosticsOf } from "./diagnostics";

/** What the handlers need. */
export interface HandlerContext {
  readonly connection: Connection;
  readonly guard: Guard;
  readonly workspace: Workspace;
  readonly runtime: Runtime;
  readonly lender: Lender;
  readonly trinity: TrinityKeeper;
  /** Settled when the target is known, or when waiting for it has lasted long enough. */
  ready(): Promise<void>;
  readonly diagnosticsOf: DiagnosticsOf;
  completion(): CompletionCapabilities;
  facts(): PostfixFacts;
  settings(): ServerSettings;
  /** Whether programs of this machine may be started. */
  mayStartPrograms(): boolean;
  /** Whether the user trusts the workspace, so that what its files name may be contacted. */
  isTrusted(): boolean;
}

/** Registers the handlers. */
export function registerFeatures(context: HandlerContext): void {
  const { connection, guard, workspace } = context;

  /** A handler that needs the file, a lookup table or one of the configuration; `fallback` where it is not open. */
  const onFile = <Params extends { textDocument: { uri: string } }, Result>(
    name: string,
    fallback: Result,
    answer: (file: OpenFile, params: Params) => Result | Promise<Result>,
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
    onFile("completion", { isIncomplete: false, items: [] } as CompletionList, (file, { position }) => {
      const offset = file.text.offsetAt(position);
      const capabilities = context.completion();
      if ("table" in file) return tableCompletionAt(file.table, offset, capabilities);
      return completionAt(file.directory, file.language, offset, {
        files: context.runtime.files,
        capabilities,
      });
    }),
  );
  connection.onCompletionResolve((asked, token) =>
    guard.request("completionItem/resolve", asked, (item: CompletionItem) =>
      resolveCompletion(item, context.facts()),
    )(asked, token),
  );

  const manual = createManualKeeper(context.runtime);
  connection.onHover(
    onFile("hover", null as Hover | null, async (file, { position }) => {
      const { directory, text } = file;
      if ("table" in file) return tableHoverAt(file.table, text.offsetAt(position)) ?? null;
      const lookup = context.mayStartPrograms() ? await manual() : undefined;
      // The paths of a document that is not a file of this machine are not this machine's.
      const here = pathOfUri(text.uri) !== undefined;
      const environment = {
        ...(here && { files: context.runtime.files }),
        ...(lookup && { manual: lookup }),
      };
      return (await hoverAt(directory, file.language, text.offsetAt(position), environment)) ?? null;
    }),
  );

  connection.onDocumentSymbol(
    onFile("documentSymbol", [] as DocumentSymbol[], (file) =>
      "table" in file ? tableSymbols(file.table) : documentSymbols(file.directory, file.language),
    ),
  );
  connection.onFoldingRanges(
    onFile("foldingRange", [] as FoldingRange[], (file) => ("table" in file ? tableFolding(file.table) : [])),
  );
  connection.onCodeLens(
    onFile("codeLens", [] as CodeLens[], async (file) =>
      "table" in file
        ? [...(await indexLenses(file, context.runtime.files)), ...tableLenses(file.table)]
        : trinityLenses(file.directory, file.language),
    ),
  );
  connection.onCodeAction(
    onFile("codeAction", [] as CodeAction[], (file, params) => {
      const { range, context: asked } = params;
      const found = foundIn(file);
      const own = found
        ? codeActionsAt(found, { range, diagnostics: asked.diagnostics, only: asked.only })
        : [];
      return "table" in file ? own : [...own, ...context.trinity.actionsFor(file, params)];
    }),
  );
}

/** A file with its findings. */
export function foundIn(file: OpenFile): FoundIn | undefined {
  return "table" in file ? foundInTable(file.table) : foundInDirectory(file.directory, file.language);
}
