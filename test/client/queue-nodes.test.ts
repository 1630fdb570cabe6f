// The nodes of the queue's tree: pages, ids that stay the same, and the messages that actions are about.
import { describe, expect, it } from "vitest";
import {
  ALL_FOUND,
  elementsOf,
  fetchNodes,
  messagesOf,
  parentOf,
  type QueueElement,
} from "../../client/src/views/queue-nodes";
import type { QueueMessageNode, QueueNodes } from "../../server/src/contract/queue";

const NONE: QueueNodes = { groups: [], messages: [], recipients: [], total: 0, found: 7, problem: "" };

const message = (id: string): QueueMessageNode => ({
  id,
  queue: "deferred",
  sender: "alice@example.com",
  arrival: 0,
  size: 1,
  isExpired: false,
  recipients: 2,
  firstRecipient: "bob@example.org",
  firstReason: "",
});

const group = (key: string) => ({ key, label: key, messages: 1, bytes: 1, oldest: 0 });

const GROUPS = elementsOf(
  { ...NONE, groups: [group("example.org"), group("example.net")], total: 500 },
  undefined,
  "recipient-domain",
);
const MESSAGES = elementsOf(
  { ...NONE, messages: [message("4Xa"), message("4Xb")], total: 2 },
  GROUPS[0],
  "queue",
);

const shown = (elements: readonly QueueElement[]) => elements.map(({ kind, id }) => `${kind} ${id}`);

describe("nodes", () => {
  it("have ids from all that they are below of, and one for what is left", () => {
    expect(shown(GROUPS)).toEqual([
      "group recipient-domain/example.org",
      "group recipient-domain/example.net",
      "more recipient-domain//more",
    ]);
    expect(GROUPS[2]).toEqual({ kind: "more", id: "recipient-domain//more", parent: undefined, left: 498 });
    expect(shown(MESSAGES)).toEqual([
      "message recipient-domain/example.org/4Xa",
      "message recipient-domain/example.org/4Xb",
    ]);
  });

  it("say whether a group is the only one", () => {
    const one = elementsOf({ ...NONE, groups: [group("hold")], total: 1 }, undefined, "queue");
    expect([one[0], GROUPS[0]]).toMatchObject([{ isOnly: true }, { isOnly: false }]);
  });

  it("are told apart where two have the same name", () => {
    const recipients = ["b@x", "b@x", "c@x"].map((address) => ({ address, reason: "" }));
    const elements = elementsOf({ ...NONE, recipients, total: 3 }, MESSAGES[0], "queue");
    expect(shown(elements)).toEqual([
      "recipient recipient-domain/example.org/4Xa/b@x",
      "recipient recipient-domain/example.org/4Xa/b@x#2",
      "recipient recipient-domain/example.org/4Xa/c@x",
    ]);
    expect(elements[0]).toMatchObject({ messageId: "4Xa" });
  });

  it("are asked for by what they are below of", () => {
    expect([parentOf(undefined), parentOf(GROUPS[0]), parentOf(MESSAGES[1])]).toEqual([
      null,
      { group: "example.org" },
      { message: "4Xb" },
    ]);
  });
});

describe("pages", () => {
  /** A server that has this many messages and gives some at a time. */
  function server(total: number, most: number) {
    const asked: string[] = [];
    const ask = async ({ offset, limit }: { offset: number; limit: number }) => {
      asked.push(`${offset}+${limit}`);
      const count = Math.max(0, Math.min(limit, most, total - offset));
      const messages = Array.from({ length: count }, (_, index) => message(String(offset + index)));
      return { ...NONE, messages, total };
    };
    return { ask, asked };
  }

  it.each([
    [450, 1000, 200, ["0+200"], 200],
    [450, 1000, 600, ["0+600"], 450],
    [450, 200, 600, ["0+600", "200+400", "400+200"], 450],
    [0, 200, 200, ["0+200"], 0],
  ])("of %d nodes, at most %d at a time, where %d are wanted: %j", async (total, most, wanted, requests, count) => {
    const { ask, asked } = server(total, most);
    const nodes = await fetchNodes(ask, wanted);
    expect(asked).toEqual(requests);
    expect(nodes?.messages.map(({ id }) => id)).toEqual(
      Array.from({ length: count }, (_, index) => String(index)),
    );
  });

  it("end where the server gives no more than it has said, or fails", async () => {
    expect(await fetchNodes(async () => ({ ...NONE, total: 9 }), 200)).toEqual({ ...NONE, total: 9 });
    expect(await fetchNodes(async () => undefined, 200)).toBeUndefined();
    const once = { ...NONE, messages: [message("a")], total: 9 };
    const nodes = await fetchNodes(async ({ offset }) => (offset === 0 ? once : undefined), 200);
    expect(nodes).toEqual(once);
  });
});

describe("actions", () => {
  it("are about messages and groups, each message once", () => {
    const below = elementsOf({ ...NONE, messages: [message("4Xa")], total: 1 }, GROUPS[1], "queue");
    expect(messagesOf([...MESSAGES, ...below, ...GROUPS])).toEqual({
      ids: ["4Xa", "4Xb"],
      groups: ["example.org", "example.net"],
      all: false,
    });
  });

  it("are about all that is found where no node is named", () => {
    expect(ALL_FOUND).toEqual({ ids: [], groups: [], all: true });
  });
});
