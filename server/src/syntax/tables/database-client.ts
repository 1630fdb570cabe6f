/**
 * The file that an ldap, mysql, pgsql, sqlite, mongodb or memcache table
 * reads its settings from: `name = value` lines as in main.cf (cfg_parser.c
 * reads it with `dict_load_file_xt`). A `$name` in it is text: dict_lookup()
 * expands nothing.
 */
import type { ChunkTree, Reparse, TextChange } from "../logical-lines";
import { type Assignment, parseMainCf, reparseMainCf } from "../main-cf";

/** The types of tables whose settings may be in a file of their own. */
export const DATABASE_CLIENT_TYPES = ["ldap", "mysql", "pgsql", "sqlite", "mongodb", "memcache"] as const;

/** A type of table whose settings may be in a file of their own. */
export type DatabaseClientType = (typeof DATABASE_CLIENT_TYPES)[number];

/** Whether a table type has such files. */
export function isDatabaseClientType(type: string): type is DatabaseClientType {
  return (DATABASE_CLIENT_TYPES as readonly string[]).includes(type);
}

/** Parses such a file; never fails. */
export function parseDatabaseClient(text: string): ChunkTree<Assignment> {
  return parseMainCf(text);
}

/** Parses such a file after a change, keeping what the change did not touch. */
export function reparseDatabaseClient(
  old: ChunkTree<Assignment>,
  text: string,
  change: TextChange,
): Reparse<Assignment> {
  return reparseMainCf(old, text, change);
}
