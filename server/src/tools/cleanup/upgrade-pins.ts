/** Lines that keep what would change: their values, and where they go. */

import type { Configuration } from "../../analysis/model/configuration";
import { expand } from "../../analysis/model/expand";
import { LEVEL } from "../../analysis/rules/compatibility";
import { spanOf } from "../../analysis/rules/places";
import { fieldSpan } from "../../analysis/rules/service-fields";
import { lineEndOf } from "../../base/source-text";
import type { TextEdit } from "../../base/text-edit";
import type { MainTree } from "../../syntax/main-cf";
import { fieldOf, type MasterTree, serviceKey } from "../../syntax/master-cf";
import { type Expression, parseExpression, type Reference } from "../../syntax/value";
import { expandedText, isRaw } from "./upgrade-differences";

/** Values by name, unexpanded. */
export type Pins = ReadonlyMap<string, string>;

/** Decides a reference: the text to put in its place, or undefined to leave it alone. */
type Decision = (reference: Reference) => string | undefined;

/**
 * The default of a parameter, in the words in which it is to be kept. What
 * compatibility_level decides is decided: `$mydestination` for
 * `${{$compatibility_level} <level {2} ? {$mydestination} : {}}` at level 0.
 * Where it refers to a parameter that there will not be, its text is put in.
 * All other references stay.
 */
export function keptDefault(before: Configuration, after: Configuration, name: string): string | undefined {
  const value = before.defaultOf(name);
  if (!value || isRaw(before, name)) return value?.text;
  const level = parseExpression(before.expandedValueOf(LEVEL) ?? "");
  const levelOnly = (wanted: string) => (wanted === LEVEL ? level : undefined);
  const keep = (text: string, expression: Expression, from: readonly string[]): string =>
    decide(text, expression, (reference) => {
      const { subject, whenSet, whenEmpty } = reference;
      const isMet = isConditionMet(reference, levelOnly);
      const branch = isMet ? whenSet : whenEmpty;
      if (isMet !== undefined) return branch ? keep(text, branch, from) : "";
      if (subject?.kind !== "name" || whenSet || whenEmpty || after.isDefined(subject.name)) return undefined;
      const gone = from.includes(subject.name) ? undefined : before.defaultOf(subject.name);
      return gone && keep(gone.text, gone.expression, [...from, subject.name]);
    });
  return keep(value.text, value.expression, [name]);
}

/** Puts what is decided in the place of references; `text` is the whole value. */
function decide(text: string, { parts }: Expression, decision: Decision): string {
  return parts
    .map((part) => {
      const decided = part.kind === "reference" ? decision(part) : undefined;
      return decided ?? text.slice(part.start, part.end);
    })
    .join("");
}

const TRUE = parseExpression("true");
const FALSE = parseExpression("");

/** What comes of a comparison that looks at nothing but compatibility_level; undefined for all other references. */
function isConditionMet(
  reference: Reference,
  lookup: (name: string) => Expression | undefined,
): boolean | undefined {
  if (reference.problem || !isOfLevel(reference)) return undefined;
  const { start, end } = reference;
  const condition = { ...reference, whenSet: TRUE, whenEmpty: FALSE };
  const expansion = expand({ start, end, parts: [condition] }, lookup);
  return expansion.ok ? expansion.text !== "" : undefined;
}

function isOfLevel({ subject, whenSet, whenEmpty }: Reference): boolean {
  if (subject?.kind !== "comparison" || (!whenSet && !whenEmpty)) return false;
  return [...subject.left.parts, ...subject.right.parts].every(
    (part) => part.kind === "literal" || (part.subject?.kind === "name" && part.subject.name === LEVEL),
  );
}

/** The expanded value as one that expands to itself. */
export function literalValue(configuration: Configuration, name: string): string | undefined {
  return expandedText(configuration, name, undefined, configuration)?.trim().replaceAll("$", "$$$$");
}

/** A line of main.cf, without its end. */
export function pinLine(name: string, value: string): string {
  return `${name} = ${value}`.trimEnd();
}

/**
 * Puts a value in the line of main.cf that counts for a name, and leaves
 * everything around it as it is; undefined when no line sets the name.
 */
export function setValue(
  { chunks, starts }: MainTree,
  configuration: Configuration,
  name: string,
  value: string,
): TextEdit[] | undefined {
  const chunk = configuration.definitions(name).at(-1);
  if (!chunk?.node) return undefined;
  const { node } = chunk;
  if (node.value === value) return [];
  const isEmpty = node.value === "";
  const from = isEmpty ? node.equals + 1 : node.valueStart;
  const { start, end } = spanOf(node.logical, from, isEmpty ? from : from + node.value.length);
  const offset = starts[chunks.indexOf(chunk)]!;
  return [{ start: offset + start, end: offset + end, newText: isEmpty ? ` ${value}` : value }];
}

/** Adds lines at the end of a file, set off by a blank line; none where there is nothing to add. */
export function appendLines(text: string, lines: readonly string[]): TextEdit[] {
  if (lines.length === 0) return [];
  const lineEnd = lineEndOf(text);
  const isBroken = text !== "" && !text.endsWith("\n");
  const hasBlank = text === "" || /\n[ \t\r]*\n$/.test(text);
  const before = (isBroken ? lineEnd : "") + (hasBlank ? "" : lineEnd);
  const newText = before + lines.map((line) => line + lineEnd).join("");
  return [{ start: text.length, end: text.length, newText }];
}

/** Writes a letter into the chroot column of services that have a `-` there. */
export function setChroot(
  { chunks, starts }: MasterTree,
  services: ReadonlySet<string>,
  letter: string,
): TextEdit[] {
  return chunks.flatMap(({ node }, index) => {
    if (!node || node.problem || fieldOf(node, "chroot")?.text !== "-") return [];
    if (!services.has(serviceKey(node))) return [];
    const { start, end } = fieldSpan(node, "chroot");
    return [{ start: starts[index]! + start, end: starts[index]! + end, newText: letter }];
  });
}
