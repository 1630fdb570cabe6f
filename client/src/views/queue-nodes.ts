/** The nodes of the queue's tree: how they are fetched, page by page, and told apart. No VS Code here. */
import type {
  QueueGroup,
  QueueGrouping,
  QueueMessageNode,
  QueueNodes,
  QueueNodesParams,
  QueuePlanParams,
  QueueRecipientNode,
} from "../../../server/src/contract/queue";

/** A node of the tree; its id tells it from all others and is the same when the queue is listed again. */
export type QueueElement = GroupElement | MessageElement | RecipientElement | MoreElement;

interface GroupElement {
  readonly kind: "group";
  readonly id: string;
  readonly grouping: QueueGrouping;
  readonly group: QueueGroup;
  /** Whether there is no other one, so that it is open from the start. */
  readonly isOnly: boolean;
}

interface MessageElement {
  readonly kind: "message";
  readonly id: string;
  readonly message: QueueMessageNode;
}

interface RecipientElement {
  readonly kind: "recipient";
  readonly id: string;
  readonly messageId: string;
  readonly recipient: QueueRecipientNode;
}

/** The node behind a page of others. */
export interface MoreElement {
  readonly kind: "more";
  readonly id: string;
  readonly parent: QueueElement | undefined;
  /** How many nodes are not shown yet. */
  readonly left: number;
}

/** What the server is asked for to get what is below an element; undefined is the tree itself. */
export function parentOf(element: QueueElement | undefined): QueueNodesParams["parent"] {
  if (element?.kind === "group") return { group: element.group.key };
  return element?.kind === "message" ? { message: element.message.id } : null;
}

/**
 * The first nodes of a parent, in as many requests as it takes.
 *
 * @param ask gives some nodes; undefined when the server has failed
 * @param wanted how many nodes
 */
export async function fetchNodes(
  ask: (page: Pick<QueueNodesParams, "offset" | "limit">) => Promise<QueueNodes | undefined>,
  wanted: number,
): Promise<QueueNodes | undefined> {
  let all = await ask({ offset: 0, limit: wanted });
  while (all !== undefined && sizeOf(all) < Math.min(wanted, all.total)) {
    const offset = sizeOf(all);
    const more = await ask({ offset, limit: wanted - offset });
    if (more === undefined || sizeOf(more) === 0) break;
    all = {
      ...more,
      groups: [...all.groups, ...more.groups],
      messages: [...all.messages, ...more.messages],
      recipients: [...all.recipients, ...more.recipients],
    };
  }
  return all;
}

function sizeOf({ groups, messages, recipients }: QueueNodes): number {
  return groups.length + messages.length + recipients.length;
}

/** The elements below a parent, with one for what is not shown yet. */
export function elementsOf(
  nodes: QueueNodes,
  parent: QueueElement | undefined,
  grouping: QueueGrouping,
): QueueElement[] {
  const { groups, messages, recipients, total } = nodes;
  const prefix = parent?.id ?? grouping;
  const ids = distinct([
    ...groups.map(({ key }) => key),
    ...messages.map(({ id }) => id),
    ...recipients.map(({ address }) => address),
  ]).map((name) => `${prefix}/${name}`);
  const messageId = parent?.kind === "message" ? parent.message.id : "";
  const elements: QueueElement[] = [
    ...groups.map((group, index) => ({
      kind: "group" as const,
      id: ids[index]!,
      grouping,
      group,
      isOnly: total === 1,
    })),
    ...messages.map((message, index) => ({ kind: "message" as const, id: ids[index]!, message })),
    ...recipients.map((recipient, index) => ({
      kind: "recipient" as const,
      id: ids[index]!,
      messageId,
      recipient,
    })),
  ];
  const left = total - elements.length;
  return left > 0 ? [...elements, { kind: "more", id: `${prefix}//more`, parent, left }] : elements;
}

/** Names made different from each other where some are the same; the first one of a name stays as it is. */
function distinct(names: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return names.map((name) => {
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return times === 1 ? name : `${name}#${times}`;
  });
}

/** Which messages an action is about: see {@link QueuePlanParams}. */
export type WantedMessages = Pick<QueuePlanParams, "ids" | "groups" | "all">;

/** All messages that the view finds. */
export const ALL_FOUND: WantedMessages = { ids: [], groups: [], all: true };

/** The messages of these nodes. */
export function messagesOf(elements: readonly QueueElement[]): WantedMessages {
  const ids = elements.flatMap((element) => (element.kind === "message" ? [element.message.id] : []));
  return {
    // A message stands below each domain that it goes to.
    ids: [...new Set(ids)],
    groups: elements.flatMap((element) => (element.kind === "group" ? [element.group.key] : [])),
    all: false,
  };
}
