/**
 * Gives files the language of the lookup table that they are: their names,
 * such as `header_checks`, say nothing, but main.cf beside them does.
 */
import * as vscode from "vscode";
import { DOCUMENT_LANGUAGES } from "../../../server/src/contract/languages";

/** Tells the language of a file as the configuration beside it has it; undefined when that says nothing of it. */
export type AskTableLanguage = (uri: string) => Promise<string | undefined>;

/** Asks about each file without a language of its own, now and when it is opened. */
export function assignTableLanguages(ask: AskTableLanguage): vscode.Disposable {
  const assign = async (document: vscode.TextDocument) => {
    if (document.languageId !== "plaintext" || document.uri.scheme !== "file") return;
    const language = await ask(document.uri.toString());
    const known: readonly string[] = DOCUMENT_LANGUAGES;
    // Whoever chose another language meanwhile keeps it.
    if (language === undefined || !known.includes(language) || document.languageId !== "plaintext") return;
    await vscode.languages.setTextDocumentLanguage(document, language);
  };
  for (const document of vscode.workspace.textDocuments) void assign(document);
  return vscode.workspace.onDidOpenTextDocument(assign);
}
