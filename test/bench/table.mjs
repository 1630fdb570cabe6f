// From samples to the table that is printed.
import { peers } from "./servers.mjs";

const columns = ["ours", ...peers];
const bytesPer = { KB: 1000, MB: 1_000_000 };

/** The middle value; the mean of the two middle ones of an even number. */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/**
 * Holds the medians against the limits.
 * @param rows some of rows.mjs
 * @param samples figure → server (or "node") → numbers; milliseconds or bytes
 * @returns one object a row, with `ok` undefined where there is no limit or no figure
 */
export function evaluate(rows, samples) {
  const medianOf = (figure, server, unit) => {
    const values =
      samples
        .get(figure)
        ?.get(server)
        ?.filter((value) => value !== undefined) ?? [];
    return values.length === 0 ? undefined : median(values) / (bytesPer[unit] ?? 1);
  };
  return rows.map(({ id, title, unit, figure, limit, onlyOurs }) => {
    const figures = Object.fromEntries(
      columns.map((server) => [
        server,
        onlyOurs && server !== "ours" ? undefined : medianOf(figure, server, unit),
      ]),
    );
    const { basis, bound, target } = limitOf(limit, unit, figures, medianOf);
    const known = figures.ours !== undefined && bound !== undefined;
    return {
      ...{ id, title, unit, ...figures, target },
      ratio: known ? figures.ours / basis : undefined,
      ok: known ? figures.ours <= bound : undefined,
    };
  });
}

/** What a limit amounts to in this run: the figure it is held against, the bound itself, and both in words. */
function limitOf(limit, unit, figures, medianOf) {
  if (limit === undefined) return { target: "" };
  if (limit.at !== undefined) return { basis: limit.at, bound: limit.at, target: `≤ ${limit.at} ${unit}` };
  const known = peers.map((peer) => figures[peer]).filter((value) => value !== undefined);
  const against = {
    best: () => (known.length > 0 ? Math.min(...known) : undefined),
    css: () => figures.css,
    node: () => medianOf("node", "node", unit),
    "edit-300": () => medianOf("edit-300", "ours", unit),
    "heap-5000": () => medianOf("heap-5000", "ours", unit),
    "queue-alone": () => medianOf("queue-alone", "ours", unit),
    "postmap-message": () => medianOf("postmap-message", "ours", unit),
  }[limit.of]();
  const { factor, plus = 0, words } = limit;
  const formula = `${factor === 1 ? "" : `${factor} × `}${words}${plus === 0 ? "" : ` + ${plus} ${unit}`}`;
  if (against === undefined) return { target: `≤ ${formula}` };
  const bound = factor * against + plus;
  const target = `≤ ${formula} = ${format(bound)} ${unit}`;
  return { basis: plus === 0 ? against : bound, bound, target };
}

/** The rows as a Markdown table, its columns aligned for a terminal. */
export function toMarkdown(evaluated) {
  const verdict = { true: "yes", false: "NO" };
  const head = ["measurement", "unit", ...columns, "target", "ratio", "ok"];
  const body = evaluated.map((row) => [
    ...[row.title, row.unit],
    ...columns.map((server) => format(row[server])),
    ...[row.target, row.ratio === undefined ? "" : row.ratio.toFixed(2), verdict[row.ok] ?? ""],
  ]);
  const widths = head.map((_, at) => Math.max(...[head, ...body].map((cells) => cells[at].length)));
  const isNumber = (at) => at >= 2 && at < 2 + columns.length;
  const line = (cells) =>
    `| ${cells.map((cell, at) => (isNumber(at) ? cell.padStart(widths[at]) : cell.padEnd(widths[at]))).join(" | ")} |`;
  const rule = `|${widths.map((width, at) => `${"-".repeat(width + 1)}${isNumber(at) ? ":" : "-"}`).join("|")}|`;
  return [line(head), rule, ...body.map(line)].join("\n");
}

/** Three digits that matter; "–" where nothing was measured. */
function format(value) {
  if (value === undefined) return "–";
  if (value >= 100) return String(Math.round(value));
  return value.toFixed(value >= 10 ? 1 : 2);
}
