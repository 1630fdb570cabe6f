/** A file before and after as a unified diff, such as patch(1) takes. */
import { formatPatch, type StructuredPatchHunk, structuredPatch } from "diff";
import { applyEdits, type TextEdit } from "../../base/text-edit";

/** What is compared. */
export interface ComparedFile {
  /** As the user would write it. */
  readonly path: string;
  /** Undefined: there is no file yet. */
  readonly before: string | undefined;
  /** Undefined: there is no file any longer. */
  readonly after: string | undefined;
  /** From `before` to `after`; in order, and no two overlap. */
  readonly edits: readonly TextEdit[];
}

/** A diff of one file. All is empty when nothing has changed. */
export interface FileDiff {
  /** The lines that name the file, `---` and `+++`. */
  readonly header: string;
  /** The hunks; apart from the header, because a file's text and its path may be encoded differently. */
  readonly body: string;
  /** How many lines of the file go, and how many come. */
  readonly removed: number;
  readonly added: number;
}

const NO_FILE = "/dev/null";

/** How many lines around a change are shown. */
const CONTEXT = 3;

/**
 * How many lines that differ are looked for between two texts. The time that
 * takes grows with the square of them: this many take about a tenth of a second.
 */
const MOST_DIFFERENCES = 1_000;

/** Lines that go, and those that come in their place. */
interface Change {
  /** The first line that goes, or before which lines come; from 0. */
  readonly line: number;
  readonly removed: readonly string[];
  readonly added: readonly string[];
}

/** The diff of a file. Edits that say where the changes are save looking for them. */
export function unifiedDiff({ path, edits, ...texts }: ComparedFile): FileDiff {
  const { before = "", after = "" } = texts;
  if (before === after) return { header: "", body: "", removed: 0, added: 0 };
  const hunks = isRewritten(before, edits) ? hunksOfTexts(before, after) : hunksOfEdits(before, edits);
  const name = headerName(path);
  // A tab ends a name with blanks in it, as git and patch have it.
  const end = /\s/.test(path) ? "" : undefined;
  // The name that stands for a file that is not there, in whose place patch makes or removes one.
  const oldFileName = texts.before === undefined ? NO_FILE : name;
  const newFileName = texts.after === undefined ? NO_FILE : name;
  const text = formatPatch(
    { oldFileName, newFileName, oldHeader: end, newHeader: end, hunks },
    { includeIndex: false, includeUnderline: false, includeFileHeaders: true },
  );
  const bodyStart = text.indexOf("\n@@ ") + 1;
  const count = (sign: string) =>
    hunks.reduce((sum, { lines }) => sum + lines.filter((line) => line.startsWith(sign)).length, 0);
  return {
    header: text.slice(0, bodyStart),
    body: text.slice(bodyStart),
    removed: count("-"),
    added: count("+"),
  };
}

/** A path as GNU diff writes it: in quotes where a line of its own could not hold it. */
function headerName(path: string): string {
  if (!/^"|[\x00-\x1f\x7f]/.test(path)) return path;
  const escaped = path.replace(/["\\\x00-\x1f\x7f]/g, (character) =>
    /["\\]/.test(character) ? `\\${character}` : `\\${character.charCodeAt(0).toString(8).padStart(3, "0")}`,
  );
  return `"${escaped}"`;
}

/** Whether a text is replaced as a whole, so that its one edit says nothing about where the changes are. */
function isRewritten(before: string, edits: readonly TextEdit[]): boolean {
  const [edit] = edits;
  return edits.length === 1 && edit!.newText !== "" && edit!.end - edit!.start > before.length / 2;
}

/** The hunks between two texts, by looking for the lines that they have in common. */
export function hunksOfTexts(before: string, after: string): StructuredPatchHunk[] {
  const options = { context: CONTEXT, maxEditLength: MOST_DIFFERENCES };
  const patch = structuredPatch("", "", before, after, undefined, undefined, options);
  return patch?.hunks ?? hunksOfEdits(before, [{ start: 0, end: before.length, newText: after }]);
}

/** The hunks that edits make. */
export function hunksOfEdits(before: string, edits: readonly TextEdit[]): StructuredPatchHunk[] {
  const lines = linesOf(before);
  return hunksOf(lines, changesOf(before, lines, edits));
}

/** Lines with their line ends; the last one may have none. */
function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/** What edits change, in whole lines. */
function changesOf(before: string, lines: readonly string[], edits: readonly TextEdit[]): Change[] {
  const starts = startsOf(lines);
  const isOpen = before !== "" && !before.endsWith("\n");
  const changes: Change[] = [];
  let line = 0;
  for (let index = 0; index < edits.length; ) {
    // What comes behind a last line without a line end changes that line.
    const last = lines.length - (isOpen ? 1 : 0);
    while (line < last && starts[line + 1]! <= edits[index]!.start) line++;
    let end = line;
    const own: TextEdit[] = [];
    let text: string;
    do {
      // Another round: what the edits leave of the last line goes on in the next.
      if (own.length > 0) end++;
      while (index < edits.length && (own.length === 0 || reaches(edits[index]!, end))) {
        const edit = edits[index++]!;
        own.push(edit);
        while (starts[end]! < edit.end) end++;
      }
      text = applyEdits(before.slice(starts[line], starts[end]), shifted(own, -starts[line]!));
    } while (text !== "" && !text.endsWith("\n") && end < lines.length);
    const change = trim({ line, removed: lines.slice(line, end), added: linesOf(text) });
    if (change.removed.length + change.added.length > 0) changes.push(change);
    line = end;
  }
  return changes;

  /** Whether an edit changes lines before `end`, or what comes behind the last of all. */
  function reaches(edit: TextEdit, end: number): boolean {
    return edit.start < starts[end]! || end === lines.length;
  }
}

/** Where lines start, and where the last one ends. */
function startsOf(lines: readonly string[]): number[] {
  let start = 0;
  return [0, ...lines.map((line) => (start += line.length))];
}

function shifted(edits: readonly TextEdit[], by: number): TextEdit[] {
  return edits.map(({ start, end, newText }) => ({ start: start + by, end: end + by, newText }));
}

/** Leaves out what is the same at the start and at the end. */
function trim({ line, removed, added }: Change): Change {
  const most = Math.min(removed.length, added.length);
  let head = 0;
  while (head < most && removed[head] === added[head]) head++;
  let tail = 0;
  while (tail < most - head && removed.at(-1 - tail) === added.at(-1 - tail)) tail++;
  return {
    line: line + head,
    removed: removed.slice(head, removed.length - tail),
    added: added.slice(head, added.length - tail),
  };
}

/** Puts changes with the lines around them together, where these touch or overlap. */
function hunksOf(lines: readonly string[], changes: readonly Change[]): StructuredPatchHunk[] {
  const hunks: StructuredPatchHunk[] = [];
  // How many lines more the text after has than the one before, as far as it is known.
  let growth = 0;
  for (let index = 0; index < changes.length; ) {
    const start = Math.max(0, changes[index]!.line - CONTEXT);
    const newStart = start + growth;
    const shown: string[] = [];
    let line = start;
    const showUntil = (end: number) => {
      for (; line < end; line++) pushLine(shown, " ", lines[line]!);
    };
    do {
      const { line: at, removed, added } = changes[index++]!;
      showUntil(at);
      for (const text of removed) pushLine(shown, "-", text);
      for (const text of added) pushLine(shown, "+", text);
      line = at + removed.length;
      growth += added.length - removed.length;
    } while (index < changes.length && changes[index]!.line - line <= 2 * CONTEXT);
    showUntil(Math.min(lines.length, line + CONTEXT));
    hunks.push({
      oldStart: start + 1,
      oldLines: line - start,
      newStart: newStart + 1,
      newLines: line + growth - newStart,
      lines: shown,
    });
  }
  return hunks;
}

function pushLine(shown: string[], sign: string, line: string): void {
  if (line.endsWith("\n")) shown.push(sign + line.slice(0, -1));
  else shown.push(sign + line, "\\ No newline at end of file");
}
