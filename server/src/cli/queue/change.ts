/** `queue hold`, `release`, `requeue`, `flush`, `expire` and `delete`: a plan, agreement, and what became of it. */
import { decodeLatin1 } from "../../base/decode";
import type { QueueAction } from "../../contract/queue";
import { ACTIONS } from "../../tools/queue/actions";
import { applyPlan, isDone, type QueueResult, resultText } from "../../tools/queue/apply";
import { createJsonReader } from "../../tools/queue/json-listing";
import type { QueuedMessage, QueueListing } from "../../tools/queue/listing";
import {
  buttonOf,
  detailsOf,
  isAsked,
  mustType,
  nothingToDo,
  planAction,
  type QueuePlan,
  questionOf,
} from "../../tools/queue/plan";
import { complain, count, PROGRAM, printable, shellWords } from "../output";
import { absolutePath } from "../paths";
import { CliError, EXIT } from "../runtime";
import { type QueueOptions, type QueueRun, readListing, searched, searchOf } from "./run";

/** Does something to the messages that are meant. */
export async function changeQueue(run: QueueRun, action: QueueAction): Promise<number> {
  const { runtime, options, host } = run;
  requireSelection(run, action);
  if (action !== "flush" && !options.dryRun) requireRoot(run, action);
  const listing = await readListing(run);
  const plan = planAction(action, listing, await selected(run, listing), options.site);
  const missing = missingIds(run, listing);
  if (missing.length > 0) {
    complain(runtime, `not in the queue: ${missing.join(", ")}`);
  }
  const nothing = nothingToDo(plan);
  if (nothing !== undefined) {
    if (options.json) writeJson(run, plan, missing);
    else complain(runtime, nothing);
    return EXIT.done;
  }
  requireCount(options, plan);
  if (options.dryRun) {
    if (options.json) writeJson(run, plan, missing);
    else runtime.stdout.write(planText(plan, run));
    return EXIT.findings;
  }
  if (!(await isAgreed(run, plan))) return EXIT.findings;
  const result = await applyPlan(plan, host, progressOn(run, plan));
  if (options.json) writeJson(run, plan, missing, result);
  else complain(runtime, resultText(result));
  return isDone(result) ? EXIT.done : EXIT.findings;
}

/** @throws CliError when nothing says which messages are meant: all of them is never a guess */
function requireSelection(run: QueueRun, action: QueueAction): void {
  const { options, ids } = run;
  const isSearch = searchOf(run).length > 0;
  const ways = [
    ids.length > 0 || isSearch,
    options.all === true,
    options.from !== undefined,
    options.site !== undefined,
  ];
  const number = ways.filter(Boolean).length;
  if (number === 0) {
    throw new CliError(`say which messages to ${action}: queue IDs, options such as --sender, or --all`);
  }
  if (number > 1) {
    throw new CliError("queue IDs and options such as --sender, --all, --from and --site do not go together");
  }
  if (options.site !== undefined && action !== "flush") throw new CliError("--site goes with flush only");
}

/** @throws CliError when the user is not root, with the command that makes it so */
export function requireRoot({ runtime, options, ids }: QueueRun, action: string): void {
  const { userId } = runtime.machine();
  if (userId === undefined || userId === 0) return;
  const command = shellWords(["sudo", ...runtime.command, "queue", action, ...ids, ...optionWords(options)]);
  throw new CliError(`only root may do this to the queue. Run: ${command}`, EXIT.findings);
}

/** The options as they are written. */
function optionWords({ order, ...options }: QueueOptions): string[] {
  return Object.entries(options).flatMap(([name, value]: [string, string | true]) => {
    const option =
      name === "c" ? "-c" : `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
    return value === true ? [option] : [option, value];
  });
}

/** @throws CliError when there are other messages than the caller thinks */
function requireCount({ count: expected }: QueueOptions, { messages }: QueuePlan): void {
  if (expected === undefined || expected === String(messages.length)) return;
  throw new CliError(
    `--count ${expected}: it is ${count(messages.length, "message")} by now, so nothing was done`,
    EXIT.findings,
  );
}

async function selected(run: QueueRun, listing: QueueListing): Promise<readonly QueuedMessage[]> {
  const { options } = run;
  if (options.from !== undefined) return await readList(run, options.from);
  const { site } = options;
  if (site === undefined) return await searched(run, listing);
  const domain = `@${site.toLowerCase()}`;
  return listing.messages.filter(({ recipients }) =>
    recipients.some(({ address }) => address.toLowerCase().endsWith(domain)),
  );
}

/** The messages of an earlier list. @throws CliError when it cannot be read */
async function readList({ runtime }: QueueRun, path: string): Promise<readonly QueuedMessage[]> {
  const reader = createJsonReader();
  if (path === "-") reader.push(decodeLatin1(await runtime.readStdin()));
  else {
    const read = await runtime.files.read(absolutePath(runtime.cwd, path));
    if (!read.ok) throw new CliError(`${path}: ${read.error.message}`);
    reader.push(decodeLatin1(read.value));
  }
  const { messages, unread } = reader.end();
  if (unread > 0) {
    throw new CliError(
      `${path}: ${count(unread, "line")} of it hold no object of "queue list --json"; nothing was done`,
    );
  }
  return messages;
}

function missingIds({ ids }: QueueRun, { messages }: QueueListing): string[] {
  if (ids.length === 0) return [];
  const listed = new Set(messages.map(({ id }) => id));
  return ids.filter((id) => !listed.has(id));
}

function planText(plan: QueuePlan, { now }: QueueRun): string {
  const lines = [
    `${buttonOf(plan).replace(/Message/, "message")}:`,
    ...detailsOf(plan, now).map((line) => `  ${line}`),
  ];
  return lines.map((line) => `${printable(line)}\n`).join("");
}

/** Whether it may be done: somebody says so here, or has said so with the command. */
async function isAgreed(run: QueueRun, plan: QueuePlan): Promise<boolean> {
  const { runtime, options } = run;
  const typed = mustType(plan);
  const isTyped = typed === undefined || options.count === typed || options.from !== undefined;
  if (options.yes && isTyped) return true;
  if (!isAsked(plan)) return true;
  runtime.stderr.write(planText(plan, run));
  const question =
    typed === undefined ? `${questionOf(plan)} (yes or no)` : `${questionOf(plan)} Type ${typed} to go on:`;
  const answer = await runtime.ask(`${question} `);
  if (answer === undefined) {
    const how = typed === undefined ? "--yes" : `--yes --count ${typed}`;
    complain(runtime, `nothing was done: there is no terminal to ask at. Add ${how} to do it`);
    return false;
  }
  const isYes = typed === undefined ? /^\s*y(es)?\s*$/i.test(answer) : answer.trim() === typed;
  if (!isYes) complain(runtime, "nothing was done");
  return isYes;
}

/** Says now and then how far it is, where somebody looks. */
function progressOn({ runtime }: QueueRun, { messages, action }: QueuePlan): (done: number) => void {
  const { stderr } = runtime;
  if (!stderr.isTTY || messages.length < 100) return () => {};
  let said = 0;
  return (done) => {
    if (done < messages.length && done - said < messages.length / 100) return;
    said = done;
    stderr.write(
      `\r${PROGRAM}: ${done} of ${messages.length} ${ACTIONS[action].past}${done < messages.length ? "" : "\n"}`,
    );
  };
}

function writeJson(
  { runtime, options }: QueueRun,
  { action, messages, leftAlone }: QueuePlan,
  missing: readonly string[],
  result?: QueueResult,
): void {
  const idsOf = (list: readonly QueuedMessage[]) => list.map(({ id }) => id);
  const object = {
    action,
    dryRun: options.dryRun === true,
    messages: idsOf(messages),
    leftAlone: Object.fromEntries(leftAlone),
    missing,
    ...(result && {
      done: idsOf(result.done),
      gone: idsOf(result.gone),
      replaced: idsOf(result.replaced),
      already: idsOf(result.already),
      failed: idsOf(result.failed),
      problem: result.problem?.text ?? null,
    }),
  };
  runtime.stdout.write(`${JSON.stringify(object, undefined, 2)}\n`);
}
