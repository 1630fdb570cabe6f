/** Header lines as Postfix recognizes and takes them apart: is_header.c, header_opts.c, header_token.c. */
import type { Bytes } from "../lookup";

/** The name, white space behind it, and the colon. */
const HEADER_START = /^([\x21-\x39\x3b-\x7e]+)[ \t]*:/;

/** Where a line that starts a header has its name and its colon. */
export interface HeaderStart {
  readonly name: Bytes;
  /** Offset of the colon in the line. */
  readonly colon: number;
}

/** Reads the start of a header; undefined where a line is none. */
export function headerStart(line: Bytes): HeaderStart | undefined {
  const match = HEADER_START.exec(line);
  return match ? { name: match[1]!, colon: match[0].length - 1 } : undefined;
}

/** Whether a text is a header, as the actions PREPEND and REPLACE want it. */
export function isHeader(text: Bytes): boolean {
  return HEADER_START.test(text);
}

/** The name of a header in small letters. */
export function headerName(header: Bytes): Bytes {
  return header
    .slice(0, header.indexOf(":"))
    .replace(/[ \t]+$/, "")
    .toLowerCase();
}

/** Headers that mime_header_checks gets wherever they stand. */
const MIME_HEADERS = new Set([
  "content-description",
  "content-disposition",
  "content-id",
  "content-transfer-encoding",
  "content-type",
  "mime-version",
]);

/** Whether a header is one about MIME, so that mime_header_checks looks at it even in the primary headers. */
export function isMimeHeader(header: Bytes): boolean {
  return MIME_HEADERS.has(headerName(header));
}

/** A word, a quoted string, or a single special character of a header. */
export interface HeaderToken {
  readonly kind: "token" | "quoted" | "special";
  readonly value: Bytes;
}

/** Special characters of a Content-Type header (RFC 2045). */
const SPECIALS = '()<>@,;:\\"/[]?=';
const BLANK = /[ \t\r\n]/;
const MAX_TOKENS = 3;

/** One item of a Content-Type header, up to a semicolon. */
export interface HeaderItem {
  /** At most three: `multipart / mixed`, `boundary = text`. */
  readonly tokens: readonly HeaderToken[];
  /** Offset behind the item and its semicolon. */
  readonly next: number;
}

/**
 * Reads the next item of a Content-Type header as header_token() does.
 *
 * @returns undefined where nothing follows
 */
export function nextItem(text: Bytes, start: number): HeaderItem | undefined {
  const tokens: HeaderToken[] = [];
  let at = start;
  while (at < text.length && text[at] !== ";") {
    const character = text[at]!;
    if (BLANK.test(character)) at++;
    else if (character === "(") at = skipComment(text, at);
    else {
      const [token, next] = readToken(text, at);
      if (tokens.length < MAX_TOKENS) tokens.push(token);
      at = next;
    }
  }
  if (at < text.length) return { tokens, next: at + 1 };
  return tokens.length > 0 ? { tokens, next: at } : undefined;
}

/** Comments can be in comments. @returns the offset behind it */
function skipComment(text: Bytes, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    const character = text[at];
    if (character === "(") depth++;
    else if (character === "\\") at++;
    else if (character === ")" && --depth === 0) return at + 1;
  }
  return text.length;
}

function readToken(text: Bytes, start: number): [HeaderToken, number] {
  if (text[start] === '"') return readQuoted(text, start + 1);
  if (isSpecial(text[start]!)) return [{ kind: "special", value: text[start]! }, start + 1];
  let end = start + 1;
  while (end < text.length && !BLANK.test(text[end]!) && !isSpecial(text[end]!)) end++;
  return [{ kind: "token", value: text.slice(start, end) }, end];
}

function isSpecial(character: string): boolean {
  return SPECIALS.includes(character) || /[\x00-\x1f\x7f]/.test(character);
}

/** A line break in a quoted string goes away, with the white space in front of it. */
function readQuoted(text: Bytes, start: number): [HeaderToken, number] {
  let value = "";
  let at = start;
  while (at < text.length) {
    const character = text[at++]!;
    if (character === '"') break;
    if (character === "\n") {
      value = value.replace(/[ \t\r\n]+$/, "");
      continue;
    }
    if (character !== "\\") value += character;
    else if (at < text.length) value += text[at++]!;
  }
  return [{ kind: "quoted", value }, at];
}
