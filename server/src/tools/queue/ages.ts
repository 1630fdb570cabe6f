/** How much mail waits how long for which domain: the distribution that qshape(1) prints. */
import type { QueueAges, QueueAgesRow } from "../../contract/queue";
import { domainOf, type QueuedMessage } from "./listing";

/** Where spans of ages end, in minutes: each is twice as long as the one before. */
const ENDS = [5, 10, 20, 40, 80, 160, 320, 640, 1280] as const;

/**
 * Counts recipients by their domain, or messages by that of their sender.
 *
 * @param now seconds since 1970
 * @param limit how many domains to give, those with the most mail
 */
export function agesOf(
  messages: readonly QueuedMessage[],
  by: "recipient-domain" | "sender-domain",
  now: number,
  limit = Number.POSITIVE_INFINITY,
): Omit<QueueAges, "problem"> {
  const rows = new Map<string, number[]>();
  const total = emptyCounts();
  for (const { sender, recipients, arrival } of messages) {
    const span = spanOf((now - arrival) / 60);
    const addresses = by === "sender-domain" ? [sender] : recipients.map(({ address }) => address);
    for (const address of addresses) {
      const domain = domainOf(address);
      const counts = rows.get(domain) ?? emptyCounts();
      rows.set(domain, counts);
      counts[span]!++;
      total[span]!++;
    }
  }
  const sorted = [...rows]
    .map(([domain, counts]) => rowOf(domain, counts))
    .sort((a, b) => b.total - a.total || (a.domain < b.domain ? -1 : 1));
  return { ends: ENDS, total: rowOf("", total), rows: sorted.slice(0, limit), domains: sorted.length };
}

function spanOf(minutes: number): number {
  const span = ENDS.findIndex((end) => minutes < end);
  return span < 0 ? ENDS.length : span;
}

function emptyCounts(): number[] {
  return new Array<number>(ENDS.length + 1).fill(0);
}

function rowOf(domain: string, counts: readonly number[]): QueueAgesRow {
  return { domain, total: counts.reduce((sum, count) => sum + count, 0), counts };
}
