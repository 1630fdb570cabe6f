/** Messages put together by what they have in common, and put in order. */
import type { QueueGroup, QueueGrouping, QueueOrder } from "../../contract/queue";
import { bytesOf, domainOf, QUEUES, type QueuedMessage } from "./listing";
import { reasonShape } from "./reason-shape";

/** A group with its messages. */
export interface MessageGroup extends QueueGroup {
  readonly members: readonly QueuedMessage[];
}

/** What a message without a reason, or without recipients, is listed below. */
const NOT_TRIED = "Not tried yet";
const NO_RECIPIENTS = "No recipients left";

/** The groups that a message belongs to: as many as its recipients have domains, or reasons. */
const KEYS: Readonly<Record<QueueGrouping, (message: QueuedMessage) => readonly string[]>> = {
  queue: ({ queue }) => [queue],
  "sender-domain": ({ sender }) => [domainOf(sender)],
  "recipient-domain": ({ recipients }) => recipients.map(({ address }) => domainOf(address)),
  reason: ({ recipients }) => {
    const [first, ...others] = recipients.map(({ reason }) => reason);
    if (first === undefined) return [];
    // Most messages wait for one reason, and many have it all to themselves, so nothing is remembered.
    const differing = others.filter((reason) => reason !== first);
    return [first, ...new Set(differing)].map(reasonShape);
  },
};

/** Groups messages; queues in the order of their work, everything else with the most messages first. */
export function groupMessages(messages: readonly QueuedMessage[], grouping: QueueGrouping): MessageGroup[] {
  const keysOf = KEYS[grouping];
  const groups = new Map<string, QueuedMessage[]>();
  const add = (key: string, message: QueuedMessage) => {
    const members = groups.get(key);
    if (members === undefined) groups.set(key, [message]);
    // The keys of one message come one after the other, so that one it has twice was added last.
    else if (members.at(-1) !== message) members.push(message);
  };
  for (const message of messages) {
    const keys = keysOf(message);
    if (keys.length === 0) add("", message);
    for (const key of keys) add(key, message);
  }
  const made = [...groups].map(([key, members]) => makeGroup(key, members, grouping));
  return grouping === "queue"
    ? made.sort((a, b) => rank(a.key) - rank(b.key))
    : made.sort((a, b) => b.messages - a.messages || (a.key < b.key ? -1 : 1));
}

/** A queue of another name comes behind all others. */
function rank(queue: string): number {
  const place = QUEUES.indexOf(queue);
  return place < 0 ? QUEUES.length : place;
}

function makeGroup(key: string, members: readonly QueuedMessage[], grouping: QueueGrouping): MessageGroup {
  let oldest = Number.POSITIVE_INFINITY;
  for (const { arrival } of members) if (arrival < oldest) oldest = arrival;
  const bytes = bytesOf(members);
  return { key, label: labelOf(key, grouping), messages: members.length, bytes, oldest, members };
}

function labelOf(key: string, grouping: QueueGrouping): string {
  if (key !== "") return key;
  return grouping === "reason" ? NOT_TRIED : NO_RECIPIENTS;
}

const ORDERS: Readonly<Record<QueueOrder, (a: QueuedMessage, b: QueuedMessage) => number>> = {
  oldest: (a, b) => a.arrival - b.arrival,
  newest: (a, b) => b.arrival - a.arrival,
  largest: (a, b) => b.size - a.size,
};

/** Messages in an order; those that are alike in it by their queue IDs, so that they stay where they are. */
export function ordered(messages: readonly QueuedMessage[], order: QueueOrder): QueuedMessage[] {
  const compare = ORDERS[order];
  return [...messages].sort((a, b) => compare(a, b) || (a.id < b.id ? -1 : 1));
}
