/**
 * The resolved configuration of a directory: what main.cf and master.cf
 * define, refer to and amount to, as postconf resolves them
 * (postconf_user.c, postconf_service.c, postconf_lookup.c).
 *
 * It is kept up to date chunk by chunk, and it tells which names a question
 * looked at, so that a change re-answers only the questions it touches.
 */
import { splitWords } from "../../syntax/lists";
import type { MainChunk } from "../../syntax/main-cf";
import { fieldOf, type MasterChunk, type Override, serviceKey } from "../../syntax/master-cf";
import { type Expression, parseExpression, scanReferences } from "../../syntax/value";
import { computedDefault } from "./computed-defaults";
import { clientParameterReferenced } from "./database-clients";
import { type Expansion, expand } from "./expand";
import { COMPUTED_PARAMETERS, type PostfixFacts, READ_ONLY_PARAMETERS } from "./postfix-facts";

/** A service in the file and one of its overrides. */
export interface ServiceOverride {
  readonly chunk: MasterChunk;
  readonly override: Override;
}

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

/** Stands for every name: a question that looked at all of them. */
export const ANY_NAME = "*";

interface ServiceScope {
  readonly chunks: Set<MasterChunk>;
  /** Name → overrides in file order; the last one counts. Rebuilt when a chunk comes or goes. */
  overrides: Map<string, ServiceOverride[]>;
  /** Names the winning overrides refer to → how many of them do. */
  references: Map<string, number>;
}

/** The resolved configuration. */
export class Configuration {
  readonly facts: PostfixFacts;
  readonly #definitions = new Map<string, MainChunk[]>();
  /** Names that winning main.cf values refer to → how many of them do. */
  readonly #references = new Map<string, number>();
  readonly #scopes = new Map<string, ServiceScope>();
  /** Service name → how many entries deliver or spawn under it, by suffix set. */
  readonly #deliveryServices = new Map<string, Map<string, number>>();
  #reads: Set<string> | undefined;

  /**
   * @param configDirectory what `config_directory` is for this directory when
   *   it was named on a command line; undefined when the default counts
   */
  constructor(
    facts: PostfixFacts,
    readonly configDirectory?: string,
  ) {
    this.facts = facts;
  }

  /** Answers a question and tells which names it looked at. */
  track<T>(question: () => T): { answer: T; reads: ReadonlySet<string> } {
    const outer = this.#reads;
    const reads = new Set<string>();
    this.#reads = reads;
    try {
      return { answer: question(), reads };
    } finally {
      this.#reads = outer;
      if (outer) for (const name of reads) outer.add(name);
    }
  }

  #read(name: string): void {
    this.#reads?.add(name);
  }

  // Changes

  /** Takes chunks of main.cf out and puts others in. @returns the names whose meaning may have changed */
  updateMain(removed: readonly MainChunk[], added: readonly MainChunk[]): Set<string> {
    const changed = new Set<string>();
    const names = new Set<string>();
    for (const chunk of [...removed, ...added]) {
      if (chunk.node && !chunk.node.problem) names.add(chunk.node.name);
    }
    for (const name of names) this.#count(this.#winner(name), name, -1, changed);
    const gone = new Set(removed);
    for (const name of names) {
      const kept = (this.#definitions.get(name) ?? []).filter((chunk) => !gone.has(chunk));
      const fresh = added.filter((chunk) => chunk.node?.name === name && !chunk.node.problem);
      const all = [...kept, ...fresh].sort((a, b) => a.order - b.order);
      if (all.length > 0) this.#definitions.set(name, all);
      else this.#definitions.delete(name);
      changed.add(name);
    }
    for (const name of names) this.#count(this.#winner(name), name, 1, changed);
    return changed;
  }

  /** Takes chunks of master.cf out and puts others in. @returns the names whose meaning may have changed */
  updateMaster(removed: readonly MasterChunk[], added: readonly MasterChunk[]): Set<string> {
    const changed = new Set<string>();
    const keys = new Set<string>();
    const change = (chunk: MasterChunk, sign: 1 | -1) => {
      if (!chunk.node || chunk.node.problem) return;
      const key = serviceKey(chunk.node);
      keys.add(key);
      let scope = this.#scopes.get(key);
      if (!scope) {
        scope = { chunks: new Set(), overrides: new Map(), references: new Map() };
        this.#scopes.set(key, scope);
      }
      if (sign > 0) scope.chunks.add(chunk);
      else scope.chunks.delete(chunk);
      this.#countDelivery(chunk, sign, changed);
    };
    for (const chunk of removed) change(chunk, -1);
    for (const chunk of added) change(chunk, 1);
    for (const key of keys) this.#rebuildScope(key, changed);
    return changed;
  }

  #winner(name: string): MainChunk | undefined {
    const chunks = this.#definitions.get(name);
    return chunks?.[chunks.length - 1];
  }

  /** Adds or takes away what a winning definition refers to. */
  #count(chunk: MainChunk | undefined, name: string, sign: 1 | -1, changed: Set<string>): void {
    if (!chunk?.node || !this.#isScanned(name)) return;
    for (const reference of referencedNames(chunk.node.expression)) {
      adjust(this.#references, reference, sign);
      changed.add(reference);
    }
  }

  /** Postfix expands no `$name` in raw parameters, and ignores settings of read-only ones. */
  #isScanned(name: string): boolean {
    return !READ_ONLY_PARAMETERS.has(name) && this.facts.registry.parameter(name)?.fact.type !== "raw";
  }

  #countDelivery(chunk: MasterChunk, sign: 1 | -1, changed: Set<string>): void {
    const name = fieldOf(chunk.node!, "service")?.text ?? "";
    const program = fieldOf(chunk.node!, "command")?.text ?? "";
    changed.add(serviceName(name));
    const suffixes = this.facts.registry.serviceSuffixes(program);
    if (suffixes.length === 0) return;
    let counts = this.#deliveryServices.get(name);
    if (!counts) {
      counts = new Map();
      this.#deliveryServices.set(name, counts);
    }
    for (const suffix of suffixes) {
      adjust(counts, suffix, sign);
      changed.add(name + suffix);
    }
    if (counts.size === 0) this.#deliveryServices.delete(name);
  }

  #rebuildScope(key: string, changed: Set<string>): void {
    const scope = this.#scopes.get(key)!;
    const before = [...scope.overrides.keys(), ...scope.references.keys()];
    scope.overrides = new Map();
    scope.references = new Map();
    for (const chunk of [...scope.chunks].sort((a, b) => a.order - b.order)) {
      for (const override of chunk.node!.overrides) {
        if (override.name === "" || override.problem === "no-assignment") continue;
        const list = scope.overrides.get(override.name) ?? [];
        list.push({ chunk, override });
        scope.overrides.set(override.name, list);
      }
    }
    for (const [name, list] of scope.overrides) {
      if (!this.#isScanned(name)) continue;
      const winner = list[list.length - 1]!.override;
      for (const reference of referencedNames(winner.expression)) adjust(scope.references, reference, 1);
    }
    for (const name of before) changed.add(name);
    for (const name of scope.overrides.keys()) changed.add(name);
    for (const name of scope.references.keys()) changed.add(name);
    if (scope.chunks.size === 0) this.#scopes.delete(key);
  }

  // Questions

  /** The lines of main.cf that set a name, in file order; the last one counts. */
  definitions(name: string): readonly MainChunk[] {
    this.#read(name);
    return this.#definitions.get(name) ?? [];
  }

  /** All names that main.cf sets. */
  definedNames(): Iterable<string> {
    this.#read(ANY_NAME);
    return this.#definitions.keys();
  }

  /** The overrides of a name by services with this key (`name/type`), in file order; the last one counts. */
  overridesIn(scope: string, name: string): readonly ServiceOverride[] {
    this.#read(name);
    return this.#scopes.get(scope)?.overrides.get(name) ?? [];
  }

  /** The overrides of a name by all services; in each service only the one that counts. */
  overridesOf(name: string): ServiceOverride[] {
    this.#read(name);
    return [...this.#scopes.values()].flatMap((scope) => scope.overrides.get(name)?.slice(-1) ?? []);
  }

  /** All services in file order. */
  services(): MasterChunk[] {
    this.#read(ANY_NAME);
    const chunks = [...this.#scopes.values()].flatMap((scope) => [...scope.chunks]);
    return chunks.sort((a, b) => a.order - b.order);
  }

  /** The services of one name, of any type. */
  servicesNamed(name: string): MasterChunk[] {
    this.#read(serviceName(name));
    return [...this.#scopes]
      .filter(([key]) => key.slice(0, key.lastIndexOf("/")) === name)
      .flatMap(([, scope]) => [...scope.chunks]);
  }

  /** Whether a name is known without a `$name` that refers to it; undefined when it is not. */
  builtinKind(name: string): Exclude<NameKind, "user"> | undefined {
    this.#read(name);
    if (this.#isServiceParameter(name)) return "service";
    if (this.facts.defaults.has(name) || COMPUTED_PARAMETERS.has(name)) return "builtin";
    return this.facts.legacy.has(name) ? "legacy" : undefined;
  }

  #isServiceParameter(name: string): boolean {
    return this.facts.registry
      .serviceParameterNames(name)
      .some(({ service, suffix }) => this.#deliveryServices.get(service)?.has(suffix));
  }

  /** What kind of name this is to Postfix, or undefined when nothing uses it. */
  nameKind(name: string): NameKind | undefined {
    return this.builtinKind(name) ?? (this.#isUserDefined(name) ? "user" : undefined);
  }

  /** All names that exist in main.cf's name space, unordered. */
  knownNames(): Map<string, NameKind> {
    this.#read(ANY_NAME);
    const names = new Map<string, NameKind>();
    for (const name of this.facts.legacy) names.set(name, "legacy");
    for (const name of this.facts.defaults.keys()) names.set(name, "builtin");
    for (const name of COMPUTED_PARAMETERS) names.set(name, "builtin");
    for (const [service, suffixes] of this.#deliveryServices) {
      for (const suffix of suffixes.keys()) names.set(service + suffix, "service");
    }
    for (const name of this.#definitions.keys()) {
      if (!names.has(name) && this.#isUserDefined(name)) names.set(name, "user");
    }
    return names;
  }

  /** A name that main.cf sets and something refers to. */
  #isUserDefined(name: string): boolean {
    if (this.definitions(name).length === 0) return false;
    if (this.#isReferencedGlobally(name)) return true;
    for (const [key, scope] of this.#scopes) {
      if (scope.overrides.has(name)) continue;
      if (scope.references.has(name) || this.#isRestrictionClass(name, key)) return true;
      if (clientParameterReferenced(this, name, key)) return true;
    }
    return false;
  }

  /** Referred to by a main.cf value, a restriction class list, a default in force or a database table. */
  #isReferencedGlobally(name: string): boolean {
    this.#read(name);
    return (
      this.#references.has(name) ||
      this.#isRestrictionClass(name, undefined) ||
      this.#isReferencedByDefaults(name) ||
      clientParameterReferenced(this, name, undefined)
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
    return expansion.ok ? splitWords(expansion.text).map((word) => word.text) : [];
  }

  #isRestrictionClass(name: string, scope: string | undefined): boolean {
    return this.restrictionClasses(scope).includes(name);
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
      this.#scopes.get(scope)?.references.has(name) === true ||
      this.#isReferencedGlobally(name) ||
      this.#isRestrictionClass(name, scope) ||
      clientParameterReferenced(this, name, scope)
    );
  }

  /** Whether a `$name` in main.cf (or in overrides of `scope`) finds a value or a default anywhere. */
  isDefined(name: string, scope?: string): boolean {
    this.#read(name);
    if (this.#definitions.has(name) || this.builtinKind(name) !== undefined) return true;
    if (name === "config_directory") return true;
    if (scope !== undefined) return this.#scopes.get(scope)?.overrides.has(name) === true;
    return [...this.#scopes.values()].some((service) => service.overrides.has(name));
  }

  /** Scopes (`name/type`) of all services. */
  scopes(): Iterable<string> {
    this.#read(ANY_NAME);
    return this.#scopes.keys();
  }

  /** The winning overrides of a service, by name. */
  *overridesOfScope(scope: string): Iterable<[name: string, override: Override]> {
    this.#read(ANY_NAME);
    for (const [name, list] of this.#scopes.get(scope)?.overrides ?? []) {
      yield [name, list[list.length - 1]!.override];
    }
  }

  /** The default of a name, unexpanded; undefined when the name has none here. */
  defaultOf(name: string): Value | undefined {
    this.#read(name);
    const computed = computedDefault(this, name);
    if (computed) return { text: computed.text, expression: computed.expression, origin: "default" };
    const expression = this.facts.defaultExpression(name);
    if (expression) return { text: this.facts.defaults.get(name)!, expression, origin: "default" };
    const pattern = this.facts.registry
      .serviceParameterNames(name)
      .find(({ service, suffix }) => this.#deliveryServices.get(service)?.has(suffix));
    if (pattern) {
      const { default: text } = this.facts.registry.serviceParameter(name, pattern.suffix);
      return text === undefined ? undefined : constant(text);
    }
    return this.facts.legacy.has(name) ? constant("") : undefined;
  }

  /** What counts for a name: the service's override, main.cf's last line, or the default; unexpanded. */
  valueOf(name: string, scope?: string): Value | undefined {
    if (scope !== undefined && READ_ONLY_PARAMETERS.has(name)) return this.#identityOf(scope, name);
    const override = scope === undefined ? undefined : this.overridesIn(scope, name).at(-1)?.override;
    if (override) return { text: override.value, expression: override.expression, origin: "override" };
    const node = READ_ONLY_PARAMETERS.has(name) ? undefined : this.definitions(name).at(-1)?.node;
    if (node) return { text: node.value, expression: node.expression, origin: "main" };
    if (name === "config_directory" && this.configDirectory !== undefined) {
      return constant(this.configDirectory);
    }
    return this.defaultOf(name);
  }

  /** What a service's own program sees as process_name and service_name. */
  #identityOf(scope: string, name: string): Value | undefined {
    const node = [...(this.#scopes.get(scope)?.chunks ?? [])][0]?.node;
    this.#read(ANY_NAME);
    if (!node || name === "process_id") return this.defaultOf(name);
    if (name === "service_name") return constant(fieldOf(node, "service")?.text ?? "");
    return constant(fieldOf(node, "command")?.text.replace(/^.*\//, "") ?? "");
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

/** The key under which a service's existence is tracked; no parameter can have such a name. */
export function serviceName(name: string): string {
  return `service ${name}`;
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

function adjust(counts: Map<string, number>, key: string, by: 1 | -1): void {
  const count = (counts.get(key) ?? 0) + by;
  if (count > 0) counts.set(key, count);
  else counts.delete(key);
}

const referenceCache = new WeakMap<Expression, readonly string[]>();

/** The names an expression looks at before it fails, each once. */
export function referencedNames(expression: Expression): readonly string[] {
  let names = referenceCache.get(expression);
  if (!names) {
    const found = new Set<string>();
    scanReferences(expression, (reference) => {
      if (reference.subject?.kind === "name") found.add(reference.subject.name);
    });
    names = [...found];
    referenceCache.set(expression, names);
  }
  return names;
}
