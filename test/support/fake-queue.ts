/** A Postfix of which there is nothing but the queue, in memory: postqueue lists it, postsuper changes it. */
import { utf8Bytes } from "../../server/src/base/decode";
import type { Exec, ExecRequest, ExecResult } from "../../server/src/ports/exec";
import type { QueuedMessage } from "../../server/src/tools/queue/listing";
import { asObject } from "../../server/src/tools/queue/plain-listing";

/** When the queues of tests are looked at, in seconds since 1970. */
export const NOW = Date.UTC(2026, 10, 24, 20, 0, 0) / 1000;

const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400 };

/**
 * Messages, one a line: `queue ID age size sender -> recipient: reason | recipient`.
 * A `#` behind the ID marks one that is expired.
 */
export function messagesOf(fixture: string): QueuedMessage[] {
  return fixture
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .map((line) => {
      const [, queue, id, mark, number, unit, size, sender, recipients] =
        /^(\w+) (\w+)(#?) (\d+)([smhd]) (\d+) (\S+|".*?"\S+) ->(.*)$/.exec(line) as unknown as string[];
      return {
        queue: queue!,
        id: id!,
        arrival: NOW - Number(number) * UNITS[unit!]!,
        size: Number(size),
        isExpired: mark === "#",
        sender: sender!,
        recipients: recipients!
          .split(" | ")
          .map((text) => text.trim())
          .filter((text) => text !== "")
          .map((text) => {
            const [, address, reason = ""] = /^(.*?)(?:: (.*))?$/.exec(text)!;
            return { address: address!, reason };
          }),
      };
    });
}

/** A message with all that is known of it: one may take a part of itself out of its line only when it is asked for. */
export function withEverything({ queue, id, arrival, size, isExpired, sender, recipients }: QueuedMessage) {
  return { queue, id, arrival, size, isExpired, sender, recipients };
}

/** The queue, and what was asked of its programs. */
export interface FakeQueue {
  readonly exec: Exec;
  /** In the order of the directories. */
  messages: QueuedMessage[];
  /** Command lines, with what was on standard input behind `<`. */
  readonly asked: string[];
  /** Happens before the program of this name is started. */
  before: Partial<Record<string, () => void>>;
  /** What a program does instead of its own work. */
  instead: Partial<Record<string, (request: ExecRequest) => ExecResult>>;
}

/** What postsuper does to a message, and calls it. */
const CHANGES: Readonly<
  Record<string, { word: string; change: (message: QueuedMessage) => QueuedMessage | undefined }>
> = {
  "-h": {
    word: "placed on hold",
    change: (message) => (message.queue === "hold" ? message : { ...message, queue: "hold" }),
  },
  "-H": {
    word: "released from hold",
    change: (message) => (message.queue === "hold" ? { ...message, queue: "deferred" } : message),
  },
  "-r": { word: "requeued", change: (message) => ({ ...message, queue: "maildrop" }) },
  "-e": { word: "expired", change: (message) => ({ ...message, isExpired: true }) },
  "-d": { word: "removed", change: () => undefined },
};

/** Makes a queue of a fixture. */
export function fakeQueue(fixture: string): FakeQueue {
  const queue: FakeQueue = {
    messages: messagesOf(fixture),
    asked: [],
    before: {},
    instead: {},
    exec: {
      find: async (program) => `/usr/sbin/${program}`,
      run: async (request) => {
        const name = request.program.replace("/usr/sbin/", "");
        const input = request.input === undefined ? "" : ` < ${words(request.input)}`;
        queue.asked.push(`${name} ${request.args.join(" ")}${input}`);
        queue.before[name]?.();
        return queue.instead[name]?.(request) ?? answer(queue, name, request);
      },
    },
  };
  return queue;
}

function words(input: Uint8Array): string {
  return new TextDecoder().decode(input).trim().split("\n").join(" ");
}

function answer(queue: FakeQueue, name: string, request: ExecRequest): ExecResult {
  const args = request.args[0] === "-c" ? request.args.slice(2) : request.args;
  if (name === "postqueue" && args[0] === "-j") {
    const text = queue.messages.map((message) => `${asObject(message)}\n`).join("");
    return say(request, text);
  }
  if (name === "postqueue") return say(request, "");
  if (name === "postsuper") return change(queue, args[0]!, request);
  if (name === "postcat") {
    const id = args.at(-1)!;
    const isThere = queue.messages.some((message) => message.id === id);
    return isThere
      ? say(request, `*** ENVELOPE RECORDS deferred/${id} ***\nSubject: test\n`)
      : fail(`postcat: fatal: open queue file ${id}: No such file or directory\n`);
  }
  return fail(`${name}: fatal: not known to the test\n`);
}

function change(queue: FakeQueue, option: string, { input, onMessage }: ExecRequest): ExecResult {
  const { word, change: changed } = CHANGES[option]!;
  const ids = new Set(words(input!).split(" "));
  const lines: string[] = [];
  queue.messages = queue.messages.flatMap((message) => {
    const after = ids.has(message.id) ? changed(message) : message;
    if (after !== message) lines.push(`postsuper: ${message.id}: ${word}\n`);
    return after === undefined ? [] : [after];
  });
  const stderr = lines.join("");
  onMessage?.(stderr);
  return { kind: "exit", code: 0, stdout: "", stderr };
}

/** A program that prints this and is content. */
export function say({ onOutput }: ExecRequest, text: string): ExecResult {
  onOutput?.(utf8Bytes(text));
  return { kind: "exit", code: 0, stdout: onOutput ? "" : text, stderr: "" };
}

/** A program that gives up with this on its standard error. */
export function fail(stderr: string, code = 1): ExecResult {
  return { kind: "exit", code, stdout: "", stderr };
}
