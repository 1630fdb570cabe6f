/** "Postfix: Build Index of Lookup Table…": postmap or postalias in the terminal, after a look at what it will do. */
import { dirname } from "node:path";
import * as vscode from "vscode";
import { nameOf, type TablePlace, tableEditor } from "../tables";
import { runProgramInTerminal } from "../terminal";

/**
 * Shows the command that will run, and runs it when the user agrees. Where the
 * place does not say of which type the index is, Postfix takes that of its
 * default_database_type.
 */
export async function buildIndex(place?: TablePlace): Promise<void> {
  const editor = await tableEditor(place);
  if (editor === undefined) return;
  const { document } = editor;
  if (document.uri.scheme !== "file") {
    void vscode.window.showInformationMessage(
      `'${nameOf(document.uri)}' is not a file of this machine, so Postfix's programs cannot read it. Save it to a file first.`,
    );
    return;
  }
  if (!vscode.workspace.isTrusted) {
    void offerTrust();
    return;
  }
  const program = document.languageId === "postfix-aliases" ? "postalias" : "postmap";
  const path = document.uri.fsPath;
  const table = place?.type === undefined ? path : `${place.type}:${path}`;
  if (!(await isAgreed(document, `${program} ${table}`))) return;
  if (document.isDirty && !(await document.save())) return;
  await runProgramInTerminal(`Index of ${nameOf(document.uri)}`, program, [table], dirname(path));
}

/** Shows the plan; nothing has been done when it is refused. */
async function isAgreed(document: vscode.TextDocument, command: string): Promise<boolean> {
  const run = document.isDirty ? "Save and Run" : "Run";
  const choice = await vscode.window.showInformationMessage(
    `Build the index of '${nameOf(document.uri)}'?`,
    {
      modal: true,
      detail: [
        ...(document.isDirty ? ["The file has changes that are not saved; they are saved first."] : []),
        `This command will run in the terminal:\n\n${command}`,
        "It writes the index beside the file, in place of an earlier one, and needs the right to do so. Postfix reads the index, not the text: until then it knows nothing of your changes.",
      ].join("\n\n"),
    },
    run,
  );
  return choice === run;
}

async function offerTrust(): Promise<void> {
  const manage = "Manage Workspace Trust";
  const choice = await vscode.window.showInformationMessage(
    "No program is started while this workspace is not trusted, so the index was not built. Trust the workspace if you know where its files come from.",
    manage,
  );
  if (choice === manage) await vscode.commands.executeCommand("workbench.trust.manage");
}
