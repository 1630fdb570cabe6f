/**
 * A value as Postfix's programs see it, with the way back to what stands in
 * the file: rules look at the one and point at the other.
 */
import { lastAtOrBefore } from "../../base/source-text";
import type { Span } from "../../base/span";
import type { Word } from "../../syntax/lists";
import type { Expression, Literal } from "../../syntax/value";
import type { Configuration } from "./configuration";

/** A value with everything it refers to. */
export interface ExpandedText {
  readonly text: string;
  /**
   * What stands in the unexpanded value for `text.slice(start, end)`: these
   * very characters, or the whole reference that some of them came from.
   */
  placeOf(start: number, end: number): Span;
  /** Whether `text.slice(start, end)` is written out in the value, so that an edit can change it. */
  isWritten(start: number, end: number): boolean;
}

/** A word of an expanded value. */
export interface ExpandedWord extends Word {
  /** Where it stands in the unexpanded value: the word itself, or the reference it came from. */
  readonly place: Span;
  /** Whether the word is written out in the value, so that an edit can change it. */
  readonly isWritten: boolean;
}

/** A stretch of expanded text that came from one place of the value. */
interface Piece {
  readonly start: number;
  readonly place: Span;
  /** Whether each character stands for itself. */
  readonly isWritten: boolean;
}

/**
 * Expands a value; undefined when that fails, as it then does in Postfix.
 *
 * @param isScanned false: Postfix expands nothing in the value of this parameter
 */
export function expandText(
  configuration: Configuration,
  value: string,
  expression: () => Expression,
  scope?: string,
  isScanned = true,
): ExpandedText | undefined {
  if (!isScanned || !value.includes("$")) return new PlainText(value);
  let text = "";
  const pieces: Piece[] = [];
  for (const part of expression().parts) {
    const { start, end } = part;
    if (part.kind === "literal") {
      pieces.push(...literalPieces(value, part, text.length));
      text += part.text;
      continue;
    }
    const expansion = configuration.expand({ start, end, parts: [part] }, scope);
    if (!expansion.ok) return undefined;
    pieces.push({ start: text.length, place: { start, end }, isWritten: false });
    text += expansion.text;
  }
  return new PiecedText(text, pieces);
}

/** The pieces of text that stands for itself; `$$`, which stands for `$`, is one of its own. */
function literalPieces(value: string, { start, end }: Literal, at: number): Piece[] {
  const pieces: Piece[] = [];
  let from = start;
  let length = at;
  const add = (to: number, isWritten: boolean) => {
    if (to === from) return;
    pieces.push({ start: length, place: { start: from, end: to }, isWritten });
    length += isWritten ? to - from : 1;
    from = to;
  };
  for (let dollars = value.indexOf("$$", start); dollars >= 0 && dollars < end; ) {
    add(dollars, true);
    add(dollars + 2, false);
    dollars = value.indexOf("$$", dollars + 2);
  }
  add(end, true);
  return pieces;
}

class PlainText implements ExpandedText {
  constructor(readonly text: string) {}

  placeOf(start: number, end: number): Span {
    return { start, end };
  }

  isWritten(): boolean {
    return true;
  }
}

class PiecedText implements ExpandedText {
  readonly starts: readonly number[];

  constructor(
    readonly text: string,
    readonly pieces: readonly Piece[],
  ) {
    this.starts = pieces.map(({ start }) => start);
  }

  placeOf(start: number, end: number): Span {
    const first = this.#pieceOf(start);
    const last = this.#pieceOf(Math.max(start, end - 1));
    return {
      start: first.isWritten ? first.place.start + start - first.start : first.place.start,
      end: last.isWritten ? last.place.start + end - last.start : last.place.end,
    };
  }

  isWritten(start: number, end: number): boolean {
    const piece = this.#pieceOf(start);
    return piece.isWritten && piece === this.#pieceOf(Math.max(start, end - 1));
  }

  /** The last piece that starts at or before an index; pieces of no length lie before it. */
  #pieceOf(index: number): Piece {
    return this.pieces[Math.max(0, lastAtOrBefore(this.starts, index))]!;
  }
}

/** The words of an expanded value, split by whatever splits this parameter's value. */
export function wordsOf(expanded: ExpandedText, split: (text: string) => readonly Word[]): ExpandedWord[] {
  return split(expanded.text).map((word) => ({
    ...word,
    place: expanded.placeOf(word.start, word.end),
    isWritten: expanded.isWritten(word.start, word.end),
  }));
}
