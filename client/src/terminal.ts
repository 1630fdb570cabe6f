/**
 * Runs the command line in the integrated terminal, as a task: no shell, the
 * extension host's own Node, on the machine where the files are.
 */
import * as vscode from "vscode";

/**
 * Starts `postfix-ls` with these arguments and shows its terminal. The task
 * can be run again and has an exit code.
 *
 * @param matcher the problem matcher that reads the output; undefined where it holds no problems
 */
export async function runInTerminal(
  context: vscode.ExtensionContext,
  title: string,
  args: readonly string[],
  cwd: string | undefined,
  matcher?: string,
): Promise<void> {
  const execution = new vscode.ProcessExecution(
    process.execPath,
    [context.asAbsolutePath("dist/cli.js"), ...args],
    {
      // Where the extension host is Electron, this makes it behave as plain Node.
      env: { ELECTRON_RUN_AS_NODE: "1" },
      ...(cwd !== undefined && { cwd }),
    },
  );
  const task = new vscode.Task(
    { type: "postfix", verb: args[0] ?? "" },
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
  await vscode.tasks.executeTask(task);
}
