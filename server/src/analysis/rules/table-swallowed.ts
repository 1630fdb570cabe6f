/**
 * Rules that are indented: Postfix takes such a line for the rest of the line
 * above, so the rule does not exist, and the one above has more text than it
 * shows.
 */
import { trimEnd } from "../../syntax/characters";
import type { Chunk } from "../../syntax/logical-lines";
import { joinLines } from "../../syntax/logical-lines";
import { parseCidrLine } from "../../syntax/tables/cidr-table";
import { parseRegexpLine } from "../../syntax/tables/regexp-table";
import type { TableLine, TableType } from "../../syntax/tables/table";

/** A line of a chunk that reads like a rule of its own. Offsets are those of the chunk. */
export interface SwallowedRule {
  /** Where the indented line starts. */
  readonly lineStart: number;
  /** The text without white space around it. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The rules that a chunk's first line, complete in itself, has swallowed; empty when that is not clear. */
export function swallowedRules(chunk: Chunk<TableLine>, type: TableType): SwallowedRule[] {
  const { kind, text: whole } = chunk;
  const firstEnd = whole.indexOf("\n");
  if (kind !== "entry" || firstEnd < 0 || firstEnd === whole.length - 1) return [];
  const found: SwallowedRule[] = [];
  let lineStart = 0;
  let isFirst = true;
  for (const line of whole.split("\n")) {
    const text = line.trim();
    if (text !== "" && !text.startsWith("#")) {
      const isRule = isComplete(text, type);
      // What stands behind an unfinished line may be meant to finish it.
      if (isFirst && !isRule) return [];
      if (!isFirst && isRule) {
        const start = lineStart + line.length - line.trimStart().length;
        found.push({ lineStart, start, end: start + trimEnd(text, 0, text.length), text });
      }
      isFirst = false;
    }
    lineStart += line.length + 1;
  }
  return found;
}

/** Whether a text is a rule, an `if` or an `endif` with all that belongs to it, and surely so. */
function isComplete(text: string, type: TableType): boolean {
  const logical = joinLines(text);
  if (type === "cidr") {
    const { kind, problem, result } = parseCidrLine(logical);
    return problem === undefined && (kind !== "rule" || result !== undefined);
  }
  const { kind, problem, result, patterns } = parseRegexpLine(logical, type);
  if (kind === "unknown" || problem) return false;
  // Any character may be the delimiter, but then the text reads like a rule only by chance.
  if (kind === "endif") return result === undefined;
  return patterns[0]?.delimiter === "/" && (kind === "if" || result !== undefined);
}
