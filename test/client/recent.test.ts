// What was entered last is offered first, once, and no more of it than a list can show.
import { describe, expect, it } from "vitest";
import { recentEntries } from "../../client/src/recent";

/** A workspace's state that keeps everything in memory. */
function memory() {
  const values = new Map<string, unknown>();
  return {
    keys: () => [...values.keys()],
    get: <T>(name: string, fallback: T) => (values.get(name) as T | undefined) ?? fallback,
    update: async (name: string, value: unknown) => void values.set(name, value),
  };
}

describe("recent entries", () => {
  it("are none at first", () => {
    expect(recentEntries(memory() as never, "a").entries()).toEqual([]);
  });

  it("have the last one in front, and each only once", async () => {
    const recent = recentEntries(memory() as never, "a");
    for (const entry of ["one", "two", "three", "one"]) await recent.add(entry);
    expect(recent.entries()).toEqual(["one", "three", "two"]);
  });

  it("are ten at most", async () => {
    const recent = recentEntries(memory() as never, "a");
    for (let number = 1; number <= 12; number += 1) await recent.add(String(number));
    expect(recent.entries()).toEqual(["12", "11", "10", "9", "8", "7", "6", "5", "4", "3"]);
  });

  it("of one name are not those of another", async () => {
    const state = memory() as never;
    await recentEntries(state, "a").add("one");
    expect(recentEntries(state, "b").entries()).toEqual([]);
    expect(recentEntries(state, "a").entries()).toEqual(["one"]);
  });
});
