/** Makes mistakes in a private Postfix and writes down what comes of them. */
import { postconf } from "../postconf";
import { type PrivatePostfix, until } from "../private-postfix";
import { type Conversation, talk } from "../smtp-talk";
import type { Expected, Seen, Stimulus } from "./mistake";

/** Starts a Postfix, does something with it and looks until all is there that is looked for, or patience ends. */
export async function observe(instance: PrivatePostfix, does: Stimulus, expected: Expected): Promise<Seen> {
  const watched = await begin(instance, does);
  await until(() => isSeen(expected, watched.seen()));
  return await watched.end();
}

/** Starts a sound Postfix, does something with it and looks until it has done its work, which it must. */
export async function observeSound(instance: PrivatePostfix, does: Stimulus): Promise<Seen> {
  const watched = await begin(instance, does);
  let isOver = does.kind !== "talk";
  watched.conversation?.over.then(() => {
    isOver = true;
  });
  // One that is only started shows that it works with a message.
  if (does.kind === "start") await instance.send(SENDER, ["user@foreign.example"]);
  const isDone = () =>
    isOver && (does.kind === "talk" || /status=\w+ .*\n[\s\S]*: removed\n/.test(instance.log));
  const isSound = await until(isDone);
  const seen = await watched.end();
  if (!isSound || /^closed/m.test(seen.conversation))
    throw new Error(`The sound configuration does not work:\n${JSON.stringify(seen, null, 2)}`);
  return seen;
}

/** Whether all is there that is looked for. */
export function isSeen(expected: Expected, seen: Seen): boolean {
  return unseen(expected, seen).length === 0;
}

/** What is looked for and not there. */
export function unseen(expected: Expected, seen: Seen): (keyof Seen)[] {
  return (Object.keys(expected) as (keyof Seen)[]).filter((where) => !expected[where]!.test(seen[where]));
}

const SENDER = "sender@example.test";

interface Watched {
  readonly conversation: Conversation | undefined;
  seen(): Seen;
  /** Stops the Postfix. @returns what has been seen in the end */
  end(): Promise<Seen>;
}

async function begin(instance: PrivatePostfix, does: Stimulus): Promise<Watched> {
  const { code, output } = await instance.control("start");
  const isRunning = code === 0;
  const conversation = isRunning && does.kind === "talk" ? talk(instance.port, does.commands) : undefined;
  if (isRunning && does.kind === "send") await instance.send(SENDER, does.to);
  const seen = (): Seen => ({
    start: `exit ${code}\n${output}`,
    log: instance.log,
    conversation: conversation?.text ?? "",
  });
  const end = async () => {
    const last = seen();
    conversation?.leave();
    await instance.stop();
    return last;
  };
  return { conversation, seen, end };
}

/** What Postfix's own tools say of a configuration: lines without what differs from run to run. */
export interface Remarks {
  readonly postconf: string;
  readonly check: string;
}

/** Asks postconf and `postfix check`, which a start right afterwards need not repeat. */
export async function remarksOn(instance: PrivatePostfix): Promise<Remarks> {
  const runs = await Promise.all(["-n", "-M", "-P"].map((flag) => postconf(["-c", instance.etc, flag])));
  const { code, output } = await instance.control("check");
  if (code === 0 && output === "") instance.skipCheck();
  return {
    postconf: linesOf(runs.map(({ stderr }) => stderr).join(""), instance),
    check: linesOf(output, instance),
  };
}

/** The different lines of an output, without paths of the programs and of this run. */
function linesOf(output: string, { path }: PrivatePostfix): string {
  const lines = output
    .replaceAll(path, "DIR")
    .split("\n")
    .map((line) => line.replace(/^\/\S*\/(\w+): /, "$1: "))
    .filter((line) => line !== "");
  return [...new Set(lines)].join("\n");
}
