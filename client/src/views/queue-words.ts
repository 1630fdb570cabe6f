/** What the tree of the mail queue says, and how its nodes are told apart. No VS Code here. */
import type {
  QueueExplanation,
  QueueGroup,
  QueueGrouping,
  QueueMessageNode,
  QueueOrder,
  QueuePlace,
  QueueRecipientNode,
  QueueState,
  QueueView,
} from "../../../server/src/contract/queue";

/** How many nodes are fetched at a time. */
export const PAGE = 200;

/** An answer to a question, as a list offers it. */
export interface QueueChoice<Value> {
  readonly label: string;
  readonly detail: string;
  readonly value: Value;
}

/** What messages can be put together by. */
export const GROUPING_CHOICES: readonly QueueChoice<QueueGrouping>[] = [
  {
    label: "Queue",
    detail: "Where the message is: deferred, on hold, being delivered, coming in.",
    value: "queue",
  },
  { label: "Recipient Domain", detail: "Where it is to go.", value: "recipient-domain" },
  { label: "Sender Domain", detail: "Where it comes from.", value: "sender-domain" },
  { label: "Reason", detail: "Why it is not delivered yet.", value: "reason" },
];

/** The orders of messages. */
export const ORDER_CHOICES: readonly QueueChoice<QueueOrder>[] = [
  { label: "Oldest First", detail: "What has waited longest is on top.", value: "oldest" },
  { label: "Newest First", detail: "What came last is on top.", value: "newest" },
  { label: "Largest First", detail: "What takes most space is on top.", value: "largest" },
];

/** Controls, ends of lines, and what makes a text run backwards: mail may hold any of them. */
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

/** A text from mail in which nothing hides: one line, left to right as it stands. */
export function visible(text: string): string {
  return text.replaceAll(UNSAFE, "\ufffd");
}

/** A number of things, such as `1 message`. */
export function counted(count: number, thing: string): string {
  return `${numberText(count)} ${thing}${count === 1 ? "" : "s"}`;
}

/** A number with a comma between thousands. */
export function numberText(count: number): string {
  return count.toLocaleString("en-US");
}

/** A size in bytes, as short as it can be read; the steps are of 1024. */
export function sizeText(bytes: number): string {
  if (bytes < 1024) return counted(bytes, "byte");
  const units = ["KB", "MB", "GB", "TB"];
  let size = bytes / 1024;
  let unit = 0;
  // 1023.6 KB would round to a number that has a unit of its own.
  while (Math.round(size) >= 1024 && unit < units.length - 1) {
    size /= 1024;
    unit += 1;
  }
  return `${size < 9.95 ? Number(size.toFixed(1)) : Math.round(size)} ${units[unit]}`;
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/**
 * A time that stays true while it is shown: today `20:43`, in this year `Nov 3
 * 20:43`, before that `Nov 3 2025 20:43`.
 *
 * @param seconds since 1970
 */
export function timeText(seconds: number, now: Date): string {
  const time = new Date(seconds * 1000);
  const clock = [time.getHours(), time.getMinutes()].map((part) => String(part).padStart(2, "0")).join(":");
  if (dayOf(time) === dayOf(now)) return clock;
  const year = time.getFullYear() === now.getFullYear() ? "" : ` ${time.getFullYear()}`;
  return `${MONTHS[time.getMonth()]} ${time.getDate()}${year} ${clock}`;
}

/** The day of a time, to tell whether what {@link timeText} says of today is still true. */
export function dayOf(time: Date): string {
  return `${time.getFullYear()}-${time.getMonth()}-${time.getDate()}`;
}

/** What stands behind the name of a group. */
export function groupDescription({ messages, bytes, oldest }: QueueGroup, now: Date): string {
  return [counted(messages, "message"), sizeText(bytes), `oldest ${timeText(oldest, now)}`].join(", ");
}

/** What stands behind the queue ID of a message. */
export function messageDescription(message: QueueMessageNode, now: Date): string {
  const { sender, firstRecipient, recipients, size, arrival, isExpired } = message;
  const more = recipients > 1 ? ` (+${numberText(recipients - 1)})` : "";
  const way = recipients === 0 ? visible(sender) : `${visible(sender)} → ${visible(firstRecipient)}${more}`;
  return [way, sizeText(size), timeText(arrival, now), ...(isExpired ? ["expired"] : [])].join(", ");
}

/** A message in sentences, until more is known of it. */
export function messageSummary(message: QueueMessageNode, now: Date): string {
  const { id, queue, isExpired, firstReason } = message;
  const fate = isExpired ? " It is expired: its sender gets it back when it is tried next." : "";
  const reason = firstReason === "" ? "" : ` ${visible(firstReason)}`;
  return `${visible(id)} in the ${visible(queue)} queue: ${messageDescription(message, now)}.${fate}${reason}`;
}

/** What a recipient is to be read as by whoever does not see the tree. */
export function recipientSummary({ address, reason }: QueueRecipientNode): string {
  return reason === "" ? visible(address) : `${visible(address)}: ${visible(reason)}`;
}

/** The kind of a message, by which menus fit: `message.deferred`, `message.deferred.expired`. */
export function messageKind({ queue, isExpired }: QueueMessageNode): string {
  return `message.${queue}${isExpired ? ".expired" : ""}`;
}

/** The kind of a group, by which menus fit: `group.queue.hold`, `group.reason`. */
export function groupKind(grouping: QueueGrouping, { label }: QueueGroup): string {
  return grouping === "queue" ? `group.queue.${label.toLowerCase()}` : `group.${grouping}`;
}

const QUEUE_ICONS: Readonly<Record<string, string>> = {
  active: "play",
  deferred: "clock",
  hold: "debug-pause",
  incoming: "inbox",
  maildrop: "mail",
};

/** The icon of a queue, by its name in VS Code. */
export function queueIcon(queue: string): string {
  return Object.hasOwn(QUEUE_ICONS, queue) ? QUEUE_ICONS[queue]! : "mail";
}

/** The icon of a group. */
export function groupIcon(grouping: QueueGrouping, { label }: QueueGroup): string {
  if (grouping === "queue") return queueIcon(label.toLowerCase());
  return grouping === "reason" ? "info" : "globe";
}

/** The node behind a page of others. */
export function moreText(left: number): string {
  return `Show ${numberText(Math.min(PAGE, left))} more (${numberText(left)} left)`;
}

/** What is to be seen of a queue, by which the view says what stands in it. */
export type QueueCondition = "untrusted" | "missing" | "problem" | "empty" | "none-found" | "listed";

/** What is found of a queue by what is looked for. */
export interface QueueFound {
  /** How many messages. */
  readonly found: number;
  /** What is wrong with what is looked for; empty when nothing is. */
  readonly problem: string;
}

/** The condition of a queue. */
export function conditionOf(
  { problem, count }: QueueState,
  { found, problem: wrong }: QueueFound,
): QueueCondition {
  if (problem !== null)
    return problem.kind === "untrusted" || problem.kind === "missing" ? problem.kind : "problem";
  if (wrong !== "") return "problem";
  if (count === 0) return "empty";
  return found === 0 ? "none-found" : "listed";
}

const NOTHING: Partial<Readonly<Record<QueueCondition, string>>> = {
  empty: "The queue is empty.",
  "none-found": "The search finds none of the messages in the queue.",
};

/** What stands above the tree; undefined where there is nothing to say, or where the view says it with links. */
export function viewMessage(state: QueueState, found: QueueFound): string | undefined {
  if (state.problem !== null) {
    const { kind, text } = state.problem;
    return kind === "untrusted" || kind === "missing" ? undefined : visible(text);
  }
  // VS Code leaves the links out where there is a message.
  const nothing = state.remarks.length > 0 ? (NOTHING[conditionOf(state, found)] ?? "") : "";
  const parts = [found.problem, nothing, ...state.remarks].filter((part) => part !== "");
  return parts.length === 0 ? undefined : parts.map(visible).join(" ");
}

/**
 * What stands beside the title of the view.
 *
 * @param directory of the instance; null for the one that is built in
 * @param found how many messages; null where that is not known
 */
export function viewDescription(
  { grouping, order, search }: QueueView,
  directory: string | null,
  count: number,
  found: number | null,
): string {
  const label = GROUPING_CHOICES.find(({ value }) => value === grouping)?.label.toLowerCase();
  const orderText = ORDER_CHOICES.find(({ value }) => value === order)?.label.toLowerCase();
  const numbers = found === null ? "" : ` (${numberText(found)} of ${numberText(count)} found)`;
  return [
    ...(directory === null ? [] : [directory]),
    ...(search === "" ? [] : [`${visible(search)}${numbers}`]),
    `by ${label}`,
    ...(order === "oldest" ? [] : [orderText]),
  ].join(" · ");
}

/** What the number at the view's icon means. */
export function badgeText(count: number): string {
  return `${counted(count, "message")} in the mail queue`;
}

/** How to look for messages; below the box in which that is written. */
export const SEARCH_SYNTAX =
  "from: to: address: domain: reason: queue: older:2h newer:1d larger:1M — values may hold * or be a /regular expression/; several words must all fit.";

/** What is said below the box of what somebody writes there: what it finds, or that it cannot be looked for. */
export function searchNote(
  { found, problem }: QueueFound,
  count: number,
): { readonly prompt: string; readonly problem: string } {
  const numbers = `${numberText(found)} of ${counted(count, "message")} found.`;
  return {
    prompt: problem === "" ? `${numbers} ${SEARCH_SYNTAX}` : SEARCH_SYNTAX,
    problem: visible(problem),
  };
}

/** A value as it is looked for: in quotes where it would be taken apart, or for something else. */
export function searchValue(value: string): string {
  const plain = /^[\p{L}\p{N}_.@+=-]+$/u.test(value);
  return plain ? value : `"${value.replaceAll(/["\\]/g, "\\$&")}"`;
}

/** What a tooltip is made of: a text as it is, or a link that runs a command. */
export type TooltipPart =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "link"; readonly text: string; readonly command: string; readonly argument: unknown };

/** The commands that links in tooltips run; the first two are not in the palette. */
export const OPEN_PLACE_COMMAND = "postfix.openQueuePlace";
export const COPY_RELAY_COMMAND = "postfix.copyQueueRelay";
/** This one is; it takes a host, or nothing for the server of the configuration. */
export const CHECK_TRINITY_COMMAND = "postfix.checkTrinity";

/** The paragraphs of a tooltip. */
export function explanationParts(explanation: QueueExplanation): TooltipPart[][] {
  const { address, reason, text, parameters, relay, isAboutUs, transport, places } = explanation;
  return [
    [said(address)],
    ...(reason === "" ? [] : [[said(reason)]]),
    ...(text === "" ? [] : [[said(text)]]),
    ...(isAboutUs ? [[checkLink("Check A – PTR – EHLO of This Server", {})]] : []),
    ...parameters.map(({ name, summary }) => [named(name, placeIn(places, name)), said(`: ${summary}`)]),
    ...(transport === null ? [] : [transportParts(transport, places)]),
    ...(relay === null ? [] : [relayParts(relay)]),
  ];
}

function transportParts(
  { name, parameter, place }: NonNullable<QueueExplanation["transport"]>,
  places: QueueExplanation["places"],
): TooltipPart[] {
  return [
    said("Goes by the transport "),
    named(name, place),
    said(", as "),
    named(parameter, placeIn(places, parameter)),
    said(" says."),
  ];
}

function relayParts(relay: string): TooltipPart[] {
  const copy = { kind: "link", text: "Copy", command: COPY_RELAY_COMMAND, argument: relay } as const;
  const [host = ""] = relay.split(/[[:]/);
  // A socket, or an address alone, has no name to check.
  const check = /[a-z]\w*$/i.test(host) && host.includes(".") && !host.includes("/");
  const checks = check ? [said("  "), checkLink("Check Its A – PTR – EHLO", { host })] : [];
  return [said(`Was to go to the server ${relay}  `), copy, ...checks];
}

function checkLink(text: string, argument: { readonly host?: string }): TooltipPart {
  return { kind: "link", text, command: CHECK_TRINITY_COMMAND, argument };
}

const said = (text: string): TooltipPart => ({ kind: "text", text: visible(text) });

/** A name that leads to its place where it has one. */
function named(name: string, place: QueuePlace | null): TooltipPart {
  if (place === null) return said(name);
  return { kind: "link", text: visible(name), command: OPEN_PLACE_COMMAND, argument: place };
}

function placeIn(places: QueueExplanation["places"], name: string): QueuePlace | null {
  return Object.hasOwn(places, name) ? (places[name] ?? null) : null;
}

/**
 * A text in Markdown that is nothing but text: VS Code would make links of the
 * addresses in it, which come from whoever sends mail.
 */
export function plainMarkdown(text: string): string {
  return text.replaceAll(/[!-/:-@[-`{-~]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** A link in Markdown that runs a command; nothing in its text or its argument is markup. */
export function commandLink(text: string, command: string, argument: unknown): string {
  const label = text.replaceAll(/[\\`*_{}[\]()<>#+\-.!|~&$]/g, "\\$&");
  const query = encodeURIComponent(JSON.stringify([argument])).replaceAll(
    /[()'!*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `[${label}](command:${command}?${query})`;
}
