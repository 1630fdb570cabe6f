/** The names that values refer to, and how often. */
import { type Expression, type Reference, scanReferences } from "../../syntax/value";

const found = new WeakMap<Expression, readonly string[]>();
const foundWithoutFunctions = new WeakMap<Expression, readonly string[]>();

/**
 * The names an expression looks at before it fails, each once.
 *
 * @param hasFunctions whether the Postfix that reads it knows `${function{argument}}`
 */
export function referencedNames(expression: Expression, hasFunctions = true): readonly string[] {
  const known = hasFunctions ? found : foundWithoutFunctions;
  let names = known.get(expression);
  if (!names) {
    const distinct = new Set<string>();
    const visit = ({ subject }: Reference) => {
      if (subject?.kind === "name") distinct.add(subject.name);
    };
    scanReferences(expression, visit, hasFunctions);
    names = [...distinct];
    known.set(expression, names);
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
