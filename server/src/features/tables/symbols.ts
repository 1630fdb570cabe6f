/** The outline of a lookup table, and what can be folded in it. */
import {
  type DocumentSymbol,
  type FoldingRange,
  FoldingRangeKind,
  SymbolKind,
} from "vscode-languageserver-types";
import { shorten } from "../../analysis/markdown";
import { HIDDEN } from "../../analysis/secrets";
import type { Span } from "../../base/span";
import type { ChunkTree } from "../../syntax/logical-lines";
import type { TableFileLine } from "../../syntax/tables/table";
import { rangeOf } from "../ranges";
import { blocksIn, conditionOf, outlineOf, type PatternLine, type TableOutline } from "./blocks";
import { type LinePlace, linePlaces, placedSpan, type TableAt, tableKind } from "./table-at";

/** Characters of a name and of what stands behind it that an outline has room for. */
const NAME_LENGTH = 80;
const DETAIL_LENGTH = 60;
/** Keys that are shown: an outline of more is of no use, and slow. */
const MOST_KEYS = 5_000;
/** Settings of database clients that nobody is to read in passing. */
const SECRET_SETTINGS = /password|passwd|pw$|secret/i;

/** The symbols of a table: rules in their blocks, keys, aliases or settings. */
export function tableSymbols(table: TableAt): DocumentSymbol[] {
  const parsed = table.table;
  switch (parsed.type) {
    case "pcre":
    case "regexp":
    case "cidr":
      return outlineSymbols(table, outlineOf(table, parsed));
    case "key": {
      const isSecret = tableKind(table) === "sasl_passwd";
      return firstPlaces(parsed.tree).flatMap((place) => {
        const { key, value } = place.line;
        if (key.text === "") return [];
        const detail = value && isSecret ? HIDDEN : (value?.text ?? "");
        return [symbol(table, place, key, key.text, detail, SymbolKind.Key)];
      });
    }
    case "aliases":
      return firstPlaces(parsed.tree).flatMap((place) => {
        const { name, value } = place.line;
        if (!name || name.target === "") return [];
        return [symbol(table, place, name, name.target, value?.text ?? "", SymbolKind.Key)];
      });
    default:
      return firstPlaces(parsed.tree).flatMap((place) => {
        const { name, nameStart: start, nameEnd: end, value } = place.line;
        if (name === "") return [];
        const detail = value !== "" && SECRET_SETTINGS.test(name) ? HIDDEN : value;
        return [symbol(table, place, { start, end }, name, detail, SymbolKind.Property)];
      });
  }
}

function firstPlaces<Line extends TableFileLine>(tree: ChunkTree<Line>): LinePlace<Line>[] {
  return linePlaces(tree).slice(0, MOST_KEYS);
}

function symbol(
  table: TableAt,
  place: LinePlace<TableFileLine>,
  selection: Span,
  name: string,
  detail: string,
  kind: SymbolKind,
): DocumentSymbol {
  const whole = placedSpan(place, { start: 0, end: place.line.logical.text.length });
  const selected = placedSpan(place, selection);
  return {
    name: shorten(name, NAME_LENGTH) || "?",
    detail: shorten(detail, DETAIL_LENGTH),
    kind,
    range: rangeOf(table.source, whole.start, whole.end),
    selectionRange: rangeOf(table.source, selected.start, selected.end),
  };
}

function outlineSymbols(table: TableAt, { lines, blocks }: TableOutline): DocumentSymbol[] {
  return lines.flatMap((place) => {
    const { line } = place;
    const pattern = patternOf(line);
    if (!pattern || (line.kind !== "rule" && line.kind !== "if")) return [];
    const name =
      line.kind === "if" ? `if ${conditionOf(line)}` : line.logical.text.slice(pattern.start, pattern.end);
    const detail = line.kind === "rule" ? (line.result?.text ?? "") : "";
    const kind = line.kind === "if" ? SymbolKind.Namespace : SymbolKind.Key;
    const own = symbol(table, place, pattern, name, detail, kind);
    const block = blocks.get(place);
    if (!block) return [own];
    const { last } = block;
    const { end } = placedSpan(last, { start: 0, end: last.line.logical.text.length });
    const range = { start: own.range.start, end: table.source.positionAt(end) };
    return [{ ...own, range, children: outlineSymbols(table, block) }];
  });
}

/** The place of the patterns of a line. */
function patternOf(line: PatternLine): Span | undefined {
  if ("pattern" in line)
    return line.pattern && { start: line.negations[0]?.start ?? line.pattern.start, end: line.pattern.end };
  const [first] = line.patterns;
  return first && { start: first.start, end: line.patterns.at(-1)!.end };
}

/** What can be folded: what is between `if` and `endif`, and comments of several lines. */
export function tableFolding(table: TableAt): FoldingRange[] {
  const parsed = table.table;
  const isPatterns = parsed.type === "pcre" || parsed.type === "regexp" || parsed.type === "cidr";
  const blocks = isPatterns ? blockFolds(table, outlineOf(table, parsed)) : [];
  return [...blocks, ...commentFolds(table.source.getText())].sort((a, b) => a.startLine - b.startLine);
}

function blockFolds(table: TableAt, outline: TableOutline): FoldingRange[] {
  return blocksIn(outline).flatMap(({ open, close, last }) => {
    const startLine = table.source.positionAt(open.start).line;
    // The endif stays in sight.
    const endLine = close
      ? table.source.positionAt(close.start).line - 1
      : table.source.positionAt(placedSpan(last, { start: 0, end: last.line.logical.text.length }).end).line;
    return endLine > startLine ? [{ startLine, endLine }] : [];
  });
}

function commentFolds(text: string): FoldingRange[] {
  const folds: FoldingRange[] = [];
  let first = -1;
  const lines = text.split(/\r\n|\n|\r/);
  for (let line = 0; line <= lines.length; line++) {
    const isIn = line < lines.length && /^\s*#/.test(lines[line]!);
    if (isIn && first < 0) first = line;
    if (isIn || first < 0) continue;
    if (line - 1 > first) folds.push({ startLine: first, endLine: line - 1, kind: FoldingRangeKind.Comment });
    first = -1;
  }
  return folds;
}
