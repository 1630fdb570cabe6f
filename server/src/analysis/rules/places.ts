/** Places of a logical line's parts in its chunk, which is what findings and fixes are made of. */
import type { LogicalText } from "../../syntax/logical-lines";
import type { Assignment } from "../../syntax/main-cf";
import type { ChunkSpan } from "./rule";

/** The place of `logical.text.slice(start, end)`. */
export function spanOf(logical: LogicalText, start: number, end: number): ChunkSpan {
  const from = logical.offsetOf(start);
  return { start: from, end: start < end ? logical.endOffset(end) : from };
}

/** The place of the name that a line of main.cf sets. */
export function nameSpan({ logical, nameStart, nameEnd }: Assignment): ChunkSpan {
  return spanOf(logical, nameStart, nameEnd);
}

/** The place of a whole `name = value`, without white space around it. */
export function assignmentSpan({ logical, nameStart, equals, valueStart, value }: Assignment): ChunkSpan {
  return spanOf(logical, nameStart, value === "" ? equals + 1 : valueStart + value.length);
}

/** The place of all text of a logical line, without white space around it. */
export function textSpan(logical: LogicalText): ChunkSpan {
  const start = logical.text.length - logical.text.trimStart().length;
  return spanOf(logical, start, Math.max(start, logical.text.trimEnd().length));
}
