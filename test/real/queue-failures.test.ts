/** What is said where Postfix is stopped, where a user may not ask, and where its programs do what they never should. */
import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { nodeExec } from "../../server/src/node/exec";
import { readMachine } from "../../server/src/node/machine";
import type { Exec } from "../../server/src/ports/exec";
import { isProblem } from "../../server/src/tools/queue/programs";
import { readQueue } from "../../server/src/tools/queue/read-queue";
import { collector } from "../cli/support";
import { scratchDirectory, writeConfiguration } from "./postconf";
import { CANNOT_RUN } from "./private-postfix";
import { expectChanged, idsOf, needPostfix, oddMail, type Snapshot, withQueue } from "./queue-support";
import { runReal } from "./real-cli";

needPostfix();

const scratch = scratchDirectory();
afterAll(scratch.remove);

const NOBODY = 65_534;
const AS_NOBODY = ["--reuid", String(NOBODY), "--regid", String(NOBODY), "--clear-groups"];

/** Starts everything by another program, which is given the whole command line. */
function behind(program: string, args: readonly string[]): Exec {
  return {
    find: nodeExec.find,
    run: (request) =>
      nodeExec.run({ ...request, program, args: [...args, request.program, ...request.args] }),
  };
}

/** A user without rights. */
const nobody = {
  exec: behind("/usr/bin/setpriv", AS_NOBODY),
  machine: () => ({ ...readMachine(), userId: NOBODY }),
};

/** What gives a process another directory in the place of Postfix's main one: the directory stands behind it. */
const IN_PLACE = [
  "-m",
  "sh",
  "-c",
  `place=$(postconf -dh config_directory); mount --bind "$0" "$place" && exec setpriv ${AS_NOBODY.join(" ")} "$@"`,
];

/** Whether a process can have its own view of the file system here: not in every container. */
const CAN_MOUNT =
  CANNOT_RUN === undefined && spawnSync("unshare", ["-m", "mount", "--bind", "/tmp", "/mnt"]).status === 0;

/** A user without rights on a machine where this directory is that of the main Postfix. */
function nobodyAt(directory: string) {
  return { ...nobody, exec: behind("/usr/bin/unshare", [...IN_PLACE, directory]) };
}

let serial = 0;

/** Programs of Postfix's that shell scripts stand in for; the others are the machine's. */
function standIns(scripts: Readonly<Record<string, string>>): Exec {
  const directory = join(scratch.path, String(++serial));
  mkdirSync(directory);
  for (const [name, script] of Object.entries(scripts)) {
    writeFileSync(join(directory, name), `#!/bin/sh\n${script}\n`);
    chmodSync(join(directory, name), 0o755);
  }
  return {
    ...nodeExec,
    find: async (name) => (Object.hasOwn(scripts, name) ? join(directory, name) : await nodeExec.find(name)),
  };
}

/** A script that prints a text. */
function printing(text: string): string {
  const file = join(scratch.path, `text${++serial}`);
  writeFileSync(file, text);
  return `cat ${file}`;
}

/** A line of `postqueue -j`. */
function line(id: string, sender: string, reason = "Connection refused"): string {
  const recipients = [{ address: "one@elsewhere.test", delay_reason: reason }];
  const start = { queue_name: "deferred", queue_id: id, arrival_time: 1_795_554_691, message_size: 313 };
  return `${JSON.stringify({ ...start, forced_expire: false, sender, recipients })}\n`;
}

const list = (exec: Exec, ...words: readonly string[]) => runReal(["queue", "list", ...words], { exec });

describe.skipIf(CANNOT_RUN !== undefined)("a Postfix", () => {
  const queue = withQueue();
  let before: Snapshot;
  let ids: readonly string[];

  const expectUnchanged = async () => expectChanged(before, await queue().snapshot(), (printed) => printed);

  beforeAll(async () => {
    await queue().put(oddMail("one@y.test"));
    before = await queue().snapshot();
    ids = idsOf(before);
  });

  describe("whose configuration is not named in the main one", () => {
    it.each([
      ["list"],
      ["shape"],
      ["flush", "--all", "--yes"],
    ])("is not for everybody: %s", async (...words) => {
      const outcome = await queue().run(words, nobody);
      expect(outcome).toEqual({
        code: 2,
        stdout: "",
        stderr: `postfix-ls: Postfix opens the queue of ${queue().postfix.etc} for root only, because its main main.cf does not name the directory. Add it to alternate_config_directories there, or run this as root.\n`,
      });
    });

    it.each([
      "hold",
      "release",
      "requeue",
      "expire",
      "delete",
    ])("is not changed by everybody: %s", async (action) => {
      const outcome = await queue().run([action, "--all", "--yes"], nobody);
      expect(outcome).toEqual({
        code: 1,
        stdout: "",
        stderr: `postfix-ls: only root may do this to the queue. Run: sudo postfix-ls queue ${action} --all --yes -c ${queue().postfix.etc}\n`,
      });
      await expectUnchanged();
    });
  });

  describe.skipIf(!CAN_MOUNT)("that is the main one, for everybody", () => {
    it("has a list", async () => {
      const outcome = await runReal(["queue", "list", "--json"], nobodyAt(queue().postfix.etc));
      expect({ code: outcome.code, stderr: outcome.stderr }).toEqual({ code: 0, stderr: "" });
      expect(outcome.stdout.split("\n").sort()).toEqual(["", ...before.values()].sort());
    });

    it("delivers", async () => {
      const outcome = await runReal(["queue", "flush", ids[0]!], nobodyAt(queue().postfix.etc));
      expect(outcome).toEqual({ code: 0, stdout: "", stderr: "postfix-ls: 1 message sent to delivery.\n" });
      await queue().settle();
      before = await queue().snapshot();
      expect(idsOf(before).sort()).toEqual([...ids].sort());
    });

    it("has a list for those only whom it authorizes", async () => {
      const { main, master } = queue().postfix.texts;
      const directory = join(queue().postfix.path, "strict");
      mkdirSync(directory);
      const strict = `${main}authorized_mailq_users = root\nauthorized_flush_users = root\n`;
      writeConfiguration(directory, Buffer.from(strict), Buffer.from(master));
      const said =
        "postfix-ls: This user may not do that: authorized_mailq_users and authorized_flush_users in main.cf say who may list and who may flush the queue. Run it as one of them, or as root.\n";
      const listed = await runReal(["queue", "list"], nobodyAt(directory));
      expect(listed).toEqual({ code: 2, stdout: "", stderr: said });
    });
  });

  describe("with a postsuper that fails halfway", () => {
    it.each([
      { action: "hold", past: "put on hold" },
      { action: "delete", past: "deleted" },
    ])("has half of it done: $action", async ({ action, past }) => {
      const program = (await nodeExec.find("postsuper"))!;
      const half = Math.floor(ids.length / 2);
      // The first half is really done, by the real one.
      const exec = standIns({
        postsuper: `head -n ${half} | ${program} "$@"
echo 'postsuper: fatal: error writing queue file: No space left on device' >&2
exit 1`,
      });
      try {
        const { code, stdout, stderr } = await queue().run(
          [action, "--all", "--yes", "--count", String(ids.length)],
          { exec },
        );
        expect({ code, stdout, stderr }).toEqual({
          code: 1,
          stdout: "",
          stderr: `postfix-ls: ${half} messages ${past}. ${ids.length - half} messages were not ${past}. postsuper says: error writing queue file: No space left on device.\n`,
        });
        const now = await queue().snapshot();
        const left = ids.filter((id) => now.get(id) === before.get(id));
        expect(left).toHaveLength(ids.length - half);
      } finally {
        await queue().empty();
        await queue().put(oddMail("one@y.test"));
        before = await queue().snapshot();
        ids = idsOf(before);
      }
    });
  });

  describe("with a postqueue that is not what it should be", () => {
    it("hangs: it is ended", async () => {
      const exec = standIns({ postqueue: `${printing(line("ABCDEF1", "one@odd.test"))}; sleep 60` });
      const started = Date.now();
      const listing = await readQueue({ exec, directory: undefined }, { silence: 300 });
      expect(Date.now() - started).toBeLessThan(20_000);
      expect(listing).toMatchObject({ isWhole: false, messages: [{ id: "ABCDEF1" }] });
      expect(!isProblem(listing) && listing.remarks).toEqual([
        "The list is cut off. postqueue said nothing for 0.3 seconds and was ended. The disk of the queue may be busy, or a process of Postfix hangs; the mail log says more.",
      ]);
      const silent = standIns({ postqueue: "sleep 60" });
      const problem = await readQueue({ exec: silent, directory: undefined }, { silence: 300 });
      expect(problem).toMatchObject({
        kind: "failed",
        text: expect.stringMatching(/^postqueue said nothing for/),
      });
    });

    it("is cut off in the middle of an object", async () => {
      const [whole, cut] = [line("ABCDEF1", "one@odd.test"), line("ABCDEF2", "two@odd.test").slice(0, 90)];
      const outcome = await list(standIns({ postqueue: printing(whole + cut) }), "--json");
      expect(outcome).toEqual({
        code: 2,
        stdout: whole,
        stderr: "postfix-ls: The list is cut off: postqueue ended in the middle of a message.\n",
      });
    });

    it("prints a reason of 10 MB: people see the start of it, programs have all", async () => {
      const long = line("ABCDEF1", "one@odd.test", "x".repeat(10 * 1024 * 1024));
      const exec = standIns({ postqueue: printing(long + line("ABCDEF2", "two@odd.test")) });
      const text = await list(exec);
      expect({ code: text.code, stderr: text.stderr }).toEqual({ code: 0, stderr: "" });
      expect(text.stdout).toContain("ABCDEF2");
      expect(text.stdout.length).toBeLessThan(2_000);
      const { stdout } = await list(exec, "--json", "--sender", "one@odd.test");
      expect(stdout === long).toBe(true);
    });

    it("prints what steers a terminal: people see none of it, programs have all", async () => {
      const nasty = "\u001b]0;title\u0007\u001b[2J\u202egpj.exe\u2066\u2028\u2029\u200f\u009b31m\r\b\u007f";
      const printed = line("ABCDEF1", `${nasty}@odd.test`, `550 ${nasty}`);
      const exec = standIns({ postqueue: printing(printed), postsuper: "exit 1" });
      const harmless = /^[\n\x20-\x7e\u2026\u2192\ufffd]*$/;
      const stdout = collector(true);
      await runReal(["queue", "list"], { exec, stdout, env: { NO_COLOR: "1" } });
      const groupings = ["queue", "sender-domain", "recipient-domain", "reason"].map((by) => [
        "list",
        "--by",
        by,
      ]);
      const shapes = [["shape"], ["shape", "--by", "sender-domain"]];
      const plans = [
        ["delete", "--all", "--dry-run"],
        ["delete", "ABCDEF1"],
      ];
      for (const words of [["list"], ...groupings, ...shapes, ...plans]) {
        const outcome = await runReal(["queue", ...words], { exec, env: { NO_COLOR: "1" } });
        const text = (outcome.stdout + outcome.stderr).replace(/[\u2580-\u258f\u00b7]/g, "");
        expect(text, words.join(" ")).toMatch(harmless);
        expect(text.length).toBeGreaterThan(20);
      }
      expect(stdout.text()).toMatch(harmless);
      expect((await list(exec, "--json")).stdout).toBe(printed);
    });

    it("has no -j: the list for people is read", async () => {
      const refusal = `echo "postqueue: invalid option -- 'j'" >&2
echo 'postqueue: fatal: usage: postqueue -f | postqueue -i queueid | postqueue -p | postqueue -s site' >&2
exit 69`;
      const program = (await nodeExec.find("postqueue"))!;
      const exec = standIns({ postqueue: `case "$*" in *-j*) ${refusal} ;; esac\nexec ${program} "$@"` });
      const { code, stdout, stderr } = await queue().run(["list", "--json"], { exec });
      expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringContaining("has no option -j") });
      const lines = (text: string) => text.split("\n").filter((it) => it !== "");
      const objects = (texts: readonly string[]) => texts.map((it) => JSON.parse(it) as unknown);
      expect(objects(lines(stdout).sort())).toEqual(objects([...before.values()].map(compact).sort()));
    });

    it("is missing", async () => {
      const exec: Exec = { ...nodeExec, find: async () => undefined };
      for (const words of [["list"], ["shape"], ["show", "ABCDEF1"], ["delete", "ABCDEF1", "--yes"]]) {
        const { code, stdout, stderr } = await runReal(["queue", ...words], { exec });
        expect({ code, stdout }).toEqual({ code: words[0] === "show" ? 1 : 2, stdout: "" });
        expect(stderr).toMatch(
          /^postfix-ls: post(queue|cat) is neither in PATH nor in the usual system directories/,
        );
      }
    });
  });

  describe("that is stopped", () => {
    const REMARK = "postfix-ls: Postfix is not running: nothing of this is delivered until it is started.\n";
    beforeAll(async () => {
      await queue().postfix.stop();
    });

    it("has a list for root", async () => {
      const { code, stdout, stderr } = await queue().run(["list", "--json"]);
      expect({ code, stderr }).toEqual({ code: 0, stderr: REMARK });
      expect(stdout.split("\n").sort()).toEqual(["", ...before.values()].sort());
    });

    it.skipIf(!CAN_MOUNT)("has no list for others", async () => {
      const outcome = await runReal(["queue", "list"], nobodyAt(queue().postfix.etc));
      expect(outcome).toEqual({
        code: 2,
        stdout: "",
        stderr:
          "postfix-ls: Postfix is not running, and while it is not, only root may list the queue. Start it (postfix start), or run this as root.\n",
      });
    });

    it("delivers nothing", async () => {
      for (const words of [["--all", "--yes"], [ids[0]!], ["--site", "y.test", "--yes"]]) {
        const { code, stderr } = await queue().run(["flush", ...words]);
        expect(code).toBe(1);
        expect(stderr).toContain(
          "Postfix is not running, so nothing can be delivered. Start it: postfix start",
        );
      }
    });

    it("has one message put on hold: its log cannot be written", async () => {
      const { code, stderr } = await queue().run(["hold", "--all", "--yes"]);
      expect({ code, stderr }).toEqual({
        code: 1,
        stderr: `postfix-ls: 1 message put on hold. ${ids.length - 1} messages were not put on hold. Postfix is not running, and without it postsuper may not write to maillog_file: it gives up after one message. Start it (postfix start), then do the rest.\n`,
      });
      const after = await queue().snapshot();
      const held = idsOf(after, ({ queue_name }) => queue_name === "hold");
      expect(held).toHaveLength(1);
      expectChanged(before, after, (printed) =>
        held.includes(printed.queue_id) ? { ...printed, queue_name: "hold" } : printed,
      );
    });

    it("has no list without the directories of its queue", async () => {
      const hold = join(queue().postfix.path, "spool", "hold");
      renameSync(hold, `${hold}.away`);
      try {
        const { code, stdout, stderr } = await queue().run(["list", "--json", "--sender", "nobody@odd.test"]);
        expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
        expect(stderr).toContain("Postfix's own list of the queue breaks off; the mail log says why.");
      } finally {
        renameSync(`${hold}.away`, hold);
      }
    });
  });
});

/** A line of postqueue's as JSON.stringify writes it. */
function compact(text: string): string {
  return JSON.stringify(JSON.parse(text));
}
