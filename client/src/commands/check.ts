/** "Postfix: Check Configuration": the diagnostics of a whole directory, in the terminal. */
import { dirname } from "node:path";
import * as vscode from "vscode";
import { isLanguageId } from "../../../server/src/contract/languages";
import { runInTerminal } from "../terminal";

/** Where Postfix keeps its configuration unless it was told otherwise. */
const DEFAULT_DIRECTORY = "/etc/postfix";

/** Checks the directory of the file in the editor, or else the one the workspace has. */
export async function checkConfiguration(context: vscode.ExtensionContext): Promise<void> {
  const unsaved = vscode.workspace.textDocuments.filter(
    (document) => document.isDirty && isLanguageId(document.languageId),
  );
  if (unsaved.length > 0) {
    const save = "Save and Check";
    const choice = await vscode.window.showInformationMessage(
      "The check reads the files on disk, and some of them have changes that are not saved.",
      save,
      "Check What Is Saved",
    );
    if (choice === undefined) return;
    if (choice === save) for (const document of unsaved) await document.save();
  }
  const directory = await directoryToCheck();
  if (directory === undefined) return;
  const settings = vscode.workspace.getConfiguration("postfix");
  const version = settings.get<string>("version", "");
  const rules = Object.entries(settings.get<Record<string, unknown>>("rules", {}));
  await runInTerminal(
    context,
    "Check Configuration",
    [
      "check",
      // Absolute paths in the output are links, and the problem matcher finds the files whatever folder is open.
      directory,
      ...(settings.get("host") === "none" ? ["--host", "none"] : []),
      ...(version === "" ? [] : ["--postfix-version", version]),
      ...rules.flatMap(([rule, level]) => ["--severity", `${rule}=${level}`]),
    ],
    directory,
    "$postfix-ls",
  );
}

/** The active file's directory; otherwise a directory of the workspace with a main.cf, asking when there are several. */
async function directoryToCheck(): Promise<string | undefined> {
  const active = vscode.window.activeTextEditor?.document;
  if (active && isLanguageId(active.languageId) && active.uri.scheme === "file")
    return dirname(active.uri.fsPath);
  const found = await vscode.workspace.findFiles("**/main.cf", undefined, 100);
  const directories = [...new Set(found.map((uri) => dirname(uri.fsPath)))].sort();
  if (directories.length === 0) return DEFAULT_DIRECTORY;
  if (directories.length === 1) return directories[0];
  return vscode.window.showQuickPick(directories, {
    title: "Check Postfix Configuration",
    placeHolder: "Which directory?",
  });
}
