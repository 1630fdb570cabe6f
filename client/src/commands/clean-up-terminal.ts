/** "Postfix: Show Clean-Up Diff in Terminal": what would go, as a unified diff with the command that takes it out. */
import { basename, dirname } from "node:path";
import type * as vscode from "vscode";
import type { CleanupChoices } from "../../../server/src/contract/protocol";
import { areFilesReady, configurationDirectory, targetOptions } from "../configuration-files";
import { runInTerminal } from "../terminal";
import type { CleanUps } from "./clean-up";

/** Shows the diff of the clean-up that is in the active editor, or else of all that a directory's files would lose. */
export async function showCleanUpDiff(
  context: vscode.ExtensionContext,
  cleanUps: Pick<CleanUps, "active">,
): Promise<void> {
  const question = { reader: "The clean-up", save: "Save and Show", goOn: "Show What Is Saved" };
  if (!(await areFilesReady(question))) return;
  const active = cleanUps.active();
  const isFile = active?.file.scheme === "file";
  const directory = isFile
    ? dirname(active.file.fsPath)
    : await configurationDirectory("Clean-Up of Postfix Configuration");
  if (directory === undefined) return;
  const options = isFile ? choiceOptions(basename(active.file.fsPath), active.choices) : [];
  const args = ["cleanup", "-c", directory, ...options, ...targetOptions()];
  await runInTerminal(context, "Clean-Up", args, directory);
}

/** The options of the command line that make the same choices. */
function choiceOptions(name: string, { form, keep, drop }: CleanupChoices): string[] {
  return [
    "--only",
    name,
    ...(form === "canonical" ? ["--canonical"] : []),
    ...keep.flatMap((id) => ["--keep", id]),
    ...drop.flatMap((id) => ["--drop", id]),
  ];
}
