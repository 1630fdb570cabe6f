/** Hover on addresses and networks in lists such as mynetworks. */
import { code, heading } from "../../analysis/markdown";
import { formatIp, maskIp, parseIp } from "../../base/ip-address";
import type { Word } from "../../syntax/lists";
import { type HoverPart, paragraphs, warning } from "./context";

/** The hover for `192.0.2.0/24` and `[2001:db8::]/32`; undefined for anything else. */
export function networkHover(word: Word): HoverPart | undefined {
  const match = /^\[?([0-9A-Fa-f:.]+)\]?\/(\d{1,3})\]?$/.exec(word.text);
  const bytes = match ? parseIp(match[1]!) : undefined;
  const prefix = Number(match?.[2]);
  if (!bytes || prefix > bytes.length * 8) return undefined;
  const first = maskIp(bytes, prefix);
  const last = first.map((byte, index) => byte | (255 >> Math.max(0, Math.min(8, prefix - index * 8))));
  const markdown = paragraphs(
    heading(word.text, "network"),
    hasHostBits(bytes, first)
      ? warning(
          `Postfix refuses it: bits behind the first ${prefix} are set. The network is ${code(network(first, prefix))}.`,
        )
      : undefined,
    range(first, last, bytes.length * 8 - prefix),
  );
  return { start: word.start, end: word.end, markdown };
}

function hasHostBits(bytes: readonly number[], network: readonly number[]): boolean {
  return bytes.some((byte, index) => byte !== network[index]);
}

function network(bytes: readonly number[], prefix: number): string {
  return bytes.length === 4 ? `${formatIp(bytes)}/${prefix}` : `[${formatIp(bytes)}]/${prefix}`;
}

function range(first: readonly number[], last: readonly number[], bits: number): string {
  if (bits === 0) return `One address: ${code(formatIp(first))}.`;
  const words = bits > 32 ? `2^${bits}` : (2 ** bits).toLocaleString("en-US");
  return `${words} addresses, ${code(formatIp(first))} to ${code(formatIp(last))}.`;
}
