/** What the queue tool does to a real queue: to exactly the messages that are meant, and to nothing else. */
import { describe, expect, it } from "vitest";
import { CANNOT_RUN } from "./private-postfix";
import {
  expectChanged,
  goesTo,
  idsOf,
  needPostfix,
  ODD_SENDERS,
  objectsOf,
  oddMail,
  type Printed,
  type RealQueue,
  type Snapshot,
  withQueue,
} from "./queue-support";

needPostfix();

const PICKED = "picked@pick.test";
const isPicked = goesTo(PICKED);

/** Mail of every odd sender that is picked, mail of every one that is not, and much else. */
async function fill(queue: RealQueue): Promise<Snapshot> {
  await queue.empty();
  await queue.put([...oddMail(PICKED), ...oddMail("left@pick.test", "alone@other.test")]);
  await queue.putMany(40, "many@loteks.test", "many.test");
  return await queue.snapshot();
}

/** The part of a queue that is not there in another. */
function without(all: Snapshot, others: Snapshot): Printed[] {
  return objectsOf(new Map([...all].filter(([id]) => !others.has(id))));
}

/** What of a message stays when it is requeued, as one text. */
function kept({ sender, recipients }: Printed): string {
  return JSON.stringify([sender, recipients.map(({ address }) => address).sort()]);
}

const held = (printed: Printed): Printed => ({ ...printed, queue_name: "hold" });
const released = (printed: Printed): Printed => ({ ...printed, queue_name: "deferred" });
const expired = (printed: Printed): Printed => ({ ...printed, forced_expire: true });

/** What is done without anything becoming of the mail, in an order in which each finds something to do. */
const QUIET = [
  { action: "hold", past: "put on hold", changed: held },
  { action: "release", past: "released", changed: released },
  { action: "expire", past: "expired", changed: expired },
  { action: "delete", past: "deleted", changed: () => undefined },
] as const;

describe.skipIf(CANNOT_RUN !== undefined)("what is done to a real queue", () => {
  const queue = withQueue();

  /** Runs an action, which has to succeed, and says what it says. */
  async function does(...words: readonly string[]): Promise<string> {
    const { code, stdout, stderr } = await queue().run(words);
    expect({ code, stdout }, stderr).toEqual({ code: 0, stdout: "" });
    return stderr;
  }

  describe.each(QUIET)("$action", ({ action, past, changed }) => {
    /** All that can be the subject of the action: for a release, what is on hold. */
    async function ready(): Promise<Snapshot> {
      await fill(queue());
      if (action === "release") await queue().postsuper("-h", "ALL", "deferred");
      return await queue().snapshot();
    }

    it("touches one message", async () => {
      let before = await ready();
      // All odd senders have their turn, each with one of the actions.
      const turn = QUIET.findIndex((row) => row.action === action);
      const own = ODD_SENDERS.filter((_, index) => index % QUIET.length === turn);
      const isOwn = ({ sender }: Printed) =>
        own.some((address) => address === sender || (address === "" && sender === "MAILER-DAEMON"));
      const ids = idsOf(before, (printed) => isPicked(printed) && isOwn(printed));
      expect(ids).toHaveLength(own.length);
      for (const id of ids) {
        expect(await does(action, id, "--yes")).toBe(`postfix-ls: 1 message ${past}.\n`);
        const after = await queue().snapshot();
        expectChanged(before, after, (printed) => (printed.queue_id === id ? changed(printed) : printed));
        before = after;
      }
    });

    it("touches the messages that are looked for, and all", async () => {
      const before = await ready();
      const said = await does(action, "--recipient", PICKED, "--yes");
      expect(said).toBe(`postfix-ls: ${ODD_SENDERS.length} messages ${past}.\n`);
      const between = await queue().snapshot();
      expectChanged(before, between, (printed) => (isPicked(printed) ? changed(printed) : printed));

      const left = before.size - ODD_SENDERS.length;
      const all = await does(
        action,
        "--all",
        "--yes",
        ...(action === "delete" ? ["--count", String(left)] : []),
      );
      expect(all).toBe(`postfix-ls: ${left} messages ${past}.\n`);
      expectChanged(before, await queue().snapshot(), changed);
    });
  });

  describe("requeue", () => {
    async function expectRequeued(isMeant: (printed: Printed) => boolean, ...words: readonly string[]) {
      const before = await fill(queue());
      const meant = objectsOf(before).filter(isMeant);
      const noun = meant.length === 1 ? "message" : "messages";
      expect(await does("requeue", ...words, "--yes")).toBe(
        `postfix-ls: ${meant.length} ${noun} requeued.\n`,
      );
      await queue().settle();
      const after = await queue().snapshot();
      const added = without(after, before);
      const left = new Map([...after].filter(([id]) => before.has(id)));
      expectChanged(before, left, (printed) => (isMeant(printed) ? undefined : printed));
      expect(added.map(kept).sort()).toEqual(meant.map(kept).sort());
    }

    it("gives one message a new queue ID", async () => {
      const isOne = (printed: Printed) => isPicked(printed) && printed.sender === '"quo\\"te"@odd.test';
      await expectRequeued(isOne, "--recipient", PICKED, "--sender", '"quo\\"te"@odd.test');
    });

    it("gives several messages new queue IDs", async () => {
      await expectRequeued(isPicked, "--recipient", PICKED);
    });

    it("gives all messages new queue IDs", async () => {
      await expectRequeued(() => true, "--all");
    });
  });

  describe("flush", () => {
    /** Expects that the messages that are meant reach somebody, and that all others stay. */
    async function expectDelivered(
      before: Snapshot,
      isMeant: (printed: Printed) => boolean,
      ...words: readonly string[]
    ): Promise<string> {
      await queue().openRelay();
      const said = await does("flush", ...words);
      await queue().untilGone(idsOf(before, isMeant));
      await queue().settle();
      expectChanged(before, await queue().snapshot(), (printed) => (isMeant(printed) ? undefined : printed));
      return said;
    }

    it("delivers one message", async () => {
      const before = await fill(queue());
      const [id] = idsOf(before, isPicked);
      const said = await expectDelivered(before, ({ queue_id }) => queue_id === id, id!);
      expect(said).toBe("postfix-ls: 1 message sent to delivery.\n");
    });

    it("delivers the messages that are looked for, and none that is on hold", async () => {
      const filled = await fill(queue());
      const [onHold] = idsOf(filled, isPicked);
      await queue().postsuper("-h", onHold!);
      const before = await queue().snapshot();
      const isMeant = (printed: Printed) => isPicked(printed) && printed.queue_id !== onHold;
      const said = await expectDelivered(before, isMeant, "--recipient", PICKED, "--yes");
      expect(said).toBe(`postfix-ls: ${ODD_SENDERS.length - 1} messages sent to delivery.\n`);
    });

    it("delivers all messages that are not on hold", async () => {
      const filled = await fill(queue());
      await queue().postsuper(...idsOf(filled, isPicked).flatMap((id) => ["-h", id]));
      const before = await queue().snapshot();
      const said = await expectDelivered(before, (printed) => !isPicked(printed), "--all", "--yes");
      expect(said).toBe(`postfix-ls: ${before.size - ODD_SENDERS.length} messages sent to delivery.\n`);
    });

    it.each(["fast.test", "slow.test"])("delivers the mail to a site: %s", async (site) => {
      await queue().empty();
      await queue().put([...oddMail(`one@${site}`), ...oddMail(`two@not-${site}`, `three@sub.${site}`)]);
      const before = await queue().snapshot();
      const said = await expectDelivered(before, goesTo(`one@${site}`), "--site", site, "--yes");
      const each = ` Postfix keeps no list of the mail to ${site} (fast_flush_domains), so each message was asked for.`;
      expect(said).toBe(
        `postfix-ls: ${ODD_SENDERS.length} messages sent to delivery.${site === "fast.test" ? "" : each}\n`,
      );
    });
  });
});
