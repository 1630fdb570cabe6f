/**
 * Lines of lookup tables as rules look at them: with their chunks, their
 * places and the blocks of `if` and `endif` that they are in.
 */
import { hasSince, type PostfixVersion } from "../../knowledge/version";
import type { Chunk } from "../../syntax/logical-lines";
import type { CidrLine } from "../../syntax/tables/cidr-table";
import type { RegexpLine } from "../../syntax/tables/regexp-table";
import type { ParsedTable } from "../../syntax/tables/table";
import { spanOf } from "./places";
import type { ChunkSpan } from "./rule";
import { substitutionProblem } from "./table-substitutions";

/** A line and the chunk it is in. */
export interface Placed<Line> {
  readonly chunk: Chunk<Line>;
  readonly line: Line;
}

/** The lines of a table that several rules look at one after the other. */
const linesOf = new WeakMap<ParsedTable, readonly Placed<RegexpLine>[]>();

/** The lines of a pcre or regexp table; none of a cidr table. */
export function regexpLines(table: ParsedTable): readonly Placed<RegexpLine>[] {
  let lines = linesOf.get(table);
  if (!lines) {
    lines = table.type === "cidr" ? [] : placed(table.tree.chunks);
    linesOf.set(table, lines);
  }
  return lines;
}

/** The lines of a cidr table; none of another one. */
export function cidrLines(table: ParsedTable): Placed<CidrLine>[] {
  return table.type === "cidr" ? placed(table.tree.chunks) : [];
}

function placed<Line>(chunks: readonly Chunk<Line>[]): Placed<Line>[] {
  return chunks.flatMap((chunk) => (chunk.node ? [{ chunk, line: chunk.node }] : []));
}

/** The rules of a pcre or regexp table that Postfix uses. */
export function liveRegexpRules(table: ParsedTable): Placed<RegexpLine>[] {
  return regexpLines(table).filter(({ line }) => line.kind === "rule" && !isSkipped(line));
}

/** The place of a part of a line in its chunk. */
export function placeIn(
  { line }: Placed<RegexpLine | CidrLine>,
  part: { readonly start: number; readonly end: number },
): ChunkSpan {
  return spanOf(line.logical, part.start, part.end);
}

const skipped = new WeakMap<RegexpLine, boolean>();

/** Whether Postfix leaves a line of a pcre or regexp table out, as far as that is sure. */
export function isSkipped(line: RegexpLine): boolean {
  let answer = skipped.get(line);
  if (answer === undefined) {
    answer = leavesOut(line);
    skipped.set(line, answer);
  }
  return answer;
}

function leavesOut(line: RegexpLine): boolean {
  if (["unknown", "orphan", "empty"].includes(line.kind) || line.problem) return true;
  if (line.patterns.some(({ tree }) => tree?.problem)) return true;
  return line.kind === "rule" && substitutionProblem(line) !== undefined;
}

/** Whether cidr tables have `if` and `endif`. */
export function hasCidrBlocks(version: PostfixVersion): boolean {
  return hasSince(version, "3.2");
}

/** What is between an `if` and its `endif`; undefined is the file as a whole. */
export interface Block<Line> {
  readonly open: Placed<Line>;
  readonly outer: Block<Line> | undefined;
}

/** The blocks of a table. */
export interface Blocks<Line> {
  /** The block that a line is in. */
  readonly blockOf: ReadonlyMap<Chunk<Line>, Block<Line> | undefined>;
  /** `if` without `endif`. */
  readonly unclosed: readonly Placed<Line>[];
  /** `endif` without `if`. */
  readonly unopened: readonly Placed<Line>[];
}

/** Finds the blocks of a table among its lines; the ones that Postfix skips open and close nothing. */
export function blocksOf<Line extends RegexpLine | CidrLine>(
  lines: readonly Placed<Line>[],
  isLineSkipped: (line: Line) => boolean,
): Blocks<Line> {
  const blockOf = new Map<Chunk<Line>, Block<Line> | undefined>();
  const unopened: Placed<Line>[] = [];
  let block: Block<Line> | undefined;
  for (const each of lines) {
    const { kind } = each.line;
    const counts = !isLineSkipped(each.line);
    if (kind === "endif" && counts) {
      if (block) block = block.outer;
      else unopened.push(each);
    }
    blockOf.set(each.chunk, block);
    if (kind === "if" && counts) block = { open: each, outer: block };
  }
  const unclosed: Placed<Line>[] = [];
  for (; block; block = block.outer) unclosed.unshift(block.open);
  return { blockOf, unclosed, unopened };
}

/** Whether what is in `outer` is looked at before `inner` is: `inner` is the same block or one inside it. */
export function encloses<Line>(outer: Block<Line> | undefined, inner: Block<Line> | undefined): boolean {
  for (let block = inner; ; block = block.outer) {
    if (block === outer) return true;
    if (!block) return false;
  }
}
