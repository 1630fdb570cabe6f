/** `queue list`: messages with the reasons why they wait, or counts of them. */
import { textOfBytes } from "../../base/decode";
import { groupMessages, type MessageGroup, ordered } from "../../tools/queue/groups";
import { bytesOf, type QueuedMessage, type QueueListing } from "../../tools/queue/listing";
import { asObject } from "../../tools/queue/plain-listing";
import { ageText, sizeText } from "../../tools/queue/words";
import { type Colors, colorsOf } from "../colors";
import { count, printable } from "../output";
import { type QueueRun, readListing, searched, shown } from "./run";
import { bar, table } from "./table";

/** Lists the messages that are looked for. */
export async function listQueue(run: QueueRun): Promise<number> {
  const { runtime, options } = run;
  const listing = await readListing(run);
  const found = await searched(run, listing);
  if (options.json) {
    for (const message of found) runtime.stdout.write(objectOf(message));
  } else {
    const colors = colorsOf(runtime);
    runtime.stdout.write(options.by ? countsText(found, run, colors) : messagesText(found, run, colors));
    runtime.stdout.write(`${summary(found, listing)}\n`);
  }
  return shown(run, listing);
}

/** The object of a message, as postqueue printed it where it did. */
function objectOf(message: QueuedMessage): string {
  return `${message.line === undefined ? asObject(message) : textOfBytes(message.line)}\n`;
}

function summary(found: readonly QueuedMessage[], { messages }: QueueListing): string {
  if (messages.length === 0) return "The queue is empty.";
  const of = found.length === messages.length ? "" : ` of ${messages.length}`;
  const noun = of === "" ? count(found.length, "message") : `${found.length}${of} messages`;
  return found.length === 0
    ? `None of ${count(messages.length, "message")} found.`
    : `${noun}, ${sizeText(bytesOf(found))}.`;
}

/** The messages by their queues, each with the recipients of each reason. */
function messagesText(found: readonly QueuedMessage[], { options, now }: QueueRun, colors: Colors): string {
  return groupMessages(found, "queue")
    .map(({ label, members }) => {
      const heading = colors.bold(`${label}, ${count(members.length, "message")}`);
      const messages = ordered(members, options.order).map((message) => messageText(message, now, colors));
      return `${heading}\n${messages.join("")}\n`;
    })
    .join("");
}

/** How many recipients with the same reason are named. */
const NAMED = 3;

function messageText(message: QueuedMessage, now: number, colors: Colors): string {
  const { id, size, arrival, sender, isExpired, recipients } = message;
  const about = `${ageText(now - arrival).padStart(7)}  ${sizeText(size).padStart(7)}`;
  const mark = isExpired ? colors.yellow("  (expired)") : "";
  const byReason = new Map<string, string[]>();
  for (const { address, reason } of recipients) {
    const addresses = byReason.get(reason);
    if (addresses) addresses.push(address);
    else byReason.set(reason, [address]);
  }
  const lines = [...byReason].flatMap(([reason, addresses]) => {
    const more = addresses.length > NAMED ? `, and ${addresses.length - NAMED} more` : "";
    return [
      `      → ${printable(addresses.slice(0, NAMED).join(", "))}${more}`,
      ...(reason === "" ? [] : [colors.dim(`        ${printable(reason)}`)]),
    ];
  });
  return [`  ${colors.cyan(id.padEnd(12))}${about}  ${printable(sender)}${mark}`, ...lines]
    .map((line) => `${line}\n`)
    .join("");
}

function countsText(found: readonly QueuedMessage[], { options, now }: QueueRun, colors: Colors): string {
  const groups = groupMessages(found, options.by!);
  const most = groups.reduce((most, { messages }) => Math.max(most, messages), 1);
  const row = ({ label, messages, bytes, oldest }: MessageGroup) => [
    String(messages),
    sizeText(bytes),
    ageText(now - oldest),
    bar(messages / most, 12),
    printable(label),
  ];
  return table(["MESSAGES", "SIZE", "OLDEST", "", options.by!.toUpperCase()], groups.map(row), {
    left: [3, 4],
    heading: colors.bold,
  });
}
