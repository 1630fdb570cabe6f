// Expectations in the Test Explorer: a name to read, and an id that lasts.
import { describe, expect, it } from "vitest";
import { idsOf, labelOf } from "../../client/src/views/expectation-words";
import type { TableExpectation } from "../../server/src/contract/protocol";

const expectation = (line: number, input: string, expected: string | null): TableExpectation => ({
  line,
  input,
  expected,
  actual: null,
  passed: false,
  message: "",
});

describe("expectations", () => {
  it("are called by what they say", () => {
    expect(labelOf(expectation(3, "Subject: buy", "REJECT no"))).toBe("Subject: buy → REJECT no");
    expect(labelOf(expectation(3, "Subject: hello", null))).toBe("Subject: hello → no match");
  });

  it("keep their ids when lines come in above them, and when others go", () => {
    const before = idsOf([expectation(0, "a", "OK"), expectation(1, "b", "OK"), expectation(2, "b", null)]);
    const after = idsOf([expectation(5, "b", "OK"), expectation(9, "b", null)]);
    expect(after).toEqual(before.slice(1));
  });

  it("have ids of their own when they say the same, or seem to", () => {
    const ids = idsOf([
      expectation(0, "a", "OK"),
      expectation(1, "a", "OK"),
      expectation(2, "a", "OK 2"),
      expectation(3, "a", null),
      expectation(4, "a", "null"),
    ]);
    expect(new Set(ids).size).toBe(5);
  });
});
