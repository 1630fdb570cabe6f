/**
 * Text → chunks. A chunk is a logical line as Postfix reads it (readlline.c),
 * or the comments and blank lines between two of them. The chunks' texts,
 * joined, are the file.
 *
 * A logical line starts in column 0; lines that start with white space
 * continue it, also across comment lines and blank lines. Line ends and
 * comment lines inside it are dropped when Postfix joins the rest.
 */
import { lastAtOrBefore } from "../base/source-text";
import { isSpace } from "./characters";

/** A logical line: its text as Postfix sees it, and the way back into the chunk. */
export interface LogicalText {
  /** The physical lines, joined without line ends, comment lines and blank lines. */
  readonly text: string;
  /** Chunk offset of the character at `index`; for the end of a range use {@link endOffset}. */
  offsetOf(index: number): number;
  /** Chunk offset just behind the character before `index`: where a range that ends there ends. */
  endOffset(index: number): number;
  /** The index of the character at a chunk offset, or of the next one where the offset is in a dropped part. */
  indexOf(offset: number): number;
}

/** What a chunk is: comments and blank lines, a logical line, or indented text before any logical line. */
export type ChunkKind = "trivia" | "entry" | "orphan";

/** A stretch of whole physical lines. Never changed after it is made, save for {@link Chunk.order}. */
export interface Chunk<Node> {
  readonly kind: ChunkKind;
  readonly text: string;
  /** What the file's own grammar makes of the logical line; undefined for trivia. */
  readonly node: Node | undefined;
  /** Grows along the file, so that two chunks can be compared without looking for either. */
  order: number;
}

/** A file as chunks, with the offset at which each one starts. */
export interface ChunkTree<Node> {
  readonly text: string;
  readonly chunks: readonly Chunk<Node>[];
  readonly starts: Float64Array;
}

/** How a file's grammar reads one logical line; `kind` is "entry" or "orphan". */
export type NodeParser<Node> = (logical: LogicalText, kind: ChunkKind, text: string) => Node;

interface RawChunk {
  kind: ChunkKind;
  end: number;
}

type LineKind = "empty" | "comment" | "flush" | "indented";

/** The chunk that starts at `start`; `first` tells whether no logical line came before it. */
function scanChunk(text: string, start: number, first: boolean): RawChunk {
  let kind: ChunkKind = "trivia";
  let position = start;
  let contentEnd = start;
  while (position < text.length) {
    const end = lineEnd(text, position);
    const line = classify(text, position, end);
    if (line === "flush" || line === "indented") {
      if (kind === "trivia") {
        // Comments and blank lines before this logical line are a chunk of their own.
        if (position > start) return { kind, end: position };
        kind = line === "indented" && first ? "orphan" : "entry";
      } else if (line === "flush") {
        return { kind, end: contentEnd };
      }
      contentEnd = end;
    }
    position = end;
  }
  return { kind, end: kind === "trivia" ? position : contentEnd };
}

function lineEnd(text: string, start: number): number {
  const newline = text.indexOf("\n", start);
  return newline < 0 ? text.length : newline + 1;
}

function classify(text: string, start: number, end: number): LineKind {
  let index = start;
  while (index < end && isSpace(text.charCodeAt(index))) index++;
  if (index === end) return "empty";
  if (text.charCodeAt(index) === 35) return "comment";
  return index === start ? "flush" : "indented";
}

/** Joins the physical lines of a chunk as Postfix does. A text of one line is that line, whatever it holds. */
export function joinLines(text: string): LogicalText {
  const firstEnd = text.indexOf("\n");
  if (firstEnd < 0) return new SingleLine(text);
  return firstEnd === text.length - 1 ? new SingleLine(text.slice(0, firstEnd)) : new SeveralLines(text);
}

// Classes: a file has thousands of lines, and methods of a class are there once.

class SingleLine implements LogicalText {
  constructor(readonly text: string) {}

  offsetOf(index: number): number {
    return index;
  }

  endOffset(index: number): number {
    return index;
  }

  indexOf(offset: number): number {
    return Math.min(offset, this.text.length);
  }
}

/** Where the pieces of a logical line start: in the joined text, and in the chunk. */
interface Pieces {
  readonly logical: readonly number[];
  readonly physical: readonly number[];
}

class SeveralLines implements LogicalText {
  readonly text: string;
  #pieces: Pieces | undefined;

  constructor(readonly chunk: string) {
    let joined = "";
    forEachPiece(chunk, (start, end) => {
      joined += chunk.slice(start, end);
    });
    this.text = joined;
  }

  /** Worked out when somebody asks: of most lines only the text is looked at. */
  get #starts(): Pieces {
    this.#pieces ??= piecesOf(this.chunk);
    return this.#pieces;
  }

  offsetOf(index: number): number {
    const { logical, physical } = this.#starts;
    const piece = lastAtOrBefore(logical, index);
    return physical[piece]! + index - logical[piece]!;
  }

  endOffset(index: number): number {
    return index === 0 ? this.offsetOf(0) : this.offsetOf(index - 1) + 1;
  }

  indexOf(offset: number): number {
    const { logical, physical } = this.#starts;
    const piece = lastAtOrBefore(physical, offset);
    const next = logical[piece + 1] ?? this.text.length;
    const inside = Math.max(0, offset - physical[piece]!);
    return Math.min(logical[piece]! + inside, next);
  }
}

/** Calls `visit` with the span of each physical line that counts, without its line end. */
function forEachPiece(chunk: string, visit: (start: number, end: number) => void): void {
  for (let position = 0; position < chunk.length; ) {
    const end = lineEnd(chunk, position);
    const line = classify(chunk, position, end);
    if (line === "flush" || line === "indented") {
      visit(position, chunk.charCodeAt(end - 1) === 10 ? end - 1 : end);
    }
    position = end;
  }
}

function piecesOf(chunk: string): Pieces {
  const logical: number[] = [];
  const physical: number[] = [];
  let length = 0;
  forEachPiece(chunk, (start, end) => {
    logical.push(length);
    physical.push(start);
    length += end - start;
  });
  // A text of nothing but comments joins to nothing, which stands where the text starts.
  return logical.length > 0 ? { logical, physical } : { logical: [0], physical: [0] };
}

/** Parses a whole text into chunks. */
export function parseChunks<Node>(text: string, parseNode: NodeParser<Node>): ChunkTree<Node> {
  const chunks: Chunk<Node>[] = [];
  const starts: number[] = [];
  let position = 0;
  let first = true;
  while (position < text.length) {
    const raw = scanChunk(text, position, first);
    if (raw.kind !== "trivia") first = false;
    starts.push(position);
    chunks.push(makeChunk(raw.kind, text.slice(position, raw.end), chunks.length, parseNode));
    position = raw.end;
  }
  return { text, chunks, starts: Float64Array.from(starts) };
}

function makeChunk<Node>(
  kind: ChunkKind,
  text: string,
  order: number,
  parseNode: NodeParser<Node>,
): Chunk<Node> {
  const node = kind === "trivia" ? undefined : parseNode(joinLines(text), kind, text);
  return { kind, text, node, order };
}

/** The logical lines of a text, for who asks for nothing but their texts. */
export function logicalLines(text: string): string[] {
  const lines: string[] = [];
  for (let position = 0; position < text.length; ) {
    const { kind, end } = scanChunk(text, position, lines.length === 0);
    if (kind !== "trivia") lines.push(joinLines(text.slice(position, end)).text);
    position = end;
  }
  return lines;
}

/** A change of a text: `start..oldEnd` of the old text became `start..newEnd` of the new one. */
export interface TextChange {
  readonly start: number;
  readonly oldEnd: number;
  readonly newEnd: number;
}

/** What {@link reparse} found: the new tree, and the chunks that came and went. */
export interface Reparse<Node> {
  readonly tree: ChunkTree<Node>;
  readonly removed: readonly Chunk<Node>[];
  readonly added: readonly Chunk<Node>[];
}

/**
 * Parses `text`, which differs from `old.text` only inside `change`, and keeps
 * every chunk the change did not touch (the very objects). The result equals
 * that of {@link parseChunks}.
 */
export function reparse<Node>(
  old: ChunkTree<Node>,
  text: string,
  change: TextChange,
  parseNode: NodeParser<Node>,
): Reparse<Node> {
  const delta = change.newEnd - change.oldEnd;
  let begin = firstAffected(old, change.start);
  const fresh: FreshChunk[] = [];
  let position = old.starts[begin] ?? 0;
  let first = !hasEntryBefore(old, begin);
  let resume = begin;
  while (position < text.length) {
    resume = boundaryAt(old, position - delta, resume);
    if (position >= change.newEnd && resume < old.chunks.length && old.starts[resume] === position - delta) {
      break;
    }
    const raw = scanChunk(text, position, first);
    if (raw.kind !== "trivia") first = false;
    fresh.push({ kind: raw.kind, start: position, end: raw.end });
    position = raw.end;
  }
  if (position >= text.length) resume = old.chunks.length;
  // The scan began in front of the change: what it found there and knew already stays.
  const kept = countKept(old, begin, resume, fresh, change.start);
  begin += kept;
  fresh.splice(0, kept);

  const removed = old.chunks.slice(begin, resume);
  const orders = ordersBetween(old, begin, resume, fresh.length);
  const added = fresh.map((raw, index) =>
    makeChunk(raw.kind, detached(text.slice(raw.start, raw.end)), orders?.[index] ?? 0, parseNode),
  );
  const chunks = old.chunks.slice(0, begin).concat(added, old.chunks.slice(resume));
  const starts = new Float64Array(chunks.length);
  starts.set(old.starts.subarray(0, begin));
  for (let index = 0; index < fresh.length; index++) starts[begin + index] = fresh[index]!.start;
  const moved = begin + fresh.length - resume;
  for (let index = resume; index < old.chunks.length; index++)
    starts[index + moved] = old.starts[index]! + delta;
  if (!orders) for (let index = 0; index < chunks.length; index++) chunks[index]!.order = index;
  return { tree: { text, chunks, starts }, removed, added };
}

interface FreshChunk {
  readonly kind: ChunkKind;
  readonly start: number;
  readonly end: number;
}

/** Whether a logical line stands in front of chunk `index`. Two runs of comments never meet, so two chunks tell. */
function hasEntryBefore<Node>(old: ChunkTree<Node>, index: number): boolean {
  return old.chunks.slice(0, Math.min(index, 2)).some((chunk) => chunk.kind !== "trivia");
}

/** How many of the first fresh chunks are old ones that end before the change. */
function countKept<Node>(
  old: ChunkTree<Node>,
  begin: number,
  resume: number,
  fresh: readonly FreshChunk[],
  changeStart: number,
): number {
  let count = 0;
  for (const raw of fresh) {
    const chunk = old.chunks[begin + count];
    if (begin + count >= resume || raw.end > changeStart || chunk?.kind !== raw.kind) break;
    if (chunk.text.length !== raw.end - raw.start) break;
    count++;
  }
  return count;
}

/**
 * The same text with storage of its own. JavaScript engines let a part of a
 * string keep the whole one in memory; a file edited in a thousand places
 * would be there a thousand times.
 */
function detached(text: string): string {
  return ` ${text}`.slice(1);
}

/**
 * The chunk from which to scan again. A line that becomes indented joins the
 * logical line before it, so scanning starts at the one before the change.
 */
function firstAffected<Node>(old: ChunkTree<Node>, offset: number): number {
  if (old.chunks.length === 0) return 0;
  let index = boundaryAt(old, offset, 0);
  if (index >= old.chunks.length || old.starts[index]! > offset) index--;
  for (index--; index > 0; index--) if (old.chunks[index]!.kind !== "trivia") return index;
  return 0;
}

/** Index of the first chunk at or after `from` that starts at or after `offset`. */
function boundaryAt<Node>(old: ChunkTree<Node>, offset: number, from: number): number {
  let low = from;
  let high = old.chunks.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (old.starts[middle]! < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Order numbers for `count` new chunks in place of `begin..resume`, or undefined when no room is left. */
function ordersBetween<Node>(
  old: ChunkTree<Node>,
  begin: number,
  resume: number,
  count: number,
): number[] | undefined {
  const low = begin > 0 ? old.chunks[begin - 1]!.order : -1;
  const high = resume < old.chunks.length ? old.chunks[resume]!.order : low + count + 1;
  const step = (high - low) / (count + 1);
  const orders = Array.from({ length: count }, (_, index) => low + step * (index + 1));
  const distinct = [low, ...orders, high].every(
    (value, index, all) => index === 0 || value > all[index - 1]!,
  );
  return distinct ? orders : undefined;
}
