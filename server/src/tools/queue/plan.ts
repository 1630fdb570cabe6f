/** What an action would do, before it is done. */
import { count, printable } from "../../base/for-people";
import type { QueueAction } from "../../contract/queue";
import { ACTIONS } from "./actions";
import { bytesOf, type QueuedMessage, type QueueListing } from "./listing";
import { ageText, sizeText } from "./words";

/** A plan: these messages as they were listed, and no others. */
export interface QueuePlan {
  readonly action: QueueAction;
  readonly messages: readonly QueuedMessage[];
  /** How many messages are left alone, by why. */
  readonly leftAlone: ReadonlyMap<string, number>;
  /** Whether nothing of the queue is left out. */
  readonly isAll: boolean;
  /** What to know about the list that it was made of. */
  readonly remarks: readonly string[];
  /** For mail to one domain that is to be delivered now: Postfix can be asked for all of it at once. */
  readonly site: string | undefined;
}

/** Makes a plan for messages of a listing. */
export function planAction(
  action: QueueAction,
  { messages: listed, remarks }: Pick<QueueListing, "messages" | "remarks">,
  selected: readonly QueuedMessage[],
  site?: string,
): QueuePlan {
  const leftAlone = new Map<string, number>();
  const messages = selected.filter((message) => {
    const objection = ACTIONS[action].objectionTo(message);
    if (objection !== undefined) leftAlone.set(objection, (leftAlone.get(objection) ?? 0) + 1);
    return objection === undefined;
  });
  return { action, messages, leftAlone, isAll: selected.length === listed.length, remarks, site };
}

/** Whether somebody has to agree first. */
export function isAsked({ action, messages }: QueuePlan): boolean {
  return ACTIONS[action].isFinal || messages.length > 1;
}

/** What has to be typed before the whole queue is deleted; undefined for everything else. */
export function mustType({ action, isAll, messages }: QueuePlan): string | undefined {
  return action === "delete" && isAll && messages.length > 1 ? String(messages.length) : undefined;
}

/** `Delete 12 messages?` */
export function questionOf({ action, messages, isAll }: QueuePlan): string {
  const all = isAll && messages.length > 1 ? "all " : "";
  return `${ACTIONS[action].verb} ${all}${count(messages.length, "message")}?`;
}

/** `Delete 12 Messages`, for a button. */
export function buttonOf({ action, messages }: QueuePlan): string {
  return `${ACTIONS[action].verb} ${count(messages.length, "Message")}`;
}

/** Why there is nothing to do, in a sentence; undefined when there is something. */
export function nothingToDo({ action, messages, leftAlone }: QueuePlan): string | undefined {
  if (messages.length > 0) return undefined;
  if (leftAlone.size === 0) return "No message of the queue is meant, so there is nothing to do.";
  const why = [...leftAlone].map(([objection, number]) => `${count(number, "message")} ${objection}`);
  return `There is nothing to ${ACTIONS[action].verb.toLowerCase()}: ${why.join(", ")}.`;
}

/** How many messages are shown for all. */
const EXAMPLES = 5;

/**
 * What to know beforehand, a line each.
 *
 * @param now seconds since 1970
 */
export function detailsOf(plan: QueuePlan, now: number): string[] {
  const { action, messages, leftAlone, remarks } = plan;
  const recipients = messages.reduce((sum, message) => sum + message.recipients.length, 0);
  const active = messages.filter(({ queue }) => queue === "active").length;
  const held = messages.filter(({ queue }) => queue === "hold").length;
  return [
    ...(messages.length > 1 ? [`${sizeText(bytesOf(messages))}, to ${count(recipients, "recipient")}.`] : []),
    ...exampleLines(messages, now),
    ...consequences(action, { messages: messages.length, recipients, active, held }),
    ...[...leftAlone].map(
      ([objection, number]) =>
        `${count(number, "message")} ${number === 1 ? "is" : "are"} left alone: ${objection}.`,
    ),
    ...remarks,
  ];
}

function exampleLines(messages: readonly QueuedMessage[], now: number): string[] {
  const byAge = [...messages].sort((a, b) => a.arrival - b.arrival);
  const [oldest] = byAge;
  const newest = byAge.at(-1);
  if (oldest === undefined || newest === undefined) return [];
  if (messages.length === 1) return [messageLine(oldest, now)];
  const between = byAge.slice(1, -1);
  const lines = [`Oldest: ${messageLine(oldest, now)}`, `Newest: ${messageLine(newest, now)}`];
  if (between.length === 0) return lines;
  const shown = spread(between, EXAMPLES - 2);
  const others = between.length > shown.length ? ["Others, for example:"] : ["Others:"];
  return [...lines, ...others, ...shown.map((message) => `  ${messageLine(message, now)}`)];
}

/** A few of many, from everywhere among them. */
function spread<T>(all: readonly T[], number: number): T[] {
  if (all.length <= number) return [...all];
  return Array.from(
    { length: number },
    (_, index) => all[Math.floor(((index + 0.5) * all.length) / number)]!,
  );
}

function messageLine({ id, sender, recipients, arrival }: QueuedMessage, now: number): string {
  const [first] = recipients;
  const more = recipients.length > 1 ? ` (+${recipients.length - 1})` : "";
  return printable(`${id}, ${ageText(now - arrival)} old, ${sender} → ${first?.address ?? "nobody"}${more}`);
}

function consequences(
  action: QueueAction,
  {
    messages,
    recipients,
    active,
    held,
  }: Readonly<Record<"messages" | "recipients" | "active" | "held", number>>,
): string[] {
  const lines: string[] = [];
  if (action === "delete") {
    const whose = messages === 1 ? "its sender is" : "the senders are";
    const who = recipients === 1 ? "its recipient does" : `the ${recipients} recipients do`;
    lines.push(`Deleted mail is gone: ${who} not get it, and ${whose} not told.`);
  }
  if (action === "expire") {
    lines.push("The sender gets it back as undeliverable when Postfix tries it next.");
    if (held > 0)
      lines.push(`${count(held, "message")} on hold: nothing happens to it before it is released.`);
  }
  if (action === "requeue") {
    lines.push("It gets a new queue ID, and addresses are rewritten as main.cf has it now.");
  }
  if (action === "delete" && active > 0) {
    lines.push(`${count(active, "message")} in delivery right now: who gets it in this moment has it.`);
  }
  return lines;
}
