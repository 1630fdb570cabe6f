// Helpers for the tests inside VS Code: files of the test's own folder, and waiting for a state instead of sleeping.
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import * as vscode from "vscode";

/** Publisher and name of the extension under test. */
export const extensionId = "postfix-tools.vscode-postfix";

/** The extension under test. @throws Error when VS Code does not know it. */
export function theExtension(): vscode.Extension<unknown> {
  const extension = vscode.extensions.getExtension(extensionId);
  if (extension === undefined) throw new Error(`VS Code does not list ${extensionId}`);
  return extension;
}

/** The opened folder: a fresh copy of test/fixtures/sample that a test may change. */
export function workspaceFolder(): string {
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (folder === undefined) throw new Error("VS Code opened no folder");
  return folder.uri.fsPath;
}

/** Writes a file below the opened folder and shows it in an editor; without `text` the file is there already. */
export async function openFile(name: string, text?: string): Promise<vscode.TextEditor> {
  const path = join(workspaceFolder(), name);
  if (text !== undefined) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  return await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(path));
}

/**
 * Asks again every 50 ms until the answer is neither undefined nor false, and returns it.
 * @throws Error naming `what` when there is no answer within `seconds`.
 */
export async function waitFor<T>(
  what: string,
  ask: () => T | undefined | false | Thenable<T | undefined | false>,
  seconds = 30,
): Promise<T> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    if (Date.now() > end) throw new Error(`waited ${seconds} s for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
