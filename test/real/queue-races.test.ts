/** What happens when a real queue changes between the plan of an action and the action. */
import { chmodSync, chownSync, copyFileSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import type { QueueAction } from "../../server/src/contract/queue";
import { nodeExec } from "../../server/src/node/exec";
import type { Exec } from "../../server/src/ports/exec";
import { applyPlan, type QueueResult, resultText } from "../../server/src/tools/queue/apply";
import type { QueuedMessage } from "../../server/src/tools/queue/listing";
import { planAction, type QueuePlan } from "../../server/src/tools/queue/plan";
import { scratchDirectory } from "./postconf";
import { CANNOT_RUN } from "./private-postfix";
import {
  expectChanged,
  idsOf,
  needPostfix,
  oddMail,
  type Printed,
  type RealQueue,
  type Snapshot,
  withQueue,
} from "./queue-support";

needPostfix();

const scratch = scratchDirectory();
afterAll(scratch.remove);

/** The file of a message that is deferred. */
function fileOf({ postfix }: RealQueue, id: string): string {
  return join(postfix.path, "spool", "deferred", id[0]!, id);
}

/** Gives a deferred message the queue ID of another one, which is deleted. */
async function replace(queue: RealQueue, id: string, by: string): Promise<void> {
  await queue.postsuper("-d", id);
  const [from, to] = [fileOf(queue, by), fileOf(queue, id)];
  copyFileSync(from, to);
  const { uid, gid, mode, atime, mtime } = statSync(from);
  chownSync(to, uid, gid);
  chmodSync(to, mode);
  // Postfix delivers what seems to have waited long enough.
  utimesSync(to, atime, mtime);
}

/** The result by queue IDs. */
function idsIn({ done, gone, replaced, already, failed, problem }: QueueResult) {
  const ids = (messages: readonly QueuedMessage[]) => messages.map(({ id }) => id).sort();
  return {
    done: ids(done),
    gone: ids(gone),
    replaced: ids(replaced),
    already: ids(already),
    failed: ids(failed),
    problem: problem?.text,
  };
}

describe.skipIf(CANNOT_RUN !== undefined)("a real queue that changes", () => {
  const queue = withQueue();
  let before: Snapshot;
  /** The messages that the plan is about, in Postfix's order. */
  let ids: readonly string[];
  /** A message that is none of them. */
  let other: string;

  beforeEach(async () => {
    await queue().empty();
    await queue().put([...oddMail("picked@pick.test"), ...oddMail("left@other.test")]);
    before = await queue().snapshot();
    const isPicked = ({ recipients }: Printed) =>
      recipients.some(({ address }) => address === "picked@pick.test");
    ids = idsOf(before, isPicked);
    other = idsOf(before, (printed) => !isPicked(printed) && printed.sender === "-dash@odd.test")[0]!;
  });

  async function plan(action: QueueAction): Promise<QueuePlan> {
    const listing = await queue().listing();
    const selected = listing.messages.filter(({ id }) => ids.includes(id));
    return planAction(action, listing, selected);
  }

  const nothing = { done: [], gone: [], replaced: [], already: [], failed: [], problem: undefined };
  const all = () => [...ids].sort();

  it("when messages are delivered, deleted and requeued before the action", async () => {
    const made = await plan("delete");
    const [delivered, deleted, requeued, ...rest] = ids;
    await queue().postsuper("-d", deleted!);
    await queue().postsuper("-r", requeued!);
    await queue().openRelay();
    expect(await queue().program("postqueue", "-i", delivered!)).toEqual({ code: 0, output: "" });
    await queue().untilGone([delivered!]);
    await queue().settle();
    const between = await queue().snapshot();
    const result = await applyPlan(made, queue().host);
    const gone = [delivered!, deleted!, requeued!].sort();
    expect(idsIn(result)).toEqual({ ...nothing, done: [...rest].sort(), gone });
    expect(resultText(result)).toBe(
      `${rest.length} messages deleted. 3 messages were gone already: delivered, requeued or deleted meanwhile.`,
    );
    const isDeleted = ({ queue_id }: Printed) => rest.includes(queue_id);
    expectChanged(between, await queue().snapshot(), (printed) => (isDeleted(printed) ? undefined : printed));
  });

  it("when somebody does the same", async () => {
    const made = await plan("hold");
    const [first, second, ...rest] = ids;
    await queue().postsuper("-h", first!, "-h", second!);
    const result = await applyPlan(made, queue().host);
    expect(idsIn(result)).toEqual({ ...nothing, done: [...rest].sort(), already: [first!, second!].sort() });
    expectChanged(before, await queue().snapshot(), (printed) =>
      ids.includes(printed.queue_id) ? { ...printed, queue_name: "hold" } : printed,
    );
  });

  it("when somebody puts on hold what is to be deleted", async () => {
    const made = await plan("delete");
    await queue().postsuper("-h", ids[0]!);
    expect(idsIn(await applyPlan(made, queue().host))).toEqual({ ...nothing, done: all() });
    expectChanged(before, await queue().snapshot(), (printed) =>
      ids.includes(printed.queue_id) ? undefined : printed,
    );
  });

  it.each([
    "hold",
    "requeue",
    "flush",
    "expire",
    "delete",
  ] as const)("when a queue ID becomes another message's: %s", async (action) => {
    const made = await plan(action);
    const [taken] = idsOf(
      before,
      ({ queue_id, sender }) => ids.includes(queue_id) && sender === "MAILER-DAEMON",
    );
    await replace(queue(), taken!, other);
    const between = await queue().snapshot();
    expect(JSON.parse(between.get(taken!)!)).toMatchObject({ queue_id: taken, sender: "-dash@odd.test" });
    const rest = ids.filter((id) => id !== taken);
    const result = await applyPlan(made, queue().host);
    expect(idsIn(result)).toEqual({ ...nothing, done: [...rest].sort(), replaced: [taken] });
    expect(resultText(result)).toContain(
      `1 queue ID is another message's by now, which was left alone: ${taken}.`,
    );
    await queue().settle();
    const after = await queue().snapshot();
    for (const id of between.keys()) if (!rest.includes(id)) expect(after.get(id)).toBe(between.get(id));
  });

  /** Does something when the queue has been listed for the last time, before the program changes it. */
  function inTheLastMoment(act: () => Promise<void>): Exec {
    return {
      ...nodeExec,
      run: async (request) => {
        if (request.program.endsWith("/postsuper")) await act();
        return await nodeExec.run(request);
      },
    };
  }

  it.each(["hold", "requeue", "expire", "delete"] as const)("in the last moment: %s", async (action) => {
    const made = await plan(action);
    const [deleted, requeued, ...rest] = ids;
    const exec = inTheLastMoment(async () => {
      await queue().postsuper("-d", deleted!);
      await queue().postsuper("-r", requeued!);
      await queue().settle();
    });
    const result = await applyPlan(made, { ...queue().host, exec });
    expect(idsIn(result)).toEqual({ ...nothing, done: [...rest].sort(), gone: [deleted!, requeued!].sort() });
    const after = await queue().snapshot();
    for (const id of before.keys()) if (!ids.includes(id)) expect(after.get(id)).toBe(before.get(id));
  });

  it("when all of it is from a list of long ago", async () => {
    const list = join(scratch.path, "list");
    const listed = await queue().run(["list", "--json", "--recipient", "picked@pick.test"]);
    writeFileSync(list, listed.stdout);
    const [taken] = idsOf(
      before,
      ({ queue_id, sender }) => ids.includes(queue_id) && sender === "MAILER-DAEMON",
    );
    const [deleted, held, ...rest] = ids.filter((id) => id !== taken);
    await replace(queue(), taken!, other);
    await queue().postsuper("-d", deleted!);
    await queue().postsuper("-h", held!);
    const between = await queue().snapshot();
    const tried = await queue().run(["delete", "--from", list, "--dry-run", "--json"]);
    expect(tried).toMatchObject({ code: 1, stderr: "" });
    expect(await queue().snapshot()).toEqual(between);

    const { code, stdout } = await queue().run(["delete", "--from", list, "--yes", "--json"]);
    expect(code).toBe(1);
    const result = JSON.parse(stdout) as Record<string, string[]>;
    expect(result).toMatchObject({
      gone: [deleted],
      replaced: [taken],
      already: [],
      failed: [],
      problem: null,
    });
    expect([...result.done!].sort()).toEqual([held!, ...rest].sort());
    const isDeleted = ({ queue_id }: Printed) => queue_id === held || rest.includes(queue_id);
    expectChanged(between, await queue().snapshot(), (printed) => (isDeleted(printed) ? undefined : printed));
  });

  it("when a list is cut off", async () => {
    const { stdout } = await queue().run(["list", "--json"]);
    const list = join(scratch.path, "cut");
    writeFileSync(list, stdout.slice(0, -10));
    const { code, stderr } = await queue().run(["delete", "--from", list, "--yes"]);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: `postfix-ls: ${list}: 1 line of it hold no object of "queue list --json"; nothing was done\n`,
    });
    expect(await queue().snapshot()).toEqual(before);
  });
});
