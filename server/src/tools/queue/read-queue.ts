/** Lists a queue: asks postqueue, in the form that it has. */
import type { ExecResult } from "../../ports/exec";
import { createJsonReader } from "./json-listing";
import type { ListingReader, QueueListing } from "./listing";
import { createPlainReader } from "./plain-listing";
import {
  findProgram,
  instanceOptions,
  isProblem,
  problemOf,
  type QueueHost,
  type QueueProblem,
} from "./programs";

/** A queue of a hundred thousand messages on a slow disk takes minutes to list, but not without a word. */
const PATIENCE = { timeout: 15 * 60_000, silence: 60_000 };

/** Complaints are a few lines. */
const OUTPUT_LIMIT = 1_000_000;

/** What is wanted besides. */
export interface ReadOptions {
  /** Milliseconds without a word from postqueue after which it is ended. */
  readonly silence?: number;
}

/** Lists the queue. Never rejects. */
export async function readQueue(
  host: QueueHost,
  { silence = PATIENCE.silence }: ReadOptions = {},
): Promise<QueueListing | QueueProblem> {
  const program = await findProgram(host, "postqueue");
  if (typeof program !== "string") return program;
  const ask = (option: string, reader: ListingReader) =>
    host.exec.run({
      program,
      args: [...instanceOptions(host), option],
      timeout: PATIENCE.timeout,
      silence,
      outputLimit: OUTPUT_LIMIT,
      onOutput: reader.push,
    });
  const reader = createJsonReader();
  const result = await ask("-j", reader);
  if (!isUnknownOption(result)) return listingOf(result, reader, host);
  const plain = createPlainReader(Date.now());
  const plainResult = await ask("-p", plain);
  const listing = listingOf(plainResult, plain, host);
  return isProblem(listing) ? listing : { ...listing, remarks: [...listing.remarks, PLAIN] };
}

const PLAIN =
  "This postqueue has no option -j, which came with Postfix 3.1. The list is the one for people: it does not tell the queues incoming and deferred apart, nor say the year.";

/** getopt(3) says `invalid option` or `illegal option`, Postfix its usage. */
function isUnknownOption(result: ExecResult): boolean {
  return (
    result.kind === "exit" && result.code !== 0 && /(?:invalid|illegal|unknown) option/i.test(result.stderr)
  );
}

function listingOf(
  result: ExecResult,
  reader: ListingReader,
  { directory }: QueueHost,
): QueueListing | QueueProblem {
  const { messages, unread, isWhole } = reader.end();
  const isGood = result.kind === "exit" && result.code === 0;
  if (!isGood && messages.length === 0) return problemOf("postqueue", result, directory);
  const remarks = [];
  if (!isGood) remarks.push(`The list is cut off. ${problemOf("postqueue", result, directory).text}`);
  else if (unread > 1) {
    remarks.push(`${unread} lines of the list are not what postqueue prints, and are left out.`);
  } else if (!isWhole) {
    remarks.push("The list is cut off: postqueue ended in the middle of a message.");
  }
  if (result.kind === "exit" && /mail system is down/i.test(result.stderr)) {
    remarks.push("Postfix is not running: nothing of this is delivered until it is started.");
  }
  return { messages, remarks, isWhole: isGood && isWhole };
}
