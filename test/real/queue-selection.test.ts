/** Which messages of a real queue are meant, by addresses, ages, sizes and queues, and what it takes to delete them all. */
import { beforeAll, describe, expect, it, vi } from "vitest";
import { CANNOT_RUN } from "./private-postfix";
import {
  expectChanged,
  idsOf,
  type Mail,
  needPostfix,
  ODD_SENDERS,
  oddMail,
  type Printed,
  type Snapshot,
  withQueue,
} from "./queue-support";

needPostfix();

/** The address that is looked for, and all that only resembles it. */
const ADDRESSES = [
  "user@loteks.test",
  "User@Loteks.TEST",
  "xuser@loteks.test",
  "user@loteks.test.example",
  "user@sub.loteks.test",
  "user@xloteks.test",
  "us.er@loteks.test",
  '"user@loteks.test"@other.test',
  "user@loteks",
] as const;

const OTHER = "somebody@elsewhere.test";

const MAIL: readonly Mail[] = [
  ...oddMail("one@elsewhere.test"),
  ...ADDRESSES.flatMap((address) => [
    { from: address, to: [OTHER] },
    { from: OTHER, to: [address] },
    { from: OTHER, to: ["first@elsewhere.test", address, "last@elsewhere.test"] },
  ]),
  { from: "large@size.test", to: [OTHER], body: `${"x".repeat(990)}\r\n`.repeat(1100) },
  { from: OTHER, to: ["one@busy.test"] },
  { from: OTHER, to: ["two@busy.test", "three@busy.test", "four@busy.test"] },
  { from: "small@size.test", to: [OTHER], body: "x".repeat(990) },
];

/** The local parts and domains as Postfix has them, in small letters. */
const addressesOf = ({ sender, recipients }: Printed) =>
  [sender, ...recipients.map(({ address }) => address)].map((address) => address.toLowerCase());
const someAddress = (isSo: (address: string) => boolean) => (printed: Printed) =>
  addressesOf(printed).some(isSo);

const SELECTIONS: readonly {
  readonly words: readonly string[];
  readonly isMeant: (printed: Printed) => boolean;
}[] = [
  { words: ["--address", "user@loteks.test"], isMeant: someAddress((it) => it === "user@loteks.test") },
  { words: ["--address", "*@loteks.test"], isMeant: someAddress((it) => it.endsWith("@loteks.test")) },
  { words: ["--address", "@loteks.test"], isMeant: someAddress((it) => it.endsWith("@loteks.test")) },
  {
    words: ["--address", "/^x?user@(sub\\.)?loteks\\.test$/"],
    isMeant: someAddress((it) =>
      ["user@loteks.test", "xuser@loteks.test", "user@sub.loteks.test"].includes(it),
    ),
  },
  {
    words: ["--sender", "user@loteks.test"],
    isMeant: ({ sender }) => sender.toLowerCase() === "user@loteks.test",
  },
  {
    words: ["--recipient", "USER@loteks.test"],
    isMeant: ({ recipients }) =>
      recipients.some(({ address }) => address.toLowerCase() === "user@loteks.test"),
  },
  { words: ["--sender", "<>"], isMeant: ({ sender }) => sender === "MAILER-DAEMON" },
  ...ODD_SENDERS.filter((sender) => sender !== "").map((from) => ({
    words: [`--sender=${from}`],
    isMeant: ({ sender }: Printed) => sender.toLowerCase() === from.toLowerCase(),
  })),
  { words: ["--domain", "loteks.test"], isMeant: someAddress((it) => it.endsWith("@loteks.test")) },
  {
    words: ["--reason", "transport UNAVAIL"],
    isMeant: ({ recipients }) =>
      recipients.some(({ delay_reason }) => delay_reason === "mail transport unavailable"),
  },
  {
    words: ["--reason", "/Connection refused$/"],
    isMeant: ({ recipients }) =>
      recipients.some(({ delay_reason = "" }) => delay_reason.includes("Connection refused")),
  },
  { words: ["--larger-than", "1M"], isMeant: ({ sender }) => sender === "large@size.test" },
  { words: ["--smaller-than", "1k"], isMeant: ({ message_size }) => message_size < 1024 },
  { words: ["--queue", "hold"], isMeant: ({ queue_name }) => queue_name === "hold" },
  {
    words: ["--search", 'from:"large@size.test" larger:1M queue:deferred refused'],
    isMeant: ({ sender }) => sender === "large@size.test",
  },
  {
    words: ["--address", "user@loteks.test", "--queue", "hold"],
    isMeant: (printed) =>
      printed.queue_name === "hold" && addressesOf(printed).some((it) => it === "user@loteks.test"),
  },
];

const titled = (selection: (typeof SELECTIONS)[number]) => ({
  ...selection,
  title: selection.words.join(" "),
});

describe.skipIf(CANNOT_RUN !== undefined)("the messages of a real queue that are meant", () => {
  const queue = withQueue();

  /** Puts them into an empty queue; those that come from one of the addresses are put on hold. */
  async function fill(): Promise<Snapshot> {
    await queue().empty();
    await queue().put(MAIL);
    const some = idsOf(await queue().snapshot(), ({ sender }) => ADDRESSES.some((it) => it === sender));
    expect(some).toHaveLength(ADDRESSES.length);
    await queue().postsuper(...some.flatMap((id) => ["-h", id]));
    return await queue().snapshot();
  }

  describe("are found", () => {
    beforeAll(async () => {
      await fill();
    });

    it.each(SELECTIONS.map(titled))("$title", async ({ words, isMeant }) => {
      const before = await queue().snapshot();
      const { code, stdout, stderr } = await queue().run(["list", "--json", ...words]);
      expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
      const meant = idsOf(before, isMeant).map((id) => before.get(id)!);
      expect(stdout.split("\n").sort()).toEqual(["", ...meant].sort());
      expect(meant.length).toBeGreaterThan(0);
      expect(meant.length).toBeLessThan(before.size);
    });

    it("by their age", async () => {
      const before = await queue().snapshot();
      const arrivals = [...before.values()].map((line) => (JSON.parse(line) as Printed).arrival_time);
      const middle = arrivals.sort()[Math.floor(arrivals.length / 2)]!;
      const clock = vi.spyOn(Date, "now");
      try {
        for (const away of [-2, -1, 0, 1, 2]) {
          clock.mockReturnValue((middle + away + 3600) * 1000);
          const older = await queue().run(["list", "--json", "--older-than", "1h"]);
          const newer = await queue().run(["list", "--json", "--newer-than", "60m"]);
          const meant = idsOf(before, ({ arrival_time }) => arrival_time <= middle + away);
          const found = ({ stdout }: { stdout: string }) => idsOf(new Map(Object.entries(linesOf(stdout))));
          expect(found(older).sort()).toEqual(meant.sort());
          expect([...found(older), ...found(newer)].sort()).toEqual([...before.keys()].sort());
        }
      } finally {
        clock.mockRestore();
      }
    });
  });

  describe("are deleted, and no others", () => {
    it.each(SELECTIONS.slice(0, 4).map(titled))("$title", async ({ words, isMeant }) => {
      const before = await fill();
      const number = idsOf(before, isMeant).length;
      const { code, stderr } = await queue().run(["delete", ...words, "--yes"]);
      expect({ code, stderr }).toEqual({ code: 0, stderr: `postfix-ls: ${number} messages deleted.\n` });
      expectChanged(before, await queue().snapshot(), (printed) => (isMeant(printed) ? undefined : printed));
    });
  });

  describe("stay", () => {
    let before: Snapshot;

    beforeAll(async () => {
      before = await fill();
    });

    const ALL = `--yes --count ${MAIL.length}`;

    it.each([
      { why: "all of them need their number", words: ["--all", "--yes"], code: 1, said: ALL },
      { why: "so do all that are looked for", words: ["--recipient", "*", "--yes"], code: 1, said: ALL },
      {
        why: "the number is another one",
        words: ["--all", "--yes", "--count", String(MAIL.length - 1)],
        code: 1,
        said: `it is ${MAIL.length} messages by now, so nothing was done`,
      },
      { why: "it is tried only", words: ["--all", "--dry-run"], code: 1, said: "" },
      {
        why: "it is tried only, in earnest",
        words: ["--all", "--dry-run", "--yes", "--count", String(MAIL.length)],
        code: 1,
        said: "",
      },
      { why: "nobody is asked", words: ["--sender", "<>"], code: 1, said: "there is no terminal to ask at" },
      { why: "none is named", words: ["--yes"], code: 2, said: "say which messages to delete" },
      { why: "none is found", words: ["--sender", "user@loteks.tes", "--yes"], code: 0, said: "No message" },
      { why: "the queue ID is none", words: ["--yes", "--", "-d"], code: 0, said: "not in the queue: -d" },
      { why: "ALL is no queue ID", words: ["ALL", "--yes"], code: 0, said: "not in the queue: ALL" },
    ])("when $why", async ({ words, code, said }) => {
      const dashes = words.indexOf("--");
      const [options, ids] = dashes < 0 ? [words, []] : [words.slice(0, dashes), words.slice(dashes)];
      const outcome = await queue().run(["delete", ...options], {}, ids);
      expect(outcome).toMatchObject({ code, stderr: expect.stringContaining(said) });
      expectChanged(before, await queue().snapshot(), (printed) => printed);
    });

    it("when somebody types another number, and when no is the answer", async () => {
      for (const answer of ["", "yes", String(MAIL.length + 1), "y"]) {
        const outcome = await queue().run(["delete", "--all", "--yes"], { ask: async () => answer });
        expect(outcome).toMatchObject({ code: 1, stderr: expect.stringContaining("nothing was done") });
      }
      const outcome = await queue().run(["delete", "--sender", "<>"], { ask: async () => "no" });
      expect(outcome).toMatchObject({ code: 1, stderr: expect.stringContaining("nothing was done") });
      expectChanged(before, await queue().snapshot(), (printed) => printed);
    });
  });

  it("are all deleted when somebody types their number", async () => {
    await fill();
    const ask = async () => String(MAIL.length);
    const outcome = await queue().run(["delete", "--all"], { ask });
    expect(outcome).toMatchObject({ code: 0, stdout: "" });
    expect(outcome.stderr).toMatch(new RegExp(`postfix-ls: ${MAIL.length} messages deleted\\.\n$`));
    expect([...(await queue().snapshot())]).toEqual([]);
  });
});

function linesOf(stdout: string): Record<string, string> {
  const lines = stdout.split("\n").slice(0, -1);
  return Object.fromEntries(lines.map((line) => [(JSON.parse(line) as Printed).queue_id, line]));
}
