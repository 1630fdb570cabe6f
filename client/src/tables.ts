/** Lookup tables in the editor: which documents are some, and which one a command is about. */
import { basename } from "node:path";
import * as vscode from "vscode";
import { DOCUMENT_LANGUAGES, isLanguageId } from "../../server/src/contract/languages";

/** What a command is told by whoever runs it, such as a code lens; nothing when it comes from the palette. */
export interface TablePlace {
  /** The table's document. */
  readonly uri: string;
  /** From 0. */
  readonly line?: number;
  /** What to try the table with; without it the user is asked. */
  readonly input?: string;
  /** The type of the index that the table is made into, such as `hash`. */
  readonly type?: string;
}

/** The place that a command is given, whatever gives it: a menu of the editor gives the document's address. */
export function placeOf(given: unknown): TablePlace | undefined {
  if (given instanceof vscode.Uri) return { uri: given.toString() };
  return given as TablePlace | undefined;
}

/** The language of files that say how a database is asked: there is nothing to look up in them. */
const DATABASE_LANGUAGE = "postfix-db";

/** Tells whether a document is a lookup table that can be tested, by its language. */
export function isTable({ languageId }: vscode.TextDocument): boolean {
  const known: readonly string[] = DOCUMENT_LANGUAGES;
  return known.includes(languageId) && !isLanguageId(languageId) && languageId !== DATABASE_LANGUAGE;
}

/**
 * The editor with the table that a command is about: that of the place, or
 * else the active one. Says what is missing when there is none.
 */
export async function tableEditor(place: TablePlace | undefined): Promise<vscode.TextEditor | undefined> {
  const active = vscode.window.activeTextEditor;
  const editor = place === undefined ? active : await editorOf(vscode.Uri.parse(place.uri, true));
  if (editor !== undefined && isTable(editor.document)) return editor;
  void vscode.window.showInformationMessage(
    editor === undefined
      ? "This is about a lookup table, and none is open in the editor. Open one first."
      : `VS Code does not take '${nameOf(editor.document.uri)}' for a lookup table. Choose one of the languages 'Postfix … Table' for it at the right of the status bar.`,
  );
  return undefined;
}

/** The name of a document's file, as messages have it. */
export function nameOf(uri: vscode.Uri): string {
  return basename(uri.path);
}

/** The editor that shows a document, brought up where there is none. */
async function editorOf(uri: vscode.Uri): Promise<vscode.TextEditor> {
  const isShown = ({ document }: vscode.TextEditor) => document.uri.toString() === uri.toString();
  const active = vscode.window.activeTextEditor;
  const shown =
    active !== undefined && isShown(active) ? active : vscode.window.visibleTextEditors.find(isShown);
  return shown ?? (await vscode.window.showTextDocument(uri));
}
