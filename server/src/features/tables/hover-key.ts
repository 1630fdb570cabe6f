/** Hover on what tables are looked up by: keys, and network patterns of cidr tables. */
import { code, heading } from "../../analysis/markdown";
import { formatIp, maskIp } from "../../base/ip-address";
import type { CidrLine } from "../../syntax/tables/cidr-table";
import type { KeyLine } from "../../syntax/tables/key-table";
import { paragraphs, warning } from "../hover/context";
import { keySentence } from "./key-words";
import { type LineAt, placedSpan, type TableAt, type TablePart, tableKind } from "./table-at";

/** The hover on the key of a line; undefined anywhere else. */
export function keyHover(table: TableAt, at: LineAt<KeyLine>): TablePart | undefined {
  const { key } = at.line;
  if (key.text === "" || at.at < key.start || at.at > key.end) return undefined;
  const kind = tableKind(table);
  const sentence =
    keySentence(kind, key.text) ??
    "Found by a lookup of exactly this key; capital and small letters are the same.";
  return { ...placedSpan(at, key), markdown: paragraphs(heading(key.text, "key"), sentence) };
}

/** The hover on a network pattern: its addresses; undefined anywhere else. */
export function networkPatternHover(at: LineAt<CidrLine>): TablePart | undefined {
  const { pattern, negated, problem } = at.line;
  if (!pattern || at.at < pattern.start || at.at > pattern.end) return undefined;
  const { bytes, bits } = pattern;
  const refused = problem ? warning("Postfix cannot read this pattern, and skips the line.") : undefined;
  if (!bytes || bits === undefined) {
    return refused === undefined
      ? undefined
      : {
          ...placedSpan(at, pattern),
          markdown: paragraphs(heading(pattern.text, "network pattern"), refused),
        };
  }
  const first = maskIp(bytes, bits);
  const last = first.map((byte, index) => byte | (255 >> Math.max(0, Math.min(8, bits - index * 8))));
  const markdown = paragraphs(
    heading(pattern.text, bits === bytes.length * 8 ? "address" : "network"),
    refused,
    negated ? "The line is for all addresses that are **not** in it." : undefined,
    addressesInWords(first, last, bytes.length * 8 - bits),
  );
  return { ...placedSpan(at, pattern), markdown };
}

function addressesInWords(first: readonly number[], last: readonly number[], freeBits: number): string {
  if (freeBits === 0) return `One address: ${code(formatIp(first))}.`;
  const count = freeBits > 32 ? `2^${freeBits}` : (2 ** freeBits).toLocaleString("en-US");
  return `${count} addresses, ${code(formatIp(first))} to ${code(formatIp(last))}.`;
}
