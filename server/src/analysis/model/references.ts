/** The names that values refer to, and how often. */
import { type Expression, scanReferences } from "../../syntax/value";

const found = new WeakMap<Expression, readonly string[]>();

/** The names an expression looks at before it fails, each once. */
export function referencedNames(expression: Expression): readonly string[] {
  let names = found.get(expression);
  if (!names) {
    const distinct = new Set<string>();
    scanReferences(expression, (reference) => {
      if (reference.subject?.kind === "name") distinct.add(reference.subject.name);
    });
    names = [...distinct];
    found.set(expression, names);
  }
  return names;
}

/** Counts up or down; a count of nothing is no entry. @returns whether the entry came or went */
export function adjust(counts: Map<string, number>, key: string, by: 1 | -1): boolean {
  const before = counts.get(key) ?? 0;
  const after = before + by;
  if (after > 0) counts.set(key, after);
  else counts.delete(key);
  return before > 0 !== after > 0;
}
