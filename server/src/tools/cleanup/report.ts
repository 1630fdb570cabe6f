/** A clean-up as it is told: in sections for people, and as an object for programs. */
import { shorten } from "../../analysis/markdown";
import { sourceText } from "../../base/source-text";
import type {
  CleanedFile,
  CleanupCode,
  CleanupEntry,
  CleanupForm,
  CleanupPlan,
  Difference,
  Verdict,
} from "./plan";
import type { FileDiff } from "./unified-diff";

/** A file of the plan, with what the report says of it. */
export interface ReportedFile extends CleanedFile {
  /** As the user would write it. */
  readonly path: string;
  readonly diff: FileDiff;
}

/** What stands together: a heading, and what is below it. */
export interface Section {
  /** Empty: the items have no heading. */
  readonly title: string;
  /** A paragraph each; a line end in one stays a line end. */
  readonly items: readonly string[];
  /** Lines to copy; they are not broken. */
  readonly commands?: readonly string[];
}

/** More entries that stay than this are told by code, not one by one. */
const MOST_SINGLE = 12;
/** How many names of entries that go are told; the diff shows the others. */
const MOST_NAMES = 12;

/** What entries of a code are, after their number: what takes the plural, and what follows it. */
const KINDS: Readonly<Record<CleanupCode, readonly [noun: string, rest: string]>> = {
  default: ["restated default", ""],
  main: ["option", " with the value of main.cf"],
  overridden: ["setting", " that a later one overrides"],
  unused: ["name", " that nothing uses"],
  respelled: ["default", " in other words"],
  "changes-later": ["default", " that a later version changes"],
  "old-level": ["default", " that a higher compatibility_level changes"],
  mentioned: ["name", " that only a commented-out line uses"],
  "last-reference": ["unused name", " that alone refers to another one"],
  "unknown-here": ["unused name", " that Postfix may know under other circumstances"],
  machine: ["default", " computed from the machine"],
  build: ["default", " chosen when Postfix was compiled"],
  special: ["line", " that Postfix treats otherwise than none"],
  needed: ["default", " that another value relies on"],
  told: ["entry", " that a comment says to leave alone"],
  "no-master": ["name", " that master.cf may use"],
  template: ["entry", " of a template"],
};

/** What goes, file by file; unchanged files are left out. */
export function removalSections(
  files: readonly ReportedFile[],
  entries: readonly CleanupEntry[],
  form: CleanupForm,
): Section[] {
  return files.flatMap((file) => {
    if (file.before === file.after) return [];
    const own = entries.filter(({ language, isRemoved }) => language === file.language && isRemoved);
    const title = `${file.path}: ${isCanonical(file, form) ? linesLeft(file) : linesGone(file, own.length)}`;
    return [{ title, items: byCode(own, MOST_NAMES) }];
  });
}

function isCanonical({ language }: CleanedFile, form: CleanupForm): boolean {
  return form === "canonical" && language === "postfix-main";
}

function linesGone({ diff }: ReportedFile, entries: number): string {
  const lines = diff.removed - diff.added;
  const go = `${counted(entries, "entry")} ${entries === 1 ? "goes" : "go"}`;
  return lines > 0 ? `${go}, ${counted(lines, "line")} in all` : go;
}

function linesLeft({ before, after }: ReportedFile): string {
  return `of ${counted(countLines(before), "line")} ${countLines(after)} are left, in postconf's order and without comments`;
}

function countLines(text: string): number {
  return text.split("\n").length - (text.endsWith("\n") || text === "" ? 1 : 0);
}

/** What stays although it looks superfluous: what the user may drop, and what has to stay. */
export function stayingSections(entries: readonly CleanupEntry[]): Section[] {
  const staying = entries.filter(({ isRemoved }) => !isRemoved);
  const sections: [Verdict, string][] = [
    ["remove", "These stay because of --keep:"],
    ["ask", "These could go as well, if you say so with --drop:"],
    ["keep", "These look superfluous and have to stay:"],
  ];
  return sections.flatMap(([verdict, title]) => {
    const own = staying.filter((entry) => entry.verdict === verdict);
    if (own.length === 0) return [];
    const isLong = staying.length > MOST_SINGLE;
    const items =
      isLong || verdict === "remove" ? byCode(own) : own.map(({ id, reason }) => `${id}: ${reason}`);
    return [{ title, items }];
  });
}

/** Entries with the same code in a line: how many, what they are, and their ids. */
function byCode(entries: readonly CleanupEntry[], most = Number.POSITIVE_INFINITY): string[] {
  const ids = new Map<CleanupCode, string[]>();
  for (const { code, id } of entries) {
    const own = ids.get(code);
    if (own) own.push(id);
    else ids.set(code, [id]);
  }
  return [...ids].map(([code, own]) => {
    const [noun, rest] = KINDS[code];
    return `${counted(own.length, noun)}${rest}: ${listed(own, most)}`;
  });
}

/** Names in a row; the last of too many are only counted. */
export function listed(names: readonly string[], most: number): string {
  if (names.length <= most + 1) return names.join(", ");
  return `${names.slice(0, most).join(", ")} and ${names.length - most} more`;
}

/** `1 entry`, `2 entries`. */
export function counted(number: number, noun: string): string {
  if (number === 1) return `1 ${noun}`;
  return `${number} ${noun.endsWith("y") ? `${noun.slice(0, -1)}ie` : noun}s`;
}

/** Values that would change, though none must. */
export function differenceSections(differences: readonly Difference[]): Section[] {
  if (differences.length === 0) return [];
  const title = "These values would change, so nothing is written:";
  const items = differences.map(({ voice, name, service, before, after }) => {
    const where = service === undefined ? name : `${service}: ${name}`;
    return `${where}: ${changeText(before, after)} (says ${voice})`;
  });
  return [{ title, items }];
}

/** Values longer than this are told by what is not the same in them. */
const LONG_VALUE = 60;
/** No more is told of a value. */
const LONGEST_VALUE = 200;

/** A value that becomes another one. Of long ones, the words that both start and end with are left out. */
export function changeText(before: string | undefined, after: string | undefined): string {
  const [old, value] = [before, after].map((text) => text?.split(/\s+/) ?? []) as [string[], string[]];
  let head = 0;
  let tail = 0;
  if (before !== undefined && after !== undefined && before.length + after.length > LONG_VALUE) {
    const most = Math.min(old.length, value.length);
    while (head < most && old[head] === value[head]) head++;
    while (tail < most - head && old.at(-1 - tail) === value.at(-1 - tail)) tail++;
    // A word on either side says where it is.
    head = Math.max(0, head - 1);
    tail = Math.max(0, tail - 1);
  }
  const middle = (words: readonly string[]) => [
    ...(head > 0 ? ["…"] : []),
    ...words.slice(head, words.length - tail),
    ...(tail > 0 ? ["…"] : []),
  ];
  const told = (text: string | undefined, words: readonly string[]) =>
    valueText(text && shorten(middle(words).join(" "), LONGEST_VALUE));
  return `${told(before, old)} → ${told(after, value)}`;
}

/** A value in a sentence. */
export function valueText(value: string | undefined): string {
  if (value === undefined) return "(none)";
  return value === "" ? "(empty)" : value;
}

/** A file of the report for programs. */
export interface JsonFile {
  readonly file: string;
  readonly changed: boolean;
  readonly entries: readonly object[];
}

/** The files with their entries, for programs; lines count from 0. */
export function jsonFiles(
  files: readonly ReportedFile[],
  { entries }: Pick<CleanupPlan, "entries">,
): JsonFile[] {
  return files.map(({ language, path, before, after }) => {
    const source = sourceText(before);
    const own = entries.filter((entry) => entry.language === language);
    return {
      file: path,
      changed: before !== after,
      entries: own.map(({ id, name, service, value, start, end, code, verdict, isRemoved, reason }) => ({
        id,
        name,
        ...(service !== undefined && { service }),
        value,
        line: source.positionAt(start).line,
        endLine: source.positionAt(Math.max(start, end - 1)).line,
        code,
        verdict,
        removed: isRemoved,
        reason,
      })),
    };
  });
}
