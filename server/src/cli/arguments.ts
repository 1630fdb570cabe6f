/** The program and its verbs. Each verb's own options stand beside its code, in commands/. */
import { Command } from "commander";
import { version } from "../../../package.json";
import { addServer } from "./commands/server";
import { complain, PROGRAM } from "./output";
import type { VerbContext } from "./runtime";

/** Wide enough for one line an option, narrow enough for a terminal beside an editor. */
const HELP_WIDTH = 100;

/** Adds a verb to the program. */
type AddVerb = (program: Command, context: VerbContext) => void;

/** The verbs, in the order in which help lists them. What one of them does is much code, and takes time to read. */
const VERBS: Readonly<Record<string, () => Promise<AddVerb>>> = {
  check: async () => (await import("./commands/check")).addCheck,
  values: async () => (await import("./commands/values")).addValues,
  explain: async () => (await import("./commands/explain")).addExplain,
  map: async () => (await import("./commands/map")).addMap,
  cleanup: async () => (await import("./commands/cleanup")).addCleanup,
  privacy: async () => (await import("./commands/privacy")).addPrivacy,
  queue: async () => (await import("./commands/queue")).addQueue,
  trinity: async () => (await import("./commands/trinity")).addTrinity,
};

/** The verb that is asked for; all of them where it is none of these, as for help. */
function verbsFor([asked = ""]: readonly string[]): Promise<AddVerb[]> {
  const names = Object.hasOwn(VERBS, asked) ? [asked] : Object.keys(VERBS);
  return Promise.all(names.map((name) => VERBS[name]!()));
}

/**
 * Makes the parser of a command line. It throws commander's own error where
 * the arguments are wrong or only help was wanted.
 */
export async function createProgram(argv: readonly string[], context: VerbContext): Promise<Command> {
  const { runtime } = context;
  const program = new Command(PROGRAM)
    .description("Checks, lists and explains the configuration of the Postfix mail server.")
    .usage("VERB [ARGUMENTS]")
    .version(`${PROGRAM} ${version}`, "--version", "print the version of this program")
    .helpOption("--help", "print this help; VERB --help explains a verb")
    .helpCommand(false)
    .option("--stdio", "the same as `server --stdio`")
    // Or it would take away the --stdio that stands behind the verb.
    .enablePositionalOptions()
    .commandsGroup("Verbs:")
    // The descriptions name choices and defaults in words of their own.
    .configureHelp({
      subcommandTerm: (command) => command.name(),
      optionDescription: (option) => option.description,
    })
    .configureOutput({
      writeOut: (text) => runtime.stdout.write(text),
      writeErr: (text) => runtime.stderr.write(text),
      outputError: (text) => complain(runtime, text.replace(/^error: /, "")),
      getOutHelpWidth: () => HELP_WIDTH,
      getErrHelpWidth: () => HELP_WIDTH,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    })
    .exitOverride()
    .addHelpText(
      "after",
      "\nExit code: 0 nothing found, or done; 1 findings, or refused; 2 wrong usage, or input that cannot be read.",
    );
  for (const addVerb of await verbsFor(argv)) addVerb(program, context);
  addServer(program, context);
  return program;
}
