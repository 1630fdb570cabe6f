/** A text with line and character positions, as editors count them. */

/** A place in a text; both numbers count from 0, `character` in UTF-16 code units. */
export interface Position {
  line: number;
  character: number;
}

/** A range between two positions; `end` is not part of it. */
export interface Range {
  start: Position;
  end: Position;
}

/**
 * What the analysis needs of an open or stored file. The documents of
 * vscode-languageserver-textdocument have this shape already.
 */
export interface SourceText {
  getText(): string;
  positionAt(offset: number): Position;
  offsetAt(position: Position): number;
}

/** Makes a {@link SourceText} of a string that does not change. */
export function sourceText(text: string): SourceText {
  let starts: number[] | undefined;
  const lineStarts = () => {
    starts ??= computeLineStarts(text);
    return starts;
  };
  return {
    getText: () => text,
    positionAt(offset) {
      const clamped = Math.max(0, Math.min(offset, text.length));
      const line = lastAtOrBefore(lineStarts(), clamped);
      const start = lineStarts()[line]!;
      return { line, character: beforeLineEnd(text, start, clamped) - start };
    },
    offsetAt(position) {
      const start = lineStarts()[position.line];
      if (start === undefined) return position.line < 0 ? 0 : text.length;
      if (position.character <= 0) return start;
      const next = lineStarts()[position.line + 1] ?? text.length;
      return beforeLineEnd(text, start, Math.min(start + position.character, next));
    },
  };
}

/** Moves an offset behind or inside a line end to the front of it: no position lies there. */
function beforeLineEnd(text: string, lineStart: number, offset: number): number {
  let end = offset;
  while (end > lineStart && isLineEnd(text.charCodeAt(end - 1))) end--;
  return end;
}

function isLineEnd(code: number): boolean {
  return code === 10 || code === 13;
}

/** Index of the last element of the sorted `starts` that is not greater than `offset`. */
export function lastAtOrBefore(starts: ArrayLike<number>, offset: number): number {
  let low = 0;
  let high = starts.length;
  while (low + 1 < high) {
    const middle = (low + high) >>> 1;
    if (starts[middle]! <= offset) low = middle;
    else high = middle;
  }
  return low;
}

/** Offsets at which lines start. A line ends at LF, CR LF or a lone CR, as in the protocol. */
function computeLineStarts(text: string): number[] {
  const starts = [0];
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === 13 && text.charCodeAt(index + 1) === 10) continue;
    if (code === 10 || code === 13) starts.push(index + 1);
  }
  return starts;
}

/** The line end that a text has; where it has several kinds, that of Windows. */
export function lineEndOf(text: string): "\n" | "\r\n" {
  return text.includes("\r\n") ? "\r\n" : "\n";
}
