/** Paragraphs that fit into a terminal. */
import { printable } from "./output";

/** How a paragraph is laid out. */
export interface WrapForm {
  /** Columns. */
  readonly width: number;
  /** What its first line begins with. */
  readonly first: string;
  /** What the others begin with. */
  readonly others: string;
  /** Whether words that are longer than a line are broken; otherwise each has a line for itself. */
  readonly breaksWords?: boolean;
}

/** A paragraph in lines, without characters that a terminal would obey; a line end in it stays one. */
export function wrap(text: string, form: WrapForm): string[] {
  const { first, others } = form;
  return text
    .split("\n")
    .flatMap((part, index) => wrapLine(part, { ...form, first: index === 0 ? first : others }));
}

/** Breaks a line between words. */
function wrapLine(text: string, { width, first, others, breaksWords }: WrapForm): string[] {
  const words = printable(text).split(" ");
  const room = Math.max(1, width - Math.max(first.length, others.length));
  const lines: string[] = [];
  let line = first;
  let isEmpty = true;
  for (const word of breaksWords ? words.flatMap((long) => brokenWord(long, room)) : words) {
    if (!isEmpty && line.length + 1 + word.length > width) {
      lines.push(line);
      line = others;
      isEmpty = true;
    }
    line += isEmpty ? word : ` ${word}`;
    isEmpty = false;
  }
  return [...lines, line];
}

/** The pieces of a word that is longer than a line, broken behind a sign where there is one. Two of them never fit into one line. */
function brokenWord(word: string, room: number): string[] {
  const pieces: string[] = [];
  let rest = word;
  while (rest.length > room) {
    const line = rest.slice(0, room).replace(/[\ud800-\udbff]$/, "");
    const behindSign = /^.*[-./,:;=_@]/.exec(line)?.[0] ?? "";
    const piece = (behindSign.length > room / 2 ? behindSign : line) || rest.slice(0, 2);
    pieces.push(piece);
    rest = rest.slice(piece.length);
  }
  return [...pieces, rest];
}
