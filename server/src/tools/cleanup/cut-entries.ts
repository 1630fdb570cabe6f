/**
 * Takes entries out of a file, with what belongs to them: the comments that
 * speak of nothing else, and the blank lines that set them apart. Every other
 * byte stays.
 */
import type { Span } from "../../base/span";
import type { TextEdit } from "../../base/text-edit";
import { isSpace } from "../../syntax/characters";

/** An entry to take out: a logical line of main.cf, or an override of master.cf. */
export interface Cut extends Span {
  /** What it sets. */
  readonly name: string;
}

interface Line extends Span {
  readonly kind: "blank" | "comment" | "content";
  /** The cuts that reach into it. */
  readonly cuts: readonly Cut[];
  isRemoved: boolean;
}

/**
 * The edits that take entries out.
 *
 * A comment goes with the entries that follow it without a blank line or
 * another comment between, when all of these go, or when it names one that
 * goes and none that stays; one inside an entry goes with that entry. Headings and lines that are commented-out settings of
 * another name stay, with all that stands above them.
 *
 * @param cuts in file order; no two overlap
 */
export function cutEntries(text: string, cuts: readonly Cut[]): TextEdit[] {
  if (cuts.length === 0) return [];
  const lines = linesOf(text, cuts);
  removeOwnComments(text, lines);
  removeSurplusBlanks(lines);
  return editsOf(text, lines);
}

function linesOf(text: string, cuts: readonly Cut[]): Line[] {
  const lines: Line[] = [];
  let next = 0;
  for (let start = 0; start < text.length; ) {
    const newline = text.indexOf("\n", start);
    const end = newline < 0 ? text.length : newline + 1;
    while (next < cuts.length && cuts[next]!.end <= start) next++;
    const line: Line = {
      start,
      end,
      kind: kindOf(text, start, end),
      cuts: cutsBefore(end, cuts, next),
      isRemoved: false,
    };
    line.isRemoved = isCutWhole(text, line);
    lines.push(line);
    start = end;
  }
  return lines;
}

function kindOf(text: string, start: number, end: number): Line["kind"] {
  let index = start;
  while (index < end && isSpace(text.charCodeAt(index))) index++;
  if (index === end) return "blank";
  return text[index] === "#" ? "comment" : "content";
}

/** Most lines have none, and there are thousands. */
const NO_CUTS: readonly Cut[] = [];

/** The cuts from `first` on that start before the end of a line. */
function cutsBefore(end: number, cuts: readonly Cut[], first: number): readonly Cut[] {
  let last = first;
  while (last < cuts.length && cuts[last]!.start < end) last++;
  return last === first ? NO_CUTS : cuts.slice(first, last);
}

/** Whether nothing is left of a line; blank lines are looked at later. */
function isCutWhole(text: string, line: Line): boolean {
  if (line.cuts.length === 0 || line.kind === "blank") return false;
  if (line.kind === "comment") return !isForeign(text.slice(line.start, line.end), line.cuts);
  let position = line.start;
  for (const { start, end } of line.cuts) {
    if (!isBlank(text.slice(position, start))) return false;
    position = Math.max(position, end);
  }
  return isBlank(text.slice(position, line.end));
}

function isBlank(text: string): boolean {
  return text.trim() === "";
}

const COMMENTED_OUT = /^\s*#[#\s]*(?:-o\s*\{?\s*)?([A-Za-z0-9_]+)\s*=/;
const COMMENTED_OUT_OPTION = /^\s*#[#\s]*-o\s/;
/** A rule of dashes and the like, or more than one `#` in front. */
const HEADING = /^\s*#+\s*[-=*#~_+]{3}|[-=*#~_+]{3}\s*#*\s*$|^\s*##/;
/** A heading, too, as the first of some comments. */
const CAPITALS = /^\s*#[^a-z]*[A-Z]{2}[^a-z]*$/;

/** Whether a comment line is a setting that somebody has turned off, and not one of these entries. */
function isForeign(line: string, cuts: readonly Cut[]): boolean {
  const name = COMMENTED_OUT.exec(line)?.[1];
  if (name === undefined) return COMMENTED_OUT_OPTION.test(line);
  return !cuts.some((cut) => cut.name === name);
}

function removeOwnComments(text: string, lines: readonly Line[]): void {
  for (let index = 0; index < lines.length; ) {
    if (lines[index]!.kind !== "comment") {
      index++;
      continue;
    }
    const contentStart = endOfRun(lines, index);
    const contentEnd = lines[contentStart]?.kind === "content" ? endOfRun(lines, contentStart) : contentStart;
    const commentsStart = index;
    index = contentEnd;
    // Comments go with what stands right below them, or not at all.
    if (!lines[contentStart]?.isRemoved) continue;
    const content = lines.slice(contentStart, contentEnd);
    const cuts = content.flatMap((line) => line.cuts);
    let own = contentStart;
    while (own > commentsStart && isAbout(text, lines[own - 1]!, cuts, own - 1 === commentsStart)) own--;
    const comments = lines.slice(own, contentStart);
    if (isOwned(text, comments, content)) for (const comment of comments) comment.isRemoved = true;
  }
}

/** Whether a comment line may speak of what stands below it; the first of some lines may be a heading in capitals. */
function isAbout(text: string, { start, end }: Line, cuts: readonly Cut[], isFirst: boolean): boolean {
  const comment = text.slice(start, end).trimEnd();
  return !HEADING.test(comment) && !(isFirst && CAPITALS.test(comment)) && !isForeign(comment, cuts);
}

/** Whether comments speak of nothing that stays: nothing below them does, or they name what goes and nothing else. */
function isOwned(text: string, comments: readonly Line[], content: readonly Line[]): boolean {
  const kept = content.filter((line) => !line.isRemoved);
  if (kept.length === 0) return true;
  const words = new Set(
    comments.flatMap(({ start, end }) => text.slice(start, end).match(/[A-Za-z0-9_]+/g) ?? []),
  );
  const names = kept.flatMap(({ start, end }) => SETTING.exec(text.slice(start, end))?.[1] ?? []);
  return (
    content.some(({ cuts }) => cuts.some(({ name }) => words.has(name))) &&
    !names.some((name) => words.has(name))
  );
}

const SETTING = /([A-Za-z0-9_]+)\s*=/;

/** Behind the last line of the run of one kind that starts at `index`. */
function endOfRun(lines: readonly Line[], index: number): number {
  const { kind } = lines[index]!;
  let end = index;
  while (end < lines.length && lines[end]!.kind === kind) end++;
  return end;
}

/** Where lines went between two that stay, leaves the longest run of blank lines that was there. */
function removeSurplusBlanks(lines: readonly Line[]): void {
  for (let start = 0; start < lines.length; start++) {
    if (isStaying(lines[start]!)) continue;
    let end = start;
    let isCut = false;
    for (; end < lines.length && !isStaying(lines[end]!); end++) isCut ||= lines[end]!.isRemoved;
    if (isCut) thin(lines, start, end);
    start = end;
  }
}

function isStaying({ kind, isRemoved }: Line): boolean {
  return kind !== "blank" && !isRemoved;
}

function thin(lines: readonly Line[], start: number, end: number): void {
  const runs: { start: number; end: number }[] = [];
  for (let index = start; index < end; index++) {
    if (lines[index]!.kind !== "blank") continue;
    const last = runs.at(-1);
    if (last?.end === index) last.end++;
    else runs.push({ start: index, end: index + 1 });
  }
  const longest = runs.reduce((most, run) => Math.max(most, run.end - run.start), 0);
  // Blank lines at the very top or end of a file set nothing apart.
  const isAtEdge = start === 0 || end === lines.length;
  const isAtItsEdge = (run: Span) => (start === 0 ? run.start === 0 : run.end === lines.length);
  const kept = isAtEdge ? runs.find(isAtItsEdge) : runs.find((run) => run.end - run.start === longest);
  for (const run of runs) {
    if (run === kept) continue;
    for (let index = run.start; index < run.end; index++) lines[index]!.isRemoved = true;
  }
}

function editsOf(text: string, lines: readonly Line[]): TextEdit[] {
  const edits: TextEdit[] = [];
  const remove = (start: number, end: number) => {
    const last = edits.at(-1);
    if (last?.end === start) edits[edits.length - 1] = { start: last.start, end, newText: "" };
    else edits.push({ start, end, newText: "" });
  };
  for (const line of lines) {
    if (line.isRemoved) remove(line.start, line.end);
    else if (line.kind === "content") for (const cut of line.cuts) cutFromLine(text, line, cut, remove);
  }
  return edits;
}

/** Takes an entry out of a line that keeps something, with the blanks on its one side. */
function cutFromLine(text: string, line: Line, cut: Cut, remove: (start: number, end: number) => void): void {
  const indentation = text.slice(line.start, line.end).search(/\S/);
  let start = Math.max(cut.start, line.start + indentation);
  let end = Math.min(cut.end, line.end);
  if (isBlank(text.slice(line.start, start))) {
    // The first on its line leaves the indentation to what follows.
    while (end < line.end && isInlineBlank(text[end])) end++;
  } else {
    while (start > line.start && isInlineBlank(text[start - 1])) start--;
  }
  remove(start, end);
}

function isInlineBlank(character: string | undefined): boolean {
  return character === " " || character === "\t";
}
