/** Language ids and the file names they stand for. Once published they never change. */

/** The languages of this extension that exist so far. */
export type LanguageId = "postfix-main" | "postfix-master";

/** The language of a file by its name, or undefined when the name says nothing. */
export function languageOfFile(path: string): LanguageId | undefined {
  const name = path.slice(Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1);
  if (/^main\.cf(\.(proto|dist|default))?$|\.main\.cf$/.test(name)) return "postfix-main";
  if (/^master\.cf(\.(proto|dist|default))?$|\.master\.cf$/.test(name)) return "postfix-master";
  return undefined;
}
