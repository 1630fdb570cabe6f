/**
 * Runs programs in the integrated terminal, as tasks: no shell, on the machine
 * where the files are. A task can be run again and has an exit code.
 */
import { delimiter, isAbsolute } from "node:path";
import * as vscode from "vscode";

/** Where Postfix's programs are when PATH, as an ordinary user has it, does not name the place. */
const SYSTEM_DIRECTORIES = ["/usr/sbin", "/usr/local/sbin", "/opt/local/sbin", "/opt/homebrew/sbin"];

/**
 * Starts `postfix-ls` with these arguments, in the extension host's own Node,
 * and shows its terminal.
 *
 * @param matcher the problem matcher that reads the output; undefined where it holds no problems
 */
export async function runInTerminal(
  context: vscode.ExtensionContext,
  title: string,
  args: readonly string[],
  cwd: string | undefined,
  matcher?: string,
): Promise<vscode.TaskExecution> {
  const execution = new vscode.ProcessExecution(
    process.execPath,
    [context.asAbsolutePath("dist/cli.js"), ...args],
    {
      // Where the extension host is Electron, this makes it behave as plain Node.
      env: { ELECTRON_RUN_AS_NODE: "1" },
      ...(cwd !== undefined && { cwd }),
    },
  );
  return await showTask(title, args[0] ?? "", execution, matcher);
}

/**
 * Does the same and waits for its end.
 *
 * @returns the exit code; undefined where it was not started, or was ended with its terminal
 */
export function awaitInTerminal(...given: Parameters<typeof runInTerminal>): Promise<number | undefined> {
  return ended(() => runInTerminal(...given));
}

/** Starts one of Postfix's own programs and shows its terminal. */
export async function runProgramInTerminal(
  title: string,
  program: string,
  args: readonly string[],
  cwd: string,
): Promise<vscode.TaskExecution> {
  // A relative directory in PATH would run whatever the current directory holds.
  const path = (process.env.PATH ?? "").split(delimiter).filter((directory) => isAbsolute(directory));
  const execution = new vscode.ProcessExecution(program, [...args], {
    env: { PATH: [...path, ...SYSTEM_DIRECTORIES].join(delimiter) },
    cwd,
  });
  return await showTask(title, program, execution);
}

/**
 * Does the same and waits for its end.
 *
 * @returns the exit code; undefined where the program was not started, or was ended with its terminal
 */
export function awaitProgramInTerminal(
  ...given: Parameters<typeof runProgramInTerminal>
): Promise<number | undefined> {
  return ended(() => runProgramInTerminal(...given));
}

/** The exit code of a task that is started now. */
async function ended(start: () => Promise<vscode.TaskExecution>): Promise<number | undefined> {
  // A program may have ended before VS Code says which task it is.
  const codes = new Map<vscode.TaskExecution, number | undefined>();
  let hear: (() => void) | undefined;
  const end = (execution: vscode.TaskExecution, exitCode: number | undefined) => {
    if (!codes.has(execution)) codes.set(execution, exitCode);
    hear?.();
  };
  const listeners = [
    vscode.tasks.onDidEndTaskProcess(({ execution, exitCode }) => end(execution, exitCode)),
    // Without a process there is only this one.
    vscode.tasks.onDidEndTask(({ execution }) => end(execution, undefined)),
  ];
  try {
    const execution = await start();
    await new Promise<void>((resolve) => {
      hear = () => codes.has(execution) && resolve();
      hear();
    });
    return codes.get(execution);
  } finally {
    for (const listener of listeners) listener.dispose();
  }
}

/**
 * Starts a task in a terminal of its own.
 *
 * @param verb what it does, by which its definition differs from that of other tasks
 */
async function showTask(
  title: string,
  verb: string,
  execution: vscode.ProcessExecution,
  matcher?: string,
): Promise<vscode.TaskExecution> {
  const task = new vscode.Task(
    { type: "postfix", verb },
    vscode.TaskScope.Workspace,
    title,
    "Postfix",
    execution,
    matcher === undefined ? [] : [matcher],
  );
  task.presentationOptions = {
    reveal: vscode.TaskRevealKind.Always,
    panel: vscode.TaskPanelKind.Dedicated,
    clear: true,
    showReuseMessage: false,
    focus: false,
  };
  return await vscode.tasks.executeTask(task);
}
