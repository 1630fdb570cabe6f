/** Hover: what the word under the cursor is, what it amounts to here, and who says so. */
import type { Hover } from "vscode-languageserver-types";
import { chunkIndexAt, type Directory } from "../../analysis/directory";
import type { LanguageId } from "../../contract/languages";
import type { Chunk, ChunkTree, LogicalText } from "../../syntax/logical-lines";
import type { Assignment, MainChunk } from "../../syntax/main-cf";
import { rangeOf } from "../ranges";
import { type HoverContext, type HoverEnvironment, type HoverPart, hoverContext } from "./context";
import { serviceLineHover } from "./master";
import { parameterMarkdown } from "./parameter";
import { valueHover } from "./value";

export type { HoverEnvironment } from "./context";

/**
 * The hover at an offset of a file; undefined where there is nothing to say,
 * as in comments. It waits for nothing but the file system.
 */
export async function hoverAt(
  directory: Directory,
  language: LanguageId,
  offset: number,
  environment: HoverEnvironment = {},
): Promise<Hover | undefined> {
  const context = hoverContext(directory, language, environment);
  const found =
    language === "postfix-main"
      ? await partAt(directory.main?.tree, offset, (...line) => assignmentHover(context, ...line))
      : await partAt(directory.master?.tree, offset, async (...line) => serviceLineHover(context, ...line));
  const file = directory.file(language);
  if (!found || !file) return undefined;
  const { part, logical, chunkStart } = found;
  const start = chunkStart + logical.offsetOf(part.start);
  const end = chunkStart + logical.endOffset(part.end);
  // The start of a continuation line is behind the line before it only once the two are joined.
  if (offset < start || offset > end) return undefined;
  return {
    contents: { kind: "markdown", value: part.markdown },
    range: rangeOf(file.source, start, end),
  };
}

interface Found {
  readonly part: HoverPart;
  readonly logical: LogicalText;
  readonly chunkStart: number;
}

/** Finds the logical line at an offset and asks for the hover of its part there. */
async function partAt<Node extends { readonly logical: LogicalText }>(
  tree: ChunkTree<Node> | undefined,
  offset: number,
  hover: (chunk: Chunk<Node>, node: Node, at: number) => Promise<HoverPart | undefined>,
): Promise<Found | undefined> {
  const index = tree ? chunkIndexAt(tree, offset) : -1;
  const chunk = tree?.chunks[index];
  if (!tree || !chunk?.node) return undefined;
  const chunkStart = tree.starts[index]!;
  const { logical } = chunk.node;
  const at = logicalIndex(logical, offset - chunkStart);
  const part = at === undefined ? undefined : await hover(chunk, chunk.node, at);
  return part && { part, logical, chunkStart };
}

async function assignmentHover(
  context: HoverContext,
  chunk: MainChunk,
  node: Assignment,
  at: number,
): Promise<HoverPart | undefined> {
  const { name, nameStart, nameEnd, value, valueStart, expression } = node;
  if (name !== "" && at >= nameStart && at <= nameEnd) {
    const markdown = parameterMarkdown(context, name, { scope: undefined, definition: chunk });
    return { start: nameStart, end: nameEnd, markdown };
  }
  if (name === "" || at < valueStart || at > valueStart + value.length) return undefined;
  const place = { owner: { name, scope: undefined }, value, expression };
  const hover = await valueHover(context, place, at - valueStart);
  return hover && { ...hover, start: hover.start + valueStart, end: hover.end + valueStart };
}

/** The index in the logical line of a chunk offset; undefined in comments and line ends that are dropped from it. */
function logicalIndex(logical: LogicalText, offset: number): number | undefined {
  const index = logical.indexOf(offset);
  if (logical.offsetOf(index) === offset) return index;
  // The end of a line, just behind its last character, is where a cursor stands behind a word.
  const before = offset > 0 ? logical.indexOf(offset - 1) : index;
  return offset > 0 && logical.offsetOf(before) === offset - 1 ? before + 1 : undefined;
}
