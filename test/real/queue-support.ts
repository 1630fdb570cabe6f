/** A private Postfix whose mail stays in its queue, mail of all kinds for it, and its queue as postqueue lists it. */
import { readdirSync } from "node:fs";
import { connect, createServer } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import type { CliRuntime } from "../../server/src/cli/runtime";
import { nodeExec } from "../../server/src/node/exec";
import type { QueueListing } from "../../server/src/tools/queue/listing";
import { isProblem, type QueueHost } from "../../server/src/tools/queue/programs";
import { readQueue } from "../../server/src/tools/queue/read-queue";
import type { Outcome } from "../cli/support";
import { changed } from "./mistakes/mistake";
import {
  CANNOT_RUN,
  openSurroundings,
  PATIENCE,
  type PrivatePostfix,
  type ProgramRun,
  runProgram,
  type Surroundings,
  until,
} from "./private-postfix";
import { runReal } from "./real-cli";
import { talk } from "./smtp-talk";

/** Nobody takes its mail, with a reason of its own for busy.test; what has been tried is not tried again by itself. */
const DEFERRING = changed({
  main: `relayhost = [127.0.0.1]:<closed>
smtp_tls_security_level = none
smtpd_sasl_auth_enable = no
smtpd_tls_security_level = none
enable_long_queue_ids = no
smtputf8_enable = yes
strict_rfc821_envelopes = no
allow_min_user = yes
minimal_backoff_time = 4000s
queue_run_delay = 4000s
fast_flush_domains = fast.test
message_size_limit = 0
transport_maps = inline:{ busy.test=absent: }
smtpd_client_connection_rate_limit = 0
smtpd_client_connection_count_limit = 0
`,
  // Mail that is requeued waits for it.
  master: "pickup unix n - n 1 1 pickup\n",
});

/** Senders that trouble whoever takes them apart: without an address, with quotes, not in ASCII, like an option. */
export const ODD_SENDERS = [
  "",
  '"a b"@odd.test',
  "gr\u00fcn@b\u00fccher.test",
  "-dash@odd.test",
  '"back\\\\slash"@odd.test',
  '"quo\\"te"@odd.test',
  '"(paren)"@odd.test',
  '"a@b"@odd.test',
  '" lead"@odd.test',
  "Mixed.Case@ODD.test",
  "user@[192.0.2.1]",
] as const;

/** Recipients of that kind; Postfix appends the domain to the last one. */
export const ODD_RECIPIENTS = [
  "-odd@y.test",
  "gr\u00fcn@b\u00fccher.test",
  '"(r) x)"@y.test',
  '"x\\\\\\"y"@z.test',
  '"("',
] as const;

/** A message to be put into a queue. */
export interface Mail {
  readonly from: string;
  readonly to: readonly string[];
  /** The lines below `Subject: test`; without them there is one. */
  readonly body?: string;
}

/** Each odd sender once with some of the odd recipients, and with recipients that one's test knows. */
export function oddMail(...to: readonly string[]): Mail[] {
  return ODD_SENDERS.map((from, index) => ({
    from,
    to: [ODD_RECIPIENTS[index % ODD_RECIPIENTS.length]!, ...to],
  }));
}

/** The mail in a queue as `postqueue -j` prints it: a line for each queue ID. */
export type Snapshot = ReadonlyMap<string, string>;

/** An object of `postqueue -j`. */
export interface Printed {
  readonly queue_name: string;
  readonly queue_id: string;
  readonly arrival_time: number;
  readonly message_size: number;
  readonly forced_expire: boolean;
  readonly sender: string;
  readonly recipients: readonly { readonly address: string; readonly delay_reason?: string }[];
}

/** The objects of a queue, in its order. */
export function objectsOf(snapshot: Snapshot): Printed[] {
  return [...snapshot.values()].map((line) => JSON.parse(line) as Printed);
}

/** The queue IDs of the messages that are so. */
export function idsOf(snapshot: Snapshot, isSo: (printed: Printed) => boolean = () => true): string[] {
  return objectsOf(snapshot)
    .filter(isSo)
    .map(({ queue_id }) => queue_id);
}

/** Whether one of the recipients of a message is this. */
export function goesTo(address: string): (printed: Printed) => boolean {
  return ({ recipients }) => recipients.some((recipient) => recipient.address === address);
}

/**
 * Expects of each message of a queue that has become of it what should: the
 * same object, byte for byte, or the object that `meant` gives, or nothing.
 */
export function expectChanged(
  before: Snapshot,
  after: Snapshot,
  meant: (printed: Printed) => Printed | undefined,
): void {
  const expected = new Map<string, string | Printed>();
  for (const [id, line] of before) {
    const printed = JSON.parse(line) as Printed;
    const changed = meant(printed);
    if (changed !== undefined) expected.set(id, changed === printed ? line : changed);
  }
  const found = new Map<string, string | Printed>();
  for (const [id, line] of after) {
    const isSame = typeof (expected.get(id) ?? line) === "string";
    found.set(id, isSame ? line : (JSON.parse(line) as Printed));
  }
  expect(Object.fromEntries(found)).toEqual(Object.fromEntries(expected));
}

/** A queue of a private Postfix. */
export class RealQueue {
  readonly postfix: PrivatePostfix;
  readonly host: QueueHost;
  readonly #surroundings: Surroundings;

  constructor(surroundings: Surroundings, postfix: PrivatePostfix) {
    this.#surroundings = surroundings;
    this.postfix = postfix;
    this.host = { exec: nodeExec, directory: postfix.etc };
  }

  /** What postqueue prints now. */
  async snapshot(): Promise<Snapshot> {
    const { code, output } = await this.program("postqueue", "-j");
    expect(code, output).toBe(0);
    const objects = output.replace(/^postqueue: warning: Mail system is down .*\n/, "");
    const lines = Buffer.from(objects, "latin1").toString("utf8").split("\n").slice(0, -1);
    return new Map(lines.map((line) => [(JSON.parse(line) as Printed).queue_id, line]));
  }

  /** What the product makes of it. */
  async listing(): Promise<QueueListing> {
    const listing = await readQueue(this.host);
    if (isProblem(listing)) throw new Error(listing.text);
    return listing;
  }

  /** Runs `postfix-ls queue` for this instance; `last` stands at the end of the line. */
  run(
    words: readonly string[],
    more: Partial<CliRuntime> = {},
    last: readonly string[] = [],
  ): Promise<Outcome> {
    return runReal(["queue", ...words, "-c", this.postfix.etc, ...last], more);
  }

  /** Runs a program of Postfix's for this instance. */
  program(name: string, ...words: readonly string[]): Promise<ProgramRun> {
    return runProgram(name, ["-c", this.postfix.etc, ...words]);
  }

  /** Runs postsuper as somebody else might. */
  async postsuper(...words: readonly string[]): Promise<void> {
    const { code, output } = await this.program("postsuper", ...words);
    expect(code, output).toBe(0);
  }

  /** Puts messages into the queue, and waits until all have been tried. */
  async put(mails: readonly Mail[]): Promise<void> {
    const commands = mails.flatMap(({ from, to, body = "test" }) => [
      `MAIL FROM:<${from}> SMTPUTF8`,
      ...to.map((address) => `RCPT TO:<${address}>`),
      "DATA",
      `Subject: test\r\n\r\n${body}`,
    ]);
    const conversation = talk(this.postfix.port, ["EHLO client.example", ...commands]);
    await conversation.over;
    expect(conversation.text.match(/^S: 250 .* queued as \w+$/gm), conversation.text).toHaveLength(
      mails.length,
    );
    await this.settle();
  }

  /** Puts many messages of one sender into the queue, each to two recipients: `to@` and `2to@` the domain. */
  async putMany(number: number, from: string, domain: string): Promise<void> {
    const addresses = ["-f", from, "-t", `to@${domain}`, "-r", "2"];
    const amount = ["-s", "10", "-l", "500", "-m", String(number)];
    const { code, output } = await runProgram("smtp-source", [
      ...amount,
      ...addresses,
      `127.0.0.1:${this.postfix.port}`,
    ]);
    expect(code, output).toBe(0);
    await this.settle();
  }

  /** Takes everything out. */
  async empty(): Promise<void> {
    await this.postsuper("-d", "ALL");
    expect([...(await this.snapshot())]).toEqual([]);
  }

  /** Waits until nothing is on its way any more. */
  async settle(): Promise<void> {
    if (await until(() => isQuiet(this.postfix))) return;
    throw new Error(`Mail is still on its way:\n${this.postfix.log}`);
  }

  /** Waits until Postfix has removed messages, because it has delivered them. */
  async untilGone(ids: readonly string[]): Promise<void> {
    const isGone = () => {
      const { log } = this.postfix;
      return ids.every((id) => log.includes(`: ${id}: removed`));
    };
    if (!(await until(isGone))) throw new Error(`Mail is not delivered:\n${this.postfix.log}`);
  }

  /** For the rest of a test, mail is taken where otherwise nobody listens. */
  async openRelay(): Promise<void> {
    const port = Number(/^relayhost = .*:(\d+)$/m.exec(this.postfix.texts.main)![1]);
    const relay = createServer((client) => {
      const server = connect(this.#surroundings.sinkPort, "127.0.0.1");
      for (const socket of [client, server]) socket.on("error", () => undefined);
      client.pipe(server).pipe(client);
    });
    await new Promise<void>((resolve) => relay.listen(port, "127.0.0.1", resolve));
    onTestFinished(() => new Promise<void>((resolve) => void relay.close(() => resolve())));
  }
}

/** Whether all mail has been tried; the queues are looked at in the order in which mail goes through them. */
function isQuiet({ path }: PrivatePostfix): boolean {
  return ["maildrop", "incoming", "active"].every(
    (queue) => readdirSync(join(path, "spool", queue)).length === 0,
  );
}

/** Fails where there is no Postfix to compare with and nothing may be left out. */
export function needPostfix(): void {
  if (CANNOT_RUN === undefined || process.env.CI !== "true") return;
  it("has a Postfix with a queue", () => {
    expect.fail(`${CANNOT_RUN}; on a build server this comparison must not be left out`);
  });
}

/** Has a Postfix that keeps its mail for the tests of a suite. @returns what gives it */
export function withQueue(): () => RealQueue {
  let surroundings: Surroundings | undefined;
  let queue: RealQueue | undefined;
  beforeAll(async () => {
    surroundings = await openSurroundings();
    const postfix = await surroundings.instance(DEFERRING.main, DEFERRING.master);
    const { code, output } = await postfix.control("start");
    expect(code, output).toBe(0);
    queue = new RealQueue(surroundings, postfix);
  }, 2 * PATIENCE);
  afterAll(async () => {
    await surroundings?.close();
  }, PATIENCE);
  return () => queue!;
}
