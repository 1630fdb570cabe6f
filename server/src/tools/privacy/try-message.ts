/** Tries the filter with a message: what is left of it, and which rule takes which line. */
import type { Bytes, LookupTable } from "../../matching/lookup";
import { filterMessage } from "../../matching/message/filter";

/** A header line that does not stay as it is. */
export interface ChangedLine {
  /** With its line breaks. */
  readonly header: Bytes;
  /** What stands in its place; undefined: nothing. */
  readonly replacement: Bytes | undefined;
  /** The rule, as an index of the table's chunks. */
  readonly chunk: number;
}

/** What the filter makes of a message. */
export interface FilteredMessage {
  readonly changes: readonly ChangedLine[];
  readonly text: Bytes;
  /** In sentences. */
  readonly remarks: readonly string[];
}

/** Runs the rules over the headers of the message itself: those of its parts are not the filter's. */
export function tryMessage(table: LookupTable, message: Bytes): FilteredMessage {
  const { parts, text, remarks } = filterMessage(message, { header: table }, { keepUnmatched: 0 });
  const changes = parts.flatMap(({ part, lookup }) => {
    if (lookup.winner === undefined || lookup.value === undefined) return [];
    const replacement = /^REPLACE\s+(.*)$/is.exec(lookup.value)?.[1];
    return [{ header: part.text, replacement, chunk: lookup.winner.chunk }];
  });
  return { changes, text: text ?? message, remarks };
}
