/** `postfix-ls cleanup`: what main.cf and master.cf say that is so without them, as a diff, or taken out. */
import { type Command, InvalidArgumentError, Option } from "commander";
import { parseVersion } from "../../knowledge/version";
import { cleanUp } from "../cleanup/clean-up";
import { type CleanupOptions, DEFAULT_DIRECTORY, ONLY_FILES } from "../cleanup/run";
import { upgrade } from "../cleanup/upgrade";
import { readConfigurationFiles } from "../configuration-files";
import { CliError, type CliRuntime, type VerbContext } from "../runtime";
import { addTargetOptions, chooseTarget } from "../target";

/** Adds the verb. */
export function addCleanup(program: Command, { runtime, finish }: VerbContext): void {
  const command = program
    .command("cleanup")
    .description("Show, or take out, what main.cf and master.cf say that is so without it.")
    .option("-c <DIR>", `configuration directory (default: ${DEFAULT_DIRECTORY})`)
    .option("--write", "write the files, once it is proved that no value changes")
    .option("--canonical", "leave nothing of main.cf but settings, sorted as postconf sorts them")
    .addOption(entryOption("--keep", "an entry that stays; may be given often"))
    .addOption(entryOption("--drop", "an entry that goes although it would stay; may be given often"))
    .option("--equal", "drop what is the default in other words, such as 5m for 300s")
    .addOption(
      new Option("--only <FILE>", "leave the other file as it is: main.cf or master.cf").choices(
        Object.keys(ONLY_FILES),
      ),
    )
    .addOption(
      new Option("--to-version <V>", "instead: pin what another version of Postfix would change")
        .argParser(versionArgument)
        .conflicts(CLEANUP_ONLY),
    )
    .addOption(
      new Option(
        "--to-level <L>",
        "instead: set compatibility_level, and pin what that would change",
      ).conflicts(CLEANUP_ONLY),
    )
    .addOption(entryOption("--accept", "with --to-...: an entry that is not pinned; may be given often"))
    .option("--json", "one object; see below");
  addTargetOptions(command)
    .addHelpText("after", HELP)
    .action(async (options: CleanupOptions) => finish(await cleanup(runtime, options)));
}

/** Options that say nothing about another version or level. */
const CLEANUP_ONLY = ["canonical", "keep", "drop", "equal", "only"];

/** An option that takes an entry, and may be given often. */
function entryOption(name: string, description: string): Option {
  return new Option(`${name} <ENTRY>`, description)
    .argParser((text: string, before: readonly string[]) => [...before, text])
    .default([]);
}

function versionArgument(text: string): string {
  if (!parseVersion(text)) throw new InvalidArgumentError("It must look like 3.7 or 3.7.11.");
  return text;
}

const HELP = `
Standard output has the unified diff and nothing else; standard error says why entries go, what stays although
it looks superfluous, and the command that applies it all.

ENTRY names a line of main.cf by its parameter, and an option of master.cf as service/type/parameter. Where a
name is set several times, those that do not count are name#1, name#2 and so on.

--write has the installed postconf, if there is one, compare all values before and after, and keeps the old
files beside the new ones. Postfix goes on with the old settings until "postfix reload", which is left to you.

JSON: {target, files: [{file, changed, entries: [{id, name, service?, value, line, endLine, code, verdict,
removed, reason}]}], diff, differences, written?: [{file, backup}]}; lines count from 0. With --to-version or
--to-level: {target, changes, newNames, lost, diff, differences, written?}.

Exit code: 0 nothing to do, or written; 1 there is something to do, or it was refused; 2 wrong usage, or a
file that cannot be read.`;

async function cleanup(runtime: CliRuntime, options: CleanupOptions): Promise<number> {
  const directory = options.c ?? DEFAULT_DIRECTORY;
  const isUpgrade = options.toVersion !== undefined || options.toLevel !== undefined;
  if (options.accept.length > 0 && !isUpgrade) {
    throw new CliError("--accept goes with --to-version or --to-level; a clean-up has --keep and --drop");
  }
  const both = options.keep.find((id) => options.drop.includes(id));
  if (both !== undefined) throw new CliError(`${both}: either --keep it or --drop it`);
  // Files are read and parsed while postconf works.
  const [target, files] = await Promise.all([
    chooseTarget(runtime, options, false),
    readConfigurationFiles(runtime, directory, options.c !== undefined),
  ]);
  if (options.only === "master.cf" && !files.master) {
    throw new CliError(`${directory}: has no master.cf, which --only names`);
  }
  const run = { runtime, options, target, files };
  return isUpgrade ? upgrade(run) : cleanUp(run);
}
