/** `postqueue -j`: one object a line; see JSON OBJECT FORMAT in postqueue(1). Postfix 3.1 and later. */
import { type ListingReader, limited, type QueuedMessage, type QueuedRecipient } from "./listing";
import { createLineReader } from "./read-lines";

/** Makes a reader of it. @param keepLines whether the objects are wanted as they were printed */
export function createJsonReader(keepLines = false): ListingReader {
  const messages: QueuedMessage[] = [];
  const lines: string[] = [];
  let unread = 0;
  const once = createOnce();
  const reader = createLineReader((line) => {
    const message = messageOf(line, once);
    if (message === undefined) {
      if (line.trim() !== "") unread++;
      return;
    }
    messages.push(message);
    if (keepLines) lines.push(line);
  });
  return {
    push: reader.push,
    end() {
      const isCut = reader.end();
      return { messages, unread, isWhole: !isCut && unread === 0, lines };
    },
  };
}

/**
 * Gives the same string for equal ones: a hundred thousand messages have few
 * reasons and senders among them, and each is held only once.
 */
function createOnce(): (text: string) => string {
  const known = new Map<string, string>();
  return (text) => {
    const held = known.get(text);
    if (held !== undefined) return held;
    const kept = limited(text);
    known.set(text.length === kept.length ? kept : text, kept);
    return kept;
  };
}

/** What an object may have in it; Postfix may come to print more. */
interface PrintedMessage {
  readonly queue_name?: unknown;
  readonly queue_id?: unknown;
  readonly arrival_time?: unknown;
  readonly message_size?: unknown;
  readonly forced_expire?: unknown;
  readonly sender?: unknown;
  readonly recipients?: unknown;
}

/** The message of a line; undefined where it holds none. */
function messageOf(line: string, once: (text: string) => string): QueuedMessage | undefined {
  let printed: PrintedMessage | null;
  try {
    printed = JSON.parse(line) as PrintedMessage | null;
  } catch {
    // The caller counts it: a list that was cut off ends in the middle of an object.
    return undefined;
  }
  if (typeof printed !== "object" || printed === null) return undefined;
  const { queue_name, queue_id, arrival_time, message_size, forced_expire, sender, recipients } = printed;
  if (typeof queue_name !== "string" || typeof queue_id !== "string" || typeof sender !== "string") {
    return undefined;
  }
  return {
    queue: once(queue_name),
    id: queue_id,
    arrival: typeof arrival_time === "number" ? arrival_time : 0,
    size: typeof message_size === "number" ? message_size : 0,
    isExpired: forced_expire === true,
    sender: once(sender),
    recipients: Array.isArray(recipients) ? recipients.map((one) => recipientOf(one, once)) : [],
  };
}

function recipientOf(printed: unknown, once: (text: string) => string): QueuedRecipient {
  const { address, delay_reason } = (printed ?? {}) as { address?: unknown; delay_reason?: unknown };
  return {
    address: typeof address === "string" ? once(address) : "",
    reason: typeof delay_reason === "string" ? once(delay_reason) : "",
  };
}
