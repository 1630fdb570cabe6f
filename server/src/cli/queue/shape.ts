/** `queue shape`: how much mail waits how long, by domain, with a bar for each. */
import type { QueueAgesRow } from "../../contract/queue";
import { agesOf } from "../../tools/queue/ages";
import { colorsOf } from "../colors";
import { printable } from "../output";
import { type QueueRun, readListing, searched, shown } from "./run";
import { bar, table } from "./table";

/** Lists domains with the most mail first. */
export async function showShape(run: QueueRun): Promise<number> {
  const { runtime, options, now } = run;
  const listing = await readListing(run);
  const found = await searched(run, listing);
  const by = options.by === "sender-domain" ? options.by : "recipient-domain";
  const ages = agesOf(found, by, now);
  if (options.json) {
    const { ends, total, rows } = ages;
    runtime.stdout.write(`${JSON.stringify({ by, ends, total: withoutName(total), rows }, undefined, 2)}\n`);
  } else if (ages.rows.length === 0) {
    runtime.stdout.write(listing.messages.length === 0 ? "The queue is empty.\n" : "Nothing found.\n");
  } else {
    const { bold } = colorsOf(runtime);
    const starts = [0, ...ages.ends];
    const heading = ["DOMAIN", "TOTAL", ...starts.map(spanTitle), ""];
    // The domain with the most mail is the first one.
    const most = ages.rows[0]!.total;
    const cells = ({ domain, total, counts }: QueueAgesRow, isTotal: boolean) => [
      isTotal ? "TOTAL" : printable(domain),
      String(total),
      ...counts.map((number) => (number === 0 ? "·" : String(number))),
      isTotal ? "" : bar(total / most, 16),
    ];
    const lines = [cells(ages.total, true), ...ages.rows.map((row) => cells(row, false))];
    runtime.stdout.write(table(heading, lines, { left: [0, heading.length - 1], heading: bold }));
  }
  return shown(run, listing);
}

function withoutName({ total, counts }: QueueAgesRow) {
  return { total, counts };
}

/** Where a span of ages begins: the first one at nothing, minutes until they are hours. */
function spanTitle(minutes: number): string {
  return minutes < 120 ? `${minutes}m+` : `${Math.floor(minutes / 60)}h+`;
}
