/**
 * What is said of a test: at the lines of the table or the message, in the
 * hover, in the notification, and in the list of all lookups. No VS Code here.
 */
import type { TableTestResult, TestedLine, TestedLookup } from "../../../server/src/contract/protocol";

/** How a line is marked; see {@link MarkedLine}. */
export type Mark =
  /** It decides. */
  | "decided"
  /** It was tried and does not match. */
  | "tried"
  /** It lies in a block that is passed over. */
  | "passed-over"
  /** It takes no part, although it looks as if it did. */
  | "left-out"
  /** A place to say that nothing matches. */
  | "nothing"
  /** It goes with a clean-up. */
  | "goes"
  /** It stays, although it looks superfluous. */
  | "stays";

/** What is shown of a line. */
export interface MarkedLine {
  /** From 0. */
  readonly line: number;
  readonly mark: Mark;
  /** Behind the line; empty where there is nothing to say. */
  readonly text: string;
  /** In the hover, a paragraph each. */
  readonly hover: readonly string[];
}

/** The longest text that is written behind a line, in characters. */
const LONGEST = 160;

/** How many groups are shown behind the line that decides; the hover has them all. */
const CAPTURES_SHOWN = 3;

/** The marks of a table's lines after one lookup. */
export function markedLines({ lookups: [lookup], remarks }: TableTestResult): MarkedLine[] {
  if (lookup === undefined) return [];
  const others = lookup.lines.filter(({ line }) => line !== lookup.line).map(markOf);
  if (lookup.line === null) return [...others, nothingMatches(lookup, remarks)];
  return [
    ...others,
    { line: lookup.line, mark: "decided", text: behindWinner(lookup), hover: hoverOf(lookup, remarks) },
  ];
}

function markOf({ line, verdict, why }: TestedLine): MarkedLine {
  const mark = MARKS[verdict];
  const word = WORDS[verdict];
  const text = [word, why].filter((part) => part !== undefined).join(": ");
  return { line, mark, text: oneLine(text), hover: [] };
}

const MARKS: Readonly<Record<TestedLine["verdict"], Mark>> = {
  matched: "tried",
  "not-matched": "tried",
  entered: "tried",
  "not-entered": "passed-over",
  "passed-over": "passed-over",
  skipped: "left-out",
  "gave-up": "left-out",
};

/** What stands behind a line with this verdict. */
const WORDS: Partial<Readonly<Record<TestedLine["verdict"], string>>> = {
  "not-entered": "block passed over",
  skipped: "skipped",
  "gave-up": "gave up",
};

/** The first line is as good as any other for what belongs to none. */
function nothingMatches(lookup: TestedLookup, remarks: readonly string[]): MarkedLine {
  const keys = lookup.tried.map(({ key }) => key).join(", ");
  const text = keys === "" ? "no rule matches" : `no entry for ${keys}`;
  return { line: 0, mark: "nothing", text: oneLine(text), hover: hoverOf(lookup, remarks) };
}

function behindWinner({ value, captures }: TestedLookup): string {
  const groups = captures.flatMap((text, index) =>
    text === null ? [] : [`$${index + 1} = ${oneLine(text, 40)}`],
  );
  const shown = groups.slice(0, CAPTURES_SHOWN).join(", ");
  const more = groups.length > CAPTURES_SHOWN ? ", …" : "";
  return `→ ${oneLine(value ?? "")}${shown === "" ? "" : `   (${shown}${more})`}`;
}

function hoverOf(
  { key, value, effect, captures, tried }: TestedLookup,
  remarks: readonly string[],
): string[] {
  return [
    `Looked up: ${key}`,
    ...(value === null ? [] : [`Result: ${value}`]),
    ...(effect === null ? [] : [effect]),
    ...captures.map((text, index) => `$${index + 1} ${text === null ? "took no part" : `= ${text}`}`),
    ...tried.map((one) => `${one.found ? "Found" : "Not found"}: ${one.key}`),
    ...remarks,
  ];
}

/**
 * The outcome of a lookup in sentences.
 *
 * @param table the name of the table's file
 */
export function outcomeOf({ lookups: [lookup], remarks }: TableTestResult, table: string): string {
  if (lookup === undefined)
    return [`Postfix looks nothing up in '${table}' for this input.`, ...remarks].join(" ");
  const { key, value, effect, line, tried } = lookup;
  const keys = tried.map((one) => `'${oneLine(one.key)}'`).join(", ");
  const what =
    value === null
      ? `Nothing in '${table}' matches '${oneLine(key)}'.${tried.length > 1 ? ` Tried: ${keys}.` : ""}`
      : `${line === null ? `'${table}'` : `Line ${line + 1} of '${table}'`} gives '${oneLine(value)}'.`;
  return [what, ...(effect === null ? [] : [effect]), ...remarks].join(" ");
}

/**
 * The marks of a message's lines: what the table says of each part of it that
 * a rule matches.
 *
 * @param message with LF or CRLF at the ends of its lines
 */
export function markedMessage(lookups: readonly TestedLookup[], message: string): MarkedLine[] {
  const matched = lookups.flatMap((lookup) =>
    lookup.value === null ? [] : [{ ...lookup, value: lookup.value }],
  );
  const places = linesOf(
    matched.map(({ key }) => key),
    message,
  );
  return matched.flatMap((lookup, index) => {
    const line = places[index];
    if (line === undefined) return [];
    const text = `→ ${oneLine(lookup.value)}${ruleOf(lookup)}`;
    return { line, mark: "decided" as const, text, hover: hoverOf(lookup, []) };
  });
}

const ruleOf = ({ line }: TestedLookup) => (line === null ? "" : `   (rule in line ${line + 1})`);

/**
 * The line at which each of some parts of a message begins, the parts in the
 * message's order; undefined for a part that does not stand there as it is,
 * such as the piece of a line that is longer than Postfix looks up at once.
 */
function linesOf(parts: readonly string[], message: string): (number | undefined)[] {
  const text = `\n${withoutCarriageReturns(message)}\n`;
  const lines = lineCounter(text);
  let from = 0;
  return parts.map((part) => {
    const start = text.indexOf(`\n${withoutCarriageReturns(part)}\n`, from);
    if (start === -1) return undefined;
    from = start + 1;
    return lines(start);
  });
}

const withoutCarriageReturns = (text: string) => text.replaceAll("\r\n", "\n");

/** Counts the line ends in front of offsets that only grow, so that each is passed once. */
function lineCounter(text: string): (offset: number) => number {
  let line = 0;
  let at = 0;
  return (offset) => {
    for (; at < offset; at += 1) if (text[at] === "\n") line += 1;
    return line;
  };
}

/** All lookups of a message as a text to read, a paragraph each. */
export function listOfLookups({ lookups, message, remarks }: TableTestResult, table: string): string {
  const paragraphs = lookups.map((lookup) => {
    const { key, value, effect, line } = lookup;
    const fate =
      value === null ? "no rule matches" : `${line === null ? table : `line ${line + 1}`}: ${value}`;
    return [key, ...[fate, ...(effect === null ? [] : [effect])].map((text) => `    ${text}`)].join("\n");
  });
  const fate = message === null ? [] : [message.fate];
  return `${[`What '${table}' does with each part of the message`, ...fate, ...remarks, ...paragraphs].join("\n\n")}\n`;
}

/**
 * A text for a notification, which makes `[name](command:...)` a link that
 * runs something. Mail may say anything.
 */
export function withoutLinks(text: string): string {
  return text.replaceAll("](", "] (");
}

/** A text in one line, with what cannot be seen made visible, cut where it becomes too long. */
export function oneLine(text: string, longest = LONGEST): string {
  const visible = text.replaceAll(/\r?\n\s*/g, " ").replaceAll(/[\u0000-\u001f\u007f]/g, "·");
  return visible.length > longest ? `${visible.slice(0, longest - 1)}…` : visible;
}
