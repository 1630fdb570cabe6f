/** Takes an entry out of its file. */
import type { TextEdit } from "../../base/text-edit";
import { isSpace } from "../../syntax/characters";
import type { Fix } from "./rule";

/**
 * Deletes the physical lines of a chunk's entry, line ends included. Comments
 * and blank lines between them belong to whoever wrote them, and stay.
 */
export function removeEntry(text: string, title: string): Pick<Fix, "title" | "edits"> {
  const edits: TextEdit[] = [];
  let deleteFrom = -1;
  const keepFrom = (position: number) => {
    if (deleteFrom >= 0) edits.push({ start: deleteFrom, end: position, newText: "" });
    deleteFrom = -1;
  };
  for (let position = 0; position < text.length; ) {
    const newline = text.indexOf("\n", position);
    const end = newline < 0 ? text.length : newline + 1;
    if (isKept(text, position, end)) keepFrom(position);
    else if (deleteFrom < 0) deleteFrom = position;
    position = end;
  }
  keepFrom(text.length);
  return { title, edits };
}

function isKept(text: string, start: number, end: number): boolean {
  let index = start;
  while (index < end && isSpace(text.charCodeAt(index))) index++;
  return index === end || text[index] === "#";
}
