/** A table for tests of what stands around it: expressions of JavaScript, the first that matches decides. */
import type { Bytes, LookupTable } from "../../../server/src/matching/lookup";

/** Makes a table; `asked` has the keys that were looked up. */
export function fakeTable(rules: readonly (readonly [RegExp, Bytes])[]): LookupTable & { asked: Bytes[] } {
  const asked: Bytes[] = [];
  return {
    asked,
    lookup: (key) => {
      asked.push(key);
      const index = rules.findIndex(([pattern]) => pattern.test(key));
      return {
        value: rules[index]?.[1],
        winner: index < 0 ? undefined : { chunk: index, captures: [] },
        steps: [],
        remarks: [],
      };
    },
  };
}
