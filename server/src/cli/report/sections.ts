/** Text for people in sections: a heading, and paragraphs below it that fit into a terminal. */
import { createColors } from "picocolors";
import type { Section } from "../../tools/cleanup/report";
import { printable } from "../output";
import { wrap } from "../wrap";

const WIDTH = 80;
const INDENTATION = "  ";

/** The sections, an empty line between two. */
export function sectionsText(sections: readonly Section[], withColors: boolean): string {
  const { bold } = createColors(withColors);
  return sections
    .map(({ title, items, commands = [] }) => {
      const indentation = title === "" ? "" : INDENTATION;
      return [
        ...(title === "" ? [] : paragraph(title, "", "").map(bold)),
        ...items.flatMap((item) => paragraph(item, indentation, indentation && indentation + INDENTATION)),
        ...commands.map((command) => INDENTATION + printable(command)),
      ]
        .map((line) => `${line}\n`)
        .join("");
    })
    .join("\n");
}

function paragraph(text: string, first: string, others: string): string[] {
  return wrap(text, { width: WIDTH, first, others });
}
