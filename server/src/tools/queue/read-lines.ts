/** Output that comes in pieces → lines; one character a byte, see {@link Bytes}. */
import type { Bytes } from "../../matching/lookup";

/** Takes pieces, gives lines. */
export interface LineReader {
  push(text: Bytes): void;
  /** Gives the last line, if its line end is missing. @returns whether it was missing */
  end(): boolean;
}

/** A line that is longer ends here, so that a program that never ends one does not fill the memory. */
const LINE_LIMIT = 64 * 1024 * 1024;

/** Makes a reader. */
export function createLineReader(onLine: (line: Bytes) => void): LineReader {
  // The pieces of a line that has not ended: joined once, not with every piece that comes.
  let pieces: Bytes[] = [];
  let length = 0;
  const push = (text: Bytes) => {
    let start = 0;
    for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", start)) {
      const rest = text.slice(start, end);
      onLine(pieces.length === 0 ? rest : pieces.join("") + rest);
      pieces = [];
      length = 0;
      start = end + 1;
    }
    if (start < text.length && length < LINE_LIMIT) {
      pieces.push(text.slice(start));
      length += text.length - start;
    }
  };
  return {
    push,
    end() {
      if (pieces.length === 0) return false;
      onLine(pieces.join(""));
      return true;
    },
  };
}
