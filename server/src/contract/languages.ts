/** Language ids and the file names they stand for. Once published they never change. */

/** The languages of the two files that make a configuration. */
export const LANGUAGES = ["postfix-main", "postfix-master"] as const;

/** One of {@link LANGUAGES}. */
export type LanguageId = (typeof LANGUAGES)[number];

/**
 * The languages of lookup tables, and how their files are read: patterns by
 * the type of the table, `key` for the source of an indexed table or texthash,
 * `database` for the settings of a client of any type.
 */
export const TABLE_LANGUAGES = {
  "postfix-pcre": "pcre",
  "postfix-regexp": "regexp",
  "postfix-cidr": "cidr",
  "postfix-table": "key",
  "postfix-aliases": "aliases",
  "postfix-db": "database",
} as const;

/** One of {@link TABLE_LANGUAGES}. */
export type TableLanguageId = keyof typeof TABLE_LANGUAGES;

/** All languages that client and server serve. */
export const DOCUMENT_LANGUAGES = [
  ...LANGUAGES,
  ...(Object.keys(TABLE_LANGUAGES) as TableLanguageId[]),
] as const;

/** Tells whether a document's language id is that of a lookup table. */
export function isTableLanguageId(id: string): id is TableLanguageId {
  return Object.hasOwn(TABLE_LANGUAGES, id);
}

/** Tells whether a document's language id is one of a configuration's. */
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
