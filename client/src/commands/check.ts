/** "Postfix: Check Configuration": the diagnostics of a whole directory, in the terminal. */
import * as vscode from "vscode";
import { areFilesReady, configurationDirectory, targetOptions } from "../configuration-files";
import { runInTerminal } from "../terminal";

/** Checks the directory of the file in the editor, or else the one the workspace has. */
export async function checkConfiguration(context: vscode.ExtensionContext): Promise<void> {
  const question = { reader: "The check", save: "Save and Check", goOn: "Check What Is Saved" };
  if (!(await areFilesReady(question))) return;
  const directory = await configurationDirectory("Check Postfix Configuration");
  if (directory === undefined) return;
  const settings = vscode.workspace.getConfiguration("postfix");
  const rules = Object.entries(settings.get<Record<string, unknown>>("rules", {}));
  await runInTerminal(
    context,
    "Check Configuration",
    [
      "check",
      // Absolute paths in the output are links, and the problem matcher finds the files whatever folder is open.
      directory,
      ...targetOptions(),
      ...rules.flatMap(([rule, level]) => ["--severity", `${rule}=${level}`]),
    ],
    directory,
    "$postfix-ls",
  );
}
