/** Language ids and the file names they stand for. Once published they never change. */

/** The languages that client and server serve so far. */
export const LANGUAGES = ["postfix-main", "postfix-master"] as const;

/** One of {@link LANGUAGES}. */
export type LanguageId = (typeof LANGUAGES)[number];

/** Tells whether a document's language id is one of ours. */
export function isLanguageId(id: string): id is LanguageId {
  return (LANGUAGES as readonly string[]).includes(id);
}

/** The language of a file by its name, or undefined when the name says nothing. */
export function languageOfFile(path: string): LanguageId | undefined {
  const name = path.slice(Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1);
  if (/^main\.cf(\.(proto|dist|default))?$|\.main\.cf$/.test(name)) return "postfix-main";
  if (/^master\.cf(\.(proto|dist|default))?$|\.master\.cf$/.test(name)) return "postfix-master";
  return undefined;
}
