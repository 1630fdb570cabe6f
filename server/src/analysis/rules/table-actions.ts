/** Results of tables' rules taken apart as actions. */

import type { Word } from "../../syntax/lists";
import type { Chunk } from "../../syntax/logical-lines";
import type { CidrLine } from "../../syntax/tables/cidr-table";
import type { KeyLine } from "../../syntax/tables/key-table";
import type { RegexpLine } from "../../syntax/tables/regexp-table";
import {
  isTableType,
  type ParsedTableFile,
  type TableFileLine,
  type TableFormat,
} from "../../syntax/tables/table";
import { spanOf } from "./places";
import type { ChunkSpan } from "./rule";
import { isSkipped } from "./table-lines";

/** The result of a rule that Postfix uses, as an action. Offsets are those of the line's logical text. */
export interface Action {
  readonly chunk: Chunk<TableFileLine>;
  readonly result: Word;
  readonly word: Word;
  /** What stands behind the word. */
  readonly text: Word;
  /** Whether `$1` or the like is in the text, so that nobody knows what it will be. */
  readonly isVariable: boolean;
  /** The place of a part of the line in its chunk. */
  placeOf(part: { readonly start: number; readonly end: number }): ChunkSpan;
}

/** The actions of a table's rules; those whose word is not written out are left out. */
export function actionsIn(table: ParsedTableFile): Action[] {
  const chunks: readonly Chunk<TableFileLine>[] = table.tree.chunks;
  return chunks.flatMap((chunk) => {
    const action = chunk.node && actionOf(chunk, table.type);
    return action ? [action] : [];
  });
}

/** The action of a line that Postfix uses; undefined where its word is not written out. */
export function actionOf(chunk: Chunk<TableFileLine>, type: TableFormat): Action | undefined {
  const line = chunk.node;
  if (!line) return undefined;
  const result = resultOf(line, type);
  if (!result) return undefined;
  const [word] = /^[^ \t]*/.exec(result.text)!;
  const substitutions = "substitutions" in line ? line.substitutions : [];
  const wordEnd = result.start + word.length;
  if (substitutions.some(({ start }) => start < wordEnd)) return undefined;
  const rest = result.text.slice(word.length);
  const start = wordEnd + (rest.length - rest.trimStart().length);
  return {
    chunk,
    result,
    word: { text: word, start: result.start, end: wordEnd },
    text: { text: rest.trimStart(), start, end: result.end },
    isVariable: substitutions.length > 0,
    placeOf: (part) => spanOf(line.logical, part.start, part.end),
  };
}

/** What a line gives, where Postfix uses the line. */
function resultOf(line: TableFileLine, type: TableFormat): Word | undefined {
  if (type === "key") {
    const { problem, value } = line as KeyLine;
    return problem && problem.kind !== "colon-behind-key" ? undefined : value;
  }
  if (type === "cidr") {
    const { kind, problem, result } = line as CidrLine;
    return kind === "rule" && !problem ? result : undefined;
  }
  if (!isTableType(type)) return undefined;
  const rule = line as RegexpLine;
  return rule.kind === "rule" && !isSkipped(rule) ? rule.result : undefined;
}

/** Whether a text is a header as is_header.c has it: a name, a colon. */
export function isHeader(text: string): boolean {
  return /^[\x21-\x39\x3b-\x7e]+[ \t]*:/.test(text);
}
