/** `postfix-ls queue` with a queue in memory: what it prints, what it asks, and what it never does by itself. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type FakeQueue, fail, fakeQueue, messagesOf, NOW, say } from "../support/fake-queue";
import { MACHINE, run, transcript, type World } from "./support";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW * 1000 });
});
afterEach(() => {
  vi.useRealTimers();
});

const QUEUE = `
  deferred AAAA1 3d 500 ann@a.test -> bob@b.test: connect to b.test[192.0.2.1]:25: Connection refused
  deferred AAAA2 2h 5000 MAILER-DAEMON -> ann@a.test: connect to a.test[192.0.2.2]:25: Connection refused | cy@c.test: connect to a.test[192.0.2.2]:25: Connection refused | d@d.test: connect to a.test[192.0.2.2]:25: Connection refused | e@d.test: connect to a.test[192.0.2.2]:25: Connection refused
  deferred AAAA3# 90m 300 eve@a.test -> bob@b.test: mail transport unavailable
  hold BBBB1 3m 2000000 user@loteks.test -> dan@d.test`;

const ROOT = { ...MACHINE, userId: 0 };

/** Runs a line; the queue is the one of the fixture unless a test made another. */
async function queue(line: string, world: World = {}, fake: FakeQueue = fakeQueue(QUEUE)) {
  const outcome = await run(`queue ${line}`, { machine: ROOT, exec: fake.exec, ...world });
  return { ...outcome, asked: fake.asked, left: fake.messages.map(({ id, queue: name }) => `${name} ${id}`) };
}

const LISTED = ["deferred AAAA1", "deferred AAAA2", "deferred AAAA3", "hold BBBB1"];

describe("queue list", () => {
  it.each([
    "",
    "list --order largest",
    "list --by reason",
    "list --by recipient-domain",
    "shape",
    "shape --by sender-domain",
  ])("prints: %s", async (line) => {
    const { asked, left, ...outcome } = await queue(line);
    expect(asked).toEqual(["postqueue -j"]);
    await expect(transcript(`queue ${line}`.trim(), outcome)).toMatchFileSnapshot(
      `golden/queue-${line.replace(/[^a-z]+/g, "-") || "list"}.txt`,
    );
  });

  it.each([
    ["--sender ann@a.test", "AAAA1"],
    ["--sender <>", "AAAA2"],
    ["--recipient bob@b.test", "AAAA1 AAAA3"],
    ["--address ann@a.test", "AAAA1 AAAA2"],
    ["--domain loteks.test", "BBBB1"],
    ["--reason refused", "AAAA1 AAAA2"],
    ["--queue hold", "BBBB1"],
    ["--older-than 2h", "AAAA1 AAAA2"],
    ["--newer-than 1h", "BBBB1"],
    ["--larger-than 1M", "BBBB1"],
    ["--smaller-than 1k", "AAAA1 AAAA3"],
    ["--older-than 1h --reason /refused$/ --smaller-than 1k", "AAAA1"],
    ["--search from:*@a.test", "AAAA1 AAAA3"],
    ["AAAA3 BBBB1", "AAAA3 BBBB1"],
  ])("list --json %s prints postqueue's objects", async (options, ids) => {
    const { stdout, code } = await queue(`list --json ${options.replace(/^(?=[A-Z])/, "")}`);
    const lines = stdout.split("\n").slice(0, -1);
    expect([code, lines.map((line) => JSON.parse(line).queue_id).join(" ")]).toEqual([0, ids]);
  });

  it("says that nothing is found, or that there is nothing", async () => {
    expect(await queue("--sender x@x.test")).toMatchObject({
      code: 0,
      stdout: "None of 4 messages found.\n",
    });
    expect(await queue("", {}, fakeQueue(""))).toMatchObject({ code: 0, stdout: "The queue is empty.\n" });
    expect(await queue("shape", {}, fakeQueue(""))).toMatchObject({
      code: 0,
      stdout: "The queue is empty.\n",
    });
  });

  it("shows nothing of a message that a terminal would obey", async () => {
    const fake = fakeQueue(QUEUE);
    const [message] = fake.messages;
    const evil = "\u001b]0;x\u0007\u202e\u2028";
    fake.messages = [{ ...message!, sender: evil, recipients: [{ address: evil, reason: evil }] }];
    for (const line of ["", "list --by reason", "list --by sender-domain", "shape"]) {
      const { stdout } = await queue(line, { isTTY: true, env: { NO_COLOR: "1" } }, fake);
      expect(stdout).toMatch(/\ufffd/);
      expect(stdout).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u202e]/);
    }
  });

  it("names the instance", async () => {
    expect((await queue("-c out", { cwd: "/etc" })).asked).toEqual(["postqueue -c /etc/out -j"]);
  });

  it.each([
    [
      "postqueue: fatal: Queue report unavailable - mail system is down\n",
      "Postfix is not running, and while it is not, only root may list the queue. Start it (postfix start), or run this as root.",
    ],
    [
      "postqueue: fatal: User nobody(65534) is not allowed to view the mail queue\n",
      "This user may not do that: authorized_mailq_users and authorized_flush_users in main.cf say who may list and who may flush the queue. Run it as one of them, or as root.",
    ],
    [
      "postqueue: fatal: open /x/main.cf: No such file or directory\n",
      "There is no Postfix configuration with a queue in /etc/postfix. Check the directory.",
    ],
    ["postqueue: fatal: something else\n", "postqueue says: something else."],
  ])("cannot be had: %s", async (stderr, text) => {
    const fake = fakeQueue(QUEUE);
    fake.instead.postqueue = () => fail(stderr, 69);
    expect(await queue("", {}, fake)).toMatchObject({ code: 2, stdout: "", stderr: `postfix-ls: ${text}\n` });
  });

  it("is taken from the list for people where there is no other", async () => {
    const fake = fakeQueue(QUEUE);
    fake.instead.postqueue = (request) =>
      request.args[0] === "-j"
        ? fail("postqueue: invalid option -- 'j'\npostqueue: fatal: usage: postqueue -f | postqueue -p\n")
        : say(
            request,
            "-Queue ID-\nAAAA9!  266 Tue Nov 24 19:43:20  a@b.test\n     (no)\n      c@d.test\n\n-- 0 Kbytes in 1 Request.\n",
          );
    const { code, stdout, stderr } = await queue("list --json", {}, fake);
    expect([code, JSON.parse(stdout)]).toMatchObject([
      0,
      {
        queue_name: "hold",
        queue_id: "AAAA9",
        sender: "a@b.test",
        recipients: [{ address: "c@d.test", delay_reason: "no" }],
      },
    ]);
    expect(stderr).toContain("came with Postfix 3.1");
  });

  it("is listed as far as it goes, with exit code 2", async () => {
    const fake = fakeQueue(QUEUE);
    fake.instead.postqueue = (request) => {
      say(request, '{"queue_name": "hold", "queue_id": "AAAA1", "sender": "a@b.test"}\n{"queue_na');
      return { kind: "timeout", message: "said nothing for 60 seconds" };
    };
    const { code, stdout, stderr } = await queue("list", {}, fake);
    expect([code, stdout.includes("AAAA1")]).toEqual([2, true]);
    expect(stderr).toMatch(/^postfix-ls: The list is cut off\. postqueue said nothing for 60 seconds/);
  });
});

describe("what changes the queue", () => {
  it.each([
    [
      "hold AAAA1",
      "1 message put on hold.",
      ["hold AAAA1", "deferred AAAA2", "deferred AAAA3", "hold BBBB1"],
    ],
    [
      "release BBBB1",
      "1 message released.",
      ["deferred AAAA1", "deferred AAAA2", "deferred AAAA3", "deferred BBBB1"],
    ],
    ["delete --address user@loteks.test --yes", "1 message deleted.", LISTED.slice(0, 3)],
    ["delete --recipient bob@b.test --yes", "2 messages deleted.", ["deferred AAAA2", "hold BBBB1"]],
    ["hold --all --yes", "3 messages put on hold.", ["hold AAAA1", "hold AAAA2", "hold AAAA3", "hold BBBB1"]],
    ["delete --all --yes --count 4", "4 messages deleted.", []],
  ])("%s", async (line, text, left) => {
    expect(await queue(line)).toMatchObject({ code: 0, stdout: "", stderr: `postfix-ls: ${text}\n`, left });
  });

  it.each([
    ["delete", "say which messages to delete: queue IDs, options such as --sender, or --all"],
    ["delete --yes --count 4", "say which messages to delete: queue IDs, options such as --sender, or --all"],
    [
      "hold --all --sender x@x.test",
      "queue IDs and options such as --sender, --all, --from and --site do not go together",
    ],
    ["hold --site b.test", "--site goes with flush only"],
    ["hold --older-than 3", "'3' is no span of time such as 30m, 2h or 5d (s, m, h, d and w are the units)"],
    [
      "frobnicate",
      'there is no "queue frobnicate"; there are list, shape, show, hold, release, requeue, flush, expire, delete',
    ],
    ["delete --all --count many", "option '--count <N>' argument 'many' is invalid. It must be a number."],
    ["show", "show takes one queue ID"],
  ])("%s is refused", async (line, why) => {
    const outcome = await queue(line, { answer: "yes" });
    expect(outcome).toMatchObject({ code: 2, stderr: `postfix-ls: ${why}\n`, asked: [], left: LISTED });
  });

  it("asks first, and takes only a yes for one", async () => {
    for (const [answer, code] of [
      ["y", 0],
      ["yes", 0],
      ["no", 1],
      ["", 1],
    ] as const) {
      const outcome = await queue("delete AAAA1", { answer });
      expect([answer, outcome.code, outcome.left.length]).toEqual([answer, code, code === 0 ? 3 : 4]);
      expect(outcome.stderr).toContain("Delete 1 message? (yes or no) ");
      expect(outcome.stderr).toContain("AAAA1, 3 days old, ann@a.test → bob@b.test");
    }
  });

  it("does nothing where there is nobody to ask", async () => {
    const { code, left, stderr } = await queue("delete AAAA1");
    expect([code, left]).toEqual([1, LISTED]);
    expect(stderr).toMatch(/nothing was done: there is no terminal to ask at\. Add --yes to do it\n$/);
  });

  it("has the number typed before everything is deleted", async () => {
    expect(await queue("delete --all", { answer: "4" })).toMatchObject({ code: 0, left: [] });
    expect(await queue("delete --all", { answer: "yes" })).toMatchObject({ code: 1, left: LISTED });
    expect(await queue("delete --all --yes", { answer: "3" })).toMatchObject({ code: 1, left: LISTED });
    const { code, left, stderr } = await queue("delete --all --yes");
    expect([code, left]).toEqual([1, LISTED]);
    expect(stderr).toMatch(/Add --yes --count 4 to do it\n$/);
  });

  it("stops where there are more messages than were counted", async () => {
    expect(await queue("delete --all --yes --count 3")).toMatchObject({
      code: 1,
      left: LISTED,
      stderr: "postfix-ls: --count 3: it is 4 messages by now, so nothing was done\n",
    });
  });

  it("shows what would be done", async () => {
    const { code, stdout, left, asked } = await queue("delete --recipient bob@b.test --dry-run");
    expect([code, left, asked]).toEqual([1, LISTED, ["postqueue -j"]]);
    expect(stdout).toBe(`Delete 2 messages:
  800 B, to 2 recipients.
  Oldest: AAAA1, 3 days old, ann@a.test → bob@b.test
  Newest: AAAA3, 90 min old, eve@a.test → bob@b.test
  Deleted mail is gone: the 2 recipients do not get it, and the senders are not told.
`);
  });

  it("says what is not there, and that there is nothing to do", async () => {
    expect(await queue("hold CCCC1 BBBB1")).toMatchObject({
      code: 0,
      stderr:
        "postfix-ls: not in the queue: CCCC1\npostfix-ls: There is nothing to hold: 1 message on hold already.\n",
    });
  });

  it("is for root, which others are told with the whole command", async () => {
    const world = { machine: { ...MACHINE, userId: 1000 } };
    const line = "delete -c /etc/postfix-out --sender *@a.test --older-than 5d --yes";
    expect(await queue(line, world)).toMatchObject({
      code: 1,
      left: LISTED,
      asked: [],
      stderr:
        "postfix-ls: only root may do this to the queue. Run: sudo postfix-ls queue delete -c /etc/postfix-out --sender '*@a.test' --older-than 5d --yes\n",
    });
    expect(await queue("show AAAA1", world)).toMatchObject({
      code: 1,
      stderr: "postfix-ls: only root may do this to the queue. Run: sudo postfix-ls queue show AAAA1\n",
    });
    // What Postfix lets everybody do needs nobody's leave.
    expect(await queue("flush AAAA1", world)).toMatchObject({
      code: 0,
      stderr: "postfix-ls: 1 message sent to delivery.\n",
    });
    expect(await queue("delete --all --dry-run", world)).toMatchObject({ code: 1, left: LISTED });
  });

  it("takes an earlier list, as far as it is still so", async () => {
    const fake = fakeQueue(QUEUE);
    const listed = (await queue("list --json --queue deferred", {}, fake)).stdout;
    fake.messages = messagesOf(QUEUE.replace("AAAA2 2h", "AAAA2 1h")).filter(({ id }) => id !== "AAAA3");
    const files = { "/home/user/list": listed };
    const outcome = await queue("delete --from list --yes --json", { files }, fake);
    expect([outcome.code, JSON.parse(outcome.stdout)]).toEqual([
      1,
      {
        action: "delete",
        dryRun: false,
        messages: ["AAAA1", "AAAA2", "AAAA3"],
        leftAlone: {},
        missing: [],
        done: ["AAAA1"],
        gone: ["AAAA3"],
        replaced: ["AAAA2"],
        already: [],
        failed: [],
        problem: null,
      },
    ]);
    expect(outcome.left).toEqual(["deferred AAAA2", "hold BBBB1"]);
    expect(await queue("hold --from - --yes", { stdin: listed })).toMatchObject({ code: 0 });
    expect(await queue("hold --from list --yes", { files: { "/home/user/list": "AAAA1\n" } })).toMatchObject({
      code: 2,
      stderr: 'postfix-ls: list: 1 line of it hold no object of "queue list --json"; nothing was done\n',
      left: LISTED,
    });
    expect(await queue("hold --from nowhere --yes")).toMatchObject({ code: 2, left: LISTED });
  });
});

describe("queue show", () => {
  it("prints what postcat prints", async () => {
    const { code, stdout, asked } = await queue("show AAAA1 -c /x");
    expect([code, stdout, asked]).toEqual([
      0,
      "*** ENVELOPE RECORDS deferred/AAAA1 ***\nSubject: test\n",
      ["postcat -c /x -q AAAA1"],
    ]);
    expect((await queue("show AAAA1 --raw")).asked).toEqual(["postcat -bh -q AAAA1"]);
    expect(JSON.parse((await queue("show AAAA1 --json")).stdout)).toMatchObject({ id: "AAAA1" });
  });

  it("says what is no message any more, and starts nothing for what is no queue ID", async () => {
    expect(await queue("show AAAA9")).toMatchObject({
      code: 1,
      stderr: "postfix-ls: AAAA9 is not in the queue any more: delivered, requeued or deleted meanwhile.\n",
    });
    expect(await queue("show ../../etc/passwd")).toMatchObject({ code: 1, asked: [] });
  });

  it("shows a terminal nothing that it would obey", async () => {
    const fake = fakeQueue(QUEUE);
    fake.instead.postcat = (request) => say(request, "Subject: \u001b[31mred\n\nText\n");
    expect((await queue("show AAAA1", { isTTY: true }, fake)).stdout).toBe(
      "Subject: \ufffd[31mred\n\nText\n",
    );
    expect((await queue("show AAAA1", {}, fake)).stdout).toContain("\u001b[31m");
  });
});
