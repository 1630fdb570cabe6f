/**
 * Reads the text of one parameter out of postconf(5) as man(1) prints it: the
 * installed Postfix's own words, quoted at run time and never stored.
 *
 * Accepted is what man-db and mandoc print, in any width, justified or not,
 * hyphenated or not, with or without overstrikes.
 */

/** A piece of a parameter's text. */
export interface ManualBlock {
  /** `item`: an entry of a list; `code`: lines that stay as they are. */
  readonly kind: "paragraph" | "item" | "code";
  /** How deep it is inside lists: 0 for the text of the parameter itself. */
  readonly level: number;
  /** Of an item: what is explained; empty where it is only a bullet. */
  readonly term: string;
  readonly text: string;
}

/** A manual page, by parameter. */
export interface Manual {
  /** The documented parameters in the page's order. */
  readonly names: readonly string[];
  /** A parameter's text; undefined when the page does not have it. */
  entry(name: string): readonly ManualBlock[] | undefined;
}

/** `name (default: value)`, and for what programs set themselves `name (read-only)`. */
const HEADING = /^([A-Za-z0-9_]+)\s+\((?:default:|read-only\))/;
/** A heading is wrapped onto this many lines at most. */
const MAX_HEADING_LINES = 6;
/** What man(1) indents a list's text by. */
const LIST_INDENT = 7;

/** Reads a page. Anything that is not postconf(5) has no names. */
export function readManual(text: string): Manual {
  const lines = plainText(text).split("\n");
  const bodies = new Map<string, { start: number; end: number }>();
  let open: string | undefined;
  for (const [index, line] of lines.entries()) {
    if (line === "" || /^\s/.test(line)) continue;
    const previous = open === undefined ? undefined : bodies.get(open);
    if (previous && index < previous.start) continue;
    if (previous) bodies.set(open!, { ...previous, end: index });
    open = HEADING.exec(line)?.[1];
    if (open !== undefined) bodies.set(open, { start: headingEnd(lines, index), end: lines.length });
  }
  const layout: Layout = { margin: rightMargin(lines), words: lazily(() => wordCounts(lines)) };
  return {
    names: [...bodies.keys()],
    entry(name) {
      const body = bodies.get(name);
      return body && readBody(lines.slice(body.start, body.end), layout);
    },
  };
}

/** Takes out overstrikes (bold, underlined) and escape sequences. */
function plainText(text: string): string {
  // Removing "character, backspace" leaves the last one struck: bold is a letter on itself, underlined one on "_".
  return text
    .replace(/\r/g, "")
    .replace(/[^\n]\x08/g, "")
    .replace(/\x1b\[[0-9;]*[A-Za-z]/g, "");
}

/** The line behind a heading: behind the one that closes its parentheses. */
function headingEnd(lines: readonly string[], start: number): number {
  let level = 0;
  for (let index = start; index < Math.min(lines.length, start + MAX_HEADING_LINES); index++) {
    for (const character of lines[index]!) {
      if (character === "(") level++;
      else if (character === ")") level--;
    }
    if (level <= 0) return index + 1;
  }
  return start + 1;
}

interface Layout {
  /** The column that filled lines end at. */
  readonly margin: number;
  /** How often a word occurs in the page. */
  words(): ReadonlyMap<string, number>;
}

/**
 * The length at which lines are broken: the greatest one that many lines
 * have. Single longer lines are examples, or words that could not be broken.
 */
function rightMargin(lines: readonly string[]): number {
  const counts = new Map<number, number>();
  let longest = 0;
  for (const { length } of lines) {
    counts.set(length, (counts.get(length) ?? 0) + 1);
    longest = Math.max(longest, length);
  }
  // On a very wide page nearly every text is one line, and no length is frequent.
  if (longest > WIDE) return longest;
  const long = [...counts].filter(([length]) => length > longest / 2);
  const most = Math.max(0, ...long.map(([, count]) => count));
  return Math.max(0, ...long.filter(([, count]) => count >= most / 10).map(([length]) => length));
}

/** A page wider than this was made for a program, not for a screen. */
const WIDE = 250;

function wordCounts(lines: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const line of lines) {
    for (const [word] of line.matchAll(/[A-Za-z0-9_]+(?:-[A-Za-z0-9_]+)*/g)) {
      counts.set(word, (counts.get(word) ?? 0) + 1);
    }
  }
  return counts;
}

function lazily<T>(make: () => T): () => T {
  let value: T | undefined;
  return () => {
    value ??= make();
    return value;
  };
}

interface Line {
  readonly indent: number;
  readonly text: string;
}

function readBody(lines: readonly string[], layout: Layout): ManualBlock[] {
  const groups: Line[][] = [];
  let base = Number.POSITIVE_INFINITY;
  let fresh = true;
  for (const raw of lines) {
    const text = raw.trim();
    if (text === "") {
      fresh = true;
      continue;
    }
    const line = { indent: raw.length - raw.trimStart().length, text };
    base = Math.min(base, line.indent);
    // An example may follow its text at once; it says which file it is of.
    if (fresh || /^\/\S+:$/.test(text)) groups.push([line]);
    else groups[groups.length - 1]!.push(line);
    fresh = false;
  }
  const blocks = groups.map((group) =>
    readGroup(
      group.map((line) => ({ ...line, indent: line.indent - base })),
      { ...layout, margin: layout.margin - base },
    ),
  );
  return mergeCode(blocks);
}

/** Lines without a blank line between them; indents count from the parameter's own text. */
function readGroup(lines: readonly Line[], layout: Layout): ManualBlock {
  const first = lines[0]!;
  const level = Math.floor(first.indent / LIST_INDENT);
  const item = readItem(lines, level, layout);
  if (item) return { kind: "item", level, ...item };
  const straight = lines.every((line) => line.indent === first.indent);
  const prose = straight && first.indent % LIST_INDENT === 0 && isFilled(lines, layout);
  if (prose && !lines.every((line) => isSetting(line.text))) {
    return { kind: "paragraph", level, term: "", text: fill(lines, layout) };
  }
  const indent = Math.min(...lines.map((line) => line.indent));
  const text = lines.map((line) => " ".repeat(line.indent - indent) + line.text).join("\n");
  return { kind: "code", level, term: "", text };
}

/** Reads `o      text`, `term   text` and a term on a line of its own; undefined when the lines are no list entry. */
function readItem(
  lines: readonly Line[],
  level: number,
  layout: Layout,
): Pick<ManualBlock, "term" | "text"> | undefined {
  const first = lines[0]!;
  const indent = (level + 1) * LIST_INDENT;
  // Some terms are written with a blank in front.
  const offset = first.indent - level * LIST_INDENT;
  const isText = (body: readonly Line[]) =>
    body.length > 0 && body.every((line) => line.indent === indent) && isFilled(body, layout);
  if (offset > 1) return undefined;
  // A short term has its text on the same line, in the column where that of the others starts.
  const column = LIST_INDENT - offset;
  const term = /^(\S.*?\s+)(?=\S)/.exec(first.text.slice(0, column + 1))?.[1] ?? "";
  const body = [{ indent, text: first.text.slice(column) }, ...lines.slice(1)];
  if (
    term.length === column &&
    first.text.length > column &&
    isFilled(body.slice(0, 2), layout) &&
    isText(body)
  ) {
    const bullet = offset === 0 && /^([•·*+-]|o)\s+$/.test(term);
    const sure = lines.length > 1 || /[^:.!?]\s{2,}$/.test(term);
    if (bullet || sure) return { term: bullet ? "" : term.trim(), text: fill(body, layout) };
  }
  const length = termLength(lines);
  const rest = lines.slice(length);
  return isText(rest) ? { term: fill(lines.slice(0, length), layout), text: fill(rest, layout) } : undefined;
}

/** How many lines a term takes: up to the one that closes its parentheses. */
function termLength(lines: readonly Line[]): number {
  const [first, second] = lines;
  const open = first !== undefined && first.text.split("(").length > first.text.split(")").length;
  return open && second?.indent === first.indent ? 2 : 1;
}

/** An example on one line looks like a paragraph of one line. */
function isSetting(text: string): boolean {
  return /^[A-Za-z0-9_]+ =( |$)|^-o /.test(text);
}

/**
 * Whether lines are one text that was broken where the next word did not fit.
 * Lines that end early were written that way, as examples are; only behind a
 * sentence may a text break early and go on.
 */
function isFilled(lines: readonly Line[], { margin }: Layout): boolean {
  const early = lines.filter((line, index) => {
    const next = lines[index + 1];
    if (!next) return false;
    const word = /^\S+/.exec(next.text)![0];
    // A sentence is followed by two blanks.
    const gap = endsSentence(line) ? 2 : 1;
    return line.indent + line.text.length + gap + word.length <= margin;
  });
  if (early.length === 0) return true;
  // A word that could not be broken leaves a line short.
  if (early.length * 4 <= lines.length) return true;
  return early.every(endsSentence) && lines.some((line) => line.text.length > LONG);
}

/** A line this long is no example. */
const LONG = 60;

function endsSentence({ text }: Line): boolean {
  return /[.!?]["')\]]*$/.test(text);
}

/** Makes one line of filled ones: hyphenated words whole again, justified blanks single. */
function fill(lines: readonly Line[], layout: Layout): string {
  let result = "";
  for (const { text } of lines) result = joinLine(result, text.replace(/\s+/g, " "), layout);
  return result;
}

function joinLine(before: string, text: string, layout: Layout): string {
  if (before === "") return text;
  if (before.endsWith("\u2010")) return before.slice(0, -1) + text;
  const broken = /([A-Za-z0-9_]*)-$/.exec(before);
  if (!broken || /(^|\s)-$/.test(before)) return `${before} ${text}`;
  // In ASCII a hyphen of the text and one put in at a line's end look alike: ask how the page writes the word elsewhere.
  const head = broken[1]!;
  const tail = /^[A-Za-z0-9_]*/.exec(text)![0];
  const count = (word: string) => layout.words().get(word) ?? 0;
  const whole = count(head + tail);
  const hyphenated = count(`${head}-${tail}`);
  const likely =
    whole > 0 ||
    (/^[A-Za-z]?[a-z_]+$/.test(head) && /^[a-z_]+$/.test(tail)) ||
    /^[A-Z_]+-[A-Z_]+$/.test(`${head}-${tail}`);
  return likely && whole >= hyphenated ? before.slice(0, -1) + text : before + text;
}

/** Neighbouring pieces of code are one example with blank lines in it. */
function mergeCode(blocks: readonly ManualBlock[]): ManualBlock[] {
  const merged: ManualBlock[] = [];
  for (const block of blocks) {
    const last = merged[merged.length - 1];
    if (block.kind === "code" && last?.kind === "code" && last.level === block.level) {
      merged[merged.length - 1] = { ...last, text: `${last.text}\n\n${block.text}` };
    } else {
      merged.push(block);
    }
  }
  return merged;
}
