// What is said when something is done to queued messages.
import { expect, it } from "vitest";
import {
  buttonText,
  detailText,
  doingText,
  terminalProblem,
  typingPrompt,
} from "../../client/src/views/queue-action-words";
import { QUEUE_ACTIONS, type QueuePlanAnswer } from "../../server/src/contract/queue";

const PLAN: QueuePlanAnswer = {
  problem: null,
  token: 1,
  count: 12,
  question: "Delete 12 messages?",
  details: ["The oldest came in Nov 3.", "From a\u202eb."],
  button: "Delete 12 Messages",
  isAsked: true,
  mustType: null,
  command: null,
};

it("says what is being done", () => {
  expect(QUEUE_ACTIONS.map((action) => doingText(action, action === "hold" ? 1 : 12))).toEqual([
    "Putting on hold: 1 message",
    "Releasing: 12 messages",
    "Requeueing: 12 messages",
    "Having delivery tried: 12 messages",
    "Expiring: 12 messages",
    "Deleting: 12 messages",
  ]);
});

it("says what to know beforehand", () => {
  expect([buttonText(PLAN), detailText(PLAN)]).toEqual([
    "Delete 12 Messages",
    "The oldest came in Nov 3.\nFrom a\ufffdb.",
  ]);
});

it("says which command the terminal runs where the rights are missing", () => {
  const command = "sudo postsuper -d -";
  const how =
    "You do not have the rights for this here, so this command runs in the terminal. It may ask for your password there; the extension does not see it.\n\nsudo postsuper -d -";
  expect([
    buttonText({ ...PLAN, command }),
    detailText({ ...PLAN, command }),
    detailText({ ...PLAN, command, details: [] }),
  ]).toEqual(["Delete 12 Messages in the Terminal", `${detailText(PLAN)}\n\n${how}`, how]);
});

it("says how the command in the terminal ended, unless it went well", () => {
  expect([terminalProblem(0), terminalProblem(1), terminalProblem(undefined)]).toEqual([
    undefined,
    "The command in the terminal failed (exit code 1), so some or all of the messages may be as they were. The terminal says why.",
    "The command in the terminal was stopped before it ended, so some or all of the messages may be as they were. The terminal says why.",
  ]);
});

it("says what has to be typed", () => {
  expect(typingPrompt("12")).toBe(
    "Nothing is left in the queue after this, and it cannot be undone. Type 12 to go on.",
  );
});
