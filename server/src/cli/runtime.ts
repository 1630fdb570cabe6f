/** What the command line needs of the world it runs in; cli-main.ts puts the real things in. */
import type { Exec } from "../ports/exec";
import type { Files, FileWriter } from "../ports/files";
import type { MachineFacts } from "../ports/machine";
import type { Network } from "../ports/network";
import type { Scratch } from "../ports/scratch";

/** Where output goes. Text is written as UTF-8, bytes as they are. */
export interface Output {
  write(data: string | Uint8Array): void;
  /** Whether somebody looks at it in a terminal. */
  readonly isTTY: boolean;
  /** How many characters a line of the terminal holds; undefined where that is not known. */
  readonly columns?: number | undefined;
}

/** The outside world of one run. */
export interface CliRuntime {
  readonly files: Files;
  readonly writer: FileWriter;
  readonly scratch: Scratch;
  readonly exec: Exec;
  machine(): MachineFacts;
  readonly stdout: Output;
  readonly stderr: Output;
  /** Absolute path that relative paths of the command line start from. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The words with which somebody runs this very program from a shell, before any verb. */
  readonly command: readonly string[];
  /**
   * Reads standard input to its end.
   *
   * @throws CliError when there is more of it than {@link INPUT_LIMIT}
   */
  readStdin(): Promise<Uint8Array>;
  /** Asks somebody at the terminal for a line; undefined where there is nobody. */
  ask(question: string): Promise<string | undefined>;
  /**
   * PCRE2, which pcre tables need; read when it is asked for.
   *
   * @throws Error in a sentence when it is not there: the program was not installed whole
   */
  pcre2(): WebAssembly.Module;
  /** Name servers and other machines; loaded when it is asked for. */
  network(): Promise<Network>;
  /** Runs the language server on standard input and output; gives the exit code when it has ended. */
  startServer(): Promise<number>;
}

/** How many bytes of standard input, or of a message in a file, are taken: more than any mail system lets through. */
export const INPUT_LIMIT = 256 * 1024 * 1024;

/** Exit codes, the same for all verbs. */
export const EXIT = {
  /** Nothing found, or done. */
  done: 0,
  /** Findings, or refused. */
  findings: 1,
  /** Wrong usage, or input that cannot be read. */
  usage: 2,
} as const;

/** Ends a run with one line on standard error. */
export class CliError extends Error {
  constructor(
    message: string,
    readonly exitCode: number = EXIT.usage,
  ) {
    super(message);
  }
}

/** What a verb gets. */
export interface VerbContext {
  readonly runtime: CliRuntime;
  /** Takes the exit code of the verb that ran. */
  finish(code: number): void;
}
