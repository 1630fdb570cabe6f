/** Email addresses as Postfix looks them up: with quotes or without, with the address extension or without. */
import type { Bytes } from "./lookup";

/** Puts quotes around a local part that needs them (`quote_822_local`). */
export function quoteLocal(address: Bytes): Bytes {
  const start = routeEnd(address);
  const at = address.lastIndexOf("@");
  return quotePart(address, start, at < start ? address.length : at);
}

/** Puts quotes around a local part without a domain; every `@` belongs to it. */
export function quoteBareLocal(local: Bytes): Bytes {
  return quotePart(local, routeEnd(local), local.length);
}

function quotePart(address: Bytes, start: number, end: number): Bytes {
  const local = address.slice(start, end);
  if (isDotString(local)) return address;
  return `${address.slice(0, start)}"${local.replace(/["\\\r]/g, "\\$&")}"${address.slice(end)}`;
}

/** Whether a local part is words with dots between them (`is_822_dot_string`). */
function isDotString(local: Bytes): boolean {
  if (/^$|^\.|\.\.|\.$/.test(local)) return false;
  return !Array.from(local).some((character) => {
    const code = character.charCodeAt(0);
    return code <= 32 || code === 127 || '()<>@,;:\\"[]'.includes(character);
  });
}

/** Takes the quotes and backslashes out of a local part (`unquote_822_local`). */
export function unquoteLocal(address: Bytes): Bytes {
  const start = routeEnd(address);
  let unquoted = address.slice(0, start);
  let inQuotes = false;
  let bareAt: { readonly from: number; readonly to: number } | undefined;
  for (let index = start; index < address.length; index++) {
    let character = address[index]!;
    if (character === '"') {
      inQuotes = !inQuotes;
      continue;
    }
    if (character === "@" && !inQuotes) bareAt = { from: index, to: unquoted.length };
    if (character === "\\") {
      if (index + 1 === address.length) continue;
      character = address[++index]!;
    }
    unquoted += character;
  }
  return bareAt ? unquoted.slice(0, bareAt.to) + address.slice(bareAt.from) : unquoted;
}

/** The end of a route `@host:` in front of an address; 0 where there is none. */
function routeEnd(address: Bytes): number {
  return address.startsWith("@") ? address.indexOf(":") + 1 : 0;
}

/** What decides whether an address has an extension. */
export interface ExtensionSettings {
  /** The characters of recipient_delimiter. */
  readonly recipientDelimiter: string;
  /** owner_request_special */
  readonly ownerRequestSpecial: boolean;
  /** double_bounce_sender */
  readonly doubleBounceSender: string;
}

/** An address without the extension of its local part; undefined where it has none (`strip_addr_internal`). */
export function withoutExtension(address: Bytes, settings: ExtensionSettings): Bytes | undefined {
  const at = address.lastIndexOf("@");
  const local = at < 0 ? address : address.slice(0, at);
  const length = extensionStart(local, settings);
  return length === undefined ? undefined : local.slice(0, length) + (at < 0 ? "" : address.slice(at));
}

/** Where the extension of a local part starts (`split_addr_internal`). */
function extensionStart(local: Bytes, settings: ExtensionSettings): number | undefined {
  const { recipientDelimiter, ownerRequestSpecial, doubleBounceSender } = settings;
  const lower = local.toLowerCase();
  if (["postmaster", "mailer-daemon", doubleBounceSender.toLowerCase()].includes(lower)) return undefined;
  if (ownerRequestSpecial && recipientDelimiter.includes("-")) {
    if (lower.startsWith("owner-")) return undefined;
    if (lower.length > "-request".length && lower.endsWith("-request")) return undefined;
  }
  const start = Array.from(local).findIndex((character) => recipientDelimiter.includes(character));
  // An address does not become empty.
  return start > 0 ? start : undefined;
}
