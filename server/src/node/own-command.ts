/** With which words this program is run again from a shell. */
import { basename, delimiter, dirname, resolve } from "node:path";

/** What a process knows of how it was started; `process` is one. */
export type OwnProcess = Pick<NodeJS.Process, "argv" | "env" | "execPath"> & {
  readonly versions: Readonly<Record<string, string | undefined>>;
};

/** The name that the package installs the command line under. */
const NAME = "postfix-ls";

/** Where everybody looks for programs. */
const SYSTEM_DIRECTORIES: readonly string[] = ["/usr/local/bin", "/usr/bin", "/bin"];

/**
 * The words that run the program again that this process runs: its name,
 * where a shell finds it by its name, else the interpreter and the script.
 */
export function ownCommand(own: OwnProcess): readonly string[] {
  const script = own.argv[1] ?? "";
  return isInstalled(script, own.env.PATH ?? "") ? [NAME] : scriptCommand(own, resolve(script));
}

/**
 * The words that run a script with the interpreter of this process.
 *
 * @param script absolute path
 */
export function scriptCommand(own: OwnProcess, script: string): readonly string[] {
  // VS Code brings no Node.js program; its own one is one when it is told to be.
  const electron = own.versions.electron === undefined ? [] : ["env", "ELECTRON_RUN_AS_NODE=1"];
  return [...electron, own.execPath, script];
}

/**
 * Whether a shell finds the script by its name, and sudo(8) does, which looks
 * into the system's directories only. What `npx` and version managers put into
 * PATH is found by neither later on.
 */
function isInstalled(script: string, path: string): boolean {
  const directory = dirname(script);
  const isFound = SYSTEM_DIRECTORIES.includes(directory) && path.split(delimiter).includes(directory);
  return basename(script) === NAME && isFound;
}
