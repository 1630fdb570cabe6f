/** What one run of `queue` works with. */
import type { QueueGrouping, QueueOrder } from "../../contract/queue";
import { runExpressionJob } from "../../tools/queue/expression-job";
import type { QueueListing } from "../../tools/queue/listing";
import { isProblem, type QueueHost, type QueueProblem } from "../../tools/queue/programs";
import { readQueue } from "../../tools/queue/read-queue";
import {
  criterion,
  type FindMatches,
  find,
  parseSearch,
  type Search,
  type SearchKey,
} from "../../tools/queue/search";
import { complain } from "../output";
import { CliError, type CliRuntime, EXIT } from "../runtime";

/** What the verb was called with. */
export interface QueueOptions {
  /** The directory, from `-c`; undefined when it was not given. */
  readonly c?: string;
  readonly sender?: string;
  readonly recipient?: string;
  readonly address?: string;
  readonly domain?: string;
  readonly reason?: string;
  readonly queue?: string;
  readonly olderThan?: string;
  readonly newerThan?: string;
  readonly largerThan?: string;
  readonly smallerThan?: string;
  readonly search?: string;
  readonly by?: QueueGrouping;
  readonly order: QueueOrder;
  readonly all?: true;
  readonly from?: string;
  readonly site?: string;
  readonly count?: string;
  readonly dryRun?: true;
  readonly yes?: true;
  readonly raw?: true;
  readonly json?: true;
}

/** What a run works with. */
export interface QueueRun {
  readonly runtime: CliRuntime;
  readonly options: QueueOptions;
  readonly host: QueueHost;
  /** The queue IDs of the command line. */
  readonly ids: readonly string[];
  /** Seconds since 1970. */
  readonly now: number;
}

/** The options that say which messages are meant, by what they are called in a search. */
const SEARCH_OPTIONS = {
  sender: "from",
  recipient: "to",
  address: "address",
  domain: "domain",
  reason: "reason",
  queue: "queue",
  olderThan: "older",
  newerThan: "newer",
  largerThan: "larger",
  smallerThan: "smaller",
} as const satisfies Partial<Record<keyof QueueOptions, SearchKey>>;

/** What is looked for. @throws CliError when a value cannot be meant */
export function searchOf({ options, now }: QueueRun): Search {
  const criteria = Object.entries(SEARCH_OPTIONS).flatMap(([option, key]) => {
    const value = options[option as keyof typeof SEARCH_OPTIONS];
    return value === undefined ? [] : [understood(criterion(key, value, now))];
  });
  return [...criteria, ...(options.search === undefined ? [] : understood(parseSearch(options.search, now)))];
}

function understood<T>(result: T | string): T {
  if (typeof result === "string") throw new CliError(result.replace(/\.$/, ""));
  return result;
}

/** Here whoever wrote the expression waits for it, and nobody else. */
const findMatches: FindMatches = async (source, texts) => new Set(runExpressionJob({ source, texts }));

/** Lists the queue. @throws CliError when it cannot be listed */
export async function readListing({ host }: QueueRun): Promise<QueueListing> {
  const listing = await readQueue(host);
  if (isProblem(listing)) throw failed(listing);
  return listing;
}

/** Why the queue cannot be had. */
export function failed({ text }: QueueProblem): CliError {
  return new CliError(text, EXIT.usage);
}

/** The messages of a listing that are looked for, in its order. */
export async function searched(run: QueueRun, { messages }: QueueListing) {
  const wanted = new Set(run.ids);
  const named = run.ids.length === 0 ? messages : messages.filter(({ id }) => wanted.has(id));
  return understood(await find(named, searchOf(run), findMatches));
}

/** Says what there is to know about a list that was shown. @returns the exit code */
export function shown({ runtime }: QueueRun, { remarks, isWhole }: QueueListing): number {
  for (const remark of remarks) complain(runtime, remark);
  return isWhole ? EXIT.done : EXIT.usage;
}
