/** `postfix-ls server --stdio`: the language server. */
import { type Command, Option } from "commander";
import { CliError, type VerbContext } from "../runtime";

/** Adds the verb, and `--stdio` without a verb, which is how editors start most servers. */
export function addServer(program: Command, { runtime, finish }: VerbContext): void {
  const start = async (options: { stdio?: true }) => {
    if (!options.stdio)
      throw new CliError("server: say --stdio; it speaks on standard input and output only");
    finish(await runtime.startServer());
  };
  const clientOption = () =>
    // The server itself reads this one: it ends when the client's process does.
    new Option("--clientProcessId <PID>", "process of the editor").hideHelp();
  program
    .addOption(clientOption())
    .argument("[VERB]")
    .allowExcessArguments()
    .action(async (verb: string | undefined, options: { stdio?: true }) => {
      if (verb !== undefined) throw new CliError(`there is no verb "${verb}"; --help lists them`);
      if (!options.stdio) program.help({ error: true });
      await start(options);
    });
  program
    .command("server")
    .description("Run the language server for an editor.")
    .usage("--stdio")
    .option("--stdio", "speak the Language Server Protocol on standard input and output")
    .addOption(clientOption())
    .allowExcessArguments(false)
    .action(start);
}
