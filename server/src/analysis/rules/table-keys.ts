/** Lines of key tables and of aliases as rules look at them. */
import type { Span } from "../../base/span";
import type { Word } from "../../syntax/lists";
import type { Chunk } from "../../syntax/logical-lines";
import type { AliasLine } from "../../syntax/tables/aliases-table";
import type { KeyLine } from "../../syntax/tables/key-table";
import type { TableFileLine, TableFormat } from "../../syntax/tables/table";
import { spanOf } from "./places";
import type { ChunkSpan } from "./rule";

/** A line of a key table that Postfix uses. */
export interface KeyEntry {
  readonly chunk: Chunk<KeyLine>;
  readonly key: Word;
  readonly value: Word;
  /** The place of a part of the line in its chunk. */
  placeOf(part: Span): ChunkSpan;
}

/** A chunk as a line of a key table; undefined where Postfix leaves it out. */
export function keyEntry(chunk: Chunk<TableFileLine>, type: TableFormat): KeyEntry | undefined {
  if (type !== "key" || !chunk.node) return undefined;
  const line = chunk.node as KeyLine;
  const { problem, value } = line;
  if (!value || (problem && problem.kind !== "colon-behind-key")) return undefined;
  return {
    chunk: chunk as Chunk<KeyLine>,
    key: line.key,
    value,
    placeOf: ({ start, end }) => spanOf(line.logical, start, end),
  };
}

/** The line of a file of aliases that a chunk is; undefined for comments. */
export function aliasLine(chunk: Chunk<TableFileLine>, type: TableFormat): AliasLine | undefined {
  return type === "aliases" ? (chunk.node as AliasLine | undefined) : undefined;
}

/**
 * The name of an alias that has no character of meaning, with something behind
 * the colon: most lines are such, and need not be taken apart to be known for good.
 */
export function plainAlias(text: string): string | undefined {
  return /^([A-Za-z0-9_-]+):[ \t]*[^\s\0]/.exec(text)?.[1];
}

/**
 * What a line is stored under: postmap and postalias write keys in small
 * letters. Undefined for a line that is left out.
 */
export function indexKey(chunk: Chunk<TableFileLine>, type: TableFormat): string | undefined {
  if (!chunk.node) return undefined;
  if (type === "key") {
    const { key, problem } = chunk.node as KeyLine;
    return problem && problem.kind !== "colon-behind-key" ? undefined : key.text.toLowerCase();
  }
  if (type !== "aliases") return undefined;
  const plain = plainAlias(chunk.text);
  if (plain !== undefined) return plain.toLowerCase();
  const { name, problem } = chunk.node as AliasLine;
  return problem || !name ? undefined : name.target.toLowerCase();
}

/** The parameters whose tables are looked up with mail addresses, in the way of mail_addr_find(3). */
const ADDRESS_TABLES: ReadonlySet<string> = new Set([
  "virtual_alias_maps",
  "virtual_maps",
  "canonical_maps",
  "sender_canonical_maps",
  "recipient_canonical_maps",
  "smtp_generic_maps",
  "lmtp_generic_maps",
  "relocated_maps",
  "sender_bcc_maps",
  "recipient_bcc_maps",
]);

/** Whether all who refer to a table look it up with mail addresses. */
export function isForAddresses(uses: readonly string[]): boolean {
  return uses.length > 0 && uses.every((use) => ADDRESS_TABLES.has(use));
}

/** Whether all who refer to a table are among these. */
export function isOnlyFor(uses: readonly string[], names: readonly string[]): boolean {
  return uses.length > 0 && uses.every((use) => names.includes(use));
}

/** Whether a word is an expression between slashes, as in a pcre or regexp table. */
export function isExpression(key: string): boolean {
  return /^\/.+\/[A-Za-z]*$/.test(key) && /[\^$\\*+?|()[\]]/.test(key);
}
