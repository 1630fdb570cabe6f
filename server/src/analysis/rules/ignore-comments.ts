/**
 * Comments that silence rules: `# postfix-ls: ignore RULE[, RULE]` on the line
 * above an entry, or inside an entry above one of its lines.
 */
import type { ChunkSpan } from "./rule";

/** A rule that a comment names. */
export interface IgnoredRule extends ChunkSpan {
  readonly rule: string;
}

/** A comment that silences rules, with its place in the text it was found in. */
export interface IgnoreComment {
  readonly rules: readonly IgnoredRule[];
  /** Where the line behind the comment starts. */
  readonly lineEnd: number;
}

const MARK = "postfix-ls:";
const COMMENT = /^[ \t]*#[ \t]*postfix-ls:[ \t]*(?:ignore\b)?/;

const found = new Map<string, readonly IgnoreComment[]>();

/** The comments of a chunk that silence rules. */
export function ignoreComments(text: string): readonly IgnoreComment[] {
  if (!text.includes(MARK)) return [];
  let comments = found.get(text);
  if (!comments) {
    comments = read(text);
    if (found.size >= 1_000) found.clear();
    found.set(text, comments);
  }
  return comments;
}

/** What a comment says behind the mark when it is no `ignore`; undefined for all other lines. */
export function strangeOrder(line: string): string | undefined {
  const match = /^[ \t]*#[ \t]*postfix-ls:[ \t]*(.*?)[ \t\r]*$/.exec(line);
  return match && !/^ignore\b/.test(match[1]!) ? match[1] : undefined;
}

function read(text: string): IgnoreComment[] {
  const comments: IgnoreComment[] = [];
  for (let start = 0; start < text.length; ) {
    const newline = text.indexOf("\n", start);
    const lineEnd = newline < 0 ? text.length : newline + 1;
    const line = text.slice(start, lineEnd);
    const head = COMMENT.exec(line);
    if (head?.[0].endsWith("ignore")) {
      const rules = [...line.slice(head[0].length).matchAll(/[^\s,]+/g)].map((word) => {
        const from = start + head[0].length + word.index;
        return { rule: word[0], start: from, end: from + word[0].length };
      });
      comments.push({ rules, lineEnd });
    }
    start = lineEnd;
  }
  return comments;
}

/**
 * Whether comments silence a rule at a place of a chunk.
 *
 * @param above the text of the comments in front of the chunk; undefined when there are none
 */
export function isIgnored(rule: string, above: string | undefined, chunk: string, start: number): boolean {
  if (above?.includes(MARK) && directlyAbove(above).some((comment) => names(comment, rule))) return true;
  return ignoreComments(chunk).some(
    (comment) =>
      names(comment, rule) && comment.lineEnd <= start && !hasEntryText(chunk, comment.lineEnd, start),
  );
}

function names({ rules }: IgnoreComment, rule: string): boolean {
  return rules.some((ignored) => ignored.rule === rule);
}

/** The comments between which and the text's end there is no empty line. */
function directlyAbove(text: string): readonly IgnoreComment[] {
  return ignoreComments(text).filter(
    ({ lineEnd }) =>
      !/^[ \t\r]*$/m.test(text.slice(lineEnd).replace(/\n$/, "")) || text.slice(lineEnd) === "",
  );
}

/** Whether a line that is no comment ends between two places: then the comment is for that line. */
function hasEntryText(text: string, from: number, to: number): boolean {
  return text
    .slice(from, to)
    .split("\n")
    .slice(0, -1)
    .some((line) => line.trim() !== "" && !line.trimStart().startsWith("#"));
}
