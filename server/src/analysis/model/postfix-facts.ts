/**
 * What the model holds a configuration against: names and defaults of one
 * Postfix, from our own knowledge or from the installed Postfix, and the
 * machine that some defaults are computed from.
 */
import { type Registry, registryFor } from "../../knowledge/registry";
import { type PostfixVersion, parseVersion } from "../../knowledge/version";
import type { MachineFacts } from "../../ports/machine";
import { type Expression, parseExpression } from "../../syntax/value";

/** Who said what a default is. */
export type Voice = "knowledge" | "installed";

/** One Postfix: the same object serves every configuration of a target version. */
export interface PostfixFacts {
  readonly voice: Voice;
  readonly version: PostfixVersion;
  readonly registry: Registry;
  /** Built-in names → default, unexpanded. Names whose default is computed are not in it. */
  readonly defaults: ReadonlyMap<string, string>;
  /** Old names that are honoured while they are not printed unless set. */
  readonly legacy: ReadonlySet<string>;
  /** Table types that can be opened; undefined when nobody was asked. */
  readonly tableTypes: readonly string[] | undefined;
  readonly machine: MachineFacts;
  /** The expression of a built-in default, parsed once. */
  defaultExpression(name: string): Expression | undefined;
  /** Names that built-in defaults refer to → the parameters whose defaults do. */
  readonly defaultReferences: ReadonlyMap<string, readonly string[]>;
}

/** Parameters whose defaults Postfix computes from the machine. */
export const COMPUTED_PARAMETERS: ReadonlySet<string> = new Set(["myhostname", "mydomain", "mynetworks"]);

/** Parameters that say which program reads the file; setting them has no effect. */
export const READ_ONLY_PARAMETERS: ReadonlySet<string> = new Set([
  "process_name",
  "process_id",
  "service_name",
]);

/** Facts from our own knowledge. */
export function knownFacts(version: PostfixVersion, machine: MachineFacts): PostfixFacts {
  const registry = registryFor(version);
  const defaults = new Map<string, string>();
  for (const name of registry.builtinNames()) {
    const value = registry.parameter(name)?.default;
    if (value !== undefined) defaults.set(name, value);
  }
  defaults.set("mail_version", version.text);
  return assemble("knowledge", registry, defaults, undefined, machine);
}

/**
 * Facts from an installed Postfix.
 *
 * @param defaultsText what `postconf -d` prints for a directory without
 *   master.cf, so that no per-service names are among the built-in ones
 * @param tableTypes what `postconf -m` lists; undefined when it gave no answer
 * @returns undefined when the text names no version: then it is not postconf's
 */
export function installedFacts(
  defaultsText: string,
  tableTypes: readonly string[] | undefined,
  machine: MachineFacts,
): PostfixFacts | undefined {
  const defaults = new Map<string, string>();
  for (const line of defaultsText.split("\n")) {
    const match = /^(\S+) =(?: (.*))?$/.exec(line);
    if (match && !COMPUTED_PARAMETERS.has(match[1]!)) defaults.set(match[1]!, match[2] ?? "");
  }
  const version = parseVersion(defaults.get("mail_version") ?? "");
  return version && assemble("installed", registryFor(version), defaults, tableTypes, machine);
}

/**
 * Facts of another version on the same machine: what is known to differ
 * between the two versions, and everything else, such as the paths chosen when
 * Postfix was compiled, as it is now.
 */
export function upgradedFacts(facts: PostfixFacts, version: PostfixVersion): PostfixFacts {
  const now = knownFacts(facts.version, facts.machine);
  const then = knownFacts(version, facts.machine);
  const defaults = new Map<string, string>();
  for (const [name, value] of facts.defaults) {
    const isOwn = facts.registry.parameter(name) === undefined;
    if (isOwn || then.defaults.has(name)) defaults.set(name, value);
  }
  for (const [name, value] of then.defaults) {
    if (!defaults.has(name) || value !== now.defaults.get(name)) defaults.set(name, value);
  }
  defaults.set("mail_version", version.text);
  return assemble("knowledge", then.registry, defaults, undefined, facts.machine);
}

function assemble(
  voice: Voice,
  registry: Registry,
  defaults: Map<string, string>,
  tableTypes: readonly string[] | undefined,
  machine: MachineFacts,
): PostfixFacts {
  // What these are for the program that prints a configuration; daemons have their own.
  defaults.set("process_name", "postconf").set("service_name", "");
  defaults.set("process_id", String(machine.processId));
  const expressions = new Map<string, Expression>();
  const defaultExpression = (name: string) => {
    let expression = expressions.get(name);
    const value = expression ? undefined : defaults.get(name);
    if (value !== undefined) {
      expression = parseExpression(value);
      expressions.set(name, expression);
    }
    return expression;
  };
  let references: Map<string, string[]> | undefined;
  return {
    voice,
    version: registry.version,
    registry,
    defaults,
    legacy: new Set(registry.legacyNames()),
    tableTypes,
    machine,
    defaultExpression,
    get defaultReferences() {
      references ??= referencesOf(registry, defaults);
      return references;
    },
  };
}

function referencesOf(registry: Registry, defaults: ReadonlyMap<string, string>): Map<string, string[]> {
  const references = new Map<string, string[]>();
  for (const [name, value] of defaults) {
    if (registry.parameter(name)?.fact.type === "raw") continue;
    for (const [, referenced] of value.matchAll(/\$[{(]?\s*([A-Za-z0-9_]+)/g)) {
      const list = references.get(referenced!);
      if (list) list.push(name);
      else references.set(referenced!, [name]);
    }
  }
  return references;
}
