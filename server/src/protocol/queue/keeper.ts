/**
 * The last list of a queue, and what was made of it. A queue may have a hundred
 * thousand messages: the client asks for pages of them, and listing takes long.
 */
import type { QueueOrder, QueueView } from "../../contract/queue";
import { groupMessages, type MessageGroup, ordered } from "../../tools/queue/groups";
import type { QueuedMessage, QueueListing } from "../../tools/queue/listing";
import { asObject } from "../../tools/queue/plain-listing";
import type { QueuePlan } from "../../tools/queue/plan";
import { type FindMatches, find, parseSearch } from "../../tools/queue/search";
import type { HandOver } from "./hand-over";

/** A queue as it was listed. */
export class KeptQueue {
  /** Views last as long as their search may find the same. */
  #view: { readonly key: string; readonly found: Promise<FoundMessages | string> } | undefined;

  /** @param listedAt seconds since 1970; ages are told from it, so that pages of one view belong together */
  constructor(
    readonly listing: QueueListing,
    readonly listedAt: number,
    readonly findMatches: FindMatches,
  ) {}

  /** A message by its queue ID. */
  message(id: string): QueuedMessage | undefined {
    return this.listing.messages.find((message) => message.id === id);
  }

  /** What a view shows; in a sentence what is wrong with its search, where something is. */
  view(view: QueueView): Promise<FoundMessages | string> {
    const key = JSON.stringify([view.grouping, view.search]);
    if (this.#view?.key !== key) this.#view = { key, found: this.#find(view) };
    return this.#view.found;
  }

  async #find({ grouping, search }: QueueView): Promise<FoundMessages | string> {
    const found = await this.search(search);
    return typeof found === "string" ? found : new FoundMessages(found, groupMessages(found, grouping));
  }

  /** The messages that a search finds; in a sentence what is wrong with it, where something is. */
  async search(search: string): Promise<readonly QueuedMessage[] | string> {
    const parsed = parseSearch(search, this.listedAt);
    return typeof parsed === "string" ? parsed : await find(this.listing.messages, parsed, this.findMatches);
  }
}

/** The messages that a view shows. */
export class FoundMessages {
  readonly #groups: ReadonlyMap<string, MessageGroup>;
  readonly #ordered = new Map<string, readonly QueuedMessage[]>();

  constructor(
    readonly messages: readonly QueuedMessage[],
    readonly groups: readonly MessageGroup[],
  ) {
    this.#groups = new Map(groups.map((group) => [group.key, group]));
  }

  /** The messages of a group, in an order; none where there is no such group any more. */
  membersOf(key: string, order: QueueOrder): readonly QueuedMessage[] {
    const name = `${order} ${key}`;
    let members = this.#ordered.get(name);
    if (members === undefined) {
      members = ordered(this.#groups.get(key)?.members ?? [], order);
      this.#ordered.set(name, members);
    }
    return members;
  }
}

/** Whether two listings say the same, in whatever order. */
export function isUnchanged(before: QueueListing, after: QueueListing): boolean {
  if (before.messages.length !== after.messages.length) return false;
  if (before.isWhole !== after.isWhole || before.remarks.join() !== after.remarks.join()) return false;
  const differing = after.messages.filter(
    (message, index) => textOf(message) !== textOf(before.messages[index]!),
  );
  if (differing.length === 0) return true;
  const known = new Set(before.messages.map(textOf));
  return differing.every((message) => known.has(textOf(message)));
}

/** All that is known of a message. */
function textOf(message: QueuedMessage): string {
  return message.line ?? asObject(message);
}

/** A plan that somebody is being asked about. */
export interface KeptPlan {
  readonly plan: QueuePlan;
  readonly directory: string | undefined;
  /** What a program in a terminal needs of it; undefined where none is to be run. */
  readonly handOver: HandOver | undefined;
}
