/** Saving files that a running Postfix reads: the old one is kept, and never a part of one is there. */
import { basename, dirname } from "node:path";
import * as vscode from "vscode";
import type { WriteParams } from "../../server/src/contract/protocol";
import type { Client } from "./client";
import { nameOf } from "./tables";
import { runProgramInTerminal } from "./terminal";
import { withoutLinks } from "./views/table-words";

const COPY = "Copy Command";
const RELOAD = "Reload Postfix";

/** A file that was saved. */
export interface SavedFile {
  /** Where it is as it was; null where nobody kept it. */
  readonly backup: string | null;
  /** The command that makes Postfix read it; undefined where Postfix does not work with it, or may not be told. */
  readonly reload: readonly [string, ...string[]] | undefined;
  /** The directory it is in. */
  readonly directory: string;
}

/** Has the server write a document's file; says why where it cannot, and answers undefined then. */
export async function saveWithBackup(
  client: Pick<Client, "write">,
  document: vscode.TextDocument,
  { before, choices }: Pick<WriteParams, "before" | "choices">,
): Promise<SavedFile | undefined> {
  const { uri: file } = document;
  const after = document.getText();
  const answer = await client.write({ uri: file.toString(), before, after, choices });
  if (answer === undefined || answer.problem !== "") {
    const problem = answer?.problem ?? `'${nameOf(file)}' was not written. The output 'Postfix' says why.`;
    const command = answer?.command ?? null;
    const buttons = command === null ? [] : [COPY];
    const choice = await vscode.window.showErrorMessage(withoutLinks(problem), ...buttons);
    if (choice === COPY && command !== null) await vscode.env.clipboard.writeText(command);
    return undefined;
  }
  // The document has the text of the file, but does not know that it is saved.
  await vscode.window.showTextDocument(document);
  await vscode.commands.executeCommand("workbench.action.files.revert");
  const isTold = answer.isLive && vscode.workspace.isTrusted;
  const directory = dirname(file.fsPath);
  return {
    backup: shownBackup(file, answer.backup),
    reload: isTold ? reloadCommand(directory) : undefined,
    directory,
  };
}

/** Says what was saved, and offers to tell Postfix of it. */
export async function offerToReload(text: string, { reload, directory }: SavedFile): Promise<void> {
  const buttons = reload === undefined ? [] : [RELOAD];
  const choice = await vscode.window.showInformationMessage(text, ...buttons);
  if (choice !== RELOAD || reload === undefined) return;
  const [program, ...args] = reload;
  await runProgramInTerminal("Reload Postfix", program, args, directory);
}

/** A backup by its name where it is beside the file; it is beside what a link leads to. */
function shownBackup(file: vscode.Uri, backup: string | null): string | null {
  return backup !== null && dirname(backup) === dirname(file.fsPath) ? basename(backup) : backup;
}

/** Postfix takes the command from root only. */
function reloadCommand(directory: string): [string, ...string[]] {
  // The directory may be that of another instance beside the first one.
  const words = ["postfix", "-c", directory, "reload"] as const;
  return process.getuid?.() === 0 ? [...words] : ["sudo", ...words];
}
