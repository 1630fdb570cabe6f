/** Results of tables' rules taken apart as actions. */

import type { Word } from "../../syntax/lists";
import type { Chunk } from "../../syntax/logical-lines";
import type { ParsedTable, TableLine } from "../../syntax/tables/table";
import { spanOf } from "./places";
import type { ChunkSpan } from "./rule";
import { cidrLines, liveRegexpRules } from "./table-lines";

/** The result of a rule that Postfix uses, as an action. Offsets are those of the line's logical text. */
export interface Action {
  readonly chunk: Chunk<TableLine>;
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
export function actionsIn(table: ParsedTable): Action[] {
  const live = [
    ...liveRegexpRules(table),
    ...cidrLines(table).filter(({ line }) => line.kind === "rule" && line.problem === undefined),
  ];
  return live.flatMap(({ chunk, line }) => {
    const { result, logical } = line;
    if (!result) return [];
    const [word] = /^[^ \t]*/.exec(result.text)!;
    const substitutions = "substitutions" in line ? line.substitutions : [];
    const wordEnd = result.start + word.length;
    if (substitutions.some(({ start }) => start < wordEnd)) return [];
    const rest = result.text.slice(word.length);
    const start = wordEnd + (rest.length - rest.trimStart().length);
    return {
      chunk,
      result,
      word: { text: word, start: result.start, end: wordEnd },
      text: { text: rest.trimStart(), start, end: result.end },
      isVariable: substitutions.length > 0,
      placeOf: (part) => spanOf(logical, part.start, part.end),
    };
  });
}

/** Whether a text is a header as is_header.c has it: a name, a colon. */
export function isHeader(text: string): boolean {
  return /^[\x21-\x39\x3b-\x7e]+[ \t]*:/.test(text);
}
