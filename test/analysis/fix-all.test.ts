// Which fixes can be applied together.
import { expect, it } from "vitest";
import { compatibleFixes, placeFix } from "../../server/src/analysis/fix-all";

const fix = (...places: readonly (readonly [number, number])[]) =>
  placeFix(
    { title: "", edits: places.map(([start, end]) => ({ start, end, newText: "" })) },
    { chunkStart: 100 },
  );

const starts = (fixes: ReturnType<typeof fix>[]) =>
  compatibleFixes(fixes).map(({ edits }) => edits.map(({ start, end }) => [start - 100, end - 100]));

it.each([
  ["side by side", [fix([0, 5]), fix([5, 9])], [[[0, 5]], [[5, 9]]]],
  ["overlapping", [fix([0, 5]), fix([4, 9])], [[[0, 5]]]],
  ["one inside the other", [fix([0, 9]), fix([4, 5])], [[[0, 9]]]],
  ["out of order", [fix([8, 9]), fix([0, 2]), fix([1, 3]), fix([2, 8])], [[[8, 9]], [[0, 2]], [[2, 8]]]],
  [
    "one of several edits collides",
    [fix([0, 2], [6, 8]), fix([3, 4], [7, 9])],
    [
      [
        [0, 2],
        [6, 8],
      ],
    ],
  ],
  [
    "text put in at the same place",
    [fix([3, 3]), fix([3, 3]), fix([3, 5]), fix([1, 3])],
    [[[3, 3]], [[1, 3]]],
  ],
])("%s", (_, fixes, expected) => {
  expect(starts(fixes)).toEqual(expected);
});
