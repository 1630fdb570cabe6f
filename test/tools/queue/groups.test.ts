/** Messages put together, put in order, and counted by their age. */
import { describe, expect, it } from "vitest";
import type { QueueGrouping } from "../../../server/src/contract/queue";
import { agesOf } from "../../../server/src/tools/queue/ages";
import { groupMessages, ordered } from "../../../server/src/tools/queue/groups";
import { messagesOf, NOW } from "../../support/fake-queue";

const MESSAGES = messagesOf(`
  hold AAAA1 3d 500 ann@a.test -> bob@b.test
  deferred AAAA2 2h 5000 MAILER-DAEMON -> ann@a.test: mail transport unavailable | cy@c.test: mail transport unavailable | dan@A.test
  deferred AAAA3 90m 300 eve@A.test -> bob@b.test: mail transport unavailable
  active AAAA4 3m 800 root ->`);

function shown(grouping: QueueGrouping): string[] {
  return groupMessages(MESSAGES, grouping).map(
    ({ label, messages, bytes, oldest, members }) =>
      `${label}: ${messages}, ${bytes} B, ${(NOW - oldest) / 60} min, ${members.map(({ id }) => id.at(-1)).join("")}`,
  );
}

describe("groups", () => {
  it("are queues in the order of their work", () => {
    expect(shown("queue")).toEqual([
      "active: 1, 800 B, 3 min, 4",
      "deferred: 2, 5300 B, 120 min, 23",
      "hold: 1, 500 B, 4320 min, 1",
    ]);
  });

  it("are domains, with a message in each of its recipients' once", () => {
    expect(shown("recipient-domain")).toEqual([
      "b.test: 2, 800 B, 4320 min, 13",
      "No recipients left: 1, 800 B, 3 min, 4",
      "a.test: 1, 5000 B, 120 min, 2",
      "c.test: 1, 5000 B, 120 min, 2",
    ]);
    expect(shown("sender-domain")).toEqual([
      "a.test: 2, 800 B, 4320 min, 13",
      "MAILER-DAEMON: 1, 5000 B, 120 min, 2",
      "root: 1, 800 B, 3 min, 4",
    ]);
  });

  it("are reasons, and what has none yet", () => {
    expect(shown("reason")).toEqual([
      "Not tried yet: 3, 6300 B, 4320 min, 124",
      "mail transport unavailable: 2, 5300 B, 120 min, 23",
    ]);
  });
});

it.each([
  ["oldest", "1234"],
  ["newest", "4321"],
  ["largest", "2413"],
] as const)("messages come %s first", (order, ids) => {
  expect(
    ordered(MESSAGES, order)
      .map(({ id }) => id.at(-1))
      .join(""),
  ).toBe(ids);
});

it("messages of the same age stay where they are when the queue is listed in another order", () => {
  const same = MESSAGES.map((message) => ({ ...message, arrival: NOW }));
  expect(ordered(same, "oldest")).toEqual(ordered([...same].reverse(), "oldest"));
});

describe("ages", () => {
  it("are counted by recipient, in spans that double", () => {
    const { ends, total, rows, domains } = agesOf(MESSAGES, "recipient-domain", NOW);
    expect(ends).toEqual([5, 10, 20, 40, 80, 160, 320, 640, 1280]);
    expect({ total, rows, domains }).toEqual({
      domains: 3,
      total: { domain: "", total: 5, counts: [0, 0, 0, 0, 0, 4, 0, 0, 0, 1] },
      rows: [
        { domain: "a.test", total: 2, counts: [0, 0, 0, 0, 0, 2, 0, 0, 0, 0] },
        { domain: "b.test", total: 2, counts: [0, 0, 0, 0, 0, 1, 0, 0, 0, 1] },
        { domain: "c.test", total: 1, counts: [0, 0, 0, 0, 0, 1, 0, 0, 0, 0] },
      ],
    });
  });

  it("are counted by sender, of the domains with the most mail", () => {
    const { rows, domains } = agesOf(MESSAGES, "sender-domain", NOW, 1);
    expect({ rows, domains }).toEqual({
      domains: 3,
      rows: [{ domain: "a.test", total: 2, counts: [0, 0, 0, 0, 0, 1, 0, 0, 0, 1] }],
    });
  });

  it.each([
    [-60, 0],
    [299, 0],
    [300, 1],
    [599, 1],
    [600, 2],
    [76_799, 8],
    [76_800, 9],
  ])("a message of %i seconds is in span %i", (age, span) => {
    const [message] = MESSAGES;
    const { total } = agesOf([{ ...message!, arrival: NOW - age }], "sender-domain", NOW);
    expect(total.counts.indexOf(1)).toBe(span);
  });
});
