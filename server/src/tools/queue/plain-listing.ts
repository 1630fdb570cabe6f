/** `postqueue -p`, also known as mailq: for people, and for Postfix before 3.1, which has nothing else. */
import { textOfBytes } from "../../base/decode";
import type { Bytes } from "../../matching/lookup";
import { type ListingReader, limited, type QueuedMessage, type QueuedRecipient } from "./listing";
import { createLineReader } from "./read-lines";

/** `ABCDEF123*     512 Tue Nov 24 20:43:20  sender@example.org` */
const MESSAGE =
  /^([0-9A-Za-z]+)([*!#]*) +(\d+) [A-Z][a-z]{2} ([A-Z][a-z]{2}) ([ \d]\d) (\d\d):(\d\d):(\d\d) +(.*)$/;

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** A message that is being read. */
type Unfinished = Omit<QueuedMessage, "recipients"> & { readonly recipients: QueuedRecipient[] };

/**
 * Makes a reader of it.
 *
 * @param now milliseconds since 1970: the list does not say the year
 */
export function createPlainReader(now: number): ListingReader {
  const messages: QueuedMessage[] = [];
  let current: Unfinished | undefined;
  let reason = "";
  let unread = 0;
  let hasEnd = false;
  const takeLine = (bytes: Bytes) => {
    const line = textOfBytes(bytes);
    if (line === "" || /^-Queue ID-/.test(line)) return;
    if (/^-- \d+ Kbytes in \d+ Requests?\.$|^Mail queue is empty$/.test(line)) {
      hasEnd = true;
      return;
    }
    const message = messageOf(line, now);
    if (message !== undefined) {
      current = message;
      reason = "";
      messages.push(message);
      return;
    }
    const text = line.trim();
    if (current === undefined) unread++;
    // A reason stands above those whom it is about; an address with "(" in front would have quotes around it.
    else if (text.startsWith("(") && text.endsWith(")")) reason = limited(text.slice(1, -1));
    else current.recipients.push({ address: limited(text), reason });
  };
  const reader = createLineReader(takeLine);
  return {
    push: reader.push,
    end() {
      reader.end();
      return { messages, unread, isWhole: hasEnd && unread === 0 };
    },
  };
}

function messageOf(line: string, now: number): Unfinished | undefined {
  const found = MESSAGE.exec(line);
  if (!found) return undefined;
  const [, id, marks, size, month, day, hours, minutes, seconds, sender] = found as unknown as string[];
  const time = [Number(day), Number(hours), Number(minutes), Number(seconds)] as const;
  return {
    queue: marks!.includes("*") ? "active" : marks!.includes("!") ? "hold" : "deferred",
    id: id!,
    arrival: arrivalOf(MONTHS.indexOf(month!), time, now),
    size: Number(size),
    isExpired: marks!.includes("#"),
    sender: limited(sender!),
    recipients: [],
  };
}

/** The last time that had this name, in seconds since 1970. */
function arrivalOf(
  month: number,
  [day, hours, minutes, seconds]: readonly [number, number, number, number],
  now: number,
): number {
  const year = new Date(now).getFullYear();
  const inYear = (y: number) => new Date(y, month, day, hours, minutes, seconds).getTime();
  const A_DAY = 86_400_000;
  const time = inYear(year);
  return Math.floor((time > now + A_DAY ? inYear(year - 1) : time) / 1000);
}

/** A message as `postqueue -j` would print it. */
export function asObject({ queue, id, arrival, size, isExpired, sender, recipients }: QueuedMessage): string {
  return JSON.stringify({
    queue_name: queue,
    queue_id: id,
    arrival_time: arrival,
    message_size: size,
    forced_expire: isExpired,
    sender,
    recipients: recipients.map(({ address, reason }) => ({
      address,
      ...(reason !== "" && { delay_reason: reason }),
    })),
  });
}
