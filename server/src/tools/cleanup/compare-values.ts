/**
 * The proof by our own model that a clean-up changes nothing: every parameter
 * before and after, as main.cf has it and as each service sees it.
 */
import { type Configuration, referencedNames } from "../../analysis/model/configuration";
import { earlyFailure, failureBeforeDefaults } from "../../analysis/model/early-failures";
import { normalizeBlanks } from "../../analysis/model/effective-values";
import { expand } from "../../analysis/model/expand";
import { COMPUTED_PARAMETERS, READ_ONLY_PARAMETERS } from "../../analysis/model/postfix-facts";
import { formOf, normalForm } from "../../analysis/rules/normal-form";
import { stopText } from "../../analysis/stop-text";
import type { ParameterFact } from "../../knowledge/facts";
import type { Registry } from "../../knowledge/registry";
import { serviceKey } from "../../syntax/master-cf";
import type { Consent, Difference } from "./plan";

/** What holds when the user was not asked. */
export const NO_CONSENT: Consent = { gone: new Set(), respelled: new Set() };

/**
 * Compares what all parameters amount to: those of main.cf, unexpanded as
 * postconf prints them and expanded, and for each service, expanded as its
 * program sees them. A parameter that postconf lists on one side only is a
 * difference too. Where blanks count, as in a banner, they are compared,
 * though postconf does not print them.
 *
 * Not everything is expanded. What a name expands to is made of the unexpanded
 * values of that name and of those that it refers to, one after the other, and
 * of nothing else. So all unexpanded values are compared, of main.cf and of the
 * overrides of each service, and only names from which references lead, on
 * either side, to one that differs are expanded. A value that is computed, of
 * main.cf's settings alone or of the machine, is computed on both sides and
 * compared like one that is written down, and so is the list of the names that
 * there are. What is left is that Postfix stops at a value before it has looked
 * at any default; that is asked on both sides as well.
 *
 * @returns a value at which Postfix stops comes first, then main.cf's by name, then the services' in file order
 */
export function compareValues(
  before: Configuration,
  after: Configuration,
  consent: Consent = NO_CONSENT,
): Difference[] {
  return new Comparison(before, after, consent).differences();
}

/** What a configuration sets at one time, unexpanded. */
export interface ValueSnapshot {
  /** What postconf lists of what main.cf sets, and the values that Postfix computes. */
  readonly main: ReadonlyMap<string, string>;
  /** `name/type` → what its services override. */
  readonly services: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

/** Takes down the values of a configuration that is going to lose entries. */
export function snapshotOf(configuration: Configuration): ValueSnapshot {
  const main = new Map<string, string>();
  for (const name of [...configuration.definedNames(), ...COMPUTED_PARAMETERS]) {
    if (isListed(configuration, name)) main.set(name, textOf(configuration, name, undefined));
  }
  const services = new Map<string, ReadonlyMap<string, string>>();
  for (const scope of configuration.scopes()) services.set(scope, overriddenTexts(configuration, scope));
  return { main, services };
}

/**
 * Whether a configuration that Postfix took amounts to the same after it has
 * lost entries, without expanding anything: it does when every program sees
 * the same unexpanded texts under the same names. Names that were not set have
 * the default that they had; an override that went may be replaced by the same
 * text of main.cf or of a default. False means that {@link compareValues} has
 * to look closer.
 */
export function isUnchangedSince({ main, services }: ValueSnapshot, configuration: Configuration): boolean {
  const textNow = (name: string) =>
    isListed(configuration, name) ? textOf(configuration, name, undefined) : undefined;
  for (const [name, text] of main) {
    if (!isSameListed(configuration, name, text, textNow(name))) return false;
  }
  for (const name of configuration.definedNames()) {
    if (!main.has(name) && isListed(configuration, name)) return false;
  }
  const scopes = [...configuration.scopes()];
  if (services.size !== scopes.length) return false;
  for (const scope of scopes) {
    const before = services.get(scope);
    if (!before) return false;
    const after = overriddenTexts(configuration, scope);
    for (const name of new Set([...before.keys(), ...after.keys()])) {
      const text = after.get(name) ?? textNow(name);
      if (text === undefined || text !== before.get(name)) return false;
    }
  }
  return failureBeforeDefaults(configuration) === undefined;
}

function isListed(configuration: Configuration, name: string): boolean {
  const kind = configuration.nameKind(name);
  return kind !== undefined && (kind !== "legacy" || isSetAnywhere(configuration, name));
}

/** Blanks are no difference where nobody looks at them: in a list that no other value refers to. */
function isSameListed(
  configuration: Configuration,
  name: string,
  before: string,
  after: string | undefined,
): boolean {
  if (before === after) return true;
  const { registry, defaultReferences } = configuration.facts;
  if (after === undefined || !isSameValue(registry, name, before, after, false)) return false;
  return !defaultReferences.has(name) && !configuration.isReferencedBySettings(name);
}

function overriddenTexts(configuration: Configuration, scope: string): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const [name, { value }] of configuration.overridesOfScope(scope)) {
    if (!READ_ONLY_PARAMETERS.has(name)) texts.set(name, value);
  }
  return texts;
}

/** A parameter as it is seen from main.cf or from a service. */
interface Seen {
  readonly text: string;
  readonly expanded: string;
}

class Comparison {
  readonly #before: Configuration;
  readonly #after: Configuration;
  readonly #consent: Consent;
  /** Names that main.cf has another value for, or only one side has. */
  readonly #changed = new Set<string>();
  #referrers: Map<string, Set<string>> | undefined;

  constructor(before: Configuration, after: Configuration, consent: Consent) {
    this.#before = before;
    this.#after = after;
    this.#consent = consent;
    const [old, fresh] = [listedTexts(before), listedTexts(after)];
    for (const [name, text] of old) if (fresh.get(name) !== text) this.#changed.add(name);
    for (const name of fresh.keys()) if (!old.has(name)) this.#changed.add(name);
  }

  differences(): Difference[] {
    const main = this.#compareAll(this.#changed, undefined);
    const reported = new Set(main.map(({ name }) => name));
    const services = this.#scopes().flatMap((scope) => this.#compareScope(scope, reported));
    return [...this.#stops(), ...main, ...services];
  }

  /** A value at which Postfix stops now and did not before. */
  #stops(): Difference[] {
    const failure = this.#isUnchanged() ? failureBeforeDefaults(this.#after) : earlyFailure(this.#after);
    if (!failure || earlyFailure(this.#before)) return [];
    const { name, scope } = failure;
    const text = this.#before.valueOf(name, scope)?.text;
    const stop = stopText(name, failure.failure);
    return [{ voice: "postfix-ls", name, service: scope, before: text, after: stop }];
  }

  /** Whether all that any program expands is what it was. */
  #isUnchanged(): boolean {
    return this.#changed.size === 0 && this.#scopes().every((scope) => this.#changedIn(scope).size === 0);
  }

  /** The scopes of both sides, in file order. */
  #scopes(): string[] {
    const chunks = [...this.#before.services(), ...this.#after.services()];
    return [...new Set(chunks.map(({ node }) => serviceKey(node!)))];
  }

  /** What the services of a scope see in another way, but for what main.cf's differences say already. */
  #compareScope(scope: string, reported: ReadonlySet<string>): Difference[] {
    const [before, after] = [this.#before, this.#after].map((side) =>
      side.servicesOf(scope).length > 0 ? side.valueOf("process_name", scope)?.text : undefined,
    );
    if ((before === undefined) !== (after === undefined)) {
      return [{ voice: "postfix-ls", name: "process_name", service: scope, before, after }];
    }
    const overridden = this.#overridden(scope);
    const differences = this.#compareAll(this.#changedIn(scope), scope);
    return differences.filter(({ name }) => overridden.has(name) || !reported.has(name));
  }

  /** The names that the services of a scope have another value for, or main.cf has. */
  #changedIn(scope: string): Set<string> {
    const changed = new Set(this.#changed);
    for (const name of [...this.#overridden(scope), ...READ_ONLY_PARAMETERS]) {
      const texts = [this.#before, this.#after].map((side) => side.valueOf(name, scope)?.text);
      if (
        texts[0] !== texts[1] ||
        isOverridden(this.#before, scope, name) !== isOverridden(this.#after, scope, name)
      ) {
        changed.add(name);
      }
    }
    return changed;
  }

  /** The names that the services of a scope override on either side. */
  #overridden(scope: string): Set<string> {
    const names = new Set<string>();
    for (const side of [this.#before, this.#after]) {
      for (const [name] of side.overridesOfScope(scope)) names.add(name);
    }
    return names;
  }

  /** Compares the names that changed and those that refer to them. */
  #compareAll(changed: ReadonlySet<string>, scope: string | undefined): Difference[] {
    if (changed.size === 0) return [];
    const differences: Difference[] = [];
    for (const name of [...this.#reaching(changed, scope)].sort(byteOrder)) {
      const difference = this.#compare(name, scope);
      if (difference) differences.push(difference);
    }
    return differences;
  }

  /** The names from which references lead to one of these, themselves among them. */
  #reaching(changed: ReadonlySet<string>, scope: string | undefined): Set<string> {
    const inMain = this.#referrersInMain();
    const inScope = scope === undefined ? undefined : this.#referrersInScope(scope);
    const reaching = new Set(changed);
    // A set that grows while it is walked shows what was added, too.
    for (const name of reaching) {
      for (const referrer of inMain.get(name) ?? []) reaching.add(referrer);
      for (const referrer of inScope?.get(name) ?? []) reaching.add(referrer);
    }
    return reaching;
  }

  #referrersInMain(): Map<string, Set<string>> {
    if (this.#referrers) return this.#referrers;
    this.#referrers = new Map();
    for (const side of [this.#before, this.#after]) {
      for (const [name, text] of listedTexts(side)) {
        const value = text.includes("$") ? side.valueOf(name) : undefined;
        for (const reference of value ? referencedNames(value.expression) : []) {
          addTo(this.#referrers, reference, name);
        }
      }
    }
    return this.#referrers;
  }

  #referrersInScope(scope: string): Map<string, Set<string>> {
    const referrers = new Map<string, Set<string>>();
    for (const side of [this.#before, this.#after]) {
      for (const [name, { expression }] of side.overridesOfScope(scope)) {
        for (const reference of referencedNames(expression)) addTo(referrers, reference, name);
      }
    }
    return referrers;
  }

  #compare(name: string, scope: string | undefined): Difference | undefined {
    const before = seenIn(this.#before, name, scope);
    const after = seenIn(this.#after, name, scope);
    const { registry } = this.#after.facts;
    const differ = (old: string | undefined, fresh: string | undefined): Difference => ({
      voice: "postfix-ls",
      name,
      service: scope,
      before: shown(registry, name, old),
      after: shown(registry, name, fresh),
    });
    if (!before || !after) {
      if (before === after || (before && this.#mayGo(name, scope))) return undefined;
      return differ(before?.text, after?.text);
    }
    const isRespelled = this.#consent.respelled.has(name);
    // What a service would say if it said it itself is nobody's business.
    const isSaidOtherwise =
      scope === undefined && !isRespelled && !isSameValue(registry, name, before.text, after.text, false);
    if (isSaidOtherwise) return differ(before.text, after.text);
    const readsRespelled = this.#consent.respelled.size > 0 && before.text === after.text;
    if (isSameValue(registry, name, before.expanded, after.expanded, isRespelled || readsRespelled)) {
      return undefined;
    }
    return differ(before.expanded, after.expanded);
  }

  /** Whether nobody misses a name: the user agreed, or no service has ever used the override. */
  #mayGo(name: string, scope: string | undefined): boolean {
    if (this.#consent.gone.has(name)) return true;
    return (
      scope !== undefined && isOverridden(this.#before, scope, name) && !this.#before.isUsed(name, scope)
    );
  }
}

/**
 * The names that postconf lists, with what counts for them, unexpanded. Old
 * names are listed only where something sets them.
 */
function listedTexts(configuration: Configuration): ReadonlyMap<string, string> {
  return configuration.remember("listed values", () => {
    const texts = new Map<string, string>();
    for (const [name, kind] of configuration.knownNames()) {
      if (kind === "legacy" && !isSetAnywhere(configuration, name)) continue;
      texts.set(name, textOf(configuration, name, undefined));
    }
    return texts;
  });
}

function isSetAnywhere(configuration: Configuration, name: string): boolean {
  return configuration.definitions(name).length > 0 || configuration.overridesOf(name).length > 0;
}

function textOf(configuration: Configuration, name: string, scope: string | undefined): string {
  return configuration.valueOf(name, scope)?.text ?? sourcesOfNetworks(configuration);
}

/** What the networks of the machine are computed from, where they cannot be: as long as it stays, so do they. */
function sourcesOfNetworks(configuration: Configuration): string {
  const setting = (name: string) => configuration.definitions(name).at(-1)?.node?.expression;
  const sources = ["inet_interfaces", "inet_protocols", "mynetworks_style"].map((name) => {
    const expression = setting(name);
    const early = expression && expand(expression, setting);
    const text = early ? early.ok && early.text : configuration.expandedValueOf(name);
    return `${name} = ${text || ""}`;
  });
  return `(computed from ${sources.join(", ")})`;
}

/** A parameter as main.cf or the programs of a scope see it; undefined where there is none of the name. */
function seenIn(configuration: Configuration, name: string, scope: string | undefined): Seen | undefined {
  const isOwn = scope !== undefined && isOverridden(configuration, scope, name);
  if (!isOwn && !listedTexts(configuration).has(name)) return undefined;
  const text = textOf(configuration, name, scope);
  if (!configuration.valueOf(name, scope)) return { text, expanded: text };
  return { text, expanded: configuration.expandedValueOf(name, scope) ?? `${text} (Postfix stops here)` };
}

function isOverridden(configuration: Configuration, scope: string, name: string): boolean {
  return !READ_ONLY_PARAMETERS.has(name) && configuration.overridesIn(scope, name).length > 0;
}

/**
 * Whether two texts are the same value of a parameter.
 *
 * @param isRespelled whether it may be written another way
 */
export function isSameValue(
  registry: Registry,
  name: string,
  before: string,
  after: string,
  isRespelled: boolean,
): boolean {
  if (before === after) return true;
  const fact = factOf(registry, name);
  if (fact && isRespelled) return normalForm(name, fact, before) === normalForm(name, fact, after);
  return shown(registry, name, before) === shown(registry, name, after);
}

/** As postconf prints it, but with the blanks that count. */
function shown<T extends string | undefined>(registry: Registry, name: string, text: T): T | string {
  const fact = factOf(registry, name);
  return text === undefined || (fact && formOf(name, fact) === "verbatim") ? text : normalizeBlanks(text);
}

function factOf(registry: Registry, name: string): ParameterFact | undefined {
  const known = registry.parameter(name)?.fact;
  if (known) return known;
  const pattern = registry.serviceParameterNames(name).at(-1);
  return pattern && registry.serviceParameter(name, pattern.suffix).fact;
}

function addTo(map: Map<string, Set<string>>, key: string, element: string): void {
  const elements = map.get(key);
  if (elements) elements.add(element);
  else map.set(key, new Set([element]));
}

function byteOrder(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
