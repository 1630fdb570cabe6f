/** `postqueue -j`: one object a line; see JSON OBJECT FORMAT in postqueue(1). Postfix 3.1 and later. */
import { textOfBytes } from "../../base/decode";
import type { Bytes } from "../../matching/lookup";
import {
  type ListingReader,
  limited,
  QUEUES,
  type QueuedMessage,
  type QueuedRecipient,
  textIn,
} from "./listing";
import { createLineReader } from "./read-lines";

/** Makes a reader of it. */
export function createJsonReader(): ListingReader {
  const messages: QueuedMessage[] = [];
  let unread = 0;
  const reader = createLineReader((line) => {
    const message = scanMessage(line) ?? parseMessage(line);
    if (message === undefined) {
      if (line.trim() !== "") unread++;
      return;
    }
    messages.push(message);
  });
  return {
    push: reader.push,
    end() {
      const isCut = reader.end();
      return { messages, unread, isWhole: !isCut && unread === 0 };
    },
  };
}

/**
 * The message of an object that is written as Postfix writes it, with nothing
 * escaped and nothing more; undefined for all others. Most of a hundred thousand
 * are.
 */
function scanMessage(line: Bytes): QueuedMessage | undefined {
  if (line.includes("\\")) return undefined;
  const scan = new Scanner(line);
  const queue = scan.text('{"queue_name": "');
  const id = scan.text('", "queue_id": "');
  const arrival = scan.number('", "arrival_time": ');
  const size = scan.number(', "message_size": ');
  const isExpired = scan.skips(', "forced_expire": true');
  if (!isExpired) scan.skip(', "forced_expire": false');
  scan.skip(', "sender": "');
  const senderAt = scan.at;
  scan.pass();
  const recipientsAt = scan.at;
  scan.skip(RECIPIENTS);
  while (scan.skips(ADDRESS)) {
    scan.pass();
    if (scan.skips(REASON)) scan.pass();
    scan.skip('"}');
    scan.skips(", ");
  }
  scan.skip("]}");
  if (!scan.isAtEnd) return undefined;
  const kept = queueName(queue);
  return new ScannedMessage(line, kept, id, arrival, size, isExpired, senderAt, recipientsAt);
}

const RECIPIENTS = '", "recipients": [';
const ADDRESS = '{"address": "';
const REASON = '", "delay_reason": "';

/** The names of queues are few, and each is held once. */
function queueName(name: string): string {
  return QUEUES.find((known) => known === name) ?? name;
}

/**
 * A message that takes what is seldom asked for out of its line when it is
 * asked for: a hundred thousand messages would else be a million objects, which
 * the garbage collector carries about while they are read.
 */
class ScannedMessage implements QueuedMessage {
  constructor(
    readonly line: Bytes,
    readonly queue: string,
    readonly id: string,
    readonly arrival: number,
    readonly size: number,
    readonly isExpired: boolean,
    readonly senderAt: number,
    readonly recipientsAt: number,
  ) {}

  get sender(): string {
    return textIn(this.line.slice(this.senderAt, this.recipientsAt));
  }

  get recipients(): readonly QueuedRecipient[] {
    const scan = new Scanner(this.line, this.recipientsAt);
    const recipients: QueuedRecipient[] = [];
    scan.skip(RECIPIENTS);
    while (scan.skips(ADDRESS)) {
      const address = scan.text("");
      const reason = scan.skips(REASON) ? scan.text("") : "";
      scan.skip('"}');
      scan.skips(", ");
      recipients.push({ address: textIn(address), reason: textIn(reason) });
    }
    return recipients;
  }
}

/** Goes through a line as long as it is what is expected. */
class Scanner {
  #isExpected = true;

  constructor(
    readonly line: Bytes,
    public at = 0,
  ) {}

  /** Whether all of the line was as expected. */
  get isAtEnd(): boolean {
    return this.#isExpected && this.at === this.line.length;
  }

  /** Passes over what stands here, if it is this. */
  skips(expected: string): boolean {
    if (!this.#isExpected || !this.line.startsWith(expected, this.at)) return false;
    this.at += expected.length;
    return true;
  }

  /** Passes over what has to stand here. */
  skip(expected: string): void {
    if (!this.skips(expected)) this.#isExpected = false;
  }

  /** Passes over everything up to a quotation mark. */
  pass(): void {
    const end = this.line.indexOf('"', this.at);
    if (end < 0) this.#isExpected = false;
    else this.at = end;
  }

  /** What stands behind this up to a quotation mark. */
  text(before: string): Bytes {
    this.skip(before);
    const start = this.at;
    this.pass();
    return this.line.slice(start, this.at);
  }

  /** The number behind this. */
  number(before: string): number {
    this.skip(before);
    let value = 0;
    const start = this.at;
    for (;;) {
      const digit = this.line.charCodeAt(this.at) - 48;
      // NaN behind the end of the line.
      if (!(digit >= 0 && digit <= 9)) break;
      value = value * 10 + digit;
      this.at++;
    }
    if (this.at === start) this.#isExpected = false;
    return value;
  }
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

/** The message of any object that holds one; undefined where the line holds none. */
function parseMessage(line: Bytes): QueuedMessage | undefined {
  let printed: PrintedMessage | null;
  try {
    printed = JSON.parse(textOfBytes(line)) as PrintedMessage | null;
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
    queue: queue_name,
    id: queue_id,
    arrival: typeof arrival_time === "number" ? arrival_time : 0,
    size: typeof message_size === "number" ? message_size : 0,
    isExpired: forced_expire === true,
    sender: limited(sender),
    recipients: Array.isArray(recipients) ? recipients.map(recipientOf) : [],
    line,
  };
}

function recipientOf(printed: unknown): QueuedRecipient {
  const { address, delay_reason } = (printed ?? {}) as { address?: unknown; delay_reason?: unknown };
  return {
    address: typeof address === "string" ? limited(address) : "",
    reason: typeof delay_reason === "string" ? limited(delay_reason) : "",
  };
}
