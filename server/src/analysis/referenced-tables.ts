/** The files of pcre, regexp and cidr tables that a configuration refers to. */
import type { TableType } from "../syntax/tables/table";
import type { Configuration } from "./model/configuration";
import { tableTakingOf, tableWords } from "./model/lookup-tables";

/** A table's file, and who reads it. */
export interface ReferencedTable {
  readonly type: TableType;
  /** As Postfix would open it; absolute. */
  readonly path: string;
  /** The restrictions it is an argument of, and the parameters that name it otherwise. */
  readonly uses: readonly string[];
}

const TYPES: Readonly<Record<string, TableType>> = { pcre: "pcre", regexp: "regexp", cidr: "cidr" };

/** The tables that main.cf and the overrides of services name, each file and type once. */
export function referencedTables(configuration: Configuration): ReferencedTable[] {
  const found = new Map<string, { type: TableType; path: string; uses: Set<string> }>();
  const look = (name: string, scope: string | undefined) => {
    const taking = tableTakingOf(name);
    // The lists of restriction classes have names of the user's own.
    const isClass = !taking && configuration.isRestrictionClass(name, scope);
    const text = taking || isClass ? configuration.expandedValueOf(name, scope) : undefined;
    if (text === undefined) return;
    for (const { type, name: path, before } of tableWords(text, taking ?? "restriction-list").tables) {
      const known = Object.hasOwn(TYPES, type.text) ? TYPES[type.text] : undefined;
      if (!known || !path.text.startsWith("/")) continue;
      const key = `${known}:${path.text}`;
      const table = found.get(key) ?? { type: known, path: path.text, uses: new Set() };
      table.uses.add(before?.toLowerCase() ?? name);
      found.set(key, table);
    }
  };
  for (const name of configuration.tableSettings()) look(name, undefined);
  for (const scope of configuration.scopes()) {
    for (const [name] of configuration.overridesOfScope(scope)) look(name, scope);
  }
  return [...found.values()].map((table) => ({ ...table, uses: [...table.uses] }));
}

/**
 * Where a file that a configuration names is to be found: where it says, on
 * the machine that runs it; in a working copy, beside main.cf, when it says
 * the configuration directory. Undefined when it cannot be known.
 *
 * @param directory the directory of main.cf
 */
export function whereToFind(
  configuration: Configuration,
  path: string,
  directory: string,
): string | undefined {
  if (configuration.isLive) return path;
  const own = configuration.expandedValueOf("config_directory");
  return own !== undefined && path.startsWith(`${own}/`) ? directory + path.slice(own.length) : undefined;
}
