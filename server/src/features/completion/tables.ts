/** Lookup tables: their types, and what stands behind the colon. */
import { CompletionItemKind } from "vscode-languageserver-types";
import type { TableTypeFact } from "../../knowledge/facts";
import { parseExpression } from "../../syntax/value";
import { COMMON_TABLE_TYPES } from "./common-names";
import type { Proposal, Query } from "./proposal";

/** A `type:name` word at the cursor, as far as it has been written. */
export interface TableWord {
  /** Where the type that is being written begins, wrappers such as `proxy:` not among it; offset in the word. */
  readonly typeStart: number;
  /** Set once there is a colon: the type and where its name begins. */
  readonly named: { readonly type: string; readonly nameStart: number } | undefined;
}

const WRAPPERS = /^((proxy|debug):)+/;
const TYPE = /^(\$\{\w+\}|\$\(\w+\)|\$\w+|[A-Za-z]\w*):/;

/** Reads the part of a word in front of the cursor. */
export function tableWordOf(typed: string, scope: string | undefined, query: Query): TableWord {
  const typeStart = WRAPPERS.exec(typed)?.[0].length ?? 0;
  const match = TYPE.exec(typed.slice(typeStart));
  if (!match) return { typeStart, named: undefined };
  const expansion = query.configuration.expand(parseExpression(match[1]!), scope);
  const type = expansion.ok ? expansion.text : match[1]!;
  return { typeStart, named: { type, nameStart: typeStart + match[0].length } };
}

/** Whether the name of a table of this type is a path. */
export function isPathType(fact: TableTypeFact): boolean {
  return fact.nameSyntax === "path" || fact.nameSyntax === "config file";
}

/** Names that a type has built in (unix: the system's databases). */
const FIXED_NAMES: Readonly<Record<string, readonly string[]>> = {
  unix: ["passwd.byname", "group.byname"],
};

/** Names of tables that are no paths; empty where anything can stand. */
export function fixedTableNames(type: string): Proposal[] {
  const names = Object.hasOwn(FIXED_NAMES, type) ? FIXED_NAMES[type]! : [];
  return names.map((label) => ({ label, kind: CompletionItemKind.Value }));
}

/**
 * `type:` for each type of the target version: types that can be opened here
 * before types that cannot.
 *
 * @param wrapped behind `proxy:`, where no second one makes sense
 */
export function tableTypes(query: Query, wrapped: boolean): Proposal[] {
  return rankedTypes(query)
    .filter((type) => !wrapped || query.registry.tableType(type)?.nameSyntax !== "nested")
    .map((type) => typeProposal(type, `${type}:`, query));
}

/** Types without a colon, for parameters such as default_database_type: those that postmap can make. */
export function databaseTypes(query: Query): Proposal[] {
  return rankedTypes(query)
    .filter((type) => query.registry.tableType(type)?.indexed)
    .map((type) => ({ ...typeProposal(type, type, query), again: false }));
}

function typeProposal(type: string, label: string, query: Query): Proposal {
  const missing = isMissing(type, query);
  const package_ = query.registry.tableType(type)?.debianPackage;
  return {
    label,
    kind: CompletionItemKind.Struct,
    again: true,
    note: missing ? `not installed here${package_ ? `, package ${package_}` : ""}` : undefined,
    about: { kind: "tableTypes", name: type },
  };
}

function isMissing(type: string, { facts }: Query): boolean {
  return facts.tableTypes !== undefined && !facts.tableTypes.includes(type);
}

function rankedTypes(query: Query): string[] {
  const { registry, facts, configuration } = query;
  const preferred = configuration.expandedValueOf("default_database_type");
  const rank = (type: string) => {
    if (type === preferred) return -1;
    const index = COMMON_TABLE_TYPES.indexOf(type);
    return index < 0 ? COMMON_TABLE_TYPES.length : index;
  };
  return [...new Set([...registry.tableTypeNames(), ...(facts.tableTypes ?? [])])].sort(
    (a, b) =>
      Number(isMissing(a, query)) - Number(isMissing(b, query)) || rank(a) - rank(b) || (a < b ? -1 : 1),
  );
}
