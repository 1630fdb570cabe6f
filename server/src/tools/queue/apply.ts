/** Does what a plan says, to the messages that it names and no others. */
import { count } from "../../base/for-people";
import { ACTIONS } from "./actions";
import { isSameMessage, type QueuedMessage, type QueueListing } from "./listing";
import type { QueuePlan } from "./plan";
import {
  findProgram,
  instanceOptions,
  isProblem,
  lastComplaint,
  problemOf,
  type QueueHost,
  type QueueProblem,
} from "./programs";
import { createLineReader } from "./read-lines";
import { readQueue } from "./read-queue";

/** What became of the messages of a plan; each is in one of the lists. */
export interface QueueResult {
  readonly action: QueuePlan["action"];
  readonly done: readonly QueuedMessage[];
  /** Delivered, deleted or requeued by somebody else, before or meanwhile. */
  readonly gone: readonly QueuedMessage[];
  /** Its queue ID is that of another message by now, which was left alone. */
  readonly replaced: readonly QueuedMessage[];
  /** Somebody has done it already. */
  readonly already: readonly QueuedMessage[];
  readonly failed: readonly QueuedMessage[];
  /** Why some failed, or nothing was done at all, in sentences. */
  readonly problem: QueueProblem | undefined;
  /** What happened otherwise than it was asked for, in sentences. */
  readonly remarks: readonly string[];
}

/** Hears how many messages are done. */
export type OnProgress = (done: number) => void;

/** A hundred thousand files take a while to be moved, but not without a word. */
const PATIENCE = { timeout: 30 * 60_000, silence: 120_000 };
const OUTPUT_LIMIT = 64 * 1024 * 1024;

/** What an attempt has reached. */
interface Attempt {
  readonly done: ReadonlySet<string>;
  readonly problem?: QueueProblem | undefined;
  readonly remarks?: readonly string[];
}

/** Carries a plan out. Never rejects. */
export async function applyPlan(
  plan: QueuePlan,
  host: QueueHost,
  onProgress: OnProgress = () => {},
): Promise<QueueResult> {
  const before = await readQueue(host);
  if (isProblem(before)) return nothingDone(plan, before);
  const sorted = sortOut(plan, before);
  if (sorted.ready.length === 0) return { ...resultOf(plan), ...sorted.others };
  const attempt = await (plan.action === "flush"
    ? flush(plan, sorted.ready, host, onProgress)
    : change(plan, sorted.ready, host, onProgress));
  const done = sorted.ready.filter(({ id }) => attempt.done.has(id));
  const rest = sorted.ready.filter(({ id }) => !attempt.done.has(id));
  const result = {
    ...resultOf(plan),
    ...sorted.others,
    done,
    problem: attempt.problem,
    remarks: attempt.remarks ?? [],
  };
  if (rest.length === 0) return result;
  // What postsuper does not name is gone, or was left as it is: only the queue itself can tell.
  const after = await readQueue(host);
  if (isProblem(after)) return { ...result, failed: rest, problem: attempt.problem ?? after };
  const left = sortOut({ ...plan, messages: rest }, after);
  return {
    ...result,
    gone: [...result.gone, ...left.others.gone],
    replaced: [...result.replaced, ...left.others.replaced],
    already: [...result.already, ...left.others.already],
    failed: left.ready,
  };
}

function resultOf({ action }: QueuePlan): QueueResult {
  return {
    action,
    done: [],
    gone: [],
    replaced: [],
    already: [],
    failed: [],
    problem: undefined,
    remarks: [],
  };
}

function nothingDone(plan: QueuePlan, problem: QueueProblem): QueueResult {
  return { ...resultOf(plan), failed: plan.messages, problem };
}

/** The messages of a plan by what has become of them since it was made. */
function sortOut({ action, messages }: QueuePlan, { messages: listed }: QueueListing) {
  const wanted = new Set(messages.map(({ id }) => id));
  const byId = new Map<string, QueuedMessage>();
  for (const message of listed) if (wanted.has(message.id)) byId.set(message.id, message);
  const ready: QueuedMessage[] = [];
  const others = {
    gone: [] as QueuedMessage[],
    replaced: [] as QueuedMessage[],
    already: [] as QueuedMessage[],
  };
  for (const message of messages) {
    const now = byId.get(message.id);
    if (now === undefined) others.gone.push(message);
    else if (!isSameMessage(now, message)) others.replaced.push(message);
    else if (ACTIONS[action].objectionTo(now) !== undefined) others.already.push(message);
    else ready.push(message);
  }
  return { ready, others };
}

/** Has postsuper do it, with the queue IDs on its standard input: a command line may be too short for them. */
async function change(
  { action }: QueuePlan,
  messages: readonly QueuedMessage[],
  host: QueueHost,
  onProgress: OnProgress,
): Promise<Attempt> {
  const { option, queues } = ACTIONS[action].postsuper!;
  const program = await findProgram(host, "postsuper");
  if (typeof program !== "string") return { done: new Set(), problem: program };
  const done = new Set<string>();
  const reader = createLineReader((line) => {
    const id =
      /^postsuper: ([0-9A-Za-z]+): (?:placed on hold|released from hold|requeued|removed|expired)/.exec(
        line,
      )?.[1];
    if (id !== undefined) done.add(id);
  });
  const result = await host.exec.run({
    program,
    args: [...instanceOptions(host), option, "-", ...queues],
    input: new TextEncoder().encode(messages.map(({ id }) => `${id}\n`).join("")),
    ...PATIENCE,
    outputLimit: OUTPUT_LIMIT,
    onMessage: (text) => {
      reader.push(text);
      onProgress(done.size);
    },
  });
  reader.end();
  if (result.kind === "exit" && result.code === 0) {
    const warning = done.size < messages.length ? lastWarning(result.stderr) : undefined;
    return {
      done,
      problem: warning === undefined ? undefined : { kind: "failed", text: `postsuper says: ${warning}.` },
    };
  }
  if (action === "expire" && result.kind === "exit" && /(?:invalid|illegal) option/.test(result.stderr)) {
    return {
      done,
      problem: { kind: "failed", text: "This postsuper cannot expire messages: that came with Postfix 3.5." },
    };
  }
  return { done, problem: problemOf("postsuper", result, host.directory) };
}

function lastWarning(stderr: string): string | undefined {
  const warnings = stderr.split("\n").filter((line) => line.includes("warning:"));
  return warnings.length === 0 ? undefined : lastComplaint(warnings.join("\n"), "postsuper");
}

/** Has postqueue ask for delivery: of everything, of all mail to a domain, or of one message after the other. */
async function flush(
  { isAll, site }: QueuePlan,
  messages: readonly QueuedMessage[],
  host: QueueHost,
  onProgress: OnProgress,
): Promise<Attempt> {
  const program = await findProgram(host, "postqueue");
  if (typeof program !== "string") return { done: new Set(), problem: program };
  const ask = (...args: string[]) =>
    host.exec.run({
      program,
      args: [...instanceOptions(host), ...args],
      timeout: 60_000,
      outputLimit: OUTPUT_LIMIT,
    });
  const all = new Set(messages.map(({ id }) => id));
  if (isAll && messages.length > 1) {
    const result = await ask("-f");
    const isDone = result.kind === "exit" && result.code === 0;
    return isDone
      ? { done: all }
      : { done: new Set(), problem: problemOf("postqueue", result, host.directory) };
  }
  let remarks: string[] = [];
  if (site !== undefined) {
    const result = await ask("-s", site);
    if (result.kind === "exit" && result.code === 0) return { done: all };
    const isUnknown = result.kind === "exit" && /Flush service is not configured/i.test(result.stderr);
    if (!isUnknown) return { done: new Set(), problem: problemOf("postqueue", result, host.directory) };
    remarks = [
      `Postfix keeps no list of the mail to ${site} (fast_flush_domains), so each message was asked for.`,
    ];
  }
  const done = new Set<string>();
  for (const { id } of messages) {
    const result = await ask("-i", id);
    if (result.kind !== "exit" || result.code !== 0) {
      return { done, problem: problemOf("postqueue", result, host.directory), remarks };
    }
    done.add(id);
    onProgress(done.size);
  }
  return { done, remarks };
}

/** Whether all of a plan was done, or was so already. */
export function isDone({ failed, replaced, problem }: QueueResult): boolean {
  return failed.length === 0 && replaced.length === 0 && problem === undefined;
}

/** What became of it, in sentences. */
export function resultText(result: QueueResult): string {
  const { action, done, gone, replaced, already, failed, problem, remarks } = result;
  const { past } = ACTIONS[action];
  const were = (number: number) => (number === 1 ? "was" : "were");
  const sentences = [
    ...(done.length > 0 || failed.length === 0 ? [`${count(done.length, "message")} ${past}.`] : []),
    ...(gone.length > 0
      ? [
          `${count(gone.length, "message")} ${were(gone.length)} gone already: delivered, requeued or deleted meanwhile.`,
        ]
      : []),
    ...(already.length > 0 ? [`${count(already.length, "message")} needed nothing any more.`] : []),
    ...(replaced.length > 0
      ? [
          `${count(replaced.length, "queue ID")} ${replaced.length === 1 ? "is" : "are"} another message's by now, which was left alone: ${replaced
            .map(({ id }) => id)
            .slice(0, 5)
            .join(", ")}.`,
        ]
      : []),
    ...(failed.length > 0 ? [`${count(failed.length, "message")} ${were(failed.length)} not ${past}.`] : []),
    ...(problem === undefined ? [] : [problem.text]),
    ...remarks,
  ];
  return sentences.join(" ");
}
