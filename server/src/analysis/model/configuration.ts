/**
 * The resolved configuration of a directory: what main.cf and master.cf
 * define, refer to and amount to, as postconf resolves them
 * (postconf_user.c, postconf_service.c, postconf_lookup.c).
 *
 * It is kept up to date chunk by chunk, and it tells which names a question
 * looked at, so that a change re-answers only the questions it touches.
 */
import { hasSince } from "../../knowledge/version";
import { splitPlainWords } from "../../syntax/lists";
import type { Assignment, MainChunk } from "../../syntax/main-cf";
import { fieldOf, type MasterChunk, type Override } from "../../syntax/master-cf";
import { type Expression, FUNCTIONS_SINCE, parseExpression } from "../../syntax/value";
import { computedDefault } from "./computed-defaults";
import { referencedClientTables, tablesReading } from "./database-clients";
import { DerivedSets } from "./derived-sets";
import { type Expansion, expand } from "./expand";
import { type FileState, fileName, KnownFiles } from "./known-files";
import { CLIENT_TYPES, MainSettings, TABLE_SETTINGS } from "./main-settings";
import { COMPUTED_PARAMETERS, type PostfixFacts, READ_ONLY_PARAMETERS } from "./postfix-facts";
import { ANY_NAME, Questions } from "./questions";
import {
  byOrder,
  programName,
  programOf,
  type ServiceOverride,
  ServiceScopes,
  serviceName,
} from "./service-scopes";
import { isUsualDirectory, type Whereabouts } from "./whereabouts";

export { ANY_NAME } from "./questions";
export { referencedNames } from "./references";
export { type ServiceOverride, serviceName } from "./service-scopes";
export type { Whereabouts } from "./whereabouts";

/** Where a value comes from. */
export type Origin = "override" | "main" | "default";

/** An unexpanded value and where it comes from. */
export interface Value {
  readonly text: string;
  readonly expression: Expression;
  readonly origin: Origin;
}

/** What kind of name a parameter is in this configuration. */
export type NameKind = "builtin" | "legacy" | "service" | "user";

// What questions look at besides the names of parameters. No parameter can have a blank in its name.
const RESTRICTION_CLASSES = "restriction classes";
const CLIENT_TABLES = "client tables";
const SERVICES = "services";

/** The resolved configuration. */
export class Configuration extends Questions {
  readonly facts: PostfixFacts;
  /**
   * Whether the installed Postfix works with this very directory: only then
   * do the files that it names stand on this machine.
   */
  readonly isLive: boolean;
  /** What `config_directory` is for this directory when it was named; undefined when the default counts. */
  readonly configDirectory: string | undefined;
  readonly #main: MainSettings;
  readonly #master: ServiceScopes;
  readonly #derived = new DerivedSets(this, {
    [RESTRICTION_CLASSES]: (scope) => new Set(this.restrictionClasses(scope)),
    [CLIENT_TABLES]: (scope) => referencedClientTables(this, scope),
  });

  /** @param files what is known of other files; the same object may serve a configuration that follows this one */
  constructor(
    facts: PostfixFacts,
    { path, isNamed = false }: Whereabouts = {},
    readonly files = new KnownFiles(),
  ) {
    super();
    this.facts = facts;
    this.configDirectory = isNamed ? path : undefined;
    this.isLive = facts.voice === "installed" && (isNamed || isUsualDirectory(facts, path));
    const isScanned = (name: string) => this.#isScanned(name);
    const hasFunctions = hasSince(facts.version, FUNCTIONS_SINCE);
    this.#main = new MainSettings(isScanned, hasFunctions);
    this.#master = new ServiceScopes({
      isScanned,
      hasFunctions,
      serviceSuffixes: (program) => facts.registry.serviceSuffixes(program),
    });
  }

  // Changes

  /** Takes chunks of main.cf out and puts others in. @returns the names whose meaning may have changed */
  updateMain(removed: readonly MainChunk[], added: readonly MainChunk[]): Set<string> {
    const changed = new Set<string>();
    this.#main.update(removed, added, changed);
    this.#derived.refresh(changed);
    this.forget(changed);
    return changed;
  }

  /** Takes chunks of master.cf out and puts others in. @returns the names whose meaning may have changed */
  updateMaster(removed: readonly MasterChunk[], added: readonly MasterChunk[]): Set<string> {
    const changed = new Set<string>();
    const hadServices = this.#master.scopes.size > 0;
    const touched = this.#master.update(removed, added, changed);
    if (hadServices !== this.#master.scopes.size > 0) changed.add(SERVICES);
    this.#derived.refresh(changed, touched);
    for (const scope of touched) if (!this.#master.scopes.has(scope)) this.#derived.forget(scope);
    this.forget(changed);
    return changed;
  }

  /** Postfix expands no `$name` in raw parameters, and ignores settings of read-only ones. */
  #isScanned(name: string): boolean {
    return !READ_ONLY_PARAMETERS.has(name) && this.facts.registry.parameter(name)?.fact.type !== "raw";
  }

  // Questions

  /**
   * Answers a question about the values in a scope, once. Where the services
   * of the scope override nothing that the answer for main.cf looked at, it is
   * the very same answer.
   */
  rememberIn<T>(
    name: `${string} ${string}`,
    scope: string | undefined,
    question: (scope: string | undefined) => T,
  ): T {
    const shared = this.remember(name, () => question(undefined));
    if (scope === undefined || !this.#sees(scope, name)) return shared;
    return this.remember(`${name} of ${scope}`, () => question(scope));
  }

  /**
   * Whether a scope sees anything of what a remembered answer looked at in
   * another way than main.cf. Nothing of this needs to be noted: an override
   * that comes or goes makes the answer itself go.
   */
  #sees(scope: string, name: string): boolean {
    const overrides = this.#master.scopes.get(scope)?.overrides;
    for (const overridden of overrides?.keys() ?? []) if (this.dependsOn(name, overridden)) return true;
    for (const identity of READ_ONLY_PARAMETERS) if (this.dependsOn(name, identity)) return true;
    return false;
  }

  /** The lines of main.cf that set a name, in file order; the last one counts. */
  definitions(name: string): readonly MainChunk[] {
    this.noteRead(name);
    return this.#main.definitions.get(name) ?? [];
  }

  /** All names that main.cf sets, in no order. */
  definedNames(): Iterable<string> {
    this.noteRead(ANY_NAME);
    return this.#main.definitions.keys();
  }

  /** Names that main.cf sets to a value that may name a lookup table, in no order. */
  tableSettings(): Iterable<string> {
    this.noteRead(TABLE_SETTINGS);
    return this.#main.tableSettings;
  }

  /** Whether a value of main.cf mentions the type of a database table, alone or as part of another word. */
  mentionsClientTypes(): boolean {
    this.noteRead(CLIENT_TYPES);
    return this.#main.mentionsClientTypes;
  }

  /** The overrides of a name by services with this key (`name/type`), in file order; the last one counts. */
  overridesIn(scope: string, name: string): readonly ServiceOverride[] {
    this.noteRead(name);
    return this.#master.scopes.get(scope)?.overrides.get(name) ?? [];
  }

  /** The overrides of a name by all services, in file order; in each service only the one that counts. */
  overridesOf(name: string): ServiceOverride[] {
    this.noteRead(name);
    const overrides: ServiceOverride[] = [];
    for (const scope of this.#master.scopes.values()) {
      const list = scope.overrides.get(name);
      if (list) overrides.push(list[list.length - 1]!);
    }
    return overrides.sort((a, b) => byOrder(a.chunk, b.chunk));
  }

  /** The scopes (`name/type`) of the services that run a program, such as `smtpd`; in file order. */
  scopesRunning(program: string): string[] {
    this.noteRead(programName(program));
    return this.#master.scopesRunning(program);
  }

  /** The services of a scope (`name/type`), in file order. */
  servicesOf(scope: string): readonly MasterChunk[] {
    this.noteRead(serviceName(scope.slice(0, scope.lastIndexOf("/"))));
    return this.#master.scopes.get(scope)?.chunks ?? [];
  }

  /**
   * What is at a path of the machine that runs this configuration; undefined
   * when that is another machine, or when nobody has looked there yet.
   */
  fileAt(path: string): FileState | undefined {
    if (!this.isLive) return undefined;
    this.noteRead(fileName(path));
    return this.files.at(path);
  }

  /** Whether master.cf has a service at all: without a file there is none. */
  hasServices(): boolean {
    this.noteRead(SERVICES);
    return this.#master.scopes.size > 0;
  }

  /** All services in file order. */
  services(): readonly MasterChunk[] {
    this.noteRead(ANY_NAME);
    return this.#master.services;
  }

  /** The services of one name, of any type, in file order. */
  servicesNamed(name: string): MasterChunk[] {
    this.noteRead(serviceName(name));
    return [...this.#master.scopes]
      .filter(([key]) => key.slice(0, key.lastIndexOf("/")) === name)
      .flatMap(([, scope]) => scope.chunks)
      .sort(byOrder);
  }

  /** Whether a name is known without a `$name` that refers to it; undefined when it is not. */
  builtinKind(name: string): Exclude<NameKind, "user"> | undefined {
    this.noteRead(name);
    if (this.#isServiceParameter(name)) return "service";
    if (this.facts.defaults.has(name) || COMPUTED_PARAMETERS.has(name)) return "builtin";
    return this.facts.legacy.has(name) ? "legacy" : undefined;
  }

  #isServiceParameter(name: string): boolean {
    return this.facts.registry
      .serviceParameterNames(name)
      .some(({ service, suffix }) => this.#master.parameters.get(service)?.has(suffix));
  }

  /** What kind of name this is to Postfix, or undefined when nothing uses it. */
  nameKind(name: string): NameKind | undefined {
    return this.builtinKind(name) ?? (this.#isUserDefined(name) ? "user" : undefined);
  }

  /** All names that exist in main.cf's name space, unordered. */
  knownNames(): Map<string, NameKind> {
    this.noteRead(ANY_NAME);
    const names = new Map<string, NameKind>();
    for (const name of this.facts.legacy) names.set(name, "legacy");
    for (const name of this.facts.defaults.keys()) names.set(name, "builtin");
    for (const name of COMPUTED_PARAMETERS) names.set(name, "builtin");
    for (const [service, suffixes] of this.#master.parameters) {
      for (const suffix of suffixes.keys()) names.set(service + suffix, "service");
    }
    for (const name of this.#main.definitions.keys()) {
      if (!names.has(name) && this.#isUserDefined(name)) names.set(name, "user");
    }
    return names;
  }

  /** A name that main.cf sets and something refers to. */
  #isUserDefined(name: string): boolean {
    if (this.definitions(name).length === 0) return false;
    if (this.#isReferencedGlobally(name)) return true;
    const tables = tablesReading(this.facts.registry, name);
    for (const [key, scope] of this.#master.scopes) {
      // Services without overrides, which most are, refer to nothing.
      if (scope.overrides.size === 0 || scope.overrides.has(name)) continue;
      if (scope.references.has(name) || this.isRestrictionClass(name, key)) return true;
      if (this.#areNamed(tables, key)) return true;
    }
    return false;
  }

  /** Whether a value that counts, of main.cf or of a service's overrides, refers to a name. */
  isReferencedBySettings(name: string): boolean {
    this.noteRead(name);
    if (this.#main.references.has(name)) return true;
    for (const scope of this.#master.scopes.values()) if (scope.references.has(name)) return true;
    return false;
  }

  /** Referred to by a main.cf value, a restriction class list, a default in force or a database table. */
  #isReferencedGlobally(name: string): boolean {
    this.noteRead(name);
    return (
      this.#main.references.has(name) ||
      this.isRestrictionClass(name, undefined) ||
      this.#isReferencedByDefaults(name) ||
      this.#areNamed(tablesReading(this.facts.registry, name), undefined)
    );
  }

  #isReferencedByDefaults(name: string): boolean {
    return (this.facts.defaultReferences.get(name) ?? []).some(
      (parameter) => this.definitions(parameter).length === 0,
    );
  }

  /** Names in smtpd_restriction_classes of main.cf, or of a service that overrides it. */
  restrictionClasses(scope?: string): string[] {
    const winner =
      scope === undefined
        ? this.definitions("smtpd_restriction_classes").at(-1)?.node
        : this.overridesIn(scope, "smtpd_restriction_classes").at(-1)?.override;
    if (!winner) return [];
    // Only names set in the same file are expanded here, as postconf does.
    const expansion = expand(winner.expression, (name) =>
      scope === undefined
        ? this.definitions(name).at(-1)?.node?.expression
        : this.overridesIn(scope, name).at(-1)?.override.expression,
    );
    return expansion.ok ? splitPlainWords(expansion.text).map((word) => word.text) : [];
  }

  /** Whether a name is a restriction class, in main.cf or for the services of a scope (`name/type`). */
  isRestrictionClass(name: string, scope: string | undefined): boolean {
    return this.#derived.of(RESTRICTION_CLASSES, scope).has(name);
  }

  /** Whether main.cf or the overrides of a service name one of these database tables. */
  #areNamed(tables: readonly string[], scope: string | undefined): boolean {
    return tables.length > 0 && tables.some((table) => this.#derived.of(CLIENT_TABLES, scope).has(table));
  }

  /**
   * Whether Postfix uses a name where it is set.
   *
   * @param scope the service (`name/type`) that overrides it, or undefined for main.cf
   */
  isUsed(name: string, scope?: string): boolean {
    if (this.nameKind(name) !== undefined) return true;
    if (scope === undefined) return false;
    return (
      this.#master.scopes.get(scope)?.references.has(name) === true ||
      this.#isReferencedGlobally(name) ||
      this.isRestrictionClass(name, scope) ||
      this.#areNamed(tablesReading(this.facts.registry, name), scope)
    );
  }

  /** Whether a `$name` in main.cf (or in overrides of `scope`) finds a value or a default anywhere. */
  isDefined(name: string, scope?: string): boolean {
    this.noteRead(name);
    if (this.#main.definitions.has(name) || this.builtinKind(name) !== undefined) return true;
    if (scope !== undefined) return this.#master.scopes.get(scope)?.overrides.has(name) === true;
    for (const service of this.#master.scopes.values()) if (service.overrides.has(name)) return true;
    return false;
  }

  /** Scopes (`name/type`) of all services. */
  scopes(): Iterable<string> {
    this.noteRead(ANY_NAME);
    return this.#master.scopes.keys();
  }

  /** The winning overrides of a service, by name. */
  *overridesOfScope(scope: string): Iterable<[name: string, override: Override]> {
    this.noteRead(ANY_NAME);
    for (const [name, list] of this.#master.scopes.get(scope)?.overrides ?? []) {
      yield [name, list[list.length - 1]!.override];
    }
  }

  /** The default of a name, unexpanded; undefined when the name has none here. */
  defaultOf(name: string): Value | undefined {
    this.noteRead(name);
    const computed = computedDefault(this, name);
    if (computed) return { text: computed.text, expression: computed.expression, origin: "default" };
    const { facts } = this;
    const text = facts.defaults.get(name);
    if (text !== undefined) {
      return {
        text,
        // Whoever lists a thousand defaults needs none of their expressions.
        get expression() {
          return facts.defaultExpression(name)!;
        },
        origin: "default",
      };
    }
    const pattern = this.facts.registry
      .serviceParameterNames(name)
      .find(({ service, suffix }) => this.#master.parameters.get(service)?.has(suffix));
    if (pattern) {
      const { default: generic } = this.facts.registry.serviceParameter(name, pattern.suffix);
      return generic === undefined ? undefined : constant(generic);
    }
    return this.facts.legacy.has(name) ? constant("") : undefined;
  }

  /** What counts for a name: the service's override, main.cf's last line, or the default; unexpanded. */
  override valueOf(name: string, scope?: string): Value | undefined {
    if (scope !== undefined && READ_ONLY_PARAMETERS.has(name)) return this.#identityOf(scope, name);
    const override = scope === undefined ? undefined : this.overridesIn(scope, name).at(-1)?.override;
    if (override) return new SetValue(override, "override");
    const node = READ_ONLY_PARAMETERS.has(name) ? undefined : this.definitions(name).at(-1)?.node;
    if (node) return new SetValue(node, "main");
    if (name === "config_directory" && this.configDirectory !== undefined) {
      return constant(this.configDirectory);
    }
    return this.defaultOf(name);
  }

  /** What a service's own program sees as process_name and service_name. */
  #identityOf(scope: string, name: string): Value | undefined {
    this.noteRead(serviceName(scope.slice(0, scope.lastIndexOf("/"))));
    const node = this.#master.scopes.get(scope)?.chunks[0]?.node;
    if (!node || name === "process_id") return this.defaultOf(name);
    if (name === "service_name") return constant(fieldOf(node, "service")?.text ?? "");
    return constant(programOf(node));
  }

  /** Expands a value with everything it refers to, as a program of the service would. */
  expand(expression: Expression, scope?: string): Expansion {
    return expand(expression, (name) => this.valueOf(name, scope)?.expression);
  }

  /** The expanded value of a name; undefined when it has none or cannot be expanded. */
  expandedValueOf(name: string, scope?: string): string | undefined {
    const value = this.valueOf(name, scope);
    if (!value) return undefined;
    if (!this.#isScanned(name)) return value.text;
    const expansion = this.expand(value.expression, scope);
    return expansion.ok ? expansion.text : undefined;
  }
}

/** What a line or an override says. A class: most who ask for the text never look at the expression. */
class SetValue implements Value {
  readonly text: string;

  constructor(
    readonly by: Assignment | Override,
    readonly origin: "override" | "main",
  ) {
    this.text = by.value;
  }

  get expression(): Expression {
    return this.by.expression;
  }
}

const constants = new Map<string, Value>();

function constant(text: string): Value {
  let value = constants.get(text);
  if (!value) {
    const expression = parseExpression(text);
    value = { text, expression, origin: "default" };
    if (constants.size < 1_000) constants.set(text, value);
  }
  return value;
}
