/** Mail in a queue, as Postfix lists it. */
import { textOfBytes } from "../../base/decode";
import type { Bytes } from "../../matching/lookup";

/** A recipient who has not got a message yet. */
export interface QueuedRecipient {
  readonly address: string;
  /** Why not; empty where Postfix has not tried yet. */
  readonly reason: string;
}

/** A message in a queue. */
export interface QueuedMessage {
  /** `incoming`, `active`, `deferred`, `hold`, `maildrop`. */
  readonly queue: string;
  /** The queue ID: short ones are used again for other messages, see `enable_long_queue_ids` in postconf(5). */
  readonly id: string;
  /** Seconds since 1970. */
  readonly arrival: number;
  /** Bytes. */
  readonly size: number;
  /** Whether its sender gets it back when it is tried next; see `-e` in postsuper(1). */
  readonly isExpired: boolean;
  /** {@link NULL_SENDER} for the empty address. */
  readonly sender: string;
  readonly recipients: readonly QueuedRecipient[];
  /** The object that postqueue printed; undefined where it printed none. */
  readonly line?: Bytes;
}

/** What Postfix lists for the empty sender address. */
export const NULL_SENDER = "MAILER-DAEMON";

/** The queues, in the order in which mail goes through them; see qmgr(8). */
export const QUEUES: readonly string[] = ["maildrop", "incoming", "active", "deferred", "hold"];

/** What messages take together, in bytes. */
export function bytesOf(messages: readonly QueuedMessage[]): number {
  let bytes = 0;
  for (const { size } of messages) bytes += size;
  return bytes;
}

/** A list of all queues together. */
export interface QueueListing {
  /** In Postfix's order: as the directories of the queues have them. */
  readonly messages: readonly QueuedMessage[];
  /** What to know about it, in sentences, such as that it is cut off. */
  readonly remarks: readonly string[];
  /** False when there may be more mail than is listed. */
  readonly isWhole: boolean;
}

/** Takes what a program prints apart, as it comes. */
export interface ListingReader {
  push(text: Bytes): void;
  /** What has been read; nothing may be pushed any more. */
  end(): ReadListing;
}

/** What a program has printed. */
export interface ReadListing {
  readonly messages: QueuedMessage[];
  /** Lines that are no message and no part of one. */
  readonly unread: number;
  /** Whether it ends as a list does. */
  readonly isWhole: boolean;
}

/** Characters of a reason or an address that are kept: a remote server may answer with as much as it likes. */
export const TEXT_LIMIT = 1_000;

/** The text of bytes, cut to {@link TEXT_LIMIT}: for people, and to be compared with others that were made so. */
export function textIn(bytes: Bytes): string {
  const text = /[^\0-\x7f]/.test(bytes) ? textOfBytes(bytes) : bytes;
  return limited(text);
}

/** A text cut to {@link TEXT_LIMIT}. */
export function limited(text: string): string {
  return text.length <= TEXT_LIMIT ? text : `${text.slice(0, TEXT_LIMIT)}…`;
}

/** Whether two listings have the same message at the same place: a queue ID alone may be another's by now. */
export function isSameMessage(one: QueuedMessage, other: QueuedMessage): boolean {
  return one.id === other.id && one.arrival === other.arrival && one.sender === other.sender;
}

/** The part behind the last `@`, in small letters; {@link NULL_SENDER} and local names stand for themselves. */
export function domainOf(address: string): string {
  const domain = address.slice(address.lastIndexOf("@") + 1);
  if (domain === NULL_SENDER || IS_PLAIN.test(domain)) return domain;
  return domain
    .replace(/\.\./g, ".")
    .replace(/^\.(?=.)|(?<=.)\.$/g, "")
    .toLowerCase();
}

/** A domain that is written as it is meant; nearly all are. */
const IS_PLAIN = /^[a-z0-9-]+(?:\.[a-z0-9-]+)*$/;
