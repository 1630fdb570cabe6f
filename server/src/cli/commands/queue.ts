/** `postfix-ls queue`: looks at the mail queue, and changes it. */
import { type Command, InvalidArgumentError, Option } from "commander";
import { QUEUE_ACTIONS, QUEUE_GROUPINGS, QUEUE_ORDERS, type QueueAction } from "../../contract/queue";
import { absolutePath } from "../paths";
import { changeQueue } from "../queue/change";
import { listQueue } from "../queue/list";
import type { QueueOptions, QueueRun } from "../queue/run";
import { showShape } from "../queue/shape";
import { showMessage } from "../queue/show";
import { CliError, type CliRuntime, type VerbContext } from "../runtime";

/** What is done without changing anything. */
const VIEWS = { list: listQueue, shape: showShape, show: showMessage } as const;

const DOINGS = [...Object.keys(VIEWS), ...QUEUE_ACTIONS];

/** Adds the verb. */
export function addQueue(program: Command, { runtime, finish }: VerbContext): void {
  program
    .command("queue")
    .description("List the mail queue, show messages, hold, release, requeue, deliver or delete them.")
    .argument("[ACTION]", "list (default), shape, show, hold, release, requeue, flush, expire, delete")
    .argument("[ID...]", "queue IDs")
    .option("-c <DIR>", "configuration directory of the instance (default: the one of Postfix's programs)")
    .option("--sender <P>", "messages from this address; <> is the empty one")
    .option("--recipient <P>", "messages with such a recipient among theirs")
    .option("--address <P>", "messages from or to this address")
    .option("--domain <P>", "messages from or to this domain")
    .option("--reason <P>", "messages with this in a reason for their delay")
    .option("--queue <Q>", "messages in this queue: active, deferred, hold, incoming, maildrop")
    .option("--older-than <T>", "messages that have waited longer, such as 30m, 2h, 5d")
    .option("--newer-than <T>", "messages that have not waited as long")
    .option("--larger-than <S>", "messages of more bytes, such as 500, 20k, 5M")
    .option("--smaller-than <S>", "messages of fewer bytes")
    .option("--search <TEXT>", 'all of this in one, such as "to:*@example.org older:2h refused"')
    .addOption(
      new Option(
        "--by <WHAT>",
        `list: only counts, by ${QUEUE_GROUPINGS.join(", ")}; shape: by domain`,
      ).choices(QUEUE_GROUPINGS),
    )
    .addOption(
      new Option("--order <O>", "list: oldest (default), newest or largest first")
        .choices(QUEUE_ORDERS)
        .default("oldest"),
    )
    .option("--all", "for what changes the queue: all messages")
    .option(
      "--from <FILE>",
      'the messages that "list --json" printed into FILE, as far as they are still the same',
    )
    .option("--site <DOMAIN>", "flush: all mail to this domain at once")
    .option("--dry-run", "show what would be done")
    .option("--yes", "do not ask")
    .addOption(
      new Option("--count <N>", "go on only if it is about N messages").argParser((text: string) => {
        if (!/^\d+$/.test(text)) throw new InvalidArgumentError("It must be a number.");
        return text;
      }),
    )
    .option("--raw", "show: only the message itself, as it would be sent")
    .option("--json", "for programs; see below")
    .addHelpText("after", HELP)
    .action(async (action: string = "list", ids: string[], options: QueueOptions) =>
      finish(await queue(runtime, action, ids, options)),
    );
}

const HELP = `
P is an address, a domain or a text with * for anything, or a /regular expression/; capital letters do not
matter. Options that name messages have to hold together. list, shape and flush are for every user whom
Postfix lets (authorized_mailq_users, authorized_flush_users); everything else is for root.

What changes the queue is a plan first: how many messages, the oldest and the newest, examples. You are asked,
unless it is one message and nothing that is final; then the queue is listed once more, and only messages that
are still the same are touched, in one run of postsuper. A queue ID that is another message's by now stays.
Deleting everything takes --count N as well, or the number at the question.

JSON: list prints postqueue's objects, one a line; shape {by, ends, total, rows: [{domain, total, counts}]};
show {id, text}; the others {action, dryRun, messages, leftAlone, missing, done?, gone?, replaced?, already?,
failed?, problem?} with queue IDs.

Exit code: 0 listed, or done; 1 not all of it done, not agreed to, or a dry run with something to do; 2 wrong
usage, or the queue cannot be listed.`;

async function queue(
  runtime: CliRuntime,
  action: string,
  ids: string[],
  options: QueueOptions,
): Promise<number> {
  const directory = options.c === undefined ? undefined : absolutePath(runtime.cwd, options.c);
  const run: QueueRun = {
    runtime,
    options,
    host: { exec: runtime.exec, directory },
    ids,
    now: Math.floor(Date.now() / 1000),
  };
  if (Object.hasOwn(VIEWS, action)) return await VIEWS[action as keyof typeof VIEWS](run);
  if ((QUEUE_ACTIONS as readonly string[]).includes(action))
    return await changeQueue(run, action as QueueAction);
  throw new CliError(`there is no "queue ${action}"; there are ${DOINGS.join(", ")}`);
}
