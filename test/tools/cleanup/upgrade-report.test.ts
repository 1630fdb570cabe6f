/** What is said of a step to another version, from plans made by hand. */
import { expect, it } from "vitest";
import type { UpgradePlan, ValueChange } from "../../../server/src/tools/cleanup/upgrade";
import { upgradeSections } from "../../../server/src/tools/cleanup/upgrade-report";

function change(id: string, more: Partial<ValueChange>): ValueChange {
  return {
    id,
    name: id,
    service: undefined,
    before: "a",
    after: "b",
    cause: "default",
    isSet: false,
    pin: undefined,
    isPinned: false,
    reason: `The reason of ${id}.`,
    ...more,
  };
}

function plan(more: Partial<UpgradePlan>): UpgradePlan {
  return { changes: [], newNames: [], lost: [], files: [], differences: [], ...more };
}

it("says of each value what becomes of it, and why", () => {
  const changes = [
    change("pinned", { pin: "pinned = a", isPinned: true }),
    change("follows", { isPinned: true }),
    change("accepted", { pin: "accepted = a" }),
    change("lost", {}),
  ];
  expect(upgradeSections(plan({ changes }), new Set(["accepted"]))).toEqual([
    {
      title: "Pinned, so that the value stays (--accept NAME takes the new one):",
      items: ["pinned: a → b\nThe reason of pinned."],
    },
    {
      title: "Stays, because what it depends on is pinned:",
      items: ["follows: a → b\nThe reason of follows."],
    },
    { title: "Changes, because you accept it:", items: ["accepted: a → b\nThe reason of accepted."] },
    { title: "Changes, and no line in main.cf can prevent it:", items: ["lost: a → b\nThe reason of lost."] },
  ]);
});

it("says which entries lose their effect, and what comes in their place", () => {
  const lost = [
    { id: "a", name: "a", service: undefined, line: 0, replacedBy: "b" },
    { id: "smtp/inet/c", name: "c", service: "smtp/inet", line: 9, replacedBy: undefined },
  ];
  expect(upgradeSections(plan({ lost }), new Set())).toEqual([
    {
      title: "Has no effect any more:",
      items: ["a, line 1 of main.cf; its successor is b", "smtp/inet/c, line 10 of master.cf"],
    },
  ]);
});

it("names new parameters, and tells of those that matter", () => {
  const plain = (name: string) => ({ name, default: "", isSet: false, meaning: undefined });
  const newNames = [
    { ...plain("a"), isSet: true },
    plain("b"),
    { ...plain("c"), meaning: "It matters." },
    plain("d"),
  ];
  expect(upgradeSections(plan({ newNames }), new Set())).toEqual([
    {
      title: "New parameters:",
      items: ["a: What main.cf sets takes effect.", "c: The default is (empty). It matters.", "b, d"],
    },
  ]);
});

it("says nothing where there is nothing to say", () => {
  expect(upgradeSections(plan({}), new Set())).toEqual([]);
});
