/** The mail queue over a wire: pages of its tree, plans, what becomes of them, and what is never started. */
import { existsSync, readFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type {
  QueueAges,
  QueueApplyAnswer,
  QueueExplanation,
  QueueHandOverAnswer,
  QueueInstance,
  QueueMessageText,
  QueueNodes,
  QueuePlanAnswer,
  QueueState,
  QueueView,
} from "../../server/src/contract/queue";
import { type FakeQueue, fakeQueue, messagesOf, NOW } from "../support/fake-queue";
import { PULLS, type SessionOptions, startSession } from "./session";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW * 1000 });
});
afterEach(() => {
  vi.useRealTimers();
});

const QUEUE = `
  deferred AAAA1 3d 500 ann@a.test -> bob@b.test: connect to b.test[192.0.2.1]:25: Connection refused
  deferred AAAA2 2h 5000 MAILER-DAEMON -> ann@a.test: mail transport unavailable | cy@c.test: mail transport unavailable
  deferred AAAA3 90m 300 eve@a.test -> bob@b.test: mail transport unavailable
  hold BBBB1 3m 2000 user@loteks.test -> dan@d.test`;

const VIEW: QueueView = { grouping: "queue", order: "oldest", search: "" };

/** Starts a server beside a queue. */
async function start(options: SessionOptions = {}, queue: FakeQueue = fakeQueue(QUEUE)) {
  queue.instead.postconf ??= ({ args }) => ({
    kind: "exit",
    code: 0,
    stdout: args.includes("-h") ? "/etc/postfix\n/etc/postfix-out, /etc/postfix\n/srv/mail\n" : "",
    stderr: "",
  });
  const session = await startSession(PULLS, { exec: queue.exec, ...options });
  const ask = <Answer>(request: string, params: object = {}) =>
    session.client.sendRequest<Answer>(`postfix/${request}`, { directory: null, ...params });
  return {
    session,
    queue,
    /** Command lines of the programs for queues. */
    asked: () => queue.asked.filter((line) => !line.startsWith("postconf")),
    read: (directory: string | null = null) => ask<QueueState>("queueRead", { directory }),
    nodes: (params: object = {}) =>
      ask<QueueNodes>("queueNodes", { view: VIEW, parent: null, offset: 0, limit: 100, ...params }),
    plan: (params: object) =>
      ask<QueuePlanAnswer>("queuePlan", { view: VIEW, ids: [], groups: [], all: false, ...params }),
    apply: (token: number) => ask<QueueApplyAnswer>("queueApply", { token }),
    ask,
  };
}

describe("the queue", () => {
  it("is listed, and told apart from what it was", async () => {
    const { read, queue, asked } = await start();
    const first = { problem: null, count: 4, bytes: 7800, changed: true, remarks: [], canExpire: true };
    expect(await read()).toEqual(first);
    expect(await read()).toEqual({ ...first, changed: false });
    queue.messages.reverse();
    expect(await read()).toEqual({ ...first, changed: false });
    queue.messages = messagesOf(QUEUE.replaceAll("mail transport", "the transport"));
    expect(await read()).toEqual({ ...first, changed: true });
    queue.messages = messagesOf(QUEUE.replace("hold", "deferred"));
    expect((await read()).changed).toBe(true);
    // Another instance has another queue.
    expect(await read("/etc/postfix-out")).toMatchObject({ changed: true });
    expect(asked().at(-1)).toBe("postqueue -c /etc/postfix-out -j");
  });

  it("is a tree that comes in pages, of one list", async () => {
    const { nodes, asked } = await start();
    const top = await nodes();
    expect(top).toEqual({
      groups: [
        { key: "deferred", label: "deferred", messages: 3, bytes: 5800, oldest: NOW - 3 * 86_400 },
        { key: "hold", label: "hold", messages: 1, bytes: 2000, oldest: NOW - 180 },
      ],
      messages: [],
      recipients: [],
      total: 2,
      found: 4,
      problem: "",
    });
    const page = await nodes({ parent: { group: "deferred" }, offset: 1, limit: 1 });
    expect({ ...page, groups: 0 }).toEqual({
      groups: 0,
      messages: [
        {
          id: "AAAA2",
          queue: "deferred",
          sender: "MAILER-DAEMON",
          arrival: NOW - 7200,
          size: 5000,
          isExpired: false,
          recipients: 2,
          firstRecipient: "ann@a.test",
          firstReason: "mail transport unavailable",
        },
      ],
      recipients: [],
      total: 3,
      found: 4,
      problem: "",
    });
    expect((await nodes({ parent: { message: "AAAA2" }, limit: 1 })).recipients).toEqual([
      { address: "ann@a.test", reason: "mail transport unavailable" },
    ]);
    expect(await nodes({ parent: { group: "no such" } })).toMatchObject({ messages: [], total: 0 });
    expect(asked()).toEqual(["postqueue -j"]);
  });

  it("is searched, with expressions as well, and says what is wrong with a search", async () => {
    const { nodes } = await start();
    const found = async (search: string) => {
      const { groups, found, problem } = await nodes({ view: { ...VIEW, search } });
      return problem || `${found}: ${groups.map(({ label, messages }) => `${label} ${messages}`).join()}`;
    };
    expect(await found("to:bob@b.test")).toBe("2: deferred 2");
    expect(await found("to:/^(bob|dan)@/")).toBe("3: deferred 2,hold 1");
    expect(await found("nobody")).toBe("0: ");
    expect(await found("older:x")).toMatch(/^'x' is no span of time/);
  });

  it("does not wait for an expression that is too slow", async () => {
    const { nodes } = await start({
      background: { run: async () => ({ kind: "timeout", message: "did not end within 5 seconds" }) },
    });
    const { problem } = await nodes({ view: { ...VIEW, search: "/(a+)+$/" } });
    expect(problem).toBe(
      "/(a+)+$/ did not end within 5 seconds: it is too slow for this queue. Write it more simply.",
    );
  });

  it("is counted by age and domain", async () => {
    const { ask } = await start();
    const ages = await ask<QueueAges>("queueAges", { by: "recipient-domain", search: "-x", limit: 1 });
    expect(ages).toMatchObject({ rows: [], domains: 0, problem: "" });
    const all = await ask<QueueAges>("queueAges", { by: "recipient-domain", search: "", limit: 1 });
    expect(all).toMatchObject({
      domains: 4,
      total: { total: 5 },
      rows: [{ domain: "b.test", total: 2, counts: [0, 0, 0, 0, 0, 1, 0, 0, 0, 1] }],
    });
  });

  it("is not asked for where the workspace is not trusted", async () => {
    const { read, nodes, plan, ask, asked } = await start({ trusted: false });
    expect((await read()).problem).toMatchObject({ kind: "untrusted" });
    expect((await nodes()).problem).toMatch(/not trusted/);
    expect((await plan({ action: "delete", all: true })).problem).toMatch(/not trusted/);
    expect((await ask<QueueMessageText>("queueMessage", { id: "AAAA1" })).problem).toMatch(/not trusted/);
    expect(await ask("queueInstances")).toEqual([]);
    expect([
      asked(),
      (await ask<QueueAges>("queueAges", { by: "sender-domain", search: "", limit: 1 })).problem,
    ]).toEqual([[], expect.stringMatching(/not trusted/)]);
  });

  it("is not asked for where the settings say that nothing is", async () => {
    const { read, asked } = await start({ settings: { host: "none" } });
    const { problem } = await read();
    expect([problem?.kind, problem?.text, asked()]).toEqual([
      "denied",
      expect.stringContaining("postfix.host is none"),
      [],
    ]);
  });

  it("cannot be had without Postfix", async () => {
    const { read } = await start({
      exec: {
        find: async () => undefined,
        run: async () => ({ kind: "missing", message: "does not exist" }),
      },
    });
    expect((await read()).problem).toMatchObject({ kind: "missing" });
  });

  it("belongs to an instance of several", async () => {
    const { ask } = await start();
    expect(await ask<QueueInstance[]>("queueInstances")).toEqual([
      { directory: "/etc/postfix", isDefault: true },
      { directory: "/etc/postfix-out", isDefault: false },
      { directory: "/srv/mail", isDefault: false },
    ]);
  });
});

describe("an action", () => {
  it("is a plan, which is carried out once", async () => {
    const { plan, apply, queue } = await start();
    const answer = await plan({ action: "delete", ids: ["AAAA1", "AAAA2"] });
    expect(answer).toMatchObject({
      problem: null,
      count: 2,
      question: "Delete 2 messages?",
      button: "Delete 2 Messages",
      isAsked: true,
      mustType: null,
      command: null,
    });
    expect(answer.details[0]).toBe("5.4 KB, to 3 recipients.");
    expect(await apply(answer.token)).toEqual({ text: "2 messages deleted.", isDone: true });
    expect(queue.messages.map(({ id }) => id)).toEqual(["AAAA3", "BBBB1"]);
    expect(await apply(answer.token)).toMatchObject({ isDone: false });
    expect(queue.messages).toHaveLength(2);
  });

  it("is about groups of the view, or about all that is found", async () => {
    const { plan } = await start();
    const view = { ...VIEW, grouping: "recipient-domain" };
    expect(await plan({ action: "hold", view, groups: ["b.test"], ids: ["AAAA1", "AAAA2"] })).toMatchObject({
      count: 3,
    });
    const search = { ...VIEW, search: "transport" };
    expect(await plan({ action: "delete", view: search, all: true })).toMatchObject({
      count: 2,
      mustType: null,
    });
    expect(await plan({ action: "delete", all: true })).toMatchObject({ count: 4, mustType: "4" });
    expect((await plan({ action: "release", ids: ["AAAA1"] })).problem).toBe(
      "There is nothing to release: 1 message not on hold.",
    );
  });

  it("asks Postfix for all mail to a domain at once", async () => {
    const { plan, apply, asked } = await start();
    const view = { ...VIEW, grouping: "recipient-domain" };
    const { token } = await plan({ action: "flush", view, groups: ["b.test"] });
    await apply(token);
    expect(asked().at(-1)).toBe("postqueue -s b.test");
    const searched = { ...view, search: "refused" };
    await apply((await plan({ action: "flush", view: searched, groups: ["b.test"] })).token);
    expect(asked().at(-1)).toBe("postqueue -i AAAA1");
  });

  it("tells how far it is", async () => {
    const { plan, apply, session } = await start();
    const told: object[] = [];
    session.client.onNotification("postfix/queueProgress", (params: object) => void told.push(params));
    const { token } = await plan({ action: "delete", all: true });
    await apply(token);
    await vi.waitFor(() => expect(told).toEqual([{ token, done: 4 }]));
  });

  it("is handed to a terminal where the rights are missing, with the list of its messages", async () => {
    const { plan, ask, session, apply, queue } = await start({ userId: 1000 });
    const answer = await plan({ action: "hold", ids: ["AAAA1"] });
    expect(answer).toMatchObject({ isAsked: true });
    expect(answer.command).toMatch(/^sudo postfix-ls queue hold --from \S+\/messages\.json --yes$/);
    const handed = await ask<QueueHandOverAnswer>("queueHandOver", { token: answer.token });
    expect([handed.program, ...handed.args].join(" ")).toBe(answer.command);
    const file = handed.args[handed.args.indexOf("--from") + 1]!;
    expect(JSON.parse(readFileSync(file, "utf8"))).toMatchObject({ queue_id: "AAAA1", sender: "ann@a.test" });
    session.client.sendNotification("postfix/queueHandedOver", { directory: null, token: answer.token });
    await vi.waitFor(() => expect(existsSync(file)).toBe(false));
    expect(await apply(answer.token)).toMatchObject({ isDone: false });
    expect(queue.messages).toEqual(messagesOf(QUEUE));
    // Delivery may be asked for by everybody.
    expect(await plan({ action: "flush", ids: ["AAAA1"] })).toMatchObject({ command: null });
  });

  it("takes the list of a plan away that nobody carried out", async () => {
    const { plan, session } = await start({ userId: 1000 });
    const { command } = await plan({ action: "hold", ids: ["AAAA1"] });
    const file = /--from (\S+)/.exec(command!)![1]!;
    expect(existsSync(file)).toBe(true);
    const next = await plan({ action: "hold", ids: ["AAAA2"] });
    await vi.waitFor(() => expect(existsSync(file)).toBe(false));
    const last = /--from (\S+)/.exec(next.command!)![1]!;
    expect(existsSync(last)).toBe(true);
    await session.client.sendRequest("shutdown");
    await vi.waitFor(() => expect(existsSync(last)).toBe(false));
  });
});

describe("a message", () => {
  it("is shown as postcat prints it", async () => {
    const { ask } = await start();
    expect(await ask<QueueMessageText>("queueMessage", { id: "AAAA1" })).toEqual({
      text: "*** ENVELOPE RECORDS deferred/AAAA1 ***\nSubject: test\n",
      problem: "",
      terminal: null,
    });
    expect((await ask<QueueMessageText>("queueMessage", { id: "AAAA9" })).problem).toMatch(
      /not in the queue any more/,
    );
  });

  it("is shown in a terminal where the rights are missing", async () => {
    const queue = fakeQueue(QUEUE);
    queue.instead.postcat = () => ({
      kind: "exit",
      code: 1,
      stdout: "",
      stderr: "postcat: fatal: open queue file AAAA1: Permission denied\n",
    });
    const { ask } = await start({ userId: 1000 }, queue);
    expect((await ask<QueueMessageText>("queueMessage", { id: "AAAA1" })).terminal).toEqual({
      program: "sudo",
      args: ["postfix-ls", "queue", "show", "AAAA1"],
    });
  });

  it("waits for a reason that leads to parameters and to master.cf", async () => {
    const files = {
      "/etc/postfix/main.cf":
        "# Ours.\nmydestination = x.test\nrelay_domains = b.test\nrelay_transport = slow:[r.test]\n",
      "/etc/postfix/master.cf": "smtp unix - - n - - smtp\nslow unix - - n - - smtp\n  -o syslog_name=slow\n",
    };
    const { ask } = await start({ files });
    const explanation = await ask<QueueExplanation>("queueExplain", { id: "AAAA1", recipient: null });
    expect(explanation).toMatchObject({
      address: "bob@b.test",
      reason: "connect to b.test[192.0.2.1]:25: Connection refused",
      relay: "b.test[192.0.2.1]:25",
      transport: {
        name: "slow",
        parameter: "relay_transport",
        place: { uri: "file:///etc/postfix/master.cf", line: 1 },
      },
      places: { relay_transport: { uri: "file:///etc/postfix/main.cf", line: 3 } },
    });
    expect(explanation.text).not.toBe("");
    expect(await ask("queueExplain", { id: "AAAA9", recipient: null })).toBeNull();
  });
});
