/** What the server needs of the world it runs in; server-main.ts puts the real things in. */
import type { Background } from "../ports/background";
import type { Exec } from "../ports/exec";
import type { Files, FileWriter } from "../ports/files";
import type { MachineFacts } from "../ports/machine";
import type { Network } from "../ports/network";
import type { Scratch } from "../ports/scratch";

/** The outside world. */
export interface Runtime {
  readonly files: Files;
  readonly writer: Pick<FileWriter, "replace">;
  readonly scratch: Scratch;
  readonly exec: Exec;
  machine(): MachineFacts;
  /**
   * PCRE2, compiled once.
   *
   * @throws Error when the program was not installed whole
   */
  pcre2(): WebAssembly.Module;
  /** Name servers and other machines; loaded when it is asked for. */
  network(): Promise<Network>;
  /** Does the jobs of tools/table-test; the thread that answers the client must not wait for a slow pattern. */
  readonly background: Background;
  /** The words with which somebody runs the command line of this installation from a shell, before any verb. */
  readonly cliCommand: readonly string[];
}
