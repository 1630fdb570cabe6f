/**
 * "Postfix: Clean Up main.cf": a file beside what would be left of it, with
 * the reasons; entries to choose; and, when it is applied, one undo step.
 */
import * as vscode from "vscode";
import { isLanguageId } from "../../../server/src/contract/languages";
import type { CleanupAnswer, CleanupChoices } from "../../../server/src/contract/protocol";
import type { Client } from "../client";
import { configurationDirectory } from "../configuration-files";
import { offerToReload, saveWithBackup } from "../saving";
import { nameOf, type TablePlace } from "../tables";
import { createCleanUpDiff } from "../views/clean-up-diff";
import {
  appliedText,
  changedText,
  choicesOf,
  markedEntries,
  nothingText,
  notTakenText,
  objectionText,
  offeredEntries,
  type SavingKind,
  savedText,
  titleOf,
  unchangedText,
  unknownText,
} from "../views/clean-up-words";
import type { LineMarks } from "../views/line-marks";
import { withoutLinks } from "../views/table-words";

/** The two files that Postfix reads. */
export type FileName = "main.cf" | "master.cf";

/** The clean-ups that are shown, and what can be done with them. */
export interface CleanUps extends vscode.Disposable {
  /** Shows the clean-up of a file: that of the place, or else the one of the active editor or of the workspace. */
  open(name: FileName, place?: TablePlace): Promise<CleanupAnswer | undefined>;
  /** Lets the user choose the entries that go. */
  chooseEntries(): Promise<void>;
  useForm(form: CleanupChoices["form"]): Promise<void>;
  /** Puts the clean-up into the file's document; false when that was not done. */
  apply(): Promise<boolean>;
  /** The file whose clean-up is the active editor, with what the user has chosen. */
  active(): { readonly file: vscode.Uri; readonly choices: CleanupChoices } | undefined;
}

/** A clean-up that is shown. */
interface CleanUp {
  readonly file: vscode.Uri;
  choices: CleanupChoices;
  /** As it is shown. */
  plan: CleanupAnswer;
}

/** A clean-up that is in the editor. */
interface Applied extends Pick<CleanUp, "file" | "choices"> {
  readonly before: string;
  readonly after: string;
}

/** The form of the clean-up in the active editor, so that the other one is offered; empty where there is only one. */
const FORM_KEY = "postfix.cleanUpForm";

/** How long after a keystroke a plan is made anew, in milliseconds. */
const PAUSE_MS = 300;

const FIRST_CHOICES: CleanupChoices = { form: "in-place", keep: [], drop: [] };

/** Buttons of notifications. */
const GO_TO_LINE = "Go to Line";
const OPEN_FILE = "Open File";
const SHOW = "Show";
const SAVE = "Save, Keep a Backup";
const UNDO = "Undo";

/** Makes the commands; nothing is shown yet. */
export function createCleanUps(client: Pick<Client, "cleanup" | "write">, marks: LineMarks): CleanUps {
  const diff = createCleanUpDiff();
  const shown = new Map<string, CleanUp>();
  let pause: NodeJS.Timeout | undefined;

  const askFor = ({ file, choices }: Pick<CleanUp, "file" | "choices">, prove: boolean) =>
    client.cleanup({ uri: file.toString(), ...choices, prove });

  const isShown = (cleanUp: CleanUp) => shown.get(cleanUp.file.toString()) === cleanUp;

  /** Shows a plan in place of the one before. */
  const present = (cleanUp: CleanUp, plan: CleanupAnswer) => {
    cleanUp.plan = plan;
    diff.update(cleanUp.file, plan.after);
    marks.show(cleanUp.file, markedEntries(plan, cleanUp.file.toString()));
  };

  const show = async (cleanUp: CleanUp) => {
    const { file, choices, plan } = cleanUp;
    shown.set(file.toString(), cleanUp);
    await diff.show(file, plan.after, titleOf(nameOf(file), choices.form, plan));
    marks.show(file, markedEntries(plan, file.toString()));
    tellForm();
  };

  /** Makes the plan of what is in the editor now, with the same choices. */
  const renew = async (cleanUp: CleanUp) => {
    const plan = await askFor(cleanUp, false);
    if (plan !== undefined && isShown(cleanUp)) present(cleanUp, plan);
  };

  const choose = async (cleanUp: CleanUp, choices: CleanupChoices) => {
    cleanUp.choices = choices;
    await renew(cleanUp);
    if (isShown(cleanUp)) await show(cleanUp);
  };

  const activeCleanUp = () => {
    const file = diff.active();
    return file && shown.get(file.toString());
  };

  const tellForm = () => {
    const cleanUp = activeCleanUp();
    const isMain = cleanUp !== undefined && !nameOf(cleanUp.file).includes("master.cf");
    void vscode.commands.executeCommand("setContext", FORM_KEY, isMain ? cleanUp.choices.form : "");
  };

  /** Says why a plan is not to be had, and leads to the place. */
  const refuse = async ({ text, uri, line }: NonNullable<CleanupAnswer["refusal"]>) => {
    const button = line === null ? OPEN_FILE : GO_TO_LINE;
    if ((await vscode.window.showErrorMessage(withoutLinks(text), button)) === undefined) return;
    const position = new vscode.Position(line ?? 0, 0);
    const selection = new vscode.Range(position, position);
    await vscode.window.showTextDocument(vscode.Uri.parse(uri, true), { selection });
  };

  /** The plan once more, proved to change no value; undefined when there is a reason not to apply it, which is shown. */
  const proven = async (
    cleanUp: CleanUp,
    document: vscode.TextDocument,
  ): Promise<CleanupAnswer | undefined> => {
    const name = nameOf(cleanUp.file);
    const { plan: shownPlan } = cleanUp;
    const plan = await askFor(cleanUp, true);
    if (plan === undefined) {
      void vscode.window.showWarningMessage(unknownText(name));
    } else if (plan.refusal !== null) {
      present(cleanUp, plan);
      void refuse(plan.refusal);
    } else if (
      plan.before !== document.getText() ||
      plan.before !== shownPlan.before ||
      plan.after !== shownPlan.after
    ) {
      cleanUp.plan = plan;
      await show(cleanUp);
      void vscode.window.showWarningMessage(changedText(name));
    } else if (plan.objection !== null) {
      void vscode.window.showErrorMessage(withoutLinks(objectionText(name, plan.objection)));
    } else if (plan.before === plan.after) {
      void vscode.window.showInformationMessage(unchangedText(name));
    } else {
      return plan;
    }
    return undefined;
  };

  const subscriptions = [
    diff,
    diff.onDidClose((file) => {
      shown.delete(file.toString());
      marks.clear(file);
    }),
    vscode.window.tabGroups.onDidChangeTabs(tellForm),
    vscode.window.tabGroups.onDidChangeTabGroups(tellForm),
    // What one of the two files says goes or stays with what the other one says.
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      const { languageId, uri } = document;
      const concerns = isLanguageId(languageId) && (uri.scheme === "file" || shown.has(uri.toString()));
      if (!concerns || contentChanges.length === 0 || shown.size === 0) return;
      clearTimeout(pause);
      pause = setTimeout(() => {
        for (const cleanUp of shown.values()) void renew(cleanUp);
      }, PAUSE_MS);
    }),
  ];

  return {
    async open(name, place) {
      const given = place === undefined ? diff.active() : vscode.Uri.parse(place.uri, true);
      const file = given ?? (await fileToClean(name));
      if (file === undefined) return undefined;
      const document = await openDocument(file);
      if (document === undefined) return undefined;
      const plan = await askFor({ file, choices: FIRST_CHOICES }, false);
      if (plan === undefined) {
        void vscode.window.showWarningMessage(unknownText(nameOf(file)));
        return undefined;
      }
      const cleanUp = { file, choices: FIRST_CHOICES, plan };
      if (plan.refusal !== null) void refuse(plan.refusal);
      else if (plan.before === plan.after) void offerToShow(cleanUp, () => show(cleanUp));
      else await show(cleanUp);
      return plan;
    },

    async chooseEntries() {
      const cleanUp = activeCleanUp();
      if (cleanUp === undefined) return noneActive();
      const { items } = cleanUp.plan;
      const entries = offeredEntries(items);
      if (entries.length === 0) {
        void vscode.window.showInformationMessage(
          `There is nothing to choose in '${nameOf(cleanUp.file)}': what stays has to stay, and the notes behind the lines say why.`,
        );
        return;
      }
      const picked = await vscode.window.showQuickPick(entries, {
        canPickMany: true,
        title: `Clean-Up of '${nameOf(cleanUp.file)}': What Goes`,
        placeHolder: "Entries with a check mark go when the clean-up is applied",
        matchOnDescription: true,
        matchOnDetail: true,
      });
      if (picked === undefined) return;
      const ids = new Set(picked.map(({ id }) => id));
      await choose(cleanUp, { ...cleanUp.choices, ...choicesOf(items, ids, cleanUp.choices) });
    },

    async useForm(form) {
      const cleanUp = activeCleanUp();
      if (cleanUp === undefined) return noneActive();
      await choose(cleanUp, { ...cleanUp.choices, form });
    },

    async apply() {
      const cleanUp = activeCleanUp();
      if (cleanUp === undefined) {
        noneActive();
        return false;
      }
      const { file, choices } = cleanUp;
      const document = await vscode.workspace.openTextDocument(file);
      const plan = await proven(cleanUp, document);
      if (plan === undefined) return false;
      const saving = savingOf(document);
      if (!(await vscode.workspace.applyEdit(editOf(file, plan)))) {
        void vscode.window.showErrorMessage(notTakenText(nameOf(file)));
        return false;
      }
      await diff.close(file);
      await vscode.window.showTextDocument(document, { preview: false });
      const { before, after } = plan;
      const text = appliedText(nameOf(file), choices.form, plan, saving);
      void offerToSave(client, { file, choices, before, after }, text, saving);
      return true;
    },

    active() {
      return activeCleanUp();
    },

    dispose() {
      clearTimeout(pause);
      for (const subscription of subscriptions) subscription.dispose();
    },
  };
}

function noneActive(): void {
  void vscode.window.showInformationMessage(
    "No clean-up is shown in the active editor. Run 'Postfix: Clean Up main.cf' first.",
  );
}

/** The file of this name that the active editor is about; otherwise the one of the workspace, asking when there are several. */
async function fileToClean(name: FileName): Promise<vscode.Uri | undefined> {
  const active = vscode.window.activeTextEditor?.document;
  if (active !== undefined && isLanguageId(active.languageId)) {
    const isOfName = (active.languageId === "postfix-main") === (name === "main.cf");
    return isOfName ? active.uri : vscode.Uri.joinPath(active.uri, "..", name);
  }
  const directory = await configurationDirectory(`Clean Up ${name}`);
  return directory === undefined ? undefined : vscode.Uri.joinPath(vscode.Uri.file(directory), name);
}

/** The document of a file; says why when there is none. */
async function openDocument(file: vscode.Uri): Promise<vscode.TextDocument | undefined> {
  try {
    return await vscode.workspace.openTextDocument(file);
  } catch {
    void vscode.window.showErrorMessage(
      `'${file.fsPath}' cannot be opened: there is no such file, or it may not be read. Open the folder with your Postfix configuration, or one of its files, and try again.`,
    );
    return undefined;
  }
}

async function offerToShow({ file, plan }: CleanUp, show: () => Promise<void>): Promise<void> {
  const choice = await vscode.window.showInformationMessage(nothingText(nameOf(file), plan), SHOW);
  if (choice === SHOW) await show();
}

function savingOf(document: vscode.TextDocument): SavingKind {
  if (document.uri.scheme !== "file") return "elsewhere";
  if (document.isDirty) return "mixed";
  const saves = vscode.workspace.getConfiguration("files", document.uri).get("autoSave");
  return saves === "afterDelay" ? "automatic" : "alone";
}

function editOf(file: vscode.Uri, { edits }: CleanupAnswer): vscode.WorkspaceEdit {
  const edit = new vscode.WorkspaceEdit();
  for (const { range, newText } of edits) {
    const { start, end } = range;
    edit.replace(file, new vscode.Range(start.line, start.character, end.line, end.character), newText);
  }
  return edit;
}

async function offerToSave(
  client: Pick<Client, "write">,
  applied: Applied,
  text: string,
  saving: SavingKind,
): Promise<void> {
  const buttons = saving === "alone" ? [SAVE, UNDO] : [UNDO];
  const choice = await vscode.window.showInformationMessage(text, ...buttons);
  if (choice === SAVE) await saveCleaned(client, applied);
  if (choice === UNDO) await undo(applied);
}

/** Takes a clean-up back, as long as nothing else would be taken back with it. */
async function undo({ file, after }: Applied): Promise<void> {
  const { document } = await vscode.window.showTextDocument(file);
  if (document.getText() === after) {
    await vscode.commands.executeCommand("undo");
    return;
  }
  void vscode.window.showInformationMessage(
    `'${nameOf(file)}' has been edited since the clean-up. Undo your edits first, then the clean-up, with the editor's own Undo.`,
  );
}

/** Saves the file with the clean-up in it, and keeps the old one. */
async function saveCleaned(client: Pick<Client, "write">, applied: Applied): Promise<void> {
  const { file, before, choices } = applied;
  const name = nameOf(file);
  const { document } = await vscode.window.showTextDocument(file);
  if (!document.isDirty) {
    void vscode.window.showInformationMessage(
      `'${name}' has been saved already, or undone, so there was nothing to write and no backup to make.`,
    );
    return;
  }
  // Edits of the user's own belong to no clean-up that a command could repeat.
  const repeated = document.getText() === applied.after ? choices : null;
  const saved = await saveWithBackup(client, document, { before, choices: repeated });
  if (saved === undefined) return;
  await offerToReload(savedText(name, saved.backup, saved.reload?.join(" ")), saved);
}
