/** A parameter's text of the manual page as Markdown, no longer than a hover should be. */
import type { ManualBlock } from "./manual";
import { escapeMarkdown, fence } from "./markdown";

/** Where a quotation ends when nobody says otherwise, in characters. */
const DEFAULT_LIMIT = 2_000;

/** Renders blocks, ending with "…" where the text is longer than `limit` characters. */
export function manualMarkdown(blocks: readonly ManualBlock[], limit = DEFAULT_LIMIT): string {
  const parts: string[] = [];
  let left = limit;
  for (const block of blocks) {
    const shown = cut(block, left);
    parts.push(render(shown));
    left -= block.term.length + block.text.length;
    if (shown !== block) break;
    if (left <= 0 && block !== blocks[blocks.length - 1]) {
      parts.push("…");
      break;
    }
  }
  return parts.join("\n\n");
}

/** The block itself when it fits, else as much as fits: whole lines of code, whole words of text. */
function cut(block: ManualBlock, room: number): ManualBlock {
  const space = Math.max(0, room - block.term.length);
  if (block.text.length <= space) return block;
  const separator = block.kind === "code" ? "\n" : " ";
  const end = block.text.lastIndexOf(separator, space);
  return { ...block, text: `${block.text.slice(0, Math.max(0, end))}${separator}…` };
}

function render(block: ManualBlock): string {
  const indent = "  ".repeat(block.level);
  if (block.kind === "code") return indented(fence("text", block.text), indent);
  const text = escapeMarkdown(block.text);
  if (block.kind === "paragraph") return indent + text;
  return `${indent}- ${block.term === "" ? "" : `**${escapeMarkdown(block.term)}** `}${text}`;
}

function indented(text: string, indent: string): string {
  return text.replace(/^/gm, indent);
}
