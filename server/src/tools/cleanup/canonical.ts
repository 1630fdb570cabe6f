/** main.cf as nothing but its settings, in postconf's order. */
import type { Configuration } from "../../analysis/model/configuration";
import { normalizeBlanks } from "../../analysis/model/effective-values";
import { formOf } from "../../analysis/rules/normal-form";
import type { Assignment } from "../../syntax/main-cf";

/** Where `postconf -f` begins a new line, and how it indents that (postconf_print.c). */
const LINE_LIMIT = 80;
const INDENTATION = "    ";

/** The text that sets these names to what they are set to now, sorted as postconf sorts them. */
export function canonicalText(
  nodes: readonly Assignment[],
  configuration: Configuration,
  lineEnd: string,
): string {
  return [...nodes]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map((node) => linesOf(node, configuration).join(`${lineEnd}${INDENTATION}`) + lineEnd)
    .join("");
}

/** One setting. Where blanks count, or may count, the value stays as it is. */
function linesOf({ name, value }: Assignment, configuration: Configuration): string[] {
  if (value === "") return [`${name} =`];
  if (!mayBeFolded(name, value, configuration)) return [`${name} = ${value}`];
  const [first = "", ...others] = normalizeBlanks(value).split(" ");
  const lines = [`${name} = ${first}`];
  for (const word of others) {
    const line = lines[lines.length - 1]!;
    const length = line.length + (lines.length > 1 ? INDENTATION.length : 0);
    if (length + 1 + word.length > LINE_LIMIT) lines.push(word);
    else lines[lines.length - 1] = `${line} ${word}`;
  }
  return lines;
}

/** Whether Postfix sees no difference between one blank and many: not in text that is sent or run, nor in braces. */
function mayBeFolded(name: string, value: string, { facts: { registry } }: Configuration): boolean {
  const fact = registry.parameter(name)?.fact;
  return fact !== undefined && formOf(name, fact) !== "verbatim" && !/[{}\0]/.test(value);
}
