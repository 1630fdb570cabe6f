/** Bytes → text. */

/**
 * Decodes UTF-8, and Latin-1 where the bytes are not valid UTF-8: Postfix's
 * files have no encoding, and every byte must survive. A byte order mark
 * stays in the text, as Postfix sees it too.
 */
export function decodeText(bytes: Uint8Array): string {
  return decodeUtf8(bytes) ?? decodeLatin1(bytes);
}

function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** The bytes of a text that {@link decodeText} made of `original`, edited since, in the encoding it was read with. */
export function encodeText(text: string, original: Uint8Array): Uint8Array {
  return decodeUtf8(original) === undefined ? encodeLatin1(text) : new TextEncoder().encode(text);
}

/** Decodes one character a byte, so that {@link encodeLatin1} gives the same bytes back. */
export function decodeLatin1(bytes: Uint8Array): string {
  let text = "";
  for (let start = 0; start < bytes.length; start += 8192) {
    text += String.fromCharCode(...bytes.subarray(start, start + 8192));
  }
  return text;
}

/** The bytes of a text that {@link decodeLatin1} made. */
export function encodeLatin1(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let index = 0; index < text.length; index++) bytes[index] = text.charCodeAt(index);
  return bytes;
}

/** A text as the bytes of its UTF-8, one character each: what Postfix sees of a file that an editor saves. */
export function utf8Bytes(text: string): string {
  return /[^\0-\x7f]/.test(text) ? decodeLatin1(new TextEncoder().encode(text)) : text;
}

/** The text that bytes say, one character a byte as in {@link decodeLatin1}: for people, not for looking anything up. */
export function textOfBytes(bytes: string): string {
  return decodeText(encodeLatin1(bytes));
}
