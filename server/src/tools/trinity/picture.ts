/**
 * The picture of a result: a triangle of A, PTR and EHLO, whose edges say
 * whether the corners agree, and below it the checks that hang on it. Colour
 * never speaks alone: a symbol says the same.
 */

import { printable } from "../../base/for-people";
import { escapeMarkup } from "../../base/markup";
import {
  TRINITY_CHECKS,
  type TrinityCheck,
  type TrinityCheckId,
  type TrinityCorner,
  type TrinityResult,
  type TrinityTriangle,
  type TrinityVerdict,
} from "../../contract/trinity";

/** Sizes of the picture, in pixels. Everything that stands below the triangle is aligned to its outer edges. */
const WIDTH = 840;
const MARGIN = 24;
const BOX = { width: 272, head: 46, line: 20, foot: 14 };
const CHIP = { width: 248, height: 54, columns: 3, gap: { x: 24, y: 12 } };
/** Between the corner at the top and those at the bottom: an edge with its label. */
const DROP = 96;
/** Between the triangle and the checks below. */
const GAP = 36;
const SYMBOL_RADIUS = 9;

/** How much fits, in columns of a terminal: a Chinese letter takes two. */
const FITS = { heading: 56, subheading: 96, value: 32, found: 28 };

/** How many values of a corner are shown; what is left out is counted. */
const SHOWN_VALUES = 4;

type CoreCheckId = "a" | "aaaa" | "ptr" | "forward-confirmed" | "ehlo" | "banner";

/** What checks are called that the triangle does not show itself: as short as there is room. */
const CHIP_NAMES: Readonly<Record<Exclude<TrinityCheckId, CoreCheckId>, string>> = {
  name: "Name",
  "public-address": "Public addresses",
  starttls: "STARTTLS",
  certificate: "Certificate",
  mx: "MX",
  spf: "SPF",
  dkim: "DKIM",
  dmarc: "DMARC",
  "mta-sts": "MTA-STS",
  "tls-rpt": "TLS reports",
  tlsa: "TLSA (DANE)",
};

type HungCheck = TrinityCheck & { readonly id: keyof typeof CHIP_NAMES };

/** The corners, and the checks that say more of them. */
const CORNERS = {
  a: { name: "A", what: "its addresses", checks: ["a", "aaaa"] },
  ptr: { name: "PTR", what: "names of the addresses", checks: ["ptr", "forward-confirmed"] },
  ehlo: { name: "EHLO", what: "what it calls itself", checks: ["ehlo", "banner"] },
} as const;

type CornerName = keyof typeof CORNERS;
type EdgeName = "aPtr" | "ptrEhlo" | "ehloA";

/** What stands on an edge. */
const EDGE_LABELS: Readonly<Record<EdgeName, Readonly<Record<TrinityVerdict, string>>>> = {
  aPtr: {
    pass: "leads back",
    warning: "leads back in part",
    fail: "does not lead back",
    skipped: "not checked",
  },
  ptrEhlo: { pass: "same name", warning: "another name", fail: "another name", skipped: "not checked" },
  ehloA: {
    pass: "leads to the address",
    warning: "leads elsewhere",
    fail: "does not lead there",
    skipped: "not checked",
  },
};

const EDGE_ENDS: Readonly<Record<EdgeName, readonly [CornerName, CornerName]>> = {
  aPtr: ["a", "ptr"],
  ptrEhlo: ["ptr", "ehlo"],
  ehloA: ["ehlo", "a"],
};

/** The lines of a symbol in a circle around 0, 0. */
const SYMBOLS: Readonly<Record<TrinityVerdict, string>> = {
  pass: "M-4 0.4 -1.2 3.2 4.2 -3",
  warning: "M0 -4.6V0.8M0 4.2V4.4",
  fail: "M-3.2 -3.2 3.2 3.2M3.2 -3.2 -3.2 3.2",
  skipped: "M-3.8 0H3.8",
};

interface Point {
  readonly x: number;
  readonly y: number;
}

interface Place extends Point {
  readonly height: number;
}

/** The picture as part of a page, which gives the classes their colours. */
export function pictureOf(result: TrinityResult): string {
  return drawing(result, "");
}

/** The picture as a file of its own: light, or dark where whoever looks at it prefers that. */
export function pictureFile(result: TrinityResult): string {
  const background = `<rect class="paper" width="100%" height="100%"/>`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n${drawing(result, `<style>${fileStyle()}</style>\n${background}\n`)}\n`;
}

/** @param before what the file has before everything else */
function drawing(result: TrinityResult, before: string): string {
  const { identity, triangle, checks } = result;
  const hung = hungOn(checks);
  const head = headingOf(result);
  const places = placesOf(triangle, head.height);
  const bottom = places.ptr.y + places.ptr.height;
  const rows = Math.ceil(hung.length / CHIP.columns);
  const height =
    bottom +
    MARGIN +
    (rows === 0 ? 0 : GAP - MARGIN + rows * (CHIP.height + CHIP.gap.y) - CHIP.gap.y + MARGIN);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="trinity" role="img" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}">`,
    `<title>A, PTR and EHLO of ${text(identity.unicodeName)}</title>`,
    `<desc>${text(descriptionOf(result))}</desc>`,
    `${before}${head.drawn}`,
    ...(Object.keys(EDGE_ENDS) as EdgeName[]).map((name) => edgeOf(name, triangle[name], places)),
    ...(Object.keys(CORNERS) as CornerName[]).map((name) =>
      cornerOf(name, triangle[name], places[name], checks),
    ),
    ...hung.map((check, index) => chipOf(check, index, bottom + GAP)),
    "</svg>",
  ].join("\n");
}

/** The checks that the triangle does not show, in the order of all reports. */
function hungOn(checks: readonly TrinityCheck[]): HungCheck[] {
  return checks
    .filter((check): check is HungCheck => check.id in CHIP_NAMES)
    .sort((one, other) => TRINITY_CHECKS.indexOf(one.id) - TRINITY_CHECKS.indexOf(other.id));
}

/** The name, its ASCII form where that is another text, and who sends under it. */
function headingOf({ identity }: TrinityResult): { readonly drawn: string; readonly height: number } {
  const { name, unicodeName, parameter, services } = identity;
  const from = parameter === null ? [] : [parameter];
  const lines = [
    ...(unicodeName === name ? [] : [{ kind: "ascii", text: name }]),
    ...(from.length + services.length === 0
      ? []
      : [{ kind: "note", text: [...from, ...services].join(" · ") }]),
  ];
  const drawn = [
    `<text class="heading" x="${WIDTH / 2}" y="38">${text(shortened(unicodeName, FITS.heading))}</text>`,
    ...lines.map(
      (line, index) =>
        `<text class="${line.kind}" x="${WIDTH / 2}" y="${64 + index * 20}">${text(shortened(line.text, FITS.subheading))}</text>`,
    ),
  ];
  return { drawn: drawn.join("\n"), height: 66 + lines.length * 20 };
}

function placesOf({ a, ptr, ehlo }: TrinityTriangle, top: number): Readonly<Record<CornerName, Place>> {
  const heightOf = (lines: number) => BOX.head + Math.max(1, lines) * BOX.line + BOX.foot;
  const lines = [ptr, ehlo].map((corner) => linesOf(corner).length);
  const upper = heightOf(linesOf(a).length);
  const y = top + upper + DROP;
  const height = heightOf(Math.max(...lines));
  return {
    a: { x: (WIDTH - BOX.width) / 2, y: top, height: upper },
    ptr: { x: MARGIN, y, height },
    ehlo: { x: WIDTH - MARGIN - BOX.width, y, height },
  };
}

/** The values that are shown of a corner, as they fit. */
function linesOf({ values }: TrinityCorner): string[] {
  const shown = values.slice(0, SHOWN_VALUES).map((value) => shortened(value, FITS.value));
  const left = values.length - shown.length;
  return left === 0 ? shown : [...shown, `… ${left} more`];
}

function cornerOf(
  name: CornerName,
  corner: TrinityCorner,
  { x, y, height }: Place,
  checks: readonly TrinityCheck[],
): string {
  const lines = linesOf(corner);
  const left = x + 18;
  const told = checks.filter(({ id }) => (CORNERS[name].checks as readonly string[]).includes(id));
  const title = [
    `${CORNERS[name].name}: ${corner.verdict}`,
    ...corner.values,
    ...told.map(({ title, found }) => `${title}: ${found}`),
  ];
  return [
    `<g class="corner ${corner.verdict}">`,
    `<title>${title.map(text).join("\n")}</title>`,
    `<rect class="box" x="${x}" y="${y}" width="${BOX.width}" height="${height}" rx="10"/>`,
    `<text class="name" x="${left}" y="${y + 29}">${CORNERS[name].name}<tspan class="what" dx="10">${CORNERS[name].what}</tspan></text>`,
    symbolAt(corner.verdict, { x: x + BOX.width - 24, y: y + 24 }),
    ...(lines.length === 0
      ? [`<text class="none" x="${left}" y="${y + BOX.head + 14}">none found</text>`]
      : []),
    ...lines.map(
      (line, index) =>
        `<text class="${index < SHOWN_VALUES ? "value" : "none"}" x="${left}" y="${y + BOX.head + 14 + index * BOX.line}">${text(line)}</text>`,
    ),
    "</g>",
  ].join("\n");
}

function edgeOf(
  name: EdgeName,
  verdict: TrinityVerdict,
  places: Readonly<Record<CornerName, Place>>,
): string {
  const [from, to] = lineOf(name, places);
  const label = EDGE_LABELS[name][verdict];
  const middle = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
  const width = 54 + label.length * 6.6;
  const left = middle.x - width / 2;
  const [start, end] = EDGE_ENDS[name].map((corner) => CORNERS[corner].name);
  return [
    `<g class="edge ${verdict}">`,
    `<title>${start} – ${end}: ${label}</title>`,
    `<path class="line" d="M${from.x} ${from.y}L${to.x} ${to.y}"/>`,
    `<rect class="label" x="${rounded(left)}" y="${middle.y - 14}" width="${rounded(width)}" height="28" rx="14"/>`,
    symbolAt(verdict, { x: rounded(left + 16), y: middle.y }),
    `<text class="words" x="${rounded(middle.x + 12)}" y="${middle.y + 4.5}">${label}</text>`,
    "</g>",
  ].join("\n");
}

/** Where an edge begins and ends. */
function lineOf(name: EdgeName, { a, ptr, ehlo }: Readonly<Record<CornerName, Place>>): [Point, Point] {
  const inset = BOX.width / 4;
  const below = a.y + a.height;
  if (name === "aPtr")
    return [
      { x: a.x + inset, y: below },
      { x: ptr.x + BOX.width / 2, y: ptr.y },
    ];
  if (name === "ehloA")
    return [
      { x: ehlo.x + BOX.width / 2, y: ehlo.y },
      { x: a.x + BOX.width - inset, y: below },
    ];
  const y = ptr.y + ptr.height / 2;
  return [
    { x: ptr.x + BOX.width, y },
    { x: ehlo.x, y },
  ];
}

function chipOf({ id, title, verdict, found }: HungCheck, index: number, top: number): string {
  const x = MARGIN + (index % CHIP.columns) * (CHIP.width + CHIP.gap.x);
  const y = top + Math.floor(index / CHIP.columns) * (CHIP.height + CHIP.gap.y);
  return [
    `<g class="chip ${verdict}">`,
    `<title>${text(`${title}: ${verdict}. ${found}`)}</title>`,
    `<rect class="box" x="${x}" y="${y}" width="${CHIP.width}" height="${CHIP.height}" rx="8"/>`,
    symbolAt(verdict, { x: x + 23, y: y + CHIP.height / 2 }),
    // Letters are not equally wide everywhere; what does not fit ends at the border.
    `<svg x="${x + 44}" y="${y}" width="${CHIP.width - 52}" height="${CHIP.height}">`,
    `<text class="title" y="23">${CHIP_NAMES[id]}</text>`,
    `<text class="found" y="41">${text(cut(found, FITS.found))}</text>`,
    "</svg>",
    "</g>",
  ].join("\n");
}

function symbolAt(verdict: TrinityVerdict, { x, y }: Point): string {
  return `<g class="symbol" transform="translate(${x} ${y})"><circle class="disc" r="${SYMBOL_RADIUS}"/><path class="sign" d="${SYMBOLS[verdict]}"/></g>`;
}

/** All that the picture says, in one line. */
function descriptionOf({ triangle, checks }: TrinityResult): string {
  const corners = (Object.keys(CORNERS) as CornerName[]).map((name) => {
    const { verdict, values } = triangle[name];
    return `${CORNERS[name].name}: ${verdict}, ${values.length === 0 ? "none found" : values.join(", ")}.`;
  });
  const edges = (Object.keys(EDGE_ENDS) as EdgeName[]).map((name) => {
    const [from, to] = EDGE_ENDS[name];
    return `${CORNERS[from].name} to ${CORNERS[to].name}: ${EDGE_LABELS[name][triangle[name]]}.`;
  });
  const rest = hungOn(checks).map(({ title, verdict }) => `${title}: ${verdict}.`);
  return [...corners, ...edges, ...rest].join(" ");
}

/** Text that is nothing else, and does not turn its neighbours around. */
const text = (value: string) => escapeMarkup(printable(value));

const rounded = (value: number) => Math.round(value * 10) / 10;

/** How many columns a character takes: letters of East Asia, and what lies above them, take two. */
const widthOf = (character: string) => (character < "\u2e80" ? 1 : 2);

/** As many characters from the start as fit. */
function fitting(characters: readonly string[], columns: number): string[] {
  let left = columns;
  const end = characters.findIndex((character) => {
    left -= widthOf(character);
    return left < 0;
  });
  return end === -1 ? [...characters] : characters.slice(0, end);
}

/** A value that fits, without its middle: a name's start and its domain tell it from others. */
function shortened(value: string, columns: number): string {
  const characters = [...value];
  if (fitting(characters, columns).length === characters.length) return value;
  const start = fitting(characters, Math.ceil((columns - 1) / 2));
  const end = fitting(characters.reverse(), Math.floor((columns - 1) / 2));
  return `${start.join("")}…${end.reverse().join("")}`;
}

/** A sentence that fits, without its end. */
function cut(sentence: string, columns: number): string {
  const characters = [...sentence];
  if (fitting(characters, columns).length === characters.length) return sentence;
  return `${fitting(characters, columns - 1)
    .join("")
    .trimEnd()}…`;
}

interface Palette {
  readonly paper: string;
  readonly ink: string;
  readonly faint: string;
  readonly box: string;
  readonly tones: Readonly<Record<TrinityVerdict, string>>;
}

const LIGHT: Palette = {
  paper: "#ffffff",
  ink: "#1f2328",
  faint: "#59636e",
  box: "#f6f8fa",
  tones: { pass: "#1a7f37", warning: "#9a6700", fail: "#cf222e", skipped: "#6e7781" },
};

const DARK: Palette = {
  paper: "#0d1117",
  ink: "#e6edf3",
  faint: "#9198a1",
  box: "#161b22",
  tones: { pass: "#3fb950", warning: "#d29922", fail: "#f85149", skipped: "#8b949e" },
};

/** Programs that draw pictures but know no custom properties are given plain colours. */
function fileStyle(): string {
  return [
    `text{font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;font-size:13px}`,
    ".heading{font-size:22px;font-weight:600;text-anchor:middle}",
    ".ascii,.note,.words{text-anchor:middle}",
    ".ascii,.value{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:12px}",
    ".name{font-size:16px;font-weight:600}.what{font-size:12px;font-weight:400}",
    ".title{font-weight:600}.found,.none,.words,.note{font-size:12px}",
    ".box{stroke-width:1.5}.corner .box{stroke-width:2}.line{stroke-width:2.5;fill:none}",
    ".skipped .line{stroke-dasharray:6 5}.sign{fill:none;stroke-width:2;stroke-linecap:round;stroke-linejoin:round}",
    coloursOf(LIGHT),
    `@media (prefers-color-scheme:dark){${coloursOf(DARK)}}`,
  ].join("");
}

function coloursOf({ paper, ink, faint, box, tones }: Palette): string {
  return [
    `.paper,.label{fill:${paper}}text{fill:${ink}}.what,.found,.none,.ascii,.note{fill:${faint}}.box{fill:${box}}.sign{stroke:${paper}}`,
    ...Object.entries(tones).map(
      ([verdict, tone]) =>
        `.${verdict} .box,.${verdict} .line,.${verdict} .label{stroke:${tone}}.${verdict} .disc{fill:${tone}}`,
    ),
  ].join("");
}
