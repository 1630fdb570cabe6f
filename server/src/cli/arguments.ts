/** The program and its verbs. Each verb's own options stand beside its code, in commands/. */
import { Command } from "commander";
import { version } from "../../../package.json";
import { addCheck } from "./commands/check";
import { addCleanup } from "./commands/cleanup";
import { addExplain } from "./commands/explain";
import { addMap } from "./commands/map";
import { addPrivacy } from "./commands/privacy";
import { addServer } from "./commands/server";
import { addValues } from "./commands/values";
import { complain, PROGRAM } from "./output";
import type { VerbContext } from "./runtime";

/** Wide enough for one line an option, narrow enough for a terminal beside an editor. */
const HELP_WIDTH = 100;

/** Makes the parser. It throws commander's own error where the arguments are wrong or only help was wanted. */
export function createProgram(context: VerbContext): Command {
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
  addCheck(program, context);
  addValues(program, context);
  addExplain(program, context);
  addMap(program, context);
  addCleanup(program, context);
  addPrivacy(program, context);
  addServer(program, context);
  return program;
}
