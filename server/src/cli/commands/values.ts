/** `postfix-ls values`: what parameters amount to, byte for byte as postconf prints it. */
import { type Command, Option } from "commander";
import type { Target } from "../../analysis/host";
import { Configuration } from "../../analysis/model/configuration";
import { earlyFailure } from "../../analysis/model/early-failures";
import { listValues, type ValueList, type ValueSelection } from "../../analysis/model/effective-values";
import { stopText } from "../../analysis/stop-text";
import { decodeLatin1, encodeLatin1, textOfBytes, utf8Bytes } from "../../base/decode";
import { type MainChunk, parseMainCf } from "../../syntax/main-cf";
import { type MasterChunk, parseMasterCf } from "../../syntax/master-cf";
import { complain } from "../output";
import { absolutePath, joinPath } from "../paths";
import { refuseMain, refuseMaster } from "../refusals";
import { CliError, type CliRuntime, EXIT, type VerbContext } from "../runtime";
import { addTargetOptions, chooseTarget, type TargetOptions } from "../target";

interface ValuesOptions extends TargetOptions {
  /** The directory, from `-c`; undefined when it was not given. */
  readonly c?: string;
  readonly set?: true;
  readonly defaults?: true;
  readonly expand?: true;
  readonly json?: true;
}

const DEFAULT_DIRECTORY = "/etc/postfix";

/** Adds the verb. */
export function addValues(program: Command, { runtime, finish }: VerbContext): void {
  const command = program
    .command("values")
    .description("List parameters and their values, as postconf does.")
    .argument("[NAME...]", "parameters to list, in this order (default: all)")
    .option("-c <DIR>", `configuration directory (default: ${DEFAULT_DIRECTORY})`)
    .addOption(new Option("--set", "only what main.cf sets (postconf -n)").conflicts("defaults"))
    .option("--defaults", "the defaults, whatever main.cf sets (postconf -d)")
    .option("--expand", "with $name replaced by what it stands for (postconf -x)")
    .option("--json", "an array of {name, value, source}; source: main.cf, postconf or postfix-ls");
  addTargetOptions(command)
    .addHelpText("after", HELP)
    .action(async (names: string[], options: ValuesOptions) => finish(await values(runtime, names, options)));
}

const HELP = `
Exit code: 0 listed; 1 a NAME is no parameter, or a file holds what makes Postfix give up;
2 wrong usage, or a file that cannot be read.`;

async function values(runtime: CliRuntime, names: string[], options: ValuesOptions): Promise<number> {
  const selection: ValueSelection = options.set ? "set" : options.defaults ? "defaults" : "all";
  // Files are read and parsed while postconf works.
  const [target, files] = await Promise.all([
    chooseTarget(runtime, options, false),
    readFiles(runtime, options),
  ]);
  // Postfix takes a directory named on the command line for a setting of config_directory.
  const directory = selection === "defaults" || options.c === undefined ? undefined : utf8Bytes(options.c);
  const configuration = new Configuration(
    target.facts,
    directory === undefined ? {} : { path: directory, isNamed: true },
  );
  configuration.updateMaster([], files.master);
  configuration.updateMain([], files.main);
  const early = selection === "defaults" ? undefined : earlyFailure(configuration);
  if (early) {
    const where = early.scope === undefined ? early.name : `${early.scope}: ${early.name}`;
    throw new CliError(textOfBytes(stopText(where, early.failure)), EXIT.findings);
  }
  const wanted = names.length > 0 ? names.map(utf8Bytes) : undefined;
  const list = listValues(configuration, selection, wanted, options.expand === true);
  runtime.stdout.write(options.json ? asJson(list, configuration, target, selection) : asText(list));
  return complainAbout(runtime, list);
}

async function readFiles(
  runtime: CliRuntime,
  options: ValuesOptions,
): Promise<{ main: readonly MainChunk[]; master: readonly MasterChunk[] }> {
  const directory = options.c ?? DEFAULT_DIRECTORY;
  const mainPath = joinPath(directory, "main.cf");
  const masterPath = joinPath(directory, "master.cf");
  if (options.c !== undefined) {
    const info = await runtime.files.info(absolutePath(runtime.cwd, directory));
    if (!info.ok) throw new CliError(`${directory}: ${info.error.message}`);
    if (info.value.kind !== "directory") throw new CliError(`${directory}: is not a directory; -c takes one`);
  }
  const main = options.defaults ? undefined : await readLatin1(runtime, mainPath);
  if (main?.error) throw new CliError(`${mainPath}: ${main.error.message}; -c names another directory`);
  const mainTree = parseMainCf(main?.text ?? "");
  const refusal = refuseMain(mainTree, mainPath);
  if (refusal) throw new CliError(textOfBytes(refusal), EXIT.findings);
  const master = await readLatin1(runtime, masterPath);
  // Postfix goes on without master.cf as well, and then knows no per-service parameters.
  if (master.error && master.error.kind !== "missing") {
    complain(runtime, `${masterPath}: ${master.error.message}; going on without it`);
  }
  const masterTree = parseMasterCf(master.text ?? "");
  const masterRefusal = refuseMaster(masterTree, masterPath);
  if (masterRefusal) throw new CliError(textOfBytes(masterRefusal), EXIT.findings);
  return { main: mainTree.chunks, master: masterTree.chunks };
}

async function readLatin1(runtime: CliRuntime, path: string) {
  const read = await runtime.files.read(absolutePath(runtime.cwd, path));
  return read.ok
    ? { text: decodeLatin1(read.value), error: undefined }
    : { text: undefined, error: read.error };
}

function asText({ values: listed }: ValueList): Uint8Array {
  return encodeLatin1(listed.map(({ name, value }) => `${name} =${value && ` ${value}`}\n`).join(""));
}

function asJson(
  { values: listed }: ValueList,
  configuration: Configuration,
  { facts }: Target,
  selection: ValueSelection,
): string {
  const voice = facts.voice === "installed" ? "postconf" : "postfix-ls";
  const objects = listed.map(({ name, value }) => {
    const isSet = selection !== "defaults" && configuration.valueOf(name)?.origin === "main";
    return { name: textOfBytes(name), value: textOfBytes(value), source: isSet ? "main.cf" : voice };
  });
  return `${JSON.stringify(objects, undefined, 2)}\n`;
}

/** Says what is missing from the list, and gives the exit code. */
function complainAbout(runtime: CliRuntime, list: ValueList): number {
  for (const name of list.unknown) {
    complain(runtime, `${textOfBytes(name)}: not a parameter of this configuration`);
  }
  for (const name of list.unresolved) {
    complain(
      runtime,
      `${name}: left out, because its default cannot be computed without asking a name service`,
    );
  }
  if (list.failure) {
    complain(runtime, textOfBytes(stopText(list.failure.name, list.failure.failure)));
  }
  const complete = list.unknown.length + list.unresolved.length === 0 && !list.failure;
  return complete ? EXIT.done : EXIT.findings;
}
