/**
 * Parameter names: in column 0 of main.cf and behind `-o` in master.cf.
 *
 * There are about a thousand. Items of built-in names are made once for a set
 * of facts; a request copies the array and puts its own items in place of the
 * few that differ.
 */
import { type CompletionItem, CompletionItemKind } from "vscode-languageserver-types";
import { startOf } from "../../analysis/directory";
import { referencedNames } from "../../analysis/model/configuration";
import { CLIENT_TABLE_TYPES, referencedClientTables } from "../../analysis/model/database-clients";
import {
  COMPUTED_PARAMETERS,
  type PostfixFacts,
  READ_ONLY_PARAMETERS,
} from "../../analysis/model/postfix-facts";
import type { MainChunk } from "../../syntax/main-cf";
import { fieldOf, type MasterTree } from "../../syntax/master-cf";
import type { Expression } from "../../syntax/value";
import { COMMON_OVERRIDES, COMMON_PARAMETERS } from "./common-names";
import type { NameMode, NameSpot } from "./context";
import type { CompletionCapabilities } from "./environment";
import { defaultLabel, deprecation, kindLabel } from "./parameter-labels";
import type { About, PreparedItems, Proposal, Query } from "./proposal";
import { toItem, withDetails } from "./render";

/** Groups of names in the order in which they stand; within a group names are sorted. */
const GROUP = {
  /** Something refers to it and nothing defines it. */
  wanted: "0",
  common: "1",
  ownProgram: "2",
  everyProgram: "3",
  builtin: "4",
  service: "5",
  client: "6",
  set: "7",
  deprecated: "8",
  old: "9",
} as const;

/** What items of names are about unless they say otherwise. */
export const ABOUT_PARAMETER: About = { kind: "parameter" };

const SUFFIX: Readonly<Record<NameMode, string>> = { assign: " = ", override: "=", bare: "" };

/** Items of names with a way to find each. */
export interface NameTable {
  readonly items: readonly CompletionItem[];
  readonly index: ReadonlyMap<string, number>;
  /** Items that show what a line of main.cf sets; a line that changes is another chunk. */
  readonly ofChunk: WeakMap<MainChunk, CompletionItem>;
}

const tables = new WeakMap<PostfixFacts, WeakMap<CompletionCapabilities, Map<string, NameTable>>>();

/** A table that is made once for these facts, this client and this key. */
export function cachedTable(query: Query, key: string, make: () => readonly CompletionItem[]): NameTable {
  let ofFacts = tables.get(query.facts);
  if (!ofFacts) {
    ofFacts = new WeakMap();
    tables.set(query.facts, ofFacts);
  }
  const { capabilities } = query.environment;
  let ofClient = ofFacts.get(capabilities);
  if (!ofClient) {
    ofClient = new Map();
    ofFacts.set(capabilities, ofClient);
  }
  let table = ofClient.get(key);
  if (!table) {
    const items = make();
    const index = new Map(items.map(({ label }, position) => [label, position]));
    table = { items, index, ofChunk: new WeakMap() };
    ofClient.set(key, table);
  }
  return table;
}

/** Names for a place where one may stand. */
export function nameItems(spot: NameSpot, query: Query): PreparedItems {
  const { capabilities } = query.environment;
  const isOverride = spot.service !== undefined;
  // Only daemons of Postfix get a table of their own: names of other programs are without end.
  const program = spot.service?.daemon ?? "";
  const daemon = query.registry.daemon(program) ? program : "";
  const table = cachedTable(query, `names ${spot.mode} ${isOverride ? `-o ${daemon}` : ""}`, () =>
    builtinItems(query, spot.mode, isOverride ? daemon : undefined),
  );
  const items = table.items.slice();
  const noteOf = isOverride ? overriddenNote(spot) : definedNote(spot, query);
  for (const name of isOverride ? overriddenNames(spot) : query.configuration.definedNames()) {
    const index = table.index.get(name);
    const note = index === undefined ? undefined : noteOf(name);
    if (index === undefined || note === undefined) continue;
    const item = { ...items[index]!, sortText: GROUP.set };
    items[index] = withDetails(item, item.labelDetails?.detail, note, capabilities);
  }
  const present = new Set<string>();
  const add = (proposal: Proposal, group: string) => {
    if (table.index.has(proposal.label) || present.has(proposal.label)) return;
    present.add(proposal.label);
    const note = noteOf(proposal.label);
    const name = { ...proposal, ...insertion(proposal.label, spot.mode), note: note ?? proposal.note };
    items.push(toItem(name, note ? GROUP.set : group, capabilities, ABOUT_PARAMETER));
  };
  for (const [name, note] of wantedNames(query)) {
    add({ label: name, kind: CompletionItemKind.Variable, note }, GROUP.wanted);
  }
  // The queue manager reads these, and it reads them from main.cf alone.
  if (!isOverride) for (const proposal of serviceNames(query)) add(proposal, GROUP.service);
  for (const proposal of clientNames(query)) add(proposal, GROUP.client);
  for (const proposal of oldNames(spot, query, table)) add(proposal, GROUP.old);
  return { start: spot.start, end: spot.end, items, about: ABOUT_PARAMETER };
}

function insertion(name: string, mode: NameMode): Pick<Proposal, "text" | "again"> {
  return mode === "bare" ? {} : { text: name + SUFFIX[mode], again: true };
}

/** Names that the target version has built in, save those that cannot be set. */
export function builtinNames(facts: PostfixFacts): string[] {
  const names = new Set([...facts.defaults.keys(), ...COMPUTED_PARAMETERS]);
  return [...names].sort();
}

function builtinItems(query: Query, mode: NameMode, daemon: string | undefined): CompletionItem[] {
  const { facts, environment } = query;
  const often = daemon === undefined ? COMMON_PARAMETERS : (COMMON_OVERRIDES[daemon] ?? []);
  const common = new Map(often.map((name, index) => [name, index]));
  return builtinNames(facts)
    .filter((name) => !READ_ONLY_PARAMETERS.has(name))
    .map((name) => {
      const proposal = { ...parameterProposal(name, query), ...insertion(name, mode) };
      const rank = common.get(name);
      const sortText = proposal.deprecated
        ? GROUP.deprecated
        : rank !== undefined
          ? GROUP.common + String(rank).padStart(2, "0")
          : daemon !== undefined
            ? programGroup(name, daemon, query)
            : GROUP.builtin;
      return toItem(proposal, sortText, environment.capabilities, ABOUT_PARAMETER);
    });
}

/** Names that a program reads come before names that it ignores. */
function programGroup(name: string, daemon: string, query: Query): string {
  const programs = query.registry.parameter(name)?.fact.programs ?? [];
  if (programs.includes(daemon)) return GROUP.ownProgram;
  return programs.includes("*") ? GROUP.everyProgram : GROUP.builtin;
}

/** A built-in name with its type and default. */
export function parameterProposal(name: string, { registry, facts }: Query): Proposal {
  const parameter = registry.parameter(name);
  const deprecated = deprecation(parameter, facts);
  return {
    label: name,
    kind: CompletionItemKind.Property,
    detail: defaultLabel(name, facts),
    note: deprecated?.note ?? (parameter && kindLabel(parameter.fact)),
    deprecated: deprecated !== undefined,
    about: ABOUT_PARAMETER,
  };
}

/** Where other lines of main.cf set a name; undefined where none does. */
function definedNote(
  spot: NameSpot,
  { configuration, directory }: Query,
): (name: string) => string | undefined {
  const { main } = directory;
  return (name) => {
    const chunk = configuration
      .definitions(name)
      .filter((definition) => definition !== spot.chunk)
      .at(-1);
    const start = main && chunk && startOf(main.tree, chunk);
    return start === undefined ? undefined : `already set, line ${main!.source.positionAt(start).line + 1}`;
  };
}

/** Names that the same service overrides already. */
function overriddenNames(spot: NameSpot): string[] {
  const overrides = spot.service?.chunk?.node?.overrides ?? [];
  return overrides.map(({ name }) => name).filter((name) => name !== "" && name !== spot.word);
}

function overriddenNote(spot: NameSpot): (name: string) => string | undefined {
  const names = new Set(overriddenNames(spot));
  return (name) => (names.has(name) ? "already set for this service" : undefined);
}

/** Names that something refers to while nothing defines them, and restriction classes → why they are wanted. */
function wantedNames({ configuration, registry }: Query): Map<string, string> {
  const wanted = new Map<string, string>();
  const consider = (expression: Expression, by: string, scope?: string) => {
    if (registry.parameter(by)?.fact.type === "raw") return;
    for (const name of referencedNames(expression)) {
      if (!wanted.has(name) && !configuration.isDefined(name, scope)) wanted.set(name, `used in ${by}`);
    }
  };
  const considerClasses = (scope?: string) => {
    for (const name of configuration.restrictionClasses(scope)) wanted.set(name, "restriction class");
  };
  for (const name of configuration.definedNames()) {
    const node = configuration.definitions(name).at(-1)?.node;
    if (node?.value.includes("$")) consider(node.expression, name);
  }
  considerClasses();
  for (const scope of configuration.scopes()) {
    for (const [name, override] of configuration.overridesOfScope(scope)) {
      if (override.value.includes("$")) consider(override.expression, name, scope);
    }
    considerClasses(scope);
  }
  return wanted;
}

const serviceNamesOf = new WeakMap<MasterTree, { facts: PostfixFacts; names: readonly Proposal[] }>();

/** `<service><suffix>` for the services that this master.cf has; made anew when that changes. */
function serviceNames(query: Query): readonly Proposal[] {
  const tree = query.directory.master?.tree;
  if (!tree) return [];
  let cached = serviceNamesOf.get(tree);
  if (cached?.facts !== query.facts) {
    cached = { facts: query.facts, names: makeServiceNames(query) };
    serviceNamesOf.set(tree, cached);
  }
  return cached.names;
}

function makeServiceNames({ configuration, registry }: Query): Proposal[] {
  return configuration.services().flatMap(({ node }) => {
    const service = fieldOf(node!, "service")?.text ?? "";
    const suffixes = registry.serviceSuffixes(fieldOf(node!, "command")?.text ?? "");
    return suffixes.map((suffix) => {
      const label = service + suffix;
      const { fact, default: value } = registry.serviceParameter(label, suffix);
      return {
        label,
        kind: CompletionItemKind.Property,
        detail: value && ` = ${value}`,
        note: kindLabel(fact),
        about: ABOUT_PARAMETER,
      };
    });
  });
}

/** `<table>_<suffix>` for database tables that parameters name without a path, such as `ldap:accounts`. */
function clientNames({ configuration, registry, directory }: Query): Proposal[] {
  // Expanding every value is not free, and few configurations have a database.
  const types = new RegExp(`\\b(${CLIENT_TABLE_TYPES.join("|")}):`);
  const files = [directory.main, directory.master];
  if (!files.some((file) => file && types.test(file.source.getText()))) return [];
  const scopes = [undefined, ...configuration.scopes()];
  const tables = new Set(scopes.flatMap((scope) => [...referencedClientTables(configuration, scope)]));
  return [...tables].flatMap((table) => {
    const [type, prefix] = table.split(":") as [string, string];
    return registry
      .clientSuffixes(type)
      .map((suffix) => ({ label: `${prefix}_${suffix}`, kind: CompletionItemKind.Property, note: table }));
  });
}

/** Old and removed names, once what has been typed is the beginning of nothing else. */
function oldNames(spot: NameSpot, { registry, facts }: Query, table: NameTable): Proposal[] {
  const typed = spot.typed.toLowerCase();
  if (typed === "") return [];
  const isKnown = table.items.some(({ label }) => label.startsWith(typed));
  return [...registry.legacyNames(), ...registry.removedNames()]
    .filter((name) => name === spot.word || (!isKnown && name.startsWith(typed)))
    .map((label) => ({
      label,
      kind: CompletionItemKind.Property,
      note: deprecation(registry.parameter(label), facts)?.note,
      deprecated: true,
      about: ABOUT_PARAMETER,
    }));
}
