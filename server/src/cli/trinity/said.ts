/** What another server said, and what it means, as text for a terminal. */
import type { RefusalExplanation } from "../../tools/trinity/refusals";
import { wrap } from "../wrap";
import { columns, heading, labelled, type TextOptions } from "./layout";

const INDENTATION = "  ";

/** What was said, and its explanations, the best first. */
export function saidText(
  said: string,
  explanations: readonly RefusalExplanation[],
  options: TextOptions,
): string {
  const lines = said.split("\n").filter((line) => line.trim() !== "");
  return [
    ...heading("What the server said", options),
    ...lines.flatMap((line) => paragraph(line.trim(), options)),
    "",
    ...heading("What it means", options),
    ...meaning(explanations, options),
  ]
    .map((line) => `${line}\n`)
    .join("");
}

function paragraph(text: string, { width }: TextOptions): string[] {
  return wrap(text, {
    width: columns(width),
    first: INDENTATION,
    others: INDENTATION,
    breaksWords: true,
  });
}

function meaning(explanations: readonly RefusalExplanation[], options: TextOptions): string[] {
  const [best] = explanations;
  if (!best) {
    return paragraph("Nothing is known of this answer. The checks may show its cause all the same.", options);
  }
  const label = (name: string, text: string) => labelled(name, text, INDENTATION, options.width);
  const about = [...label("Address", best.address ?? ""), ...label("Name", best.name ?? "")];
  return [
    ...explanations.flatMap(({ checks, text }, index) => [
      ...(index === 0 ? [] : [""]),
      ...paragraph(text, options),
      ...label("Checks", checks.join(", ") || "none, as the DNS has nothing to do with it"),
    ]),
    ...(about.length === 0 ? [] : ["", ...about]),
  ];
}
