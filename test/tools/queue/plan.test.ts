/** What an action would do, and what becomes of it while others work at the same queue. */
import { describe, expect, it } from "vitest";
import type { QueueAction } from "../../../server/src/contract/queue";
import { applyPlan, isDone, resultText } from "../../../server/src/tools/queue/apply";
import type { QueuedMessage } from "../../../server/src/tools/queue/listing";
import {
  buttonOf,
  detailsOf,
  isAsked,
  mustType,
  nothingToDo,
  planAction,
  questionOf,
} from "../../../server/src/tools/queue/plan";
import { type FakeQueue, fail, fakeQueue, messagesOf, NOW } from "../../support/fake-queue";

const QUEUE = `
  hold AAAA1 3d 500 ann@a.test -> bob@b.test: refused
  deferred AAAA2 2h 5000 MAILER-DAEMON -> ann@a.test: refused | cy@c.test: refused
  deferred AAAA3 90m 300 eve@a.test -> bob@b.test: refused
  active AAAA4 3m 800 root -> dan@d.test
  deferred AAAA5# 1m 800 root -> dan@d.test
  maildrop AAAA6 1s 800 root -> dan@d.test`;

function planOf(action: QueueAction, ids: string, queue = QUEUE, site?: string) {
  const messages = messagesOf(queue);
  const selected = ids === "all" ? messages : messages.filter(({ id }) => ids.includes(id.at(-1)!));
  return planAction(action, { messages, remarks: [] }, selected, site);
}

const idsOf = (messages: readonly QueuedMessage[]) => messages.map(({ id }) => id.at(-1)).join("");

describe("a plan", () => {
  it.each([
    ["hold", "2345", { "on hold already": 1, "not picked up yet": 1 }],
    ["release", "1", { "not on hold": 5 }],
    ["requeue", "12345", { "not picked up yet": 1 }],
    ["flush", "235", { "on hold, to be released first": 1, "on their way already": 2 }],
    ["expire", "1234", { "expired already": 1, "not picked up yet": 1 }],
    ["delete", "123456", {}],
  ] as const)("to %s leaves alone what that means nothing for", (action, ids, leftAlone) => {
    const plan = planOf(action, "all");
    expect([idsOf(plan.messages), Object.fromEntries(plan.leftAlone)]).toEqual([ids, leftAlone]);
  });

  it("is asked about where it is final, or about more than one message", () => {
    expect(isAsked(planOf("hold", "2"))).toBe(false);
    expect(isAsked(planOf("hold", "23"))).toBe(true);
    expect(isAsked(planOf("delete", "2"))).toBe(true);
    expect(isAsked(planOf("expire", "2"))).toBe(true);
  });

  it("to delete everything has the number typed", () => {
    expect(mustType(planOf("delete", "all"))).toBe("6");
    expect(mustType(planOf("delete", "12345"))).toBeUndefined();
    expect(mustType(planOf("hold", "all"))).toBeUndefined();
    expect(mustType(planOf("delete", "all", "hold AAAA1 3d 500 a@a.test -> b@b.test"))).toBeUndefined();
  });

  it("names its number in the question and on the button", () => {
    expect([questionOf(planOf("delete", "all")), buttonOf(planOf("delete", "all"))]).toEqual([
      "Delete all 6 messages?",
      "Delete 6 Messages",
    ]);
    expect([questionOf(planOf("delete", "2")), buttonOf(planOf("delete", "2"))]).toEqual([
      "Delete 1 message?",
      "Delete 1 Message",
    ]);
  });

  it("says why there is nothing to do", () => {
    expect(nothingToDo(planOf("release", "23"))).toBe("There is nothing to release: 2 messages not on hold.");
    expect(nothingToDo(planOf("delete", ""))).toBe(
      "No message of the queue is meant, so there is nothing to do.",
    );
  });

  it("shows the oldest and the newest, examples, and what comes of it", () => {
    expect(detailsOf(planOf("delete", "12345"), NOW)).toEqual([
      "7.2 KB, to 6 recipients.",
      "Oldest: AAAA1, 3 days old, ann@a.test → bob@b.test",
      "Newest: AAAA5, 60 s old, root → dan@d.test",
      "Others:",
      "  AAAA2, 2 h old, MAILER-DAEMON → ann@a.test (+1)",
      "  AAAA3, 90 min old, eve@a.test → bob@b.test",
      "  AAAA4, 3 min old, root → dan@d.test",
      "Deleted mail is gone: the 6 recipients do not get it, and the senders are not told.",
      "1 message in delivery right now: who gets it in this moment has it.",
    ]);
    expect(detailsOf(planOf("hold", "12"), NOW)).toEqual([
      "AAAA2, 2 h old, MAILER-DAEMON → ann@a.test (+1)",
      "1 message is left alone: on hold already.",
    ]);
  });

  it("shows five messages of many, from everywhere among them", () => {
    const many = Array.from(
      { length: 1_000 },
      (_, n) => `deferred ID${n}X ${n + 60}m 1 a@a.test -> b@b.test`,
    );
    const lines = detailsOf(planOf("requeue", "all", many.join("\n")), NOW);
    expect(lines.filter((line) => line.startsWith("  ")).map((line) => line.trim().split(",")[0])).toEqual([
      "ID832X",
      "ID499X",
      "ID167X",
    ]);
    expect(lines).toContain("Others, for example:");
  });

  it("makes what comes with mail harmless", () => {
    const [message] = messagesOf("deferred AAAA1 2h 1 ann@a.test -> b@b.test");
    const evil = { ...message!, sender: "\u001b[31m\u202egro\n" };
    expect(detailsOf(planAction("delete", { messages: [evil], remarks: [] }, [evil]), NOW)[0]).toBe(
      "AAAA1, 2 h old, \ufffd[31m\ufffdgro\ufffd → b@b.test",
    );
  });
});

async function apply(action: QueueAction, ids: string, prepare: (queue: FakeQueue) => void = () => {}) {
  const queue = fakeQueue(QUEUE);
  const plan = planOf(action, ids);
  prepare(queue);
  const before = new Map(queue.messages.map((message) => [message.id, message]));
  const result = await applyPlan(plan, { exec: queue.exec, directory: undefined });
  const { done, gone, replaced, already, failed } = result;
  const lists = { done, gone, replaced, already, failed };
  const named = Object.entries(lists).filter(([, list]) => list.length > 0);
  return {
    queue,
    result,
    text: resultText(result),
    isDone: isDone(result),
    lists: Object.fromEntries(named.map(([name, list]) => [name, idsOf(list)])),
    /** What is other than before, or not there any more. */
    touched: [...before.values()]
      .filter((message) => !queue.messages.includes(message))
      .map(({ id }) => id.at(-1))
      .join(""),
  };
}

describe("carrying a plan out", () => {
  it.each([
    ["hold", "-h -", "23", "2 messages put on hold."],
    ["release", "-H -", "1", "1 message released."],
    ["requeue", "-r -", "123", "3 messages requeued."],
    ["expire", "-e -", "4", "1 message expired."],
    ["delete", "-d - hold incoming active deferred maildrop", "16", "2 messages deleted."],
  ] as const)("%s is one run of postsuper, with queue IDs on its standard input", async (action, args, ids, text) => {
    const { queue, text: said, isDone: whole, lists, touched } = await apply(action, ids);
    expect(queue.asked).toEqual([
      "postqueue -j",
      `postsuper ${args} < ${[...ids].map((id) => `AAAA${id}`).join(" ")}`,
    ]);
    expect({ said, whole, lists, touched }).toEqual({
      said: text,
      whole: true,
      lists: { done: ids },
      touched: ids,
    });
  });

  it("names the instance to every program", async () => {
    const queue = fakeQueue(QUEUE);
    await applyPlan(planOf("hold", "2"), { exec: queue.exec, directory: "/etc/postfix-out" });
    expect(queue.asked).toEqual([
      "postqueue -c /etc/postfix-out -j",
      "postsuper -c /etc/postfix-out -h - < AAAA2",
    ]);
  });

  it("leaves alone what has another message's queue ID by now", async () => {
    const {
      lists,
      touched,
      text,
      isDone: whole,
    } = await apply("delete", "23", (queue) => {
      queue.messages = messagesOf(
        QUEUE.replace("AAAA3 90m 300 eve@", "AAAA3 1m 300 eve@").replace(
          "AAAA2 2h 5000 MAILER-DAEMON",
          "AAAA2 2h 5000 other@x.test",
        ),
      );
    });
    expect({ lists, touched, whole }).toEqual({ lists: { replaced: "23" }, touched: "", whole: false });
    expect(text).toBe(
      "0 messages deleted. 2 queue IDs are another message's by now, which was left alone: AAAA2, AAAA3.",
    );
  });

  it("says what is gone before it begins, and what is gone when it comes to it", async () => {
    const gone = (id: string) => (queue: FakeQueue) => {
      queue.messages = queue.messages.filter((message) => message.id !== id);
    };
    const {
      lists,
      text,
      isDone: whole,
      touched,
    } = await apply("delete", "234", (queue) => {
      gone("AAAA2")(queue);
      queue.before.postsuper = () => gone("AAAA3")(queue);
    });
    expect({ lists, whole, touched }).toEqual({
      lists: { done: "4", gone: "23" },
      whole: true,
      touched: "34",
    });
    expect(text).toBe(
      "1 message deleted. 2 messages were gone already: delivered, requeued or deleted meanwhile.",
    );
  });

  it("knows what somebody else has done already", async () => {
    const {
      lists,
      text,
      isDone: whole,
    } = await apply("hold", "23", (queue) => {
      queue.messages = messagesOf(QUEUE.replace("deferred AAAA2", "hold AAAA2"));
    });
    expect({ lists, whole, text }).toEqual({
      lists: { done: "3", already: "2" },
      whole: true,
      text: "1 message put on hold. 1 message needed nothing any more.",
    });
  });

  it("touches nothing where the queue cannot be listed once more", async () => {
    const {
      queue,
      lists,
      text,
      isDone: whole,
    } = await apply("delete", "23", ({ instead }) => {
      instead.postqueue = () => fail("postqueue: fatal: no way\n");
    });
    expect({ asked: queue.asked, lists, whole, text }).toEqual({
      asked: ["postqueue -j"],
      lists: { failed: "23" },
      whole: false,
      text: "2 messages were not deleted. postqueue says: no way.",
    });
  });

  it("tells what was done where postsuper gives up in the middle", async () => {
    const { lists, text } = await apply("delete", "234", (queue) => {
      queue.instead.postsuper = ({ onMessage }) => {
        queue.messages = queue.messages.filter(({ id }) => id !== "AAAA2");
        onMessage?.("postsuper: AAAA2: removed\npostsuper: fatal: disk is gone\n");
        return fail("postsuper: AAAA2: removed\npostsuper: fatal: disk is gone\n");
      };
    });
    expect({ lists, text }).toEqual({
      lists: { done: "2", failed: "34" },
      text: "1 message deleted. 2 messages were not deleted. postsuper says: disk is gone.",
    });
  });

  it("says that an old postsuper cannot expire", async () => {
    const { text } = await apply("expire", "2", ({ instead }) => {
      instead.postsuper = () =>
        fail("postsuper: invalid option -- 'e'\npostsuper: fatal: usage: postsuper\n");
    });
    expect(text).toBe(
      "1 message was not expired. This postsuper cannot expire messages: that came with Postfix 3.5.",
    );
  });
});

describe("asking for delivery", () => {
  const deferred = "deferred AAAA1 2h 1 a@a.test -> b@b.test\ndeferred AAAA2 2h 1 a@a.test -> b@b.test";
  const flush = async (ids: string, site?: string, prepare: (queue: FakeQueue) => void = () => {}) => {
    const queue = fakeQueue(`${deferred}\nhold AAAA3 1m 1 a@a.test -> c@c.test`);
    prepare(queue);
    const listing = { messages: queue.messages, remarks: [] };
    const selected = queue.messages.filter(({ id }) => ids.includes(id.at(-1)!));
    const plan = planAction("flush", listing, selected, site);
    const result = await applyPlan(plan, { exec: queue.exec, directory: undefined });
    return [queue.asked.slice(1), resultText(result)];
  };

  it("is one request for everything, for a site, or for each message", async () => {
    expect(await flush("123")).toEqual([["postqueue -f"], "2 messages sent to delivery."]);
    expect(await flush("12", "b.test")).toEqual([["postqueue -s b.test"], "2 messages sent to delivery."]);
    expect(await flush("12")).toEqual([
      ["postqueue -i AAAA1", "postqueue -i AAAA2"],
      "2 messages sent to delivery.",
    ]);
  });

  it("asks for each message where Postfix keeps no list of a site", async () => {
    const answer = await flush("12", "b.test", (queue) => {
      queue.instead.postqueue = (request) => {
        queue.instead.postqueue = ({ args }) => {
          if (args[0] !== "-s") queue.instead.postqueue = undefined!;
          return args[0] === "-s"
            ? fail('postqueue: fatal: Flush service is not configured for destination "b.test"\n', 69)
            : { kind: "exit", code: 0, stdout: "", stderr: "" };
        };
        const text = queue.messages
          .map((message) =>
            JSON.stringify({
              queue_name: message.queue,
              queue_id: message.id,
              arrival_time: message.arrival,
              message_size: 1,
              sender: message.sender,
              recipients: [],
            }),
          )
          .join("\n");
        request.onOutput?.(`${text}\n`);
        return { kind: "exit", code: 0, stdout: "", stderr: "" };
      };
    });
    expect(answer).toEqual([
      ["postqueue -s b.test", "postqueue -i AAAA1", "postqueue -i AAAA2"],
      "2 messages sent to delivery. Postfix keeps no list of the mail to b.test (fast_flush_domains), so each message was asked for.",
    ]);
  });
});
