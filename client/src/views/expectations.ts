/** The expectations in the comments of lookup tables, in the Test Explorer. */
import * as vscode from "vscode";
import type { TableExpectation } from "../../../server/src/contract/protocol";
import { isTable, nameOf, type TablePlace, tableEditor } from "../tables";
import { idsOf, labelOf, NOTHING } from "./expectation-words";
import { withoutLinks } from "./table-words";

/** Tries the expectations of a table; empty when it has none. */
export type AskExpectations = (uri: string) => Promise<readonly TableExpectation[]>;

/** How long after a keystroke the server is asked, in milliseconds. */
const DEBOUNCE = 500;

/** The tables in the Test Explorer. */
export interface Expectations extends vscode.Disposable {
  /** Looks for them in every open document; documents that are opened or changed later are looked at by themselves. */
  findAll(): Promise<void>;
  /** Runs those of a table, or the one in the line of the place; returns how they fared. */
  run(place?: TablePlace): Promise<readonly TableExpectation[]>;
}

/** Makes the list, which is empty until {@link Expectations.findAll} is called or a document is opened. */
export function createExpectations(ask: AskExpectations): Expectations {
  const controller = vscode.tests.createTestController("postfixTables", "Postfix Lookup Tables");
  const find = (document: vscode.TextDocument) => findIn(controller, ask, document);
  const findAll = async () => {
    await Promise.all(vscode.workspace.textDocuments.map(find));
  };
  const profile = controller.createRunProfile(
    "Run",
    vscode.TestRunProfileKind.Run,
    async (request, token) => {
      await runTests(controller, ask, request, token);
    },
    true,
  );
  controller.refreshHandler = findAll;
  const waiting = debouncer(find);
  const listeners = [
    vscode.workspace.onDidOpenTextDocument(waiting.later),
    vscode.workspace.onDidSaveTextDocument(waiting.later),
    vscode.workspace.onDidChangeTextDocument(({ document }) => waiting.later(document)),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => controller.items.delete(uri.toString())),
  ];
  return {
    findAll,
    async run(place) {
      const document = (await tableEditor(place))?.document;
      if (document === undefined) return [];
      const { uri } = document;
      list(controller, uri, await ask(uri.toString()));
      const table = controller.items.get(uri.toString());
      const include = table && chosenBy(table, place?.line);
      if (include === undefined) {
        void vscode.window.showInformationMessage(nothingToRun(document, place?.line));
        return [];
      }
      const source = new vscode.CancellationTokenSource();
      const request = new vscode.TestRunRequest([include], undefined, profile);
      const outcome = await runTests(controller, ask, request, source.token);
      source.dispose();
      void report(outcome);
      return outcome;
    },
    dispose() {
      waiting.dispose();
      for (const listener of listeners) listener.dispose();
      controller.dispose();
    },
  };
}

/** Calls for each document once it has had a moment of rest. */
function debouncer(call: (document: vscode.TextDocument) => unknown) {
  const timers = new Map<string, NodeJS.Timeout>();
  return {
    later(document: vscode.TextDocument) {
      if (!isTable(document)) return;
      const key = document.uri.toString();
      clearTimeout(timers.get(key));
      const timer = setTimeout(() => {
        timers.delete(key);
        call(document);
      }, DEBOUNCE);
      timers.set(key, timer);
    },
    dispose() {
      for (const timer of timers.values()) clearTimeout(timer);
    },
  };
}

/** Asks for the expectations of a document and lists them; a document without any is not listed. */
async function findIn(
  controller: vscode.TestController,
  ask: AskExpectations,
  document: vscode.TextDocument,
): Promise<void> {
  if (!isTable(document)) return;
  const { uri, version } = document;
  // Nobody asked for this: a server that is just restarting is no reason to trouble anyone.
  const found = await ask(uri.toString()).catch(() => undefined);
  // A newer version of the text is asked about by itself.
  if (found === undefined || document.isClosed || document.version !== version) return;
  list(controller, uri, found);
}

/** Lists the expectations of a table, if it has some, in place of what was listed of it; returns an item for each. */
function list(
  controller: vscode.TestController,
  uri: vscode.Uri,
  found: readonly TableExpectation[],
): vscode.TestItem[] {
  const id = uri.toString();
  const table = controller.items.get(id) ?? controller.createTestItem(id, nameOf(uri), uri);
  table.description = vscode.workspace.asRelativePath(uri);
  const ids = idsOf(found);
  const items = found.map((expectation, index) => {
    const item =
      table.children.get(ids[index]!) ?? controller.createTestItem(ids[index]!, labelOf(expectation), uri);
    item.range = new vscode.Range(expectation.line, 0, expectation.line, Number.MAX_SAFE_INTEGER);
    item.sortText = String(expectation.line).padStart(8, "0");
    return item;
  });
  table.children.replace(items);
  if (items.length > 0) controller.items.add(table);
  else controller.items.delete(id);
  return items;
}

/** The item for a line, or that of the whole table; undefined when no expectation stands in the line. */
function chosenBy(table: vscode.TestItem, line: number | undefined): vscode.TestItem | undefined {
  if (line === undefined) return table;
  return [...table.children].map(([, item]) => item).find(({ range }) => range?.start.line === line);
}

/** Runs what a request asks for; returns how the expectations fared. */
async function runTests(
  controller: vscode.TestController,
  ask: AskExpectations,
  request: vscode.TestRunRequest,
  token: vscode.CancellationToken,
): Promise<TableExpectation[]> {
  const run = controller.createTestRun(request);
  const outcome: TableExpectation[] = [];
  try {
    for (const [table, chosen] of chosenTests(controller, request)) {
      if (token.isCancellationRequested) break;
      for (const item of chosen) run.started(item);
      outcome.push(...(await runTable(controller, ask, run, table, chosen)));
    }
  } finally {
    run.end();
  }
  return outcome;
}

/** The tests of a request by their tables. */
function chosenTests(
  controller: vscode.TestController,
  { include, exclude = [] }: vscode.TestRunRequest,
): Map<vscode.TestItem, Set<vscode.TestItem>> {
  const chosen = new Map<vscode.TestItem, Set<vscode.TestItem>>();
  const all = [...controller.items].map(([, item]) => item);
  for (const item of include ?? all) {
    const table = item.parent ?? item;
    const tests = item.parent === undefined ? [...item.children].map(([, child]) => child) : [item];
    const kept = tests.filter((test) => !exclude.includes(test) && !exclude.includes(table));
    chosen.set(table, new Set([...(chosen.get(table) ?? []), ...kept]));
  }
  return chosen;
}

/** Runs the chosen tests of a table with its text as it is now. */
async function runTable(
  controller: vscode.TestController,
  ask: AskExpectations,
  run: vscode.TestRun,
  table: vscode.TestItem,
  chosen: ReadonlySet<vscode.TestItem>,
): Promise<TableExpectation[]> {
  const found = await ask(table.id).catch(() => undefined);
  if (found === undefined) {
    const silent = new vscode.TestMessage(
      "The language server did not answer. Restart it and run this again.",
    );
    for (const item of chosen) run.errored(item, silent);
    return [];
  }
  const items = list(controller, table.uri!, found);
  for (const gone of chosen) if (!items.includes(gone)) run.skipped(gone);
  return found.filter((expectation, index) => {
    const item = items[index]!;
    if (!chosen.has(item)) return false;
    if (expectation.passed) run.passed(item);
    else run.failed(item, failureOf(expectation, item));
    return true;
  });
}

function failureOf(
  { message, expected, actual }: TableExpectation,
  item: vscode.TestItem,
): vscode.TestMessage {
  const failure = vscode.TestMessage.diff(message, expected ?? NOTHING, actual ?? NOTHING);
  if (item.uri && item.range) failure.location = new vscode.Location(item.uri, item.range);
  return failure;
}

function nothingToRun(document: vscode.TextDocument, line: number | undefined): string {
  const place = `'${nameOf(document.uri)}'`;
  const what =
    line === undefined
      ? `${place} says nowhere what to expect of it`
      : `Line ${line + 1} of ${place} says no more what to expect`;
  return `${what}, so there is nothing to run. Write an expectation as a comment, such as '#? Subject: buy now => REJECT'.`;
}

/** Says how a run ended, with the way to the details when something failed. */
async function report(outcome: readonly TableExpectation[]): Promise<void> {
  // The Test Explorer says why nothing came of it.
  if (outcome.length === 0) return;
  const failed = outcome.filter(({ passed }) => !passed);
  if (failed.length === 0) {
    const all = outcome.length === 1 ? "The expectation holds." : `All ${outcome.length} expectations hold.`;
    void vscode.window.showInformationMessage(all);
    return;
  }
  const show = "Show in Test Explorer";
  const said =
    outcome.length === 1
      ? (failed[0]?.message ?? "")
      : `${failed.length} of ${outcome.length} expectations ${failed.length === 1 ? "fails" : "fail"}.`;
  const choice = await vscode.window.showWarningMessage(withoutLinks(said), show);
  if (choice === show) await vscode.commands.executeCommand("workbench.view.testing.focus");
}
