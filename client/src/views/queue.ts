/** The mail queue in VS Code: the view, what keeps it up to date, and the commands. */
import * as vscode from "vscode";
import type { QueueAction } from "../../../server/src/contract/queue";
import { actOnQueue } from "../commands/queue-actions";
import { chooseQueueInstance, groupQueue, orderQueue, searchQueue } from "../commands/queue-look";
import type { QueueClient } from "../queue-client";
import { runInTerminal } from "../terminal";
import { createQueueAgesPanel } from "./queue-ages-panel";
import { createQueueMessages } from "./queue-message";
import { ALL_FOUND, messagesOf, type QueueElement } from "./queue-nodes";
import { createQueueSource } from "./queue-source";
import { registerTooltipCommands } from "./queue-tooltip";
import { createQueueTree } from "./queue-tree";

/** A command on nodes of the tree: the one that was clicked, and all that are selected when it is one of them. */
export type QueueCommand = (element?: QueueElement, elements?: readonly QueueElement[]) => unknown;

/** What the commands do. */
export interface Queue extends vscode.Disposable {
  /** Lists the queue anew and shows it. */
  refresh(): Promise<void>;
  group(): Promise<void>;
  order(): Promise<void>;
  search(): Promise<void>;
  clearSearch(): Promise<void>;
  chooseInstance(): Promise<void>;
  /** Does something to the messages of nodes. */
  onNodes(action: QueueAction): QueueCommand;
  /** Does something to all messages that the view finds. */
  onFound(action: QueueAction): () => Promise<void>;
  showMessage: QueueCommand;
  copyId: QueueCommand;
  showInTerminal(): Promise<void>;
  showAges(): Promise<void>;
}

const VIEW = "postfix.queue";
const DIRECTORY_SETTING = "postfix.queue.directory";
const REFRESH_SETTING = "postfix.queue.refreshSeconds";

/** The shortest time between two lists that nobody asked for, in seconds. */
const SHORTEST = 5;

/** Makes the view; nothing is listed until it is visible. */
export function createQueue(context: vscode.ExtensionContext, client: QueueClient): Queue {
  const source = createQueueSource(client, context.workspaceState);
  const tree = createQueueTree(source, client);
  const messages = createQueueMessages(client);
  const reveal = () => vscode.commands.executeCommand(`${VIEW}.focus`);
  const ages = createQueueAgesPanel(context, source, client, reveal);
  const timer = createTimer(() => tree.isVisible, source.read);

  const list = async () => {
    await vscode.window.withProgress({ location: { viewId: VIEW } }, source.read);
    timer.restart();
  };
  const listIfVisible = () => {
    if (tree.isVisible) void list();
    else timer.stop();
  };
  const chosen: (...given: Parameters<QueueCommand>) => readonly QueueElement[] = (element, elements) => {
    if (element === undefined) return tree.selection;
    return elements?.includes(element) ? elements : [element];
  };

  const subscriptions = [
    source,
    tree,
    messages,
    ages,
    timer,
    registerTooltipCommands(),
    tree.onDidChangeVisibility(listIfVisible),
    vscode.workspace.onDidGrantWorkspaceTrust(listIfVisible),
    vscode.workspace.onDidChangeConfiguration(async (event) => {
      // Who changes the setting wants that instance, whatever was chosen before.
      if (event.affectsConfiguration(DIRECTORY_SETTING)) {
        await source.useInstance(undefined);
        listIfVisible();
      }
      if (event.affectsConfiguration(REFRESH_SETTING)) timer.restart();
    }),
  ];

  return {
    async refresh() {
      // The view is listed anew whenever it comes into sight.
      if (tree.isVisible) await list();
      else await reveal();
    },
    group: () => groupQueue(source),
    order: () => orderQueue(source),
    async search() {
      await reveal();
      await source.listed();
      await searchQueue(source, client);
    },
    clearSearch: () => source.look({ search: "" }),
    async chooseInstance() {
      if (await chooseQueueInstance(source, client)) await list();
    },
    onNodes: (action) => async (element, elements) => {
      const wanted = messagesOf(chosen(element, elements));
      if (wanted.ids.length + wanted.groups.length === 0) return;
      await actOnQueue(source, client, action, wanted);
    },
    onFound: (action) => async () => {
      await source.listed();
      await actOnQueue(source, client, action, ALL_FOUND);
    },
    async showMessage(...given) {
      const [message] = messagesOf(chosen(...given).slice(0, 1)).ids;
      if (message !== undefined) await messages.show(message, source.directory);
    },
    async copyId(...given) {
      const { ids } = messagesOf(chosen(...given));
      if (ids.length > 0) await vscode.env.clipboard.writeText(ids.join("\n"));
    },
    async showInTerminal() {
      const { directory } = source;
      const args = ["queue", "list", ...(directory === null ? [] : ["-c", directory])];
      await runInTerminal(context, "Queue", args, undefined);
    },
    async showAges() {
      ages.show();
      await source.read();
    },
    dispose() {
      for (const subscription of subscriptions) subscription.dispose();
    },
  };
}

/** Calls again and again, as often as the setting says, for as long as somebody looks. */
function createTimer(isWanted: () => boolean, call: () => Promise<void>) {
  let waiting: NodeJS.Timeout | undefined;
  const stop = () => {
    clearTimeout(waiting);
    waiting = undefined;
  };
  const restart = () => {
    stop();
    const seconds = vscode.workspace.getConfiguration().get<number>(REFRESH_SETTING, 0);
    if (!(seconds > 0) || !isWanted()) return;
    // The next wait begins when the list is there, however long that takes.
    waiting = setTimeout(() => void call().finally(restart), Math.max(SHORTEST, seconds) * 1000);
  };
  return { restart, stop, dispose: stop };
}
