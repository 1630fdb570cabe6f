/** Takes an option out of a service of master.cf. */
import type { Override, Service } from "../../syntax/master-cf";
import { spanOf } from "./places";
import type { ChunkSpan, Fix } from "./rule";

/** The place of an override, `-o` included. */
export function overrideSpan(node: Service, { option, argument }: Override): ChunkSpan {
  return spanOf(node.logical, option.start, argument.end);
}

/** Removes an override, and its line where nothing else stands there; nothing for one that shares its `-`, as in `-vo`. */
export function removeOverride(node: Service, text: string, override: Override): Fix[] {
  if (!override.option.text.startsWith("-")) return [];
  const { start, end } = overrideSpan(node, override);
  const lineStart = text.lastIndexOf("\n", start - 1) + 1;
  const newline = text.indexOf("\n", end);
  const lineEnd = newline < 0 ? text.length : newline;
  const isAlone = isBlank(text.slice(lineStart, start)) && isBlank(text.slice(end, lineEnd));
  const edit =
    isAlone && newline >= 0
      ? { start: lineStart, end: lineEnd + 1 }
      : { start: blanksBefore(text, isAlone ? lineStart - 1 : start), end };
  return [{ title: "Remove this option", edits: [{ ...edit, newText: "" }], preferred: true }];
}

function isBlank(text: string): boolean {
  return text.trim() === "";
}

function blanksBefore(text: string, from: number): number {
  let start = from;
  while (start > 0 && (text[start - 1] === " " || text[start - 1] === "\t")) start--;
  return start;
}
