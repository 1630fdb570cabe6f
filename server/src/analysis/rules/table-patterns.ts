/** The parts of patterns in lookup tables, for rules that look at all of them. */
import type { PatternNode, PatternTree } from "../../syntax/tables/pattern";

/** All parts of a pattern, those of groups and repetitions included, from left to right. */
export function patternNodes(tree: PatternTree | undefined): PatternNode[] {
  const found: PatternNode[] = [];
  if (tree) collect(tree.root, found);
  return found;
}

function collect(node: PatternNode, found: PatternNode[]): void {
  found.push(node);
  if (node.kind === "repeat") collect(node.of, found);
  if (node.kind !== "group") return;
  for (const alternative of node.alternatives) for (const part of alternative) collect(part, found);
}

/** Whether a part may match without taking a character. */
export function isNullable(node: PatternNode): boolean {
  if (node.kind === "edge" || node.kind === "reference") return true;
  if (node.kind === "repeat") return node.min === 0 || isNullable(node.of);
  if (node.kind !== "group") return false;
  return node.role === "lookaround" || node.alternatives.some((parts) => parts.every(isNullable));
}
