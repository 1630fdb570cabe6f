/** Applying many fixes at once. */
import type { TextEdit } from "../base/text-edit";
import type { LocatedFinding } from "./directory";
import type { Fix } from "./rules/rule";

/** A fix with its edits where they are in the file. */
export interface PlacedFix {
  readonly fix: Fix;
  readonly edits: readonly TextEdit[];
}

/** The edits of a fix in the file that its finding is in. */
export function placeFix(fix: Fix, { chunkStart }: Pick<LocatedFinding, "chunkStart">): PlacedFix {
  const edits = fix.edits.map(({ start, end, newText }) => ({
    start: chunkStart + start,
    end: chunkStart + end,
    newText,
  }));
  return { fix, edits };
}

/** The fix of a finding that may be applied unseen; undefined when there is none. */
export function safeFix(located: LocatedFinding): PlacedFix | undefined {
  const fix = located.finding.fixes.find((candidate) => candidate.fixAll);
  return fix && placeFix(fix, located);
}

/** Fixes that can be applied together; one that would touch what another already changes is left for the next time. */
export function compatibleFixes(fixes: readonly PlacedFix[]): PlacedFix[] {
  /** The edits taken so far, sorted; no two of them collide. */
  const taken: TextEdit[] = [];
  return fixes.filter(({ edits }) => {
    const isFree = edits.every((edit) => {
      const next = indexBehind(taken, edit.start);
      return [next - 1, next].every((index) => !taken[index] || !collide(edit, taken[index]));
    });
    if (isFree) for (const edit of edits) taken.splice(indexBehind(taken, edit.start), 0, edit);
    return isFree;
  });
}

/** Index of the first edit that starts behind an offset. */
function indexBehind(edits: readonly TextEdit[], offset: number): number {
  let low = 0;
  let high = edits.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (edits[middle]!.start <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Whether two edits overlap, or start at the same place, so that their order would matter. */
function collide(a: TextEdit, b: TextEdit): boolean {
  return a.start === b.start || (a.start < b.end && b.start < a.end);
}
