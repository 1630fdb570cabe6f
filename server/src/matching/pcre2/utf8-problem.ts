/** Why PCRE2 does not take a text for UTF-8 (pcre2_valid_utf.c), in its own words. */
import type { Bytes } from "../lookup";

/** What is wrong with a text, and at which byte. */
export interface Utf8Problem {
  readonly message: string;
  readonly offset: number;
}

/** The first thing that is wrong with a text in UTF-8; undefined where it is valid. */
export function utf8Problem(bytes: Bytes): Utf8Problem | undefined {
  let offset = 0;
  while (offset < bytes.length) {
    const first = bytes.charCodeAt(offset);
    const length =
      first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf8 ? 4 : first < 0xfc ? 5 : 6;
    const words = problemOf(bytes, offset, first, length);
    if (words) return { message: `UTF-8 error: ${words}`, offset };
    offset += length;
  }
  return undefined;
}

/** In the order in which PCRE2 looks. */
function problemOf(bytes: Bytes, offset: number, first: number, length: number): string | undefined {
  if (first < 0x80) return undefined;
  if (first < 0xc0) return "isolated byte with 0x80 bit set";
  if (first >= 0xfe) return "illegal byte (0xfe or 0xff)";
  const missing = offset + length - bytes.length;
  if (missing > 0) return `${missing} byte${missing > 1 ? "s" : ""} missing at end`;
  const second = bytes.charCodeAt(offset + 1);
  if ((second & 0xc0) !== 0x80) return "byte 2 top bits not 0x80";
  if (length === 2) return first < 0xc2 ? "overlong 2-byte sequence" : undefined;
  const isTail = (index: number) => (bytes.charCodeAt(offset + index) & 0xc0) === 0x80;
  if (!isTail(2)) return "byte 3 top bits not 0x80";
  if (length === 3) {
    if (first === 0xe0 && second < 0xa0) return "overlong 3-byte sequence";
    return first === 0xed && second >= 0xa0 ? "code points 0xd800-0xdfff are not defined" : undefined;
  }
  if (!isTail(3)) return "byte 4 top bits not 0x80";
  if (length === 4) {
    if (first === 0xf0 && second < 0x90) return "overlong 4-byte sequence";
    const isBeyond = first > 0xf4 || (first === 0xf4 && second > 0x8f);
    return isBeyond ? "code points greater than 0x10ffff are not defined" : undefined;
  }
  if (!isTail(4)) return "byte 5 top bits not 0x80";
  if (length === 6 && !isTail(5)) return "byte 6 top bits not 0x80";
  return `${length}-byte character is not allowed (RFC 3629)`;
}
