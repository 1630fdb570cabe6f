/** Text for people in sections: a heading, and paragraphs below it that fit into a terminal. */
import { createColors } from "picocolors";
import type { Section } from "../../tools/cleanup/report";
import { printable } from "../output";

const WIDTH = 80;
const INDENTATION = "  ";

/** The sections, an empty line between two. */
export function sectionsText(sections: readonly Section[], withColors: boolean): string {
  const { bold } = createColors(withColors);
  return sections
    .map(({ title, items, commands = [] }) => {
      const indentation = title === "" ? "" : INDENTATION;
      return [
        ...(title === "" ? [] : wrap(title, "", "").map(bold)),
        ...items.flatMap((item) => wrap(item, indentation, indentation && indentation + INDENTATION)),
        ...commands.map((command) => INDENTATION + printable(command)),
      ]
        .map((line) => `${line}\n`)
        .join("");
    })
    .join("\n");
}

/** A paragraph in lines; a line end in it stays one. */
function wrap(text: string, first: string, others: string): string[] {
  return text.split("\n").flatMap((part, index) => wrapLine(part, index === 0 ? first : others, others));
}

/** Breaks a line between words; a word that is longer than a line has one for itself. */
function wrapLine(text: string, first: string, others: string): string[] {
  const lines: string[] = [];
  let line = first;
  let isEmpty = true;
  for (const word of printable(text).split(" ")) {
    if (!isEmpty && line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = others;
      isEmpty = true;
    }
    line += isEmpty ? word : ` ${word}`;
    isEmpty = false;
  }
  return [...lines, line];
}
