/** `postfix-ls privacy`: takes lines that identify users out of the mail they send. */
import { type Command, Option } from "commander";
import { decodeText } from "../../base/decode";
import { FILTER_TYPES } from "../../tools/privacy/plan";
import { isTableName } from "../../tools/privacy/table";
import { DEFAULT_DIRECTORY, whereaboutsOf } from "../cleanup/run";
import { readConfigurationFiles } from "../configuration-files";
import { absolutePath, joinPath } from "../paths";
import { setUp, takeOut } from "../privacy/filter";
import { tryWithMessage } from "../privacy/message";
import type { PrivacyOptions, ReadTable } from "../privacy/run";
import { CliError, type CliRuntime, type VerbContext } from "../runtime";
import { addTargetOptions, chooseTarget } from "../target";

/** Adds the verb. */
export function addPrivacy(program: Command, { runtime, finish }: VerbContext): void {
  const command = program
    .command("privacy")
    .description("Keep addresses and mail programs of users out of the mail they send.")
    .option("-c <DIR>", `configuration directory (default: ${DEFAULT_DIRECTORY})`)
    .addOption(
      new Option("--scope <S>", "submission (default): mail of users who log in; everything: all mail")
        .choices(["submission", "everything"])
        .default("submission"),
    )
    .addOption(
      new Option(
        "--received <R>",
        "our own Received line: replace (default) it by one without the client, or drop it",
      )
        .choices(["replace", "drop"])
        .default("replace"),
    )
    .addOption(
      new Option(
        "--type <T>",
        "type of the table (default: pcre where it can be opened, else regexp)",
      ).choices(FILTER_TYPES),
    )
    .addOption(
      new Option("--keep <LINE>", "a header line that stays, such as user-agent; may be given often")
        .argParser((text: string, before: readonly string[]) => [...before, text])
        .default([]),
    )
    .addOption(
      new Option("--message <FILE>", "instead: show what is left of a message").conflicts([
        "write",
        "remove",
      ]),
    )
    .option("--remove", "take the filter out again: what was added, and nothing else")
    .option("--write", "write the files")
    .option("--json", "one object; see below");
  addTargetOptions(command)
    .addHelpText("after", HELP)
    .action(async (options: PrivacyOptions) => finish(await privacy(runtime, options)));
}

const HELP = `
Standard output has the unified diff and nothing else, or the message as the filter leaves it; standard error
says which lines go, what stays, what comes with it, and the command that does it. A FILE of - is standard
input.

LINE is one of received, received-local, user-agent, x-mailer, x-originating-ip, x-authenticated-sender,
x-php-script. --write keeps the old files beside the new ones. Postfix goes on with the old settings until
"postfix reload", which is left to you.

JSON: {target, scope, type, services, table, rules: [{id, why, pattern, action}], notes: [{kind, text}],
files: [{file, change}], diff, written?: [{file, backup}]}; with --remove {target, notes, files, diff,
written?}; with --message {table, changes: [{header, replacement, line, rule}], text, remarks}.

Exit code: 0 written, or the message shown; 1 there is something to do, or it was refused; 2 wrong usage, or a
file that cannot be read.`;

async function privacy(runtime: CliRuntime, options: PrivacyOptions): Promise<number> {
  const directory = options.c ?? DEFAULT_DIRECTORY;
  const [target, files, tables] = await Promise.all([
    chooseTarget(runtime, options, true),
    readConfigurationFiles(runtime, directory, options.c !== undefined),
    readTables(runtime, directory),
  ]);
  const request = {
    facts: target.facts,
    whereabouts: whereaboutsOf({ runtime, options }),
    main: files.main.text,
    master: files.master?.text,
    names: tables.map(({ name }) => name),
  };
  const run = { runtime, options, target, files, directory, request, tables };
  if (options.message !== undefined) return tryWithMessage(run, options.message);
  return options.remove ? takeOut(run) : setUp(run);
}

/** The tables of the directory that have the name of the filter's. */
async function readTables(runtime: CliRuntime, directory: string): Promise<ReadTable[]> {
  const listed = await runtime.files.list(absolutePath(runtime.cwd, directory));
  if (!listed.ok) return [];
  const names = listed.value.map((name) => name.slice(name.lastIndexOf("/") + 1)).filter(isTableName);
  return Promise.all(
    names.map(async (name) => {
      const path = joinPath(directory, name);
      const read = await runtime.files.read(absolutePath(runtime.cwd, path));
      if (!read.ok) throw new CliError(`${path}: ${read.error.message}`);
      return { name, bytes: read.value, text: decodeText(read.value) };
    }),
  );
}
