/** The parts of patterns in lookup tables, for rules that look at all of them. */
import type { PatternNode, PatternTree } from "../../syntax/tables/pattern";
import type { RegexpLine, RegexpPattern } from "../../syntax/tables/regexp-table";

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

/** The flags that are turned: each one switches, so that two of a kind are none. */
export function setFlags({ flags }: RegexpPattern): string {
  const set = new Set<string>();
  for (const { text: flag } of flags) if (!set.delete(flag)) set.add(flag);
  return [...set].sort().join("");
}

const samenesses = new WeakMap<RegexpLine, string>();

/** What two rules have in common whose patterns match the same because they are written alike. */
export function samenessOf(line: RegexpLine): string {
  let sameness = samenesses.get(line);
  if (sameness === undefined) {
    const parts = line.patterns.map((pattern) => {
      const { negated, delimiter, text } = pattern;
      const plain = delimiter === "/" ? text.text.replaceAll("\\/", "/") : text.text;
      return [negated, plain, setFlags(pattern)];
    });
    sameness = JSON.stringify(parts);
    samenesses.set(line, sameness);
  }
  return sameness;
}
