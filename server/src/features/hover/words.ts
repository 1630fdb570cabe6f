/** The word under the cursor, inside braces too. */
import type { Span } from "../../base/span";
import { extractBraces, splitListWords, type Word } from "../../syntax/lists";

/** A word of a list, with the one before it. */
export interface WordPlace {
  readonly word: Word;
  readonly before: Word | undefined;
}

/** Finds the innermost word that contains an offset, or ends at it. */
export function wordAt(text: string, offset: number, base = 0): WordPlace | undefined {
  const words = splitListWords(text).map((word) => moved(word, base));
  const index = closest(words, offset);
  const word = words[index];
  if (!word) return undefined;
  if (word.text.startsWith("{")) {
    const { content } = extractBraces(word);
    return wordAt(content.text, offset, content.start);
  }
  return { word, before: words[index - 1] };
}

/** The index of the span that contains an offset, else of the one that ends there, else -1. */
export function closest(spans: readonly Span[], offset: number): number {
  const inside = spans.findIndex((span) => span.start <= offset && offset < span.end);
  return inside >= 0 ? inside : spans.findIndex((span) => span.end === offset);
}

/** The same word in another text, which has it `delta` further on. */
export function moved(word: Word, delta: number): Word {
  return { text: word.text, start: word.start + delta, end: word.end + delta };
}

/** A part of a word. */
export function part(word: Word, from: number, to: number): Word {
  return { text: word.text.slice(from, to), start: word.start + from, end: word.start + to };
}
