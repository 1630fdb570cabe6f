/** The languages this extension serves. */
import type { LanguageId } from "../../server/src/contract/languages";

/** All of them; the server takes documents of no other language. */
export const LANGUAGES: readonly LanguageId[] = ["postfix-main", "postfix-master"];

/** Tells whether a document is in one of our languages. */
export function isOurs(document: { readonly languageId: string }): boolean {
  return (LANGUAGES as readonly string[]).includes(document.languageId);
}
