/**
 * Parameters of database clients in main.cf: `ldap:accounts` makes
 * `accounts_server_host` and its like legal names (postconf_dbms.c).
 */
import { extractBraces, splitWords } from "../../syntax/lists";
import type { Configuration } from "./configuration";
import { READ_ONLY_PARAMETERS } from "./postfix-facts";

/** Table types whose clients Postfix lets read their settings from main.cf. */
export const CLIENT_TABLE_TYPES = ["ldap", "mysql", "pgsql", "sqlite", "memcache"] as const;

/**
 * Whether a built-in parameter names a database table to which `name`
 * belongs: one of main.cf, or with a scope, an override of that service.
 */
export function clientParameterReferenced(
  configuration: Configuration,
  name: string,
  scope: string | undefined,
): boolean {
  const candidates = clientTables(configuration, name);
  if (candidates.size === 0) return false;
  for (const value of builtinValues(configuration, scope)) {
    for (const table of tablesIn(value)) if (candidates.has(table)) return true;
  }
  return false;
}

/** The `type:prefix` tables that would read a parameter of this name. */
function clientTables(configuration: Configuration, name: string): Set<string> {
  const tables = new Set<string>();
  for (const type of CLIENT_TABLE_TYPES) {
    for (const suffix of configuration.facts.registry.clientSuffixes(type)) {
      if (name.endsWith(`_${suffix}`)) tables.add(`${type}:${name.slice(0, -suffix.length - 1)}`);
    }
  }
  return tables;
}

function* builtinValues(configuration: Configuration, scope: string | undefined): Iterable<string> {
  const isScanned = (name: string) =>
    !READ_ONLY_PARAMETERS.has(name) &&
    configuration.facts.registry.parameter(name)?.fact.type !== "raw" &&
    ["builtin", "service"].includes(configuration.builtinKind(name) ?? "");
  if (scope !== undefined) {
    for (const [name, override] of configuration.overridesOfScope(scope)) {
      const expansion = isScanned(name) ? configuration.expand(override.expression, scope) : undefined;
      if (expansion?.ok) yield expansion.text;
    }
    return;
  }
  for (const name of configuration.definedNames()) {
    const node = isScanned(name) ? configuration.definitions(name).at(-1)?.node : undefined;
    if (!node || !/[:$]/.test(node.value)) continue;
    const expansion = configuration.expand(node.expression);
    if (expansion.ok) yield expansion.text;
  }
}

/** The `type:name` words of a value, whatever the value is: Postfix looks at them as naively. */
function* tablesIn(value: string): Iterable<string> {
  for (const word of splitWords(value)) {
    if (word.text.startsWith("{")) {
      yield* tablesIn(extractBraces(word).content.text);
      continue;
    }
    const table = word.text.replace(/^(proxy:)+/, "");
    const colon = table.indexOf(":");
    if (colon < 0) continue;
    const name = table.slice(colon + 1);
    if (name.startsWith("{"))
      yield* tablesIn(extractBraces({ text: name, start: 0, end: name.length }).content.text);
    else if (!/^[/.]/.test(name)) yield table;
  }
}
