/** How expectations are named in the Test Explorer. No VS Code here. */
import type { TableExpectation } from "../../../server/src/contract/protocol";
import { oneLine } from "./table-words";

/** Stands for the result where nothing matches, as it does in the expectations themselves. */
export const NOTHING = "no match";

/** What the Test Explorer calls an expectation. */
export function labelOf({ input, expected }: TableExpectation): string {
  return `${oneLine(input)} → ${oneLine(expected ?? NOTHING)}`;
}

/**
 * An id for each expectation that stays when lines are put in above it, so
 * that it keeps its last outcome; those that say the same are numbered.
 */
export function idsOf(expectations: readonly TableExpectation[]): string[] {
  const seen = new Map<string, number>();
  return expectations.map(({ input, expected }) => {
    const name = JSON.stringify([input, expected]);
    const number = (seen.get(name) ?? 0) + 1;
    seen.set(name, number);
    return number === 1 ? name : `${name} ${number}`;
  });
}
