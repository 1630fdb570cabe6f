/**
 * What the library itself says of the patterns in a line, for rules: the
 * scanner of syntax/tables/pattern.ts knows the common mistakes only.
 */
import type { Span } from "../base/span";
import type { PatternNode } from "../syntax/tables/pattern";
import type { RegexpLine, RegexpPattern } from "../syntax/tables/regexp-table";
import type { PatternEngine } from "./pattern-engine";
import { compileProblem } from "./regexp-table";

/** Why the library refuses a pattern. Offsets are those of the line's logical text. */
export interface RefusedPattern extends Span {
  /** The library's own words, as Postfix logs them. */
  readonly message: string;
}

/**
 * The first pattern of a line that the library refuses, and the place in it;
 * undefined where it takes all of them, or where Postfix leaves the line out
 * before it compiles anything. The line's text is that of an editor.
 */
export function patternProblem(engine: PatternEngine, line: RegexpLine): RefusedPattern | undefined {
  const found = compileProblem(line, engine);
  if (!found) return undefined;
  const { pattern, message, offset } = found;
  return { message, ...placeOf(pattern, message, offset) };
}

/** Messages for which the library names the place of what it stumbled over, not the one behind it (`FAILED_BACK`). */
const NAMES_START = /^quantifier does not follow|^unrecognized character after \(\?/;

/**
 * What the library stumbled over: most often it names the place behind it, or
 * where a lookbehind starts. Without a place it is the whole pattern.
 */
function placeOf({ text, tree }: RegexpPattern, message: string, offset: number | undefined): Span {
  const { length } = text.text;
  const last = Math.min((offset ?? 0) + (NAMES_START.test(message) ? 1 : 0), length) - 1;
  if (length === 0 || offset === undefined) return { start: text.start, end: text.end };
  const lookaround = tree && lookaroundAt(tree.root, offset);
  if (lookaround) return { start: text.start + lookaround.start, end: text.start + lookaround.end };
  const leaf = tree && last >= 0 ? leafAt(tree.root, last) : undefined;
  const start = leaf?.start ?? Math.max(last, 0);
  const end = Math.max(leaf ? leaf.end : start + 1, last + 1);
  return { start: text.start + start, end: text.start + Math.min(end, length) };
}

/** The part without parts at an offset of a pattern. */
function leafAt(node: PatternNode, offset: number): Span | undefined {
  if (offset < node.start || offset >= node.end) return undefined;
  if (node.kind === "repeat") return leafAt(node.of, offset);
  if (node.kind !== "group") return node;
  for (const part of node.alternatives.flat()) {
    const found = leafAt(part, offset);
    if (found) return found;
  }
  return undefined;
}

/** The lookaround that starts at an offset of a pattern. */
function lookaroundAt(node: PatternNode, offset: number): Span | undefined {
  if (node.kind === "repeat") return lookaroundAt(node.of, offset);
  if (node.kind !== "group" || offset < node.start || offset >= node.end) return undefined;
  if (node.role === "lookaround" && node.start === offset) return node;
  for (const part of node.alternatives.flat()) {
    const found = lookaroundAt(part, offset);
    if (found) return found;
  }
  return undefined;
}
