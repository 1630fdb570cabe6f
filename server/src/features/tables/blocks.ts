/** The blocks between `if` and `endif` of a table with patterns, as places of the file. */
import { hasCidrBlocks, isSkipped } from "../../analysis/rules/table-lines";
import type { CidrLine } from "../../syntax/tables/cidr-table";
import type { RegexpLine } from "../../syntax/tables/regexp-table";
import type { ParsedTable } from "../../syntax/tables/table";
import { type LinePlace, linePlaces, type TableAt } from "./table-at";

/** A line of a table with patterns. */
export type PatternLine = RegexpLine | CidrLine;

/** A block: its two ends and what is between them. */
export interface TableBlock {
  readonly open: LinePlace<PatternLine>;
  /** Undefined when no `endif` follows. */
  readonly close: LinePlace<PatternLine> | undefined;
  /** The lines in it, in file order; of a block in it, the `if` only. */
  readonly lines: readonly LinePlace<PatternLine>[];
  /** The blocks in it by their `if`. */
  readonly blocks: ReadonlyMap<LinePlace<PatternLine>, TableBlock>;
  /** The last line that belongs to it. */
  readonly last: LinePlace<PatternLine>;
}

/** The lines of a table and its blocks, nested. */
export type TableOutline = Pick<TableBlock, "lines" | "blocks">;

interface OpenBlock {
  open: LinePlace<PatternLine>;
  close: LinePlace<PatternLine> | undefined;
  lines: LinePlace<PatternLine>[];
  blocks: Map<LinePlace<PatternLine>, OpenBlock>;
  last: LinePlace<PatternLine>;
}

/** Reads the blocks of a table; lines that Postfix skips open and close nothing. */
export function outlineOf(table: TableAt, parsed: ParsedTable): TableOutline {
  const places: LinePlace<PatternLine>[] =
    parsed.type === "cidr" ? linePlaces(parsed.tree) : linePlaces(parsed.tree);
  const outline = {
    lines: [] as LinePlace<PatternLine>[],
    blocks: new Map<LinePlace<PatternLine>, OpenBlock>(),
  };
  const stack: OpenBlock[] = [];
  for (const place of places) {
    const { kind } = place.line;
    const counts = !isLeftOut(place.line, table);
    for (const block of stack) block.last = place;
    if (kind === "endif" && counts && stack.length > 0) {
      stack.pop()!.close = place;
      continue;
    }
    const around = stack.at(-1) ?? outline;
    around.lines.push(place);
    if (kind === "if" && counts) {
      const block = { open: place, close: undefined, lines: [], blocks: new Map(), last: place };
      around.blocks.set(place, block);
      stack.push(block);
    }
  }
  return outline;
}

/** All blocks of a table, outer ones before inner ones. */
export function blocksIn({ blocks }: TableOutline): TableBlock[] {
  return [...blocks.values()].flatMap((block) => [block, ...blocksIn(block)]);
}

function isLeftOut(line: PatternLine, { facts }: TableAt): boolean {
  if (!("pattern" in line)) return isSkipped(line);
  return line.kind === "orphan" || line.problem !== undefined || !hasCidrBlocks(facts.version);
}

/** The condition of an `if` as it is written, exclamation marks included. */
export function conditionOf(line: PatternLine): string {
  const { text } = line.logical;
  if ("pattern" in line) {
    const { pattern, negated } = line;
    return pattern ? `${negated ? "!" : ""}${pattern.text}` : "";
  }
  const [pattern] = line.patterns;
  return pattern ? text.slice(pattern.start, pattern.end) : "";
}
