/**
 * Which values two configurations have differently. A value can only differ
 * where its own text does, or that of something it refers to; so only these
 * are expanded.
 */
import { ANY_NAME, type Configuration, referencedNames } from "../../analysis/model/configuration";
import { normalizeBlanks } from "../../analysis/model/effective-values";
import { expand } from "../../analysis/model/expand";
import { READ_ONLY_PARAMETERS } from "../../analysis/model/postfix-facts";
import { meets } from "../../analysis/model/questions";
import { LEVEL } from "../../analysis/rules/compatibility";
import type { Expression } from "../../syntax/value";
import type { Difference } from "./plan";

/** Names that say which program of which version reads the file: they differ, and nothing follows from it. */
const IDENTITY: ReadonlySet<string> = new Set([...READ_ONLY_PARAMETERS, "mail_version", "mail_release_date"]);

/** A value that both configurations have, but not the same one; texts as postconf prints them. */
export type ChangedValue = Difference & { readonly before: string; readonly after: string };

/**
 * The values that differ, those of main.cf first, by name. Those of a service
 * are there where it has something of its own that they are made of.
 * compatibility_level itself is left out, and so is what only one of the two
 * knows.
 */
export function changedValues(before: Configuration, after: Configuration): ChangedValue[] {
  const names = [...affectedNames(before, after)].sort();
  const main = names.flatMap((name) => changeOf(before, after, name, undefined) ?? []);
  const services: ChangedValue[] = [];
  const reads = new Map(names.map((name) => [name, readsOf(before, after, name, undefined)]));
  for (const scope of before.scopes()) {
    const own = new Set(READ_ONLY_PARAMETERS);
    for (const [name] of before.overridesOfScope(scope)) own.add(name);
    for (const name of names) {
      // Where the service has nothing of its own that the value is made of, it is that of main.cf.
      if (!own.has(name) && !meets(own, reads.get(name)!)) continue;
      const change = changeOf(before, after, name, scope);
      if (change) services.push(change);
    }
  }
  return [...main, ...services];
}

/** The value of a name before and after in a scope, if it is another one. */
function changeOf(
  before: Configuration,
  after: Configuration,
  name: string,
  scope: string | undefined,
): ChangedValue | undefined {
  if (!isComparable(before, after, name, scope)) return undefined;
  const old = printedValue(before, name, scope, before);
  const value = printedValue(after, name, scope, before);
  if (old === undefined || value === undefined || old === value) return undefined;
  return { voice: "postfix-ls", name, service: scope, before: old, after: value };
}

function isComparable(
  before: Configuration,
  after: Configuration,
  name: string,
  scope: string | undefined,
): boolean {
  if (name === LEVEL || IDENTITY.has(name)) return false;
  if (!before.isUsed(name, scope) || !after.isUsed(name, scope)) return false;
  const isLegacy = [before, after].some((configuration) => configuration.builtinKind(name) === "legacy");
  // An old name is empty unless somebody sets it.
  return !isLegacy || before.valueOf(name, scope)?.origin !== "default";
}

/**
 * A value as a program of the service sees it; undefined where it cannot be known.
 *
 * @param reader whose version the program is to be, so far as values tell it
 */
export function expandedText(
  configuration: Configuration,
  name: string,
  scope: string | undefined,
  reader: Configuration,
): string | undefined {
  const value = configuration.valueOf(name, scope);
  if (!value || isRaw(configuration, name)) return value?.text;
  const expansion = expand(
    value.expression,
    (wanted) => (IDENTITY.has(wanted) ? reader : configuration).valueOf(wanted, scope)?.expression,
  );
  return expansion.ok ? expansion.text : undefined;
}

/** The same as postconf prints it. */
export function printedValue(
  configuration: Configuration,
  name: string,
  scope: string | undefined,
  reader: Configuration,
): string | undefined {
  const text = expandedText(configuration, name, scope, reader);
  return text === undefined ? undefined : normalizeBlanks(text);
}

/** Whether Postfix expands no `$name` in a parameter. */
export function isRaw({ facts }: Configuration, name: string): boolean {
  return facts.registry.parameter(name)?.fact.type === "raw";
}

/** Names whose text differs, in main.cf's name space, and all that refers to them, however many steps away. */
function affectedNames(before: Configuration, after: Configuration): Set<string> {
  const known = new Set([...before.knownNames().keys(), ...after.knownNames().keys()]);
  const affected = new Set<string>([LEVEL]);
  for (const name of known) {
    if (IDENTITY.has(name)) continue;
    if (before.valueOf(name)?.text !== after.valueOf(name)?.text) affected.add(name);
  }
  const readers = new Map<string, Set<string>>();
  for (const configuration of [before, after]) noteReaders(configuration, readers);
  // A set that grows while it is walked shows what is added, too.
  for (const name of affected) for (const reader of readers.get(name) ?? []) affected.add(reader);
  return affected;
}

/** Adds, for every name, what refers to it: lines of main.cf, defaults, and overrides. */
function noteReaders(configuration: Configuration, readers: Map<string, Set<string>>): void {
  const note = (name: string, reader: string) => {
    const known = readers.get(name);
    if (known) known.add(reader);
    else readers.set(name, new Set([reader]));
  };
  const noteAll = (reader: string, expression: Expression | undefined) => {
    for (const name of expression ? referencedNames(expression) : []) note(name, reader);
  };
  for (const reader of configuration.definedNames()) {
    noteAll(reader, configuration.definitions(reader).at(-1)?.node?.expression);
  }
  for (const [name, defaults] of configuration.facts.defaultReferences) {
    for (const reader of defaults) note(name, reader);
  }
  for (const [reader, kind] of configuration.knownNames()) {
    if (kind === "service") noteAll(reader, configuration.defaultOf(reader)?.expression);
  }
  for (const scope of configuration.scopes()) {
    for (const [reader, { expression }] of configuration.overridesOfScope(scope)) noteAll(reader, expression);
  }
}

/** Names that a value is made of, in both configurations. */
export function readsOf(
  before: Configuration,
  after: Configuration,
  name: string,
  scope: string | undefined,
): ReadonlySet<string> {
  const reads = new Set<string>();
  for (const configuration of [before, after]) {
    const tracked = configuration.track(() => configuration.expandedValueOf(name, scope));
    for (const read of tracked.reads) if (read !== name && read !== ANY_NAME) reads.add(read);
  }
  return reads;
}
