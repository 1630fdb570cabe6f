/**
 * A value as Postfix's programs see it, with the way back to what stands in
 * the file: rules look at the one and point at the other.
 */
import type { Span } from "../../base/span";
import type { Word } from "../../syntax/lists";
import type { Expression, Part } from "../../syntax/value";
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

/** A stretch of expanded text that came from one part of the value. */
interface Piece {
  readonly start: number;
  readonly part: Part;
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
    const expansion =
      part.kind === "literal"
        ? ({ ok: true, text: part.text } as const)
        : configuration.expand({ start, end, parts: [part] }, scope);
    if (!expansion.ok) return undefined;
    const isWritten = part.kind === "literal" && part.text.length === end - start;
    pieces.push({ start: text.length, part, isWritten });
    text += expansion.text;
  }
  return new PiecedText(text, pieces);
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
  constructor(
    readonly text: string,
    readonly pieces: readonly Piece[],
  ) {}

  placeOf(start: number, end: number): Span {
    const first = this.#pieceOf(start);
    const last = this.#pieceOf(Math.max(start, end - 1));
    return {
      start: first.isWritten ? first.part.start + start - first.start : first.part.start,
      end: last.isWritten ? last.part.start + end - last.start : last.part.end,
    };
  }

  isWritten(start: number, end: number): boolean {
    const piece = this.#pieceOf(start);
    return piece.isWritten && piece === this.#pieceOf(Math.max(start, end - 1));
  }

  /** The last piece that starts at or before an index; pieces of no length lie before it. */
  #pieceOf(index: number): Piece {
    let found = this.pieces[0]!;
    for (const piece of this.pieces) {
      if (piece.start > index) break;
      found = piece;
    }
    return found;
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
