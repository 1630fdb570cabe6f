/** What `postmap -q -` prints for a message: with -h, -b and -m, as postmap_queries() in postmap.c works them. */
import type { Bytes, Lookup, LookupTable } from "../lookup";
import { type MessageLimits, type MessagePart, messageParts } from "./parts";
import { linesOf } from "./records";

/** Which parts of a message are looked up. */
export interface WantedParts {
  /** Headers: `-h`. */
  readonly headers?: boolean;
  /** Body lines: `-b`. */
  readonly body?: boolean;
  /** Attachments and messages within are taken apart: `-m`. */
  readonly mime?: boolean;
}

/** A part, and what the table has for it. */
export interface LookedUpPart {
  readonly part: MessagePart;
  readonly lookup: Lookup;
}

/**
 * Looks the parts of a message up.
 *
 * @param message its bytes
 * @param explain whether the steps of each lookup are wanted
 */
export function* lookupMessage(
  message: Bytes,
  wanted: WantedParts,
  table: LookupTable,
  explain = false,
  limits?: MessageLimits,
): Generator<LookedUpPart> {
  // Without -m and -b, postmap reads no further than the message's own headers.
  const isHeadOnly = !wanted.body && !wanted.mime;
  for (const part of messageParts(linesOf(message), wanted.mime === true, limits)) {
    const isBody = part.kind === "body";
    if (isBody && isHeadOnly) return;
    if (isBody ? wanted.body : wanted.headers) yield { part, lookup: table.lookup(part.text, explain) };
  }
}

/** A line as postmap prints it for a key that is found: the key, a tab, and the value. */
export function foundLine(key: Bytes, value: Bytes): Bytes {
  return `${key}\t${value}\n`;
}

/**
 * The keys of `postmap -q -`: a line each, up to a NUL.
 *
 * @param input what stands on standard input
 */
export function* keysOf(input: Bytes): Generator<Bytes> {
  for (const { text } of linesOf(input)) {
    const end = text.indexOf("\0");
    yield end < 0 ? text : text.slice(0, end);
  }
}
