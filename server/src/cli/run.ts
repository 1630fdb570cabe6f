/** The command line: arguments in, exit code out. Nothing here ends the process. */
import { CommanderError } from "commander";
import { createProgram } from "./arguments";
import { complain } from "./output";
import { CliError, type CliRuntime, EXIT } from "./runtime";

/**
 * Runs one command line.
 *
 * @param argv the arguments behind the program's name
 * @returns the exit code: 0, 1 or 2; see {@link EXIT}
 */
export async function runCli(argv: readonly string[], runtime: CliRuntime): Promise<number> {
  let code: number = EXIT.done;
  const program = await createProgram(argv, { runtime, finish: (result) => (code = result) });
  try {
    await program.parseAsync([...argv], { from: "user" });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
    if (error instanceof CliError) {
      complain(runtime, error.message);
      return error.exitCode;
    }
    const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
    runtime.stderr.write(
      `postfix-ls: this should not happen and is a fault of postfix-ls itself:\n${what}\n`,
    );
    return EXIT.usage;
  }
}
