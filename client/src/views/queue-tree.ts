/** The mail queue as a tree: groups of messages, their recipients, each fetched when it is looked at. */
import * as vscode from "vscode";
import type { QueueMessageNode } from "../../../server/src/contract/queue";
import type { QueueClient } from "../queue-client";
import { elementsOf, fetchNodes, type MoreElement, parentOf, type QueueElement } from "./queue-nodes";
import type { QueueSource } from "./queue-source";
import { tooltipOf } from "./queue-tooltip";
import {
  badgeText,
  conditionOf,
  groupDescription,
  groupIcon,
  groupKind,
  messageDescription,
  messageKind,
  messageSummary,
  moreText,
  PAGE,
  type QueueFound,
  queueIcon,
  recipientSummary,
  viewDescription,
  viewMessage,
  visible,
} from "./queue-words";

/** The view. */
export interface QueueTree extends vscode.Disposable {
  readonly isVisible: boolean;
  readonly onDidChangeVisibility: vscode.Event<vscode.TreeViewVisibilityChangeEvent>;
  readonly selection: readonly QueueElement[];
}

const VIEW = "postfix.queue";
/** Fetches the next page; not in the palette. */
const MORE_COMMAND = "postfix.showMoreQueued";
/** What the view's welcome and the menus depend on. */
const STATE_CONTEXT = "postfix.queueState";
const EXPIRE_CONTEXT = "postfix.queueCanExpire";

const NO_ANSWER = "The language server did not answer. The output 'Postfix' says why.";

/** Makes the view; it is empty until the queue is listed. */
export function createQueueTree(
  source: QueueSource,
  client: Pick<QueueClient, "nodes" | "explain">,
): QueueTree {
  const changed = new vscode.EventEmitter<QueueElement | undefined>();
  /** How many pages are shown below the nodes of which that is more than one. */
  const pages = new Map<string, number>();
  let found: QueueFound | undefined;

  const fetchChildren = async (parent: QueueElement | undefined): Promise<QueueElement[]> => {
    const { view, directory } = source;
    const wanted = PAGE * (pages.get(idOf(parent)) ?? 1);
    const nodes = await fetchNodes(
      (page) => client.nodes({ directory, view, parent: parentOf(parent), ...page }).catch(() => undefined),
      wanted,
    );
    if (parent === undefined && view === source.view) {
      found = nodes ?? { found: 0, problem: NO_ANSWER };
      present();
    }
    return nodes === undefined ? [] : elementsOf(nodes, parent, view.grouping);
  };

  const provider: vscode.TreeDataProvider<QueueElement> = {
    onDidChangeTreeData: changed.event,
    getChildren(parent) {
      return source.state === undefined || source.state.problem !== null ? [] : fetchChildren(parent);
    },
    getTreeItem: itemOf,
    async resolveTreeItem(item, element) {
      const tooltip = await explained(client, source.directory, element);
      if (tooltip !== undefined) item.tooltip = tooltip;
      return item;
    },
  };
  const treeView = vscode.window.createTreeView(VIEW, {
    treeDataProvider: provider,
    canSelectMany: true,
    showCollapseAll: true,
  });

  const present = () => {
    const { state, view, directory } = source;
    if (state === undefined) {
      treeView.message = undefined;
      treeView.badge = undefined;
      setContext(STATE_CONTEXT, undefined);
      return;
    }
    const known = found ?? { found: state.count, problem: "" };
    const isListed = state.problem === null;
    setContext(STATE_CONTEXT, conditionOf(state, known));
    setContext(EXPIRE_CONTEXT, state.canExpire);
    treeView.message = viewMessage(state, known);
    const count = isListed && view.search !== "" ? (found?.found ?? null) : null;
    treeView.description = viewDescription(view, directory, state.count, count);
    treeView.badge =
      isListed && state.count > 0 ? { value: state.count, tooltip: badgeText(state.count) } : undefined;
  };

  const subscriptions = [
    changed,
    treeView,
    source.onDidRead((isChanged) => {
      if (isChanged || found?.problem === NO_ANSWER) changed.fire(undefined);
      present();
    }),
    source.onDidLook(() => {
      pages.clear();
      found = undefined;
      changed.fire(undefined);
      present();
    }),
    vscode.commands.registerCommand(MORE_COMMAND, ({ parent }: MoreElement) => {
      pages.set(idOf(parent), (pages.get(idOf(parent)) ?? 1) + 1);
      changed.fire(parent);
    }),
  ];
  return {
    get isVisible() {
      return treeView.visible;
    },
    get selection() {
      return treeView.selection;
    },
    onDidChangeVisibility: treeView.onDidChangeVisibility,
    dispose() {
      for (const subscription of subscriptions) subscription.dispose();
    },
  };
}

function setContext(key: string, value: unknown): void {
  void vscode.commands.executeCommand("setContext", key, value);
}

const idOf = (element: QueueElement | undefined) => element?.id ?? "";

const { Collapsed, Expanded, None } = vscode.TreeItemCollapsibleState;

/** An element as it is shown. A tooltip that is left out is made when somebody wants to see it. */
function itemOf(element: QueueElement): vscode.TreeItem {
  const item = ITEMS[element.kind](element as never);
  item.id = element.id;
  return item;
}

type Kind = QueueElement["kind"];
type Of<K extends Kind> = Extract<QueueElement, { readonly kind: K }>;

const ITEMS: { readonly [K in Kind]: (element: Of<K>) => vscode.TreeItem } = {
  group({ grouping, group, isOnly }) {
    const item = new vscode.TreeItem(visible(group.label), isOnly ? Expanded : Collapsed);
    item.description = groupDescription(group, new Date());
    item.iconPath = new vscode.ThemeIcon(groupIcon(grouping, group));
    item.contextValue = groupKind(grouping, group);
    item.tooltip = `${visible(group.label)}: ${item.description}`;
    return item;
  },
  message({ message }) {
    const item = new vscode.TreeItem(visible(message.id), message.recipients === 0 ? None : Collapsed);
    item.description = messageDescription(message, new Date());
    item.iconPath = messageIcon(message);
    item.contextValue = messageKind(message);
    return item;
  },
  recipient({ recipient }) {
    const item = new vscode.TreeItem(visible(recipient.address), None);
    item.description = visible(recipient.reason);
    item.iconPath = new vscode.ThemeIcon("person");
    item.contextValue = "recipient";
    return item;
  },
  more(element) {
    const item = new vscode.TreeItem(moreText(element.left), None);
    item.iconPath = new vscode.ThemeIcon("ellipsis");
    item.contextValue = "more";
    item.tooltip = item.label as string;
    item.command = { title: "Show More", command: MORE_COMMAND, arguments: [element] };
    return item;
  },
};

function messageIcon({ queue, isExpired }: QueueMessageNode): vscode.ThemeIcon {
  return isExpired
    ? new vscode.ThemeIcon(queueIcon(queue), new vscode.ThemeColor("list.warningForeground"))
    : new vscode.ThemeIcon(queueIcon(queue));
}

/** The tooltip of a message or a recipient: what the server knows of it, or else what the node says. */
async function explained(
  client: Pick<QueueClient, "explain">,
  directory: string | null,
  element: QueueElement,
): Promise<vscode.MarkdownString | string | undefined> {
  if (element.kind !== "message" && element.kind !== "recipient") return undefined;
  const params =
    element.kind === "message"
      ? { directory, id: element.message.id, recipient: null }
      : { directory, id: element.messageId, recipient: element.recipient.address };
  const explanation = await client.explain(params).catch(() => undefined);
  if (explanation !== undefined) return tooltipOf(explanation);
  return element.kind === "message"
    ? messageSummary(element.message, new Date())
    : recipientSummary(element.recipient);
}
