/** Lists as Postfix splits them (mystrtok.c): words between separators, `{ }` keeping its content together. */
import { isSpace, LIST_SEPARATORS } from "./characters";

/** A word and its place in the text that was split. */
export interface Word {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Splits at `separators`; inside balanced braces separators do not count (`mystrtokq`). */
export function splitWords(text: string, separators = LIST_SEPARATORS, from = 0, to = text.length): Word[] {
  const words: Word[] = [];
  const isSeparator = separatorTest(separators);
  let position = from;
  while (position < to) {
    if (isSeparator(text.charCodeAt(position))) {
      position++;
      continue;
    }
    const end = wordEnd(text, position, to, isSeparator);
    words.push({ text: text.slice(position, end), start: position, end });
    position = end;
  }
  return words;
}

const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;

function wordEnd(text: string, start: number, to: number, isSeparator: (code: number) => boolean): number {
  let level = 0;
  for (let index = start; index < to; index++) {
    const code = text.charCodeAt(index);
    if (code === OPEN_BRACE) level++;
    else if (level > 0 && code === CLOSE_BRACE) level--;
    else if (level === 0 && isSeparator(code)) return index;
  }
  return to;
}

const separatorTests = new Map<string, (code: number) => boolean>();

/** Tells separators from other characters without searching a string for each. All separators are ASCII. */
function separatorTest(separators: string): (code: number) => boolean {
  let test = separatorTests.get(separators);
  if (!test) {
    const table = new Uint8Array(128);
    for (const separator of separators) table[separator.charCodeAt(0)] = 1;
    test = (code) => code < 128 && table[code] === 1;
    separatorTests.set(separators, test);
  }
  return test;
}

/** Splits at `separators` wherever they stand: braces mean nothing here (`mystrtok`). */
export function splitPlainWords(text: string, separators = LIST_SEPARATORS): Word[] {
  const words: Word[] = [];
  const isSeparator = separatorTest(separators);
  let start = -1;
  for (let index = 0; index <= text.length; index++) {
    const isOutside = index === text.length || isSeparator(text.charCodeAt(index));
    if (isOutside && start >= 0) {
      words.push({ text: text.slice(start, index), start, end: index });
      start = -1;
    } else if (!isOutside && start < 0) {
      start = index;
    }
  }
  return words;
}

/**
 * Splits like {@link splitWords}, but keeps a `$` reference together: the
 * blanks inside `${name ? {a, b}}` separate nothing before it is expanded.
 */
export function splitListWords(text: string): Word[] {
  const words: Word[] = [];
  const isSeparator = separatorTest(LIST_SEPARATORS);
  let position = 0;
  while (position < text.length) {
    if (isSeparator(text.charCodeAt(position))) {
      position++;
      continue;
    }
    const end = listWordEnd(text, position, isSeparator);
    words.push({ text: text.slice(position, end), start: position, end });
    position = end;
  }
  return words;
}

function listWordEnd(text: string, start: number, isSeparator: (code: number) => boolean): number {
  const closers: string[] = [];
  for (let index = start; index < text.length; index++) {
    const character = text[index]!;
    if (character === "{") closers.push("}");
    else if (character === "(" && text[index - 1] === "$") closers.push(")");
    else if (closers.length > 0 && character === closers[closers.length - 1]) closers.pop();
    else if (closers.length === 0 && isSeparator(text.charCodeAt(index))) return index;
  }
  return text.length;
}

/** What {@link extractBraces} found. */
export interface Braced {
  /** The content without white space around it, with its place in the text. */
  readonly content: Word;
  readonly problem: "missing-brace" | "text-after-brace" | undefined;
}

/** Takes the content out of `{ ... }` (extpar.c with EXTPAR_FLAG_STRIP); the word starts with a brace. */
export function extractBraces(word: Word): Braced {
  const close = balancedEnd(word.text);
  const rawEnd = close < 0 ? word.text.length : close;
  let start = 1;
  let end = rawEnd;
  while (end > start && isSpace(word.text.charCodeAt(end - 1))) end--;
  while (start < end && isSpace(word.text.charCodeAt(start))) start++;
  const content = { text: word.text.slice(start, end), start: word.start + start, end: word.start + end };
  const problem = close < 0 ? "missing-brace" : close + 1 < word.text.length ? "text-after-brace" : undefined;
  return { content, problem };
}

/** Index of the brace that closes the one at 0, or -1 (balpar.c). */
function balancedEnd(text: string): number {
  let level = 0;
  for (let index = 0; index < text.length; index++) {
    if (text[index] === "{") level++;
    else if (text[index] === "}" && --level === 0) return index;
  }
  return -1;
}
