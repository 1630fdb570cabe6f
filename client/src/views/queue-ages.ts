/**
 * How long mail waits for which domains, as the text of a web page: a grid of
 * ages and domains, deeper in colour where more waits. No VS Code here.
 */
import type { QueueAges, QueueAgesParams, QueueAgesRow } from "../../../server/src/contract/queue";
import { counted, numberText, searchValue, visible } from "./queue-words";
import { escaped, shownText } from "./web-page";

/** By whose domains the grid has rows. */
export type AgesBy = QueueAgesParams["by"];

/** What the grid shows. */
export interface ShownAges {
  readonly ages: QueueAges;
  readonly by: AgesBy;
  /** What is looked for; empty: all of the queue. */
  readonly search: string;
}

/** How deep a colour can be; 0 is none. client/media/queue-ages.css has a class for each. */
export const DEEPEST = 10;

/** With fewer than this in the fullest cell no colour is deep: a queue of three is nothing to worry about. */
const MANY = 10;

/** Sizes of the grid, in pixels. */
const DOMAIN_WIDTH = 210;
const CELL_WIDTH = 62;
const ROW_HEIGHT = 26;
const PADDING = 8;
/** The columns before are the domain and its total. */
const FIRST_SPAN = 2;
/** The longest domain that fits, in characters. */
const LONGEST_DOMAIN = 26;

/** What the page says where there is no grid. */
export function agesProblem(text: string): string {
  return `<h1>Queue Ages</h1>\n<p>${shownText(text)}</p>`;
}

/** The grid, with what leads to it and explains it. */
export function agesBody({ ages, by, search }: ShownAges): string {
  const { total, rows, domains, problem } = ages;
  const heading = `<h1>Queue Ages</h1>\n${switchOf(by)}`;
  if (problem !== "") return `${heading}\n<p>${shownText(problem)}</p>`;
  if (total.total === 0) return `${heading}\n<p>${shownText(nothingText(search))}</p>`;
  const left = domains - rows.length;
  const notes = [
    `${counted(total.total, thingOf(by))}${search === "" ? "" : `, of what '${search}' finds`}, by how long ago the message came in.`,
    "A column holds what has waited at least as long as it says, and not yet as long as the next one.",
    ...(left > 0
      ? [
          `The ${numberText(rows.length)} domains with the most mail; ${numberText(left)} more are in the total only.`,
        ]
      : []),
  ];
  return [
    heading,
    `<p>${shownText(notes.join(" "))}</p>`,
    `<div class="scroll">${gridOf(ages, by)}</div>`,
    legendOf(ages, by),
  ].join("\n");
}

function nothingText(search: string): string {
  return search === ""
    ? "The queue is empty: no mail is waiting to be delivered."
    : `The search '${search}' finds none of the messages in the queue.`;
}

/** What the numbers count: a message to two recipients of a domain waits there twice. */
function thingOf(by: AgesBy): "recipient" | "message" {
  return by === "recipient-domain" ? "recipient" : "message";
}

function switchOf(by: AgesBy): string {
  const button = (value: AgesBy, label: string) =>
    `<button type="button" data-by="${value}" aria-pressed="${value === by}">${label}</button>`;
  return `<div class="switch" role="group" aria-label="Rows">${button("recipient-domain", "Recipient Domains")}${button("sender-domain", "Sender Domains")}</div>`;
}

function gridOf(ages: QueueAges, by: AgesBy): string {
  const { ends, total, rows } = ages;
  const columns = FIRST_SPAN + ends.length + 1;
  const width = DOMAIN_WIDTH + CELL_WIDTH * (columns - 1);
  const height = ROW_HEIGHT * (rows.length + 2);
  const most = mostOf(rows);
  const label = `${by === "recipient-domain" ? "Recipients by their domain" : "Messages by the domain of their sender"} and age`;
  return [
    `<svg role="grid" aria-label="${label}" aria-rowcount="${rows.length + 2}" aria-colcount="${columns}" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    headerOf(ends),
    ...[total, ...rows].map((row, index) => rowOf(row, { index, isTotal: index === 0, most, ends, by })),
    "</svg>",
  ].join("\n");
}

function headerOf(ends: readonly number[]): string {
  const labels = ["Domain", "Total", ...spanLabels(ends)];
  const words = ["Domain", "Total", ...spanWords(ends)];
  const cells = labels.map(
    (label, column) =>
      `<g role="columnheader" aria-label="${escaped(words[column] ?? "")}">${textOf(label, column, 0)}</g>`,
  );
  return `<g role="row" class="header">${cells.join("")}</g>`;
}

interface RowPlace {
  /** From 0, without the header. */
  readonly index: number;
  readonly isTotal: boolean;
  /** In the fullest cell of all domains. */
  readonly most: number;
  readonly ends: readonly number[];
  readonly by: AgesBy;
}

interface Cell {
  readonly count: number;
  /** What it is to whoever hears the page. */
  readonly words: string;
  /** As it is shown. */
  readonly text: string;
  readonly heat: number;
}

function rowOf(row: QueueAgesRow, place: RowPlace): string {
  const { index, isTotal, most, ends, by } = place;
  const name = isTotal ? "All domains" : visible(row.domain);
  const spans = spanWords(ends);
  const said = (count: number) => counted(count, thingOf(by));
  const first = { count: row.total, words: `${name}: ${said(row.total)}`, text: shortened(name), heat: 0 };
  const sum = {
    count: row.total,
    words: `${name}, in total: ${said(row.total)}`,
    text: numberText(row.total),
    heat: 0,
  };
  const counts = row.counts.map((count, span) => ({
    count,
    words: `${name}, ${spans[span]}: ${said(count)}`,
    text: count === 0 ? "" : numberText(count),
    // The total would outshine all rows.
    heat: isTotal ? 0 : heatOf(count, most),
  }));
  const domain = isTotal ? null : row.domain;
  const cells = [first, sum, ...counts].map((cell, column) => cellOf(cell, index, column, domain));
  return `<g role="row"${isTotal ? ' class="total"' : ""}>${cells.join("")}</g>`;
}

function cellOf(
  { count, words, text, heat }: Cell,
  row: number,
  column: number,
  domain: string | null,
): string {
  const isName = column === 0;
  const x = leftOf(column);
  const y = ROW_HEIGHT * (row + 1);
  const width = isName ? DOMAIN_WIDTH : CELL_WIDTH;
  const attributes = [
    `role="${isName ? "rowheader" : "gridcell"}"`,
    `class="cell heat-${heat}"`,
    `tabindex="${row === 0 && isName ? 0 : -1}"`,
    `data-row="${row}" data-column="${column}" data-count="${count}"`,
    ...(domain === null ? [] : [`data-domain="${escaped(domain)}"`]),
    ...(column < FIRST_SPAN ? [] : [`data-span="${column - FIRST_SPAN}"`]),
    `aria-label="${escaped(words)}"`,
  ];
  return [
    `<g ${attributes.join(" ")}>`,
    `<title>${escaped(words)}</title>`,
    `<rect x="${x + 1}" y="${y + 1}" width="${width - 2}" height="${ROW_HEIGHT - 2}" rx="2"/>`,
    textOf(text, column, row + 1),
    "</g>",
  ].join("");
}

/** The text of a cell: names at the left, numbers in the middle. */
function textOf(text: string, column: number, line: number): string {
  const isName = column === 0;
  const x = isName ? PADDING : leftOf(column) + CELL_WIDTH / 2;
  return `<text class="${isName ? "name" : "number"}" x="${x}" y="${ROW_HEIGHT * (line + 0.5)}">${escaped(text)}</text>`;
}

const leftOf = (column: number) => (column === 0 ? 0 : DOMAIN_WIDTH + CELL_WIDTH * (column - 1));

function mostOf(rows: readonly QueueAgesRow[]): number {
  return rows.reduce((most, { counts }) => Math.max(most, ...counts), 0);
}

/** How deep the colour of a cell is, from 0 to {@link DEEPEST}, on a scale of logarithms. */
export function heatOf(count: number, most: number): number {
  if (count <= 0) return 0;
  const share = Math.log(count) / Math.log(Math.max(most, MANY));
  return Math.min(DEEPEST, 1 + Math.round(share * (DEEPEST - 1)));
}

function legendOf({ rows }: QueueAges, by: AgesBy): string {
  const width = 18;
  const swatches = Array.from(
    { length: DEEPEST },
    (_, index) =>
      `<g class="cell heat-${index + 1}"><rect x="${index * width}" y="1" width="${width - 2}" height="14" rx="2"/></g>`,
  );
  const most = numberText(Math.max(mostOf(rows), MANY));
  return `<p class="legend"><span>1</span> <svg aria-hidden="true" width="${DEEPEST * width}" height="16">${swatches.join("")}</svg> <span>${most} ${thingOf(by)}s</span> <span>The scale is logarithmic.</span> <span class="hint">Select a domain or a number to see its messages in the queue.</span></p>`;
}

/** Where the spans of ages begin, as short as a column is narrow; the first one by where it ends: `< 5 min`, `5 min`, `21 h +`. */
export function spanLabels(ends: readonly number[]): string[] {
  return [0, ...ends].map((start, index) => {
    const end = ends[index];
    if (end === undefined) return `${duration(start)} +`;
    return start === 0 ? `< ${duration(end)}` : duration(start);
  });
}

/** The spans in words to be read aloud: `5 to 10 minutes`. */
export function spanWords(ends: readonly number[]): string[] {
  return [0, ...ends].map((start, index) => {
    const end = ends[index];
    if (end === undefined) return `${durationWords(start)} and more`;
    if (start === 0) return `less than ${durationWords(end)}`;
    const [from, fromUnit] = measured(start);
    const [, toUnit] = measured(end);
    return fromUnit === toUnit
      ? `${from} to ${durationWords(end)}`
      : `${durationWords(start)} to ${durationWords(end)}`;
  });
}

type Unit = "min" | "h" | "d";

const UNIT_WORDS: Readonly<Record<Unit, string>> = { min: "minutes", h: "hours", d: "days" };

/** Minutes in a unit that keeps the number small. */
function measured(minutes: number): [number: string, unit: Unit] {
  if (minutes < 120) return [String(minutes), "min"];
  const hours = minutes / 60;
  return hours < 48 ? [roughly(hours), "h"] : [roughly(hours / 24), "d"];
}

function roughly(value: number): string {
  return value < 10 ? String(Number(value.toFixed(1))) : String(Math.round(value));
}

const duration = (minutes: number) => measured(minutes).join(" ");

function durationWords(minutes: number): string {
  const [number, unit] = measured(minutes);
  return `${number} ${UNIT_WORDS[unit]}`;
}

/**
 * What is looked for to see the messages of a cell.
 *
 * @param search what was looked for already
 * @param domain null for all of them
 * @param span which span of ages, from 0; null for all of them
 */
export function cellSearch(
  { ages: { ends }, by, search }: ShownAges,
  domain: string | null,
  span: number | null,
): string {
  const key = by === "recipient-domain" ? "to-domain" : "from-domain";
  const older = span === null || span === 0 ? undefined : ends[span - 1];
  const newer = span === null ? undefined : ends[span];
  return [
    ...(search === "" ? [] : [search]),
    ...(domain === null ? [] : [`${key}:${searchValue(domain)}`]),
    ...(older === undefined ? [] : [`older:${older}m`]),
    ...(newer === undefined ? [] : [`newer:${newer}m`]),
  ].join(" ");
}

/** A domain that fits; its end says more than its start. */
function shortened(name: string): string {
  return name.length > LONGEST_DOMAIN ? `…${name.slice(1 - LONGEST_DOMAIN)}` : name;
}
