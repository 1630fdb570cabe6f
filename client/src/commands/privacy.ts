/**
 * "Postfix: Set Up Header Privacy Filter…", "Remove Header Privacy Filter" and
 * "Test Header Privacy Filter with a Message…": a few questions, a preview of
 * every change, and a message before and after.
 */
import * as vscode from "vscode";
import type { PrivacyAnswer, PrivacyWishes } from "../../../server/src/contract/protocol";
import type { Client } from "../client";
import { configurationDirectory } from "../configuration-files";
import { offerToReload, type SavedFile, saveWithBackup } from "../saving";
import { isTable, nameOf } from "../tables";
import type { MessageView } from "../views/message-view";
import {
  appliedWords,
  beforehand,
  type Choice,
  changeLabel,
  lineChoices,
  NOT_ALL_TAKEN,
  RECEIVED,
  SCOPES,
  savedWords,
} from "../views/privacy-words";
import { withoutLinks } from "../views/table-words";
import { testTableWithMessage } from "./test-message";
import type { TableTests } from "./test-table";

type Asked = Pick<Client, "privacy" | "write">;

const SHOW_CHANGES = "Show Changes";
const SAVE = "Save, Keep Backups";
const TEST = "Test with a Message…";
const GO_TO = "Open File";

const USUAL: PrivacyWishes = { scope: "submission", received: "replace", keep: [] };

/** Asks what is wanted, and shows what it takes. */
export async function setUpPrivacy(client: Asked): Promise<void> {
  const directory = await directoryUri("Header Privacy Filter");
  if (directory === undefined) return;
  const first = await client.privacy({ directory, wishes: USUAL });
  if (first === undefined) return notKnown();
  if (first.refusal !== null) {
    const all = await client.privacy({ directory, wishes: { ...USUAL, scope: "everything" } });
    // Where no scope has a plan there is nothing to ask.
    if (all === undefined || all.refusal !== null) return refuse(first.refusal);
  }
  const wishes = await askForWishes(first);
  if (wishes === undefined) return;
  const plan = await client.privacy({ directory, wishes });
  if (plan === undefined) return notKnown();
  if (plan.refusal !== null) return refuse(plan.refusal);
  const { message, detail } = beforehand(plan);
  const choice = await vscode.window.showInformationMessage(
    withoutLinks(message),
    { modal: true, detail },
    SHOW_CHANGES,
  );
  if (choice === SHOW_CHANGES) await apply(client, plan, false);
}

/** Shows what taking the filter out changes. */
export async function removePrivacy(client: Asked): Promise<void> {
  const directory = await directoryUri("Remove Header Privacy Filter");
  if (directory === undefined) return;
  const plan = await client.privacy({ directory, wishes: null });
  if (plan === undefined) return notKnown();
  if (plan.refusal !== null) return refuse(plan.refusal);
  await apply(client, plan, true);
}

/** Shows a message before and after the filter: the one that is set up, or else the one that would be. */
export async function testPrivacy(client: Asked, tests: TableTests, messages: MessageView): Promise<void> {
  const directory = await directoryUri("Test Header Privacy Filter");
  if (directory === undefined) return;
  const removal = await client.privacy({ directory, wishes: null });
  const isThere = removal !== undefined && removal.refusal === null;
  const plan = isThere ? removal : await client.privacy({ directory, wishes: USUAL });
  if (plan === undefined) return notKnown();
  if (plan.refusal !== null) return refuse(plan.refusal);
  const table = await tableDocument(plan);
  if (table === undefined) return;
  await vscode.window.showTextDocument(table, { preview: false });
  await testTableWithMessage(tests, messages, { uri: table.uri.toString() }, plan.samples);
}

/** The table that is there, or the text of the one that would be made. */
async function tableDocument({ files, table }: PrivacyAnswer): Promise<vscode.TextDocument | undefined> {
  const own = files.find(({ change }) => change === "removed");
  if (own !== undefined) {
    const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(own.uri, true));
    // Its language comes from master.cf a moment later; the rules mean the same in both types of tables.
    return isTable(document)
      ? document
      : await vscode.languages.setTextDocumentLanguage(document, "postfix-pcre");
  }
  if (table === null) return undefined;
  return await vscode.workspace.openTextDocument({ content: table.text, language: table.language });
}

async function directoryUri(title: string): Promise<string | undefined> {
  const directory = await configurationDirectory(title);
  return directory === undefined ? undefined : vscode.Uri.file(directory).toString();
}

async function askForWishes(first: PrivacyAnswer): Promise<PrivacyWishes | undefined> {
  // What has no plan is not offered.
  const scopes = first.refusal === null ? SCOPES : SCOPES.slice(1);
  const scope = await askOne("Header Privacy Filter (1 of 3)", "Whose mail loses the lines?", scopes);
  if (scope === undefined) return undefined;
  const received = await askOne(
    "Header Privacy Filter (2 of 3)",
    "What becomes of the Received line that names the sender's computer?",
    RECEIVED,
  );
  if (received === undefined) return undefined;
  const lines = lineChoices(first.lines);
  const picked = await vscode.window.showQuickPick(
    lines.map((line) => ({ ...line, picked: true })),
    {
      canPickMany: true,
      title: "Header Privacy Filter (3 of 3)",
      placeHolder: "Which lines go besides?",
      matchOnDetail: true,
    },
  );
  if (picked === undefined) return undefined;
  const going = new Set(picked.map(({ value }) => value));
  return { scope, received, keep: lines.map(({ value }) => value).filter((id) => !going.has(id)) };
}

async function askOne<Value>(
  title: string,
  placeHolder: string,
  choices: readonly Choice<Value>[],
): Promise<Value | undefined> {
  const picked = await vscode.window.showQuickPick(choices, { title, placeHolder, matchOnDetail: true });
  return picked?.value;
}

/** Has the user take each change or not; then the files are in the editor, to be saved. */
async function apply(client: Asked, plan: PrivacyAnswer, isRemoval: boolean): Promise<void> {
  const { edit, targets } = editOf(plan, isRemoval);
  // VS Code would save what it is told to be a refactoring, without a backup.
  if (!(await vscode.workspace.applyEdit(edit))) return;
  const documents = await Promise.all(targets.map((uri) => vscode.workspace.openTextDocument(uri)));
  const unsaved = documents.filter(({ isDirty }) => isDirty);
  if (!isTaken(plan, documents)) void vscode.window.showWarningMessage(NOT_ALL_TAKEN);
  const names = unsaved.map(({ uri }) => nameOf(uri));
  const buttons = [...(names.length > 0 ? [SAVE] : []), ...(isRemoval ? [] : [TEST])];
  const choice = await vscode.window.showInformationMessage(appliedWords(isRemoval, names), ...buttons);
  if (choice === SAVE) await saveAll(client, plan, unsaved);
  if (choice === TEST) await vscode.commands.executeCommand("postfix.testPrivacy");
}

/** Whether all changes were taken that let mail pass the rules. */
function isTaken({ files }: PrivacyAnswer, documents: readonly vscode.TextDocument[]): boolean {
  return files.every(({ uri, edits }) => {
    const document = documents.find((one) => one.uri.toString() === vscode.Uri.parse(uri, true).toString());
    return document === undefined || edits.every(({ newText }) => document.getText().includes(newText));
  });
}

/** The plan as edits that the editor asks about, and the documents that they change. */
function editOf(
  { files, table }: PrivacyAnswer,
  isRemoval: boolean,
): { edit: vscode.WorkspaceEdit; targets: vscode.Uri[] } {
  const edit = new vscode.WorkspaceEdit();
  const targets: vscode.Uri[] = [];
  for (const file of files) {
    const uri = vscode.Uri.parse(file.uri, true);
    const label = changeLabel(file, isRemoval);
    if (file.change === "made") {
      const contents = new TextEncoder().encode(table?.text ?? "");
      edit.createFile(uri, { contents }, { label, needsConfirmation: false });
    } else if (file.change === "removed") {
      // It may hold what somebody has written since, so it is kept under another name.
      const kept = vscode.Uri.parse(`${file.uri}.${stamp()}.bak`, true);
      edit.renameFile(uri, kept, {}, { label, needsConfirmation: true });
    } else {
      targets.push(uri);
      for (const { range, newText, takesEffect } of file.edits) {
        const { start, end } = range;
        const place = new vscode.Range(start.line, start.character, end.line, end.character);
        // VS Code leaves these without a check mark. What is left out then has to be harmless: mail goes on as before.
        const needsConfirmation = takesEffect && !isRemoval;
        edit.replace(uri, place, newText, { label, needsConfirmation });
      }
    }
  }
  return { edit, targets };
}

/** The time as the names of backups have it. */
function stamp(): string {
  return new Date().toISOString().replace(/[-:]|\.\d+/g, "");
}

async function saveAll(
  client: Asked,
  { files }: PrivacyAnswer,
  documents: readonly vscode.TextDocument[],
): Promise<void> {
  const saved: { name: string; file: SavedFile }[] = [];
  for (const document of documents) {
    const planned = files.find(
      ({ uri }) => vscode.Uri.parse(uri, true).toString() === document.uri.toString(),
    );
    const file = await saveWithBackup(client, document, { before: planned?.before ?? "", choices: null });
    if (file === undefined) return;
    saved.push({ name: nameOf(document.uri), file });
  }
  const last = saved.at(-1);
  if (last === undefined) return;
  const backups = saved.map(({ name, file }) => ({ name, backup: file.backup }));
  await offerToReload(savedWords(backups, last.file.reload?.join(" ")), last.file);
}

async function refuse({ text, uri, line }: NonNullable<PrivacyAnswer["refusal"]>): Promise<void> {
  if ((await vscode.window.showErrorMessage(withoutLinks(text), GO_TO)) === undefined) return;
  const position = new vscode.Position(line ?? 0, 0);
  const selection = new vscode.Range(position, position);
  await vscode.window.showTextDocument(vscode.Uri.parse(uri, true), { selection });
}

function notKnown(): void {
  void vscode.window.showWarningMessage(
    "The language server could not make a plan. The output 'Postfix' says why.",
  );
}
