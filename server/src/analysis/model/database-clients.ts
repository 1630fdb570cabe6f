/**
 * Parameters of database clients in main.cf: `ldap:accounts` makes
 * `accounts_server_host` and its like legal names (postconf_dbms.c).
 */
import type { Registry } from "../../knowledge/registry";
import { extractBraces, splitWords } from "../../syntax/lists";
import type { Configuration } from "./configuration";
import { READ_ONLY_PARAMETERS } from "./postfix-facts";

/** Table types whose clients Postfix lets read their settings from main.cf. */
export const CLIENT_TABLE_TYPES = ["ldap", "mysql", "pgsql", "sqlite", "memcache"] as const;

const TYPES: ReadonlySet<string> = new Set(CLIENT_TABLE_TYPES);

/** Braces inside braces beyond this are looked at no further: no table stands there. */
const MAX_NESTING = 10;

/** The `type:prefix` tables whose clients would read a parameter of this name. */
export function tablesReading(registry: Registry, name: string): string[] {
  const tables: string[] = [];
  // Every such name has a prefix, an underscore and a suffix.
  if (!name.includes("_")) return tables;
  for (const type of CLIENT_TABLE_TYPES) {
    for (const suffix of registry.clientSuffixes(type)) {
      if (name.endsWith(suffix) && name[name.length - suffix.length - 1] === "_") {
        tables.push(`${type}:${name.slice(0, -suffix.length - 1)}`);
      }
    }
  }
  return tables;
}

/**
 * The database tables (`type:prefix`) that main.cf's built-in parameters, or
 * with a scope a service's overrides, name without a path: their clients read
 * `<prefix>_<suffix>` parameters.
 */
export function referencedClientTables(configuration: Configuration, scope?: string): Set<string> {
  const tables = new Set<string>();
  if (scope === undefined && !configuration.mentionsClientTypes()) return tables;
  for (const value of builtinValues(configuration, scope)) addTables(value, tables, 0);
  return tables;
}

function* builtinValues(configuration: Configuration, scope: string | undefined): Iterable<string> {
  const isScanned = (name: string) =>
    !READ_ONLY_PARAMETERS.has(name) &&
    configuration.facts.registry.parameter(name)?.fact.type !== "raw" &&
    ["builtin", "service"].includes(configuration.builtinKind(name) ?? "");
  if (scope !== undefined) {
    for (const [name, override] of configuration.overridesOfScope(scope)) {
      if (!mayNameTable(override.value) || !isScanned(name)) continue;
      const expansion = configuration.expand(override.expression, scope);
      if (expansion.ok) yield expansion.text;
    }
    return;
  }
  for (const name of configuration.tableSettings()) {
    const node = isScanned(name) ? configuration.definitions(name).at(-1)?.node : undefined;
    const expansion = node && configuration.expand(node.expression);
    if (expansion?.ok) yield expansion.text;
  }
}

/** Whether a value has a word in it that makes a database table of another value, or is one. */
export function mentionsClientType(value: string): boolean {
  return MENTION.test(value);
}

const MENTION = new RegExp(CLIENT_TABLE_TYPES.join("|"));

/** Whether a value may name a table, itself or through what it refers to. */
export function mayNameTable(value: string): boolean {
  return value.includes(":") || value.includes("$");
}

/** Adds the client tables among the `type:name` words of a value, whatever it is: Postfix looks as naively. */
function addTables(value: string, tables: Set<string>, level: number): void {
  if (level > MAX_NESTING || !value.includes(":")) return;
  for (const word of splitWords(value)) {
    if (word.text.startsWith("{")) {
      addTables(extractBraces(word).content.text, tables, level + 1);
      continue;
    }
    const table = word.text.replace(/^(proxy:)+/, "");
    const colon = table.indexOf(":");
    if (colon < 0) continue;
    const name = table.slice(colon + 1);
    if (name.startsWith("{")) {
      const nested = extractBraces({ text: name, start: 0, end: name.length });
      addTables(nested.content.text, tables, level + 1);
    } else if (!/^[/.]/.test(name) && TYPES.has(table.slice(0, colon))) {
      tables.add(table);
    }
  }
}
