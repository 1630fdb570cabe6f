/** What the queue tool shows of a real queue, against postqueue, qshape and postcat. */
import { beforeAll, describe, expect, it, vi } from "vitest";
import { nodeExec } from "../../server/src/node/exec";
import type { ExecRequest } from "../../server/src/ports/exec";
import { createJsonReader } from "../../server/src/tools/queue/json-listing";
import type { ListingReader, QueuedMessage } from "../../server/src/tools/queue/listing";
import { createPlainReader } from "../../server/src/tools/queue/plain-listing";
import { withEverything } from "../support/fake-queue";
import { CANNOT_RUN, runProgram } from "./private-postfix";
import { idsOf, needPostfix, objectsOf, oddMail, type RealQueue, withQueue } from "./queue-support";
import { runReal } from "./real-cli";

needPostfix();

const MANY = 200;

/** Bytes that are no ASCII, in UTF-8 and in Latin-1, and what a terminal would obey. */
const BINARY = "gr\u00fc\u00dfe \u001b[31m\u202e";

async function fill(queue: RealQueue): Promise<void> {
  await queue.put([
    ...oddMail("held@held.test"),
    { from: "many@Held.test", to: ["b@held.test", "a@held.test", "a@..dots..test."] },
  ]);
  await queue.postsuper("-h", "ALL", "deferred");
  await queue.putMany(MANY, "many@loteks.test", "many.test");
  await queue.put([
    ...oddMail("deferred@Mixed.TEST"),
    { from: "large@size.test", to: ["one@size.test"], body: `${"x".repeat(990)}\r\n`.repeat(1200) },
    { from: "binary@size.test", to: ["one@size.test"], body: BINARY },
  ]);
  const sent = await queue.postfix.send('"with sendmail"@odd.test', ["one@y.test", "two@y.test"]);
  expect(sent).toEqual({ code: 0, output: "" });
  const notUtf8 = await runProgram("sh", [
    "-c",
    `sendmail -C "$0" -f "$(printf 'gr\\374n')@odd.test" one@y.test </dev/null`,
    queue.postfix.etc,
  ]);
  expect(notUtf8).toEqual({ code: 0, output: "" });
  await queue.settle();
}

/** Reads what postqueue prints with an option. */
async function readBy(queue: RealQueue, option: string, reader: ListingReader): Promise<QueuedMessage[]> {
  const program = (await nodeExec.find("postqueue"))!;
  const args = ["-c", queue.postfix.etc, option];
  const result = await nodeExec.run({
    program,
    args,
    timeout: 60_000,
    outputLimit: 1,
    onOutput: reader.push,
  });
  expect(result).toMatchObject({ kind: "exit", code: 0 });
  const { messages, unread, isWhole } = reader.end();
  expect({ unread, isWhole }).toEqual({ unread: 0, isWhole: true });
  return messages;
}

/** The rows of qshape: a domain with all its mail, and with that of each age. */
async function qshape(queue: RealQueue, now: number, ...options: readonly string[]) {
  const program = (await nodeExec.find("qshape"))!;
  // The installed program, with another clock.
  const clock = "BEGIN { my $now = shift; *CORE::GLOBAL::time = sub () { $now } } do shift; die $@ if $@";
  const args = ["-c", queue.postfix.etc, "-w", "120", ...options, "deferred", "hold"];
  const { code, output } = await runProgram("perl", ["-e", clock, String(now), program, ...args]);
  expect(code, output).toBe(0);
  const rows = output.trim().split("\n").slice(1);
  return Object.fromEntries(
    rows.map((row) => {
      const [domain, total, ...counts] = row.trim().split(/\s+/);
      return [
        Buffer.from(domain!, "latin1").toString("utf8"),
        { total: Number(total), counts: counts.map(Number) },
      ];
    }),
  );
}

/** The rows of `queue shape` in the same form. */
async function shape(queue: RealQueue, ...options: readonly string[]) {
  const { code, stdout, stderr } = await queue.run(["shape", "--json", ...options]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  const { total, rows } = JSON.parse(stdout) as {
    total: { total: number; counts: number[] };
    rows: { domain: string; total: number; counts: number[] }[];
  };
  return Object.fromEntries([["TOTAL", total], ...rows.map(({ domain, ...row }) => [domain, row] as const)]);
}

const sorted = (messages: readonly QueuedMessage[]) =>
  messages.map(withEverything).sort((a, b) => (a.id < b.id ? -1 : 1));

describe.skipIf(CANNOT_RUN !== undefined)("what is shown of a real queue", () => {
  const queue = withQueue();

  beforeAll(async () => {
    await fill(queue());
  });

  describe("list", () => {
    it("prints the objects of postqueue", async () => {
      const printed = await queue().snapshot();
      const { code, stdout, stderr } = await queue().run(["list", "--json"]);
      expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
      expect(stdout.split("\n").sort()).toEqual(["", ...printed.values()].sort());
      expect(printed.size).toBe(MANY + 2 * oddMail().length + 5);
      expect(new Set(objectsOf(printed).map(({ sender }) => sender))).toContain("MAILER-DAEMON");
    });

    it("prints the objects of postqueue that are looked for", async () => {
      const printed = await queue().snapshot();
      const { stdout } = await queue().run(["list", "--json", "--larger-than", "1M"]);
      const [large] = objectsOf(printed).filter(({ message_size }) => message_size > 1024 * 1024);
      expect(stdout).toBe(`${printed.get(large!.queue_id)}\n`);
    });

    it("names every message to people", async () => {
      const { code, stdout, stderr } = await queue().run(["list"]);
      expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
      const named = stdout.split("\n").flatMap((line) => /^ {2}([0-9A-F]{8,}) /.exec(line)?.[1] ?? []);
      expect(named.sort()).toEqual(idsOf(await queue().snapshot()).sort());
      expect(stdout).toContain(`${named.length} messages, `);
    });

    it("is the same when it is read from the list for people, in any zone", async () => {
      await queue().put([{ from: "expired@list.test", to: ["one@list.test"] }]);
      const [expired] = idsOf(await queue().snapshot(), ({ sender }) => sender === "expired@list.test");
      try {
        for (const action of ["-e", "-h"]) {
          await queue().postsuper(action, expired!);
          for (const zone of ["UTC", "America/St_Johns", "Asia/Kathmandu"]) {
            vi.stubEnv("TZ", zone);
            const json = await readBy(queue(), "-j", createJsonReader());
            const plain = await readBy(queue(), "-p", createPlainReader(Date.now()));
            expect(sorted(plain), zone).toEqual(sorted(json));
            expect(json.filter(({ isExpired }) => isExpired).map(({ id }) => id)).toEqual([expired]);
          }
        }
      } finally {
        vi.unstubAllEnvs();
        // qshape knows nothing of expired messages: their files have another mode.
        await queue().postsuper("-d", expired!);
      }
    });
  });

  describe("shape", () => {
    /** Between the ends of spans, at them, and around them. */
    const MINUTES = [0, 5, 10, 20, 40, 80, 160, 320, 640, 1280, 5000];

    it.each([
      ["recipients", [], []],
      ["senders", ["--by", "sender-domain"], ["-s"]],
    ] as const)("is that of qshape, by the domains of %s", async (_name, ours, theirs) => {
      const now = Math.floor(Date.now() / 1000);
      const found = await shape(queue(), ...ours);
      expect(found).toEqual(await qshape(queue(), now, ...theirs));
      expect(Object.keys(found).length).toBeGreaterThan(ours.length > 0 ? 6 : 5);
    });

    it("is that of qshape as the mail becomes older", async () => {
      const arrivals = [
        ...new Set(objectsOf(await queue().snapshot()).map(({ arrival_time }) => arrival_time)),
      ];
      const middle = arrivals.sort()[Math.floor(arrivals.length / 2)]!;
      const clock = vi.spyOn(Date, "now");
      try {
        for (const minutes of MINUTES) {
          for (const seconds of [0, 1, 100]) {
            const now = middle + minutes * 60 + seconds;
            clock.mockReturnValue(now * 1000);
            expect(await shape(queue()), `${minutes} min ${seconds} s`).toEqual(await qshape(queue(), now));
          }
        }
      } finally {
        clock.mockRestore();
      }
    });
  });

  describe("show", () => {
    it("prints the bytes of postcat", async () => {
      const snapshot = await queue().snapshot();
      const ids = idsOf(snapshot, ({ sender }) => !sender.startsWith("many@loteks"));
      const [binary] = idsOf(snapshot, ({ sender }) => sender === "binary@size.test");
      expect(ids).toContain(binary);
      for (const id of ids) {
        const { output } = await queue().program("postcat", "-q", id);
        expect(await queue().run(["show", id])).toEqual({ code: 0, stdout: output, stderr: "" });
      }
      const { output } = await queue().program("postcat", "-bhq", binary!);
      expect(await queue().run(["show", "--raw", binary!])).toEqual({ code: 0, stdout: output, stderr: "" });
      expect(output).toContain(Buffer.from(BINARY).toString("latin1"));
    });

    it("says of a message that is not there that it is gone", async () => {
      const gone = "not in the queue any more: delivered, requeued or deleted meanwhile.";
      const { code, stdout, stderr } = await queue().run(["show", "0123456789A"]);
      expect({ code, stdout, stderr }).toEqual({
        code: 1,
        stdout: "",
        stderr: `postfix-ls: 0123456789A is ${gone}\n`,
      });
    });

    it.each([
      "../x",
      "-v",
      "/etc/passwd",
      "hold/ABCDEF",
      "ABCDE\nF",
      "ALL",
    ])("starts nothing for %j, which is no queue ID", async (id) => {
      const started: ExecRequest[] = [];
      const exec = {
        ...nodeExec,
        run: (request: ExecRequest) => {
          started.push(request);
          return nodeExec.run(request);
        },
      };
      const words = ["queue", "show", "-c", queue().postfix.etc, "--", id];
      const { code, stdout, stderr } = await runReal(words, { exec });
      expect({ code, stdout, started }).toEqual({ code: 1, stdout: "", started: [] });
      expect(stderr).toMatch(/^postfix-ls: '.*' is no queue ID\.\n$/);
    });
  });
});
