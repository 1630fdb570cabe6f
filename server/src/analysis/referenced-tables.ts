/** The files of lookup tables that a configuration refers to. */
import { isDatabaseClientType } from "../syntax/tables/database-client";
import { isKeyTableType } from "../syntax/tables/key-table";
import { isTableType, type TableFormat } from "../syntax/tables/table";
import type { Configuration } from "./model/configuration";
import { type TableTaking, tableTakingOf, tableWords } from "./model/lookup-tables";

/** A table's file, and who reads it. */
export interface ReferencedTable {
  readonly type: TableFormat;
  /** The table's type as the configuration has it, such as `hash`: the first one, where there are several. */
  readonly named: string;
  /** As Postfix would open it; absolute. */
  readonly path: string;
  /** The restrictions it is an argument of, and the parameters that name it otherwise. */
  readonly uses: readonly string[];
}

interface FoundTable {
  readonly type: TableFormat;
  readonly named: string;
  readonly path: string;
  readonly uses: Set<string>;
}

/** Tables that Postfix itself writes: there is no text that they are made of. */
const CACHES = /_cache_(?:database|map|name)$|^address_verify_map$|^postscreen_cache_map$/;

/** Parameters whose tables newaliases(1) makes, of files of another format. */
const ALIASES: ReadonlySet<string> = new Set(["alias_maps", "alias_database"]);

/** The tables that main.cf and the overrides of services name, each file and format once. */
export function referencedTables(configuration: Configuration): ReferencedTable[] {
  const found = new Map<string, FoundTable>();
  const look = (name: string, scope: string | undefined) => {
    const taking = takingOf(name);
    // The lists of restriction classes have names of the user's own.
    const isClass = !taking && configuration.isRestrictionClass(name, scope);
    if ((!taking && !isClass) || CACHES.test(name)) return;
    const text = configuration.expandedValueOf(name, scope);
    if (text === undefined) return;
    for (const { type, name: path, before } of tableWords(text, taking ?? "restriction-list").tables) {
      const format = formatOf(type.text, name);
      if (!format || !path.text.startsWith("/")) continue;
      const key = `${format}:${path.text}`;
      const table = found.get(key) ?? { type: format, named: type.text, path: path.text, uses: new Set() };
      table.uses.add(before?.toLowerCase() ?? name);
      found.set(key, table);
    }
  };
  const names = new Set([...configuration.tableSettings(), ...ALIASES]);
  for (const name of names) look(name, undefined);
  for (const scope of configuration.scopes()) {
    for (const [name] of configuration.overridesOfScope(scope)) look(name, scope);
  }
  return withoutAliasesTwice([...found.values()]).map((table) => ({ ...table, uses: [...table.uses] }));
}

/** How a parameter takes tables; `alias_database` opens none, but names the files that become some. */
function takingOf(name: string): TableTaking | undefined {
  return name === "alias_database" ? "map-list" : tableTakingOf(name);
}

/** How the file of a table is read. */
function formatOf(type: string, parameter: string): TableFormat | undefined {
  if (isTableType(type) || isDatabaseClientType(type)) return type;
  if (!isKeyTableType(type)) return undefined;
  // A texthash table has no program that makes it: Postfix reads it as postmap would.
  return ALIASES.has(parameter) && type !== "texthash" ? "aliases" : "key";
}

/** Who else looks a table of aliases up, such as `local_recipient_maps`, does not make it another text. */
function withoutAliasesTwice(tables: readonly FoundTable[]): FoundTable[] {
  const aliases = new Map(
    tables.filter(({ type }) => type === "aliases").map((table) => [table.path, table]),
  );
  return tables.filter(({ type, path, uses }) => {
    const table = type === "key" ? aliases.get(path) : undefined;
    for (const use of table ? uses : []) table!.uses.add(use);
    return !table;
  });
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
