import { describe, expect, it } from "vitest";
import { ARGUMENT_EXAMPLES, actionSummary } from "../../server/src/knowledge/action-summaries";
import { type ActionKind, actionsOf } from "../../server/src/knowledge/table-actions";

const KINDS: readonly ActionKind[] = [
  "header",
  "body",
  "milter",
  "delivery-header",
  "delivery-body",
  "access",
  "postscreen",
];

describe.each(KINDS)("actions of kind %s", (kind) => {
  it.each(Object.keys(actionsOf(kind)))("%s has a sentence", (name) => {
    expect(actionSummary(kind, name)).toMatch(/^[A-Z][^{}]*\.$/);
  });
});

it("speaks of headers or of lines", () => {
  expect(actionSummary("header", "IGNORE")).toBe(
    "Takes the header out of the message without a word in the log.",
  );
  expect(actionSummary("delivery-body", "IGNORE")).toBe(
    "Takes the line out of the message without a word in the log.",
  );
});

it("knows nothing of other names", () => {
  expect(actionSummary("header", "NOSUCH")).toBeUndefined();
  expect(actionSummary("header", "constructor")).toBeUndefined();
});

it("has an example of each kind of argument", () => {
  expect(Object.keys(ARGUMENT_EXAMPLES).sort()).toEqual(["address", "header", "text", "transport"]);
});
