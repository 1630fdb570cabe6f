/** Tables that are asked before the filter's, and decide what becomes of its lines. */
import { decodeLatin1, utf8Bytes } from "../../base/decode";
import type { Bytes } from "../../matching/lookup";
import type { Files } from "../../ports/files";
import { extractBraces, splitWords } from "../../syntax/lists";
import type { PrivacyNote, PrivacyPlan } from "./plan";

/** What a table has for a key. */
export interface TableAnswer {
  readonly value: string;
  /** From 0; undefined where the table has no lines. */
  readonly line: number | undefined;
}

/**
 * Asks a table for several keys, in their order.
 *
 * @param name as in `pcre:/etc/postfix/header_checks`
 * @returns in a clause, why it cannot be asked, where it cannot
 */
export type AskTable = (
  name: string,
  keys: readonly string[],
) => Promise<readonly (TableAnswer | undefined)[] | string>;

/** A table as it is read: its rules in a file, or in its name. */
export interface AskedTable {
  readonly type: string;
  readonly text: Bytes;
  readonly isFile: boolean;
}

/** Reads a table that is asked before the filter's; in a clause, why it cannot be read, where it cannot. */
export async function readAskedTable(name: string, read: Files["read"]): Promise<AskedTable | string> {
  const colon = name.indexOf(":");
  const [type, path] = [name.slice(0, colon), name.slice(colon + 1)];
  if (!path.startsWith("/")) return { type, text: utf8Bytes(inlineText(path)), isFile: false };
  const file = await read(path);
  if (!file.ok) return `cannot be read here (${file.error.message})`;
  return { type, text: decodeLatin1(file.value), isFile: true };
}

/** Rules that stand in the name itself, `{{rule}, {rule}}`, a line each (dict_stream.c); another name as it is. */
function inlineText(name: string): string {
  if (!name.startsWith("{")) return name;
  const { content } = extractBraces({ text: name, start: 0, end: name.length });
  const rules = splitWords(content.text).map((word) => extractBraces(word).content.text);
  return `${rules.join("\n")}\n`;
}

/** Looks the lines that the filter is for up in the tables before it, and says which it will not see. */
export async function conflictsOf(plan: PrivacyPlan, ask: AskTable): Promise<PrivacyNote[]> {
  const notes: string[] = [];
  let open = plan.rules.map(({ examples, action }) => ({ key: examples[0]!.input, action }));
  for (const name of plan.askedBefore) {
    const answers = await ask(
      name,
      open.map(({ key }) => key),
    );
    if (typeof answers === "string") {
      notes.push(
        `${name} is asked before the filter, and ${answers}. A line that it has a result for does not come to the filter.`,
      );
      continue;
    }
    for (const [index, { key, action }] of open.entries()) {
      const answer = answers[index];
      // A table that takes the line out as well does no harm.
      if (!answer || answer.value.toUpperCase() === action.toUpperCase()) continue;
      const where = answer.line === undefined ? name : `line ${answer.line + 1} of ${name}`;
      notes.push(
        `${headerOf(key)} does not come to the filter: ${where} decides before, with ${answer.value}. Change that line, or take it out.`,
      );
    }
    open = open.filter((_, index) => answers[index] === undefined);
  }
  return notes.map((text) => ({ kind: "conflict", text }));
}

function headerOf(line: string): string {
  const name = line.slice(0, line.indexOf(":"));
  return name === "Received" ? `A Received line such as "${line.split("\n")[0]}"` : name;
}
