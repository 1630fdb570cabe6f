/** Character classes exactly as Postfix tests them: ASCII only, whatever the locale. */

/** C's `isspace` in the "C" locale: blank, tab, LF, VT, FF, CR. */
export function isSpace(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13);
}

/** Letters and digits, ASCII only (`ISALNUM`). */
export function isAlphanumeric(code: number): boolean {
  return (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
}

/** Characters of a parameter name behind `$` (mac_parse.c). */
export function isNameCharacter(code: number): boolean {
  return isAlphanumeric(code) || code === 95;
}

/** A non-empty string of ASCII digits (`alldig`). */
export function isAllDigits(text: string): boolean {
  return /^[0-9]+$/.test(text);
}

/** First index at or after `from` that holds no white space (`ISSPACE`). */
export function skipSpace(text: string, from: number): number {
  let index = from;
  while (index < text.length && isSpace(text.charCodeAt(index))) index++;
  return index;
}

/** The end of `text.slice(from, to)` without trailing white space. */
export function trimEnd(text: string, from: number, to: number): number {
  let end = to;
  while (end > from && isSpace(text.charCodeAt(end - 1))) end--;
  return end;
}

/** White space that separates words in macro expressions, master.cf and lists (`CHARS_SPACE`). */
export const BLANKS = " \t\r\n";

/** Separators of lists: comma and white space (`CHARS_COMMA_SP`). */
export const LIST_SEPARATORS = ", \t\r\n";
