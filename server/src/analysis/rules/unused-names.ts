/** Names that nothing uses, and what their writers may have meant. */
import { editDistance, NameIndex, nearest } from "../../base/edit-distance";
import type { ServiceParameterName } from "../../knowledge/registry";
import type { Configuration } from "../model/configuration";
import { COMPUTED_PARAMETERS, type PostfixFacts } from "../model/postfix-facts";
import { oncePerSetting } from "./settings";

/** Why nothing uses a name. */
export type UnusedName =
  /** It looks like names that exist, best first; or like one, clearly more than like any other. */
  | { readonly kind: "typo"; readonly candidates: readonly string[]; readonly clear: boolean }
  | { readonly kind: "too-new"; readonly since: string }
  | { readonly kind: "removed"; readonly removed: string; readonly replacedBy: string | undefined }
  /** The version has it, but the installed Postfix was built without it. */
  | { readonly kind: "not-built-in" }
  /** `<service><suffix>`, while master.cf has no such service that delivers mail, or is not at hand. */
  | { readonly kind: "no-service" | "no-master"; readonly service: string }
  | { readonly kind: "unknown" };

/** Whether a name is none that Postfix knows whatever the configuration says: only such a one can be unused. */
export function isNotBuiltIn(name: string, _value: string, { defaults }: PostfixFacts): boolean {
  return !defaults.has(name) && !COMPUTED_PARAMETERS.has(name);
}

/**
 * Why nothing uses a name where it is set, or undefined when something does.
 *
 * @param scope the service (`name/type`) that overrides it, or undefined for main.cf
 */
export function unusedName(
  configuration: Configuration,
  name: string,
  scope?: string,
): UnusedName | undefined {
  if (configuration.isUsed(name, scope)) return undefined;
  const { facts } = configuration;
  const known = facts.registry.parameter(name);
  switch (known?.availability.kind) {
    case "too-new":
      return { kind: "too-new", since: known.availability.since };
    case "removed":
      return known.availability;
    case "available":
      return { kind: "not-built-in" };
  }
  const candidates = candidatesFor(facts, name);
  if (candidates.length > 0) {
    const clear = isClear(name, candidates);
    return { kind: "typo", candidates: clear ? candidates.slice(0, 1) : candidates, clear };
  }
  const service = servicePattern(facts, name)?.service;
  if (service === undefined) return { kind: "unknown" };
  return { kind: configuration.hasServices() ? "no-service" : "no-master", service };
}

/** Why nothing uses the name of a setting; two rules ask for the same. */
export const unusedSetting = oncePerSetting(({ name, scope }, configuration) =>
  unusedName(configuration, name, scope),
);

/** Whether the first candidate is nearer than all others. */
export function isClear(name: string, [first, second]: readonly string[]): boolean {
  if (first === undefined) return false;
  const distance = (candidate: string) => editDistance(name.toLowerCase(), candidate.toLowerCase());
  return second === undefined || distance(first) < distance(second);
}

const cache = new WeakMap<PostfixFacts, Map<string, readonly string[]>>();

/** Built-in names near a name. The same unknown names come again with every keystroke. */
export function candidatesFor(facts: PostfixFacts, name: string): readonly string[] {
  let known = cache.get(facts);
  if (!known) {
    known = new Map();
    cache.set(facts, known);
  }
  let candidates = known.get(name);
  if (!candidates) {
    candidates = nearBuiltinNames(facts, name);
    if (known.size >= 1_000) known.clear();
    known.set(name, candidates);
  }
  return candidates;
}

const indexes = new WeakMap<PostfixFacts, NameIndex>();

function nearBuiltinNames(facts: PostfixFacts, name: string): string[] {
  const names = () => [...facts.defaults.keys(), ...COMPUTED_PARAMETERS];
  const pattern = servicePattern(facts, name);
  if (!pattern) {
    const index = indexes.get(facts) ?? new NameIndex(names());
    indexes.set(facts, index);
    return index.nearest(name);
  }
  // The suffix is long and the same for every service: only what stands before it can be a slip.
  const stems = names()
    .filter((known) => known.endsWith(pattern.suffix))
    .map((known) => known.slice(0, -pattern.suffix.length));
  return nearest(pattern.service, stems).map((stem) => stem + pattern.suffix);
}

/** A name as `<service><suffix>`: `a_destination_recipient_limit` is of service `a`, not of `a_destination`. */
function servicePattern(facts: PostfixFacts, name: string): ServiceParameterName | undefined {
  const patterns = facts.registry.serviceParameterNames(name);
  return [...patterns].sort((a, b) => b.suffix.length - a.suffix.length)[0];
}
