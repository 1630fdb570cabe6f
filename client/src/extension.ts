/** Activation and the table of commands; nothing else lives here. */
import * as vscode from "vscode";
import { createClient } from "./client";
import { checkConfiguration } from "./commands/check";
import { createCleanUps } from "./commands/clean-up";
import { showCleanUpDiff } from "./commands/clean-up-terminal";
import { compareTableTest } from "./commands/compare-table";
import { buildIndex } from "./commands/postmap";
import { removePrivacy, setUpPrivacy, testPrivacy } from "./commands/privacy";
import { testTableWithMessage } from "./commands/test-message";
import { type TableTests, testTable } from "./commands/test-table";
import { checkTrinity, explainRefusal } from "./commands/trinity";
import { showUpgrade } from "./commands/upgrade";
import { placeOf, type TablePlace } from "./tables";
import { createExpectations } from "./views/expectations";
import { createLineMarks } from "./views/line-marks";
import { createMessageView } from "./views/message-view";
import { createQueue, type QueueCommand } from "./views/queue";
import { createStatusItem } from "./views/status";
import { assignTableLanguages } from "./views/table-language";
import { createTableResult } from "./views/table-result";
import { createTrinityPanel } from "./views/trinity-panel";

/** Starts the language server and registers the commands. */
export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const status = createStatusItem();
  const client = createClient(context, status.update);
  const marks = createLineMarks();
  const result = createTableResult(marks);
  const messages = createMessageView(marks);
  const tests: TableTests = { client, result, state: context.workspaceState };
  const expectations = createExpectations(client.tableExpectations);
  const cleanUps = createCleanUps(client, marks);
  const queue = createQueue(context, client.queue);
  const trinity = { context, client: client.trinity, panel: createTrinityPanel(context) };
  const commands: Record<string, (place?: TablePlace) => unknown> = {
    "postfix.check": () => checkConfiguration(context),
    "postfix.testTable": (place) => testTable(tests, place),
    "postfix.testTableWithMessage": (place) => testTableWithMessage(tests, messages, place),
    "postfix.compareTableTest": () => compareTableTest(tests),
    "postfix.clearTableTest": () => result.clear(),
    "postfix.runExpectations": (place) => expectations.run(place),
    "postfix.postmap": buildIndex,
    "postfix.cleanUp": (place) => cleanUps.open("main.cf", place),
    "postfix.cleanUpMaster": (place) => cleanUps.open("master.cf", place),
    "postfix.applyCleanUp": () => cleanUps.apply(),
    "postfix.chooseCleanUpEntries": () => cleanUps.chooseEntries(),
    "postfix.useCanonicalForm": () => cleanUps.useForm("canonical"),
    "postfix.useInPlaceForm": () => cleanUps.useForm("in-place"),
    "postfix.showCleanUpDiff": () => showCleanUpDiff(context, cleanUps),
    "postfix.showUpgrade": () => showUpgrade(context),
    "postfix.setUpPrivacy": () => setUpPrivacy(client),
    "postfix.testPrivacy": () => testPrivacy(client, tests, messages),
    "postfix.removePrivacy": () => removePrivacy(client),
    "postfix.restartServer": () => client.restart(),
    "postfix.showOutput": () => client.showOutput(),
  };
  for (const [id, run] of Object.entries(commands)) {
    const command = vscode.commands.registerCommand(id, (given?: unknown) => run(placeOf(given)));
    context.subscriptions.push(command);
  }
  const queueCommands: Record<string, QueueCommand> = {
    "postfix.refreshQueue": queue.refresh,
    "postfix.searchQueue": queue.search,
    "postfix.clearQueueSearch": queue.clearSearch,
    "postfix.groupQueue": queue.group,
    "postfix.orderQueue": queue.order,
    "postfix.chooseQueueInstance": queue.chooseInstance,
    "postfix.showQueueAges": queue.showAges,
    "postfix.showQueueInTerminal": queue.showInTerminal,
    "postfix.showQueued": queue.showMessage,
    "postfix.copyQueueId": queue.copyId,
    "postfix.holdQueued": queue.onNodes("hold"),
    "postfix.releaseQueued": queue.onNodes("release"),
    "postfix.flushQueued": queue.onNodes("flush"),
    "postfix.requeueQueued": queue.onNodes("requeue"),
    "postfix.expireQueued": queue.onNodes("expire"),
    "postfix.deleteQueued": queue.onNodes("delete"),
    "postfix.flushQueue": queue.onFound("flush"),
    "postfix.holdFoundQueued": queue.onFound("hold"),
    "postfix.releaseFoundQueued": queue.onFound("release"),
    "postfix.requeueFoundQueued": queue.onFound("requeue"),
    "postfix.expireFoundQueued": queue.onFound("expire"),
    "postfix.deleteFoundQueued": queue.onFound("delete"),
  };
  const trinityCommands: Record<string, (given?: unknown) => unknown> = {
    "postfix.checkTrinity": (given) => checkTrinity(trinity, given),
    "postfix.explainRefusal": () => explainRefusal(context),
  };
  for (const [id, run] of Object.entries({ ...queueCommands, ...trinityCommands }))
    context.subscriptions.push(vscode.commands.registerCommand(id, run));
  context.subscriptions.push(status, client, marks, result, messages, expectations, cleanUps, queue);
  context.subscriptions.push(trinity.panel);
  await client.start();
  context.subscriptions.push(assignTableLanguages(client.tableLanguage));
  await expectations.findAll();
}
