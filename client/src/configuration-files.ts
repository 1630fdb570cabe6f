/** What the commands that read a configuration directory in the terminal have in common. */
import { dirname } from "node:path";
import * as vscode from "vscode";
import { isLanguageId } from "../../server/src/contract/languages";

/** Where Postfix keeps its configuration unless it was told otherwise. */
const DEFAULT_DIRECTORY = "/etc/postfix";

/** What to say where files have changes that are not saved. */
export interface SavingQuestion {
  /** What reads the files, at the start of a sentence. */
  readonly reader: string;
  readonly save: string;
  readonly goOn: string;
}

/** Offers to save what a program will read from disk; false when the user would rather leave it. */
export async function areFilesReady({ reader, save, goOn }: SavingQuestion): Promise<boolean> {
  const unsaved = vscode.workspace.textDocuments.filter(
    (document) => document.isDirty && isLanguageId(document.languageId),
  );
  if (unsaved.length === 0) return true;
  const choice = await vscode.window.showInformationMessage(
    `${reader} reads the files on disk, and some of them have changes that are not saved.`,
    save,
    goOn,
  );
  if (choice === save) for (const document of unsaved) await document.save();
  return choice !== undefined;
}

/** The active file's directory; otherwise a directory of the workspace with a main.cf, asking when there are several. */
export async function configurationDirectory(title: string): Promise<string | undefined> {
  const active = vscode.window.activeTextEditor?.document;
  if (active && isLanguageId(active.languageId) && active.uri.scheme === "file")
    return dirname(active.uri.fsPath);
  const found = await vscode.workspace.findFiles("**/main.cf", undefined, 100);
  const directories = [...new Set(found.map((uri) => dirname(uri.fsPath)))].sort();
  if (directories.length === 0) return DEFAULT_DIRECTORY;
  if (directories.length === 1) return directories[0];
  return vscode.window.showQuickPick(directories, { title, placeHolder: "Which directory?" });
}

/** The options of the command line that hold its answers against the same Postfix as those of the editor. */
export function targetOptions(): string[] {
  const settings = vscode.workspace.getConfiguration("postfix");
  const version = settings.get<string>("version", "");
  return [
    ...(settings.get("host") === "none" ? ["--host", "none"] : []),
    ...(version === "" ? [] : ["--postfix-version", version]),
  ];
}
