// The versions and compatibility levels that are offered, held against those that the server knows.
import { expect, it } from "vitest";
import { upgradeGoals } from "../../client/src/views/upgrade-words";
import { newestLevel } from "../../server/src/analysis/rules/compatibility";
import { NEWEST_RELEASE, parseVersion } from "../../server/src/knowledge/version";

const valuesOf = (option: string) =>
  upgradeGoals("")
    .filter((goal) => goal.option === option)
    .map(({ value }) => value);

it("offers the newest release first, and none that is left out below it", () => {
  const { major, minor } = NEWEST_RELEASE;
  const versions = valuesOf("--to-version");
  expect(versions).toEqual(versions.map((_, index) => `${major}.${minor - index}`));
});

it("offers the levels at which defaults change", () => {
  const minors = Array.from({ length: NEWEST_RELEASE.minor + 1 }, (_, index) => NEWEST_RELEASE.minor - index);
  const levels = new Set(minors.map((minor) => newestLevel(parseVersion(`3.${minor}`)!)));
  // A version that came with two of them has the higher one for its newest.
  expect(valuesOf("--to-level")).toEqual([...levels, "1"]);
});

it("takes any other version that is typed, and takes it first", () => {
  const known = upgradeGoals("");
  expect(upgradeGoals(" 3.9.1 ")).toEqual([
    { option: "--to-version", value: "3.9.1", label: "Postfix 3.9.1", description: "another version" },
    ...known,
  ]);
  expect(upgradeGoals("3.9")).toEqual(known);
  expect(upgradeGoals("soon")).toEqual(known);
});
