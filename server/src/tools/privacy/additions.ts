/**
 * What a filter adds to main.cf and master.cf. All of it is whole lines, or a
 * word at the end of a value, so that it can be taken out again to the byte.
 */
import { lineEndOf, sourceText } from "../../base/source-text";
import type { TextEdit } from "../../base/text-edit";
import type { Assignment, MainTree } from "../../syntax/main-cf";
import {
  fieldOf,
  MASTER_FIELDS,
  type MasterChunk,
  type MasterTree,
  type Override,
} from "../../syntax/master-cf";
import { endInFile, startInFile } from "./parsed-files";
import { MARK } from "./table";

const MAIN_COMMENT = `${MARK}: the next lines belong to it; "postfix-ls privacy --remove" takes them out.`;
const MASTER_COMMENT = `${MARK}: what users send passes this service; "postfix-ls privacy --remove" takes it out.`;

/** What the cleanup service is called. */
export const SERVICE_NAME = "privacy-cleanup";

/** Whether a name is one of {@link SERVICE_NAME}, with or without a number. */
export function isFilterService(name: string): boolean {
  return name === SERVICE_NAME || /^privacy-cleanup-\d+$/.test(name);
}

/** A name with its value. */
export type NamedValue = readonly [name: string, value: string];

/** Adds lines at the end of a text; one without a line end at its end gets none there. */
export function appendLines(text: string, lines: readonly string[]): TextEdit {
  const lineEnd = lineEndOf(text);
  const isOpen = text !== "" && !text.endsWith("\n");
  const added = lines.join(lineEnd);
  return { start: text.length, end: text.length, newText: isOpen ? lineEnd + added : added + lineEnd };
}

/** Adds settings at the end of main.cf. */
export function appendSettings({ text }: MainTree, settings: readonly NamedValue[]): TextEdit {
  return appendLines(text, [
    MAIN_COMMENT,
    ...settings.map(([name, value]) => `${name} = ${value}`.trimEnd()),
  ]);
}

/** Adds a word at the end of the value that main.cf's last line of a name sets. */
export function appendWord(main: MainTree, name: string, word: string): TextEdit {
  const { start, node } = lastSetting(main, name);
  const { logical, equals, value, valueStart } = node;
  const at = start + logical.endOffset(value === "" ? equals + 1 : valueStart + value.length);
  return { start: at, end: at, newText: value === "" ? ` ${word}` : `, ${word}` };
}

/** Puts another value in the place of the one that main.cf's last line of a name sets. */
export function replaceValue(main: MainTree, name: string, newText: string): TextEdit {
  const { start, node } = lastSetting(main, name);
  const { logical, equals, value, valueStart } = node;
  if (value === "") {
    const at = start + logical.endOffset(equals + 1);
    return { start: at, end: at, newText: ` ${newText}` };
  }
  const from = start + logical.offsetOf(valueStart);
  return { start: from, end: start + logical.endOffset(valueStart + value.length), newText };
}

/** The line of main.cf that counts for a name that it sets, and where its chunk starts. */
function lastSetting({ chunks, starts }: MainTree, name: string): { start: number; node: Assignment } {
  const index = chunks.map(({ node }) => node?.name).lastIndexOf(name);
  return { start: starts[index]!, node: chunks[index]!.node! };
}

/** Puts another value in the place of an override's. */
export function replaceOverride(
  master: MasterTree,
  chunk: MasterChunk,
  { value, valueStart }: Override,
  newText: string,
): TextEdit {
  const start = startInFile(master, chunk, valueStart);
  return { start, end: endInFile(master, chunk, valueStart + value.length), newText };
}

/** Adds an override to a service, on a line of its own below the one that names the program. */
export function addOverride(master: MasterTree, chunk: MasterChunk, [name, value]: NamedValue): TextEdit {
  const { text } = master;
  const service = chunk.node!;
  const command = fieldOf(service, "command")!;
  let end = lineEndBehind(text, endInFile(master, chunk, command.end));
  // An option whose argument, or braces, go on in the next line is not cut in two.
  const parts = [
    ...service.words,
    ...service.overrides.map(({ option, argument }) => ({ start: option.start, end: argument.end })),
  ];
  for (const part of parts) {
    const partEnd = endInFile(master, chunk, part.end);
    if (startInFile(master, chunk, part.start) < end && partEnd > end) end = lineEndBehind(text, partEnd);
  }
  return { start: end, end, newText: `${lineEndOf(text)}  -o ${name}=${value}` };
}

/** Where the line ends that an offset is in, before its line end. */
function lineEndBehind(text: string, offset: number): number {
  const newline = text.indexOf("\n", offset);
  if (newline < 0) return text.length;
  return newline > offset && text[newline - 1] === "\r" ? newline - 1 : newline;
}

/** The lines of a service like another one, with other overrides besides. */
export function serviceLike(
  { node }: MasterChunk,
  name: string,
  overrides: readonly NamedValue[],
): readonly string[] {
  const service = node!;
  const fields = MASTER_FIELDS.slice(1).map((field) => fieldOf(service, field)!.text);
  const own = new Set(overrides.map(([overridden]) => overridden));
  const kept = [
    ...service.options.map(({ text }) => text),
    ...service.overrides.filter((each) => !own.has(each.name)).map(({ argument }) => `-o ${argument.text}`),
    ...service.rest.map(({ text }) => text),
  ];
  // The columns of the master.cf that Postfix comes with.
  const widths = [6, 8, 8, 8, 8, 8, 0];
  const columns = fields.map((text, index) => text.padEnd(widths[index]!)).join("");
  return [
    MASTER_COMMENT,
    `${name.padEnd(9)} ${columns}`.trimEnd(),
    ...overrides.map(([overridden, value]) => `  -o ${optionText(overridden, value)}`),
    ...kept.map((text) => `  ${text}`),
  ];
}

/** `name=value`, or in braces where the value has blanks (Postfix 3.0). */
function optionText(name: string, value: string): string {
  return /\s/.test(value) ? `{ ${name} = ${value} }` : `${name}=${value}`;
}

/** The line of an offset, from 0. */
export function lineAt(text: string, offset: number): number {
  return sourceText(text).positionAt(offset).line;
}
