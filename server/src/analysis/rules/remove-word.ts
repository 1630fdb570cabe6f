/** Takes a word out of a list. */
import type { TextEdit } from "../../base/text-edit";
import type { ChunkSpan } from "./rule";

/**
 * The edit that takes a word out of a list in main.cf, with the separators
 * that nobody needs any more. A line that holds nothing else goes as a whole.
 *
 * @param text the chunk's
 */
export function removeWord(text: string, { start, end }: ChunkSpan): TextEdit {
  const lineStart = text.lastIndexOf("\n", start - 1) + 1;
  const newline = text.indexOf("\n", end);
  const lineEnd = newline < 0 ? text.length : newline;
  const before = text.slice(lineStart, start);
  const after = text.slice(end, lineEnd);
  const separatorsAfter = /^[\s,]*/.exec(after)![0].length;
  if (separatorsAfter < after.length) return { start, end: end + separatorsAfter, newText: "" };
  if (lineStart > 0 && before.trim() === "") {
    return newline < 0
      ? { start: lineStart - 1, end: lineEnd, newText: "" }
      : { start: lineStart, end: lineEnd + 1, newText: "" };
  }
  const separatorsBefore = /[\s,]*$/.exec(before)![0].length;
  const isFirst = before.trimEnd().endsWith("=");
  // What separates the word in front from the next line stays; behind `=` there is nothing to separate.
  const lineBreak = after.endsWith("\r") ? 1 : 0;
  const to = isFirst ? lineEnd - lineBreak : end;
  return { start: start - separatorsBefore, end: to, newText: "" };
}
