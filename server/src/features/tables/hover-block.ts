/** Hover on `if` and `endif`: which lines the block holds, and when they count. */
import { code, heading } from "../../analysis/markdown";
import { paragraphs, warning } from "../hover/context";
import { blocksIn, conditionOf, outlineOf, type PatternLine, type TableBlock } from "./blocks";
import { type LineAt, lineNumber, placedSpan, type TableAt, type TablePart } from "./table-at";

/** The hover on the word `if` or `endif`; undefined anywhere else. */
export function blockHover(table: TableAt, at: LineAt<PatternLine>): TablePart | undefined {
  const { keyword, kind } = at.line;
  const parsed = table.table;
  if (
    !keyword ||
    at.at > keyword.end ||
    (parsed.type !== "cidr" && parsed.type !== "pcre" && parsed.type !== "regexp")
  ) {
    return undefined;
  }
  const blocks = blocksIn(outlineOf(table, parsed));
  const block = blocks.find(({ open, close }) => (kind === "if" ? open : close)?.chunk === at.chunk);
  const lines = block ? blockSentences(table, block) : [withoutBlock(kind)];
  const what = kind === "if" ? "start of a block" : "end of a block";
  return { ...placedSpan(at, keyword), markdown: paragraphs(heading(keyword.text, what), ...lines) };
}

function withoutBlock(kind: PatternLine["kind"]): string {
  if (kind === "if") return warning("Postfix skips this line, so that it opens no block.");
  return warning("It closes no block: Postfix skips it.");
}

function blockSentences(table: TableAt, { open, close, lines }: TableBlock): string[] {
  const start = lineNumber(table, open);
  const condition = conditionOf(open.line);
  const isNetwork = "pattern" in open.line;
  const negated = open.line.kind === "if" && isNegated(open.line);
  const verb = isNetwork ? (negated ? "is not in" : "is in") : negated ? "does not match" : "matches";
  const what = isNetwork ? "the address" : "the text";
  const shown = code(condition.replace(/^[!\s]+/, ""));
  if (!close) {
    return [
      warning(`No endif follows line ${start}: the block ends with the file.`),
      `It counts where ${what} ${verb} ${shown}.`,
    ];
  }
  const end = lineNumber(table, close);
  const holds = lines.length === 0 ? "nothing" : lines.length === 1 ? "one entry" : `${lines.length} entries`;
  return [
    `Lines ${start} to ${end}, with ${holds} between. They are looked at only where ${what} ${verb} ${shown}; otherwise Postfix goes on behind line ${end}.`,
  ];
}

function isNegated(line: PatternLine): boolean {
  return "pattern" in line ? line.negated : (line.patterns[0]?.negated ?? false);
}
