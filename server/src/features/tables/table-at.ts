/** What the editor's features look at in the file of a lookup table, and how they find a place in it. */
import type { PostfixFacts } from "../../analysis/model/postfix-facts";
import { type ActionUse, actionUses, usesByName } from "../../analysis/rules/table-uses";
import { lastAtOrBefore, type SourceText } from "../../base/source-text";
import type { Span } from "../../base/span";
import { tableFacts } from "../../knowledge/facts";
import type { Chunk, ChunkTree } from "../../syntax/logical-lines";
import type { ParsedTableFile, TableFileLine, TableFormat } from "../../syntax/tables/table";

/** A table's file; `TableFile` has this shape. */
export interface TableAt {
  readonly type: TableFormat;
  /** Where it is; its name tells what the table is for when nobody else does. */
  readonly uri: string;
  readonly source: SourceText;
  readonly table: ParsedTableFile;
  /** The parameters and restrictions that refer to the table; empty when nobody knows. */
  readonly uses: readonly string[];
  readonly facts: PostfixFacts;
}

/** A logical line with its place in the file. */
export interface LinePlace<Line extends TableFileLine> {
  readonly line: Line;
  readonly chunk: Chunk<Line>;
  /** Where its chunk starts; offset of the document. */
  readonly start: number;
}

/** A logical line, and where in it the cursor is. */
export interface LineAt<Line extends TableFileLine> extends LinePlace<Line> {
  /** Offset of the logical text. */
  readonly at: number;
}

/** What is shown: a stretch of the document and Markdown. */
export interface TablePart extends Span {
  readonly markdown: string;
}

/** The logical line that an offset of the document is in; undefined among comments and blank lines. */
export function lineAt<Line extends TableFileLine>(
  tree: ChunkTree<Line>,
  offset: number,
): LineAt<Line> | undefined {
  const index = lastAtOrBefore(tree.starts, offset);
  const chunk = tree.chunks[index];
  const start = tree.starts[index];
  if (!chunk?.node || start === undefined || isComment(tree.text, offset)) return undefined;
  return { line: chunk.node, chunk, start, at: chunk.node.logical.indexOf(offset - start) };
}

/** Whether an offset is in a comment line. */
export function isComment(text: string, offset: number): boolean {
  return /^\s*#/.test(text.slice(lineStart(text, offset), lineEnd(text, offset)));
}

/** Where the physical line of an offset starts. */
export function lineStart(text: string, offset: number): number {
  return offset === 0 ? 0 : text.lastIndexOf("\n", offset - 1) + 1;
}

function lineEnd(text: string, offset: number): number {
  const end = text.indexOf("\n", offset);
  return end < 0 ? text.length : end;
}

/** All logical lines with their places, in file order. */
export function linePlaces<Line extends TableFileLine>(tree: ChunkTree<Line>): LinePlace<Line>[] {
  return tree.chunks.flatMap((chunk, index) =>
    chunk.node ? [{ line: chunk.node, chunk, start: tree.starts[index]! }] : [],
  );
}

/** A stretch of a logical line as a stretch of the document. */
export function placedSpan({ line, start }: LinePlace<TableFileLine>, span: Span): Span {
  const { logical } = line;
  return { start: start + logical.offsetOf(span.start), end: start + logical.endOffset(span.end) };
}

/** The number of a line for people, counted from 1. */
export function lineNumber({ source }: TableAt, { start }: LinePlace<TableFileLine>): number {
  return source.positionAt(start).line + 1;
}

/** What the table is for: what refers to it, else what its name says; empty when nobody knows. */
export function knownUses({ uses, uri, type }: TableAt): readonly string[] {
  return uses.length > 0 ? uses : usesByName(uri, type);
}

/** How the results are read as actions; empty where they are something else, or nobody knows. */
export function actionsAt(table: TableAt): readonly ActionUse[] {
  const found = actionUses(knownUses(table));
  if (found.length > 0 || table.uses.length > 0 || tableKind(table) !== undefined) return found;
  // A file of patterns that nobody refers to is most often one of these.
  if (table.type === "pcre" || table.type === "regexp") return [{ kind: "header", use: "header_checks" }];
  return table.type === "cidr" ? [{ kind: "access", use: "check_client_access" }] : [];
}

/** Usual names of files → what is in them, in the words of the facts on parameters. */
const KINDS_BY_NAME: readonly (readonly [RegExp, string])[] = [
  [/canonical/, "canonical"],
  [/generic/, "generic"],
  [/relocated/, "relocated"],
  [/sasl_?passw/, "sasl_passwd"],
  [/tls_?policy/, "tls_policy"],
  [/virtual_?(alias)?/, "virtual"],
  [/transport/, "transport"],
  [/relayhost/, "relayhost"],
];

/** What the keys and results of a table are, such as `transport`; undefined when nobody knows. */
export function tableKind(table: TableAt): string | undefined {
  const formats = tableFacts().parameterFormats;
  for (const use of knownUses(table)) {
    if (Object.hasOwn(formats, use)) return formats[use];
    if (/^check_\w+_access$/.test(use)) return "access";
  }
  if (table.uses.length > 0) return undefined;
  const name = table.uri.slice(table.uri.lastIndexOf("/") + 1).toLowerCase();
  return KINDS_BY_NAME.find(([pattern]) => pattern.test(name))?.[1];
}
