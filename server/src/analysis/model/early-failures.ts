/**
 * What makes postconf give up before it lists anything: it evaluates many
 * values just to learn which names there are (postconf_user.c,
 * postconf_dbms.c) and what the computed defaults amount to
 * (postconf_builtin.c, mynetworks.c, own_inet_addr.c).
 */
import { formatIp, parseIp } from "../../base/ip-address";
import { hasSince } from "../../knowledge/version";
import { splitPlainWords } from "../../syntax/lists";
import { type Expression, FUNCTIONS_SINCE } from "../../syntax/value";
import type { Configuration } from "./configuration";
import { type Expansion, type ExpansionFailure, expand } from "./expand";
import { READ_ONLY_PARAMETERS } from "./postfix-facts";

/** A value that ends postconf. */
export interface EarlyFailure {
  readonly name: string;
  /** The service (`name/type`) that overrides the parameter; undefined for main.cf and defaults. */
  readonly scope: string | undefined;
  readonly failure:
    | ExpansionFailure
    /** A word that the parameter does not take. */
    | { readonly kind: "bad-word"; readonly text: string }
    /** An address in inet_interfaces that this machine does not have, or not with these protocols. */
    | { readonly kind: "foreign-address"; readonly text: string };
}

/** The first such value, in no particular order of the file; undefined when there is none. */
export function earlyFailure(configuration: Configuration): EarlyFailure | undefined {
  return unlessOurs(
    configuration,
    overrideFailure(configuration) ??
      domainFailure(configuration) ??
      networksFailure(configuration) ??
      settingFailure(configuration),
  );
}

/** What a function gives we cannot compute; a Postfix that has functions may well go on. */
function unlessOurs({ facts }: Configuration, found: EarlyFailure | undefined): EarlyFailure | undefined {
  const isOurs = found?.failure.kind === "unknown-function";
  return isOurs && hasSince(facts.version, FUNCTIONS_SINCE) ? undefined : found;
}

/**
 * The first such value among those that Postfix evaluates before it knows any
 * default; undefined when there is none. It is all there is to ask of a
 * configuration in which every value is as in another one that Postfix takes:
 * only to these it makes a difference whether main.cf sets a name.
 */
export function failureBeforeDefaults(configuration: Configuration): EarlyFailure | undefined {
  return unlessOurs(
    configuration,
    domainFailure(configuration) ?? networksFailure(configuration) ?? mainOnlyFailure(configuration, CLASSES),
  );
}

const CLASSES = "smtpd_restriction_classes";

/** Values are expanded in full where they might name a database table. */
function overrideFailure(configuration: Configuration): EarlyFailure | undefined {
  for (const scope of configuration.scopes()) {
    const expressions = new Map<string, Expression>();
    for (const [name, override] of configuration.overridesOfScope(scope)) {
      expressions.set(name, override.expression);
    }
    const classes = expressions.get(CLASSES);
    // The list of classes sees only what stands at the same service.
    const failed =
      classes &&
      failureOf(
        CLASSES,
        scope,
        expand(classes, (name) => expressions.get(name)),
      );
    if (failed) return failed;
    for (const [name, expression] of expressions) {
      if (!isExpanded(configuration, name)) continue;
      const failure = failureOf(name, scope, configuration.expand(expression, scope));
      if (failure) return failure;
    }
  }
  return undefined;
}

function settingFailure(configuration: Configuration): EarlyFailure | undefined {
  const classes = mainOnlyFailure(configuration, CLASSES);
  if (classes) return classes;
  for (const name of configuration.definedNames()) {
    const node = configuration.definitions(name).at(-1)?.node;
    // Text cannot fail.
    if (!node?.value.includes("$") || !isExpanded(configuration, name)) continue;
    const failure = failureOf(name, undefined, configuration.expand(node.expression));
    if (failure) return failure;
  }
  return undefined;
}

function isExpanded(configuration: Configuration, name: string): boolean {
  const kind = configuration.builtinKind(name);
  if ((kind !== "builtin" && kind !== "service") || READ_ONLY_PARAMETERS.has(name)) return false;
  return configuration.facts.registry.parameter(name)?.fact.type !== "raw";
}

/** myhostname and mydomain are made of each other where they are not set. */
function domainFailure(configuration: Configuration): EarlyFailure | undefined {
  const isSet = (name: string) => settingOf(configuration, name) !== undefined;
  if (!isSet("mydomain") && isSet("myhostname")) return mainOnlyFailure(configuration, "myhostname");
  const needsDomain = !isSet("myhostname") && !configuration.facts.machine.hostname.includes(".");
  return needsDomain ? mainOnlyFailure(configuration, "mydomain") : undefined;
}

/** What the default of mynetworks is computed from. */
function networksFailure(configuration: Configuration): EarlyFailure | undefined {
  if (settingOf(configuration, "mynetworks")) return undefined;
  const texts: Record<string, string> = {};
  for (const name of ["inet_interfaces", "mynetworks_style", "inet_protocols"]) {
    const expansion = mainOnly(configuration, name) ?? expandDefault(configuration, name);
    const failure = expansion && failureOf(name, undefined, expansion);
    if (failure) return failure;
    texts[name] = expansion?.ok ? expansion.text : "";
  }
  const words = (name: string) => splitPlainWords(texts[name]!).map((word) => word.text);
  const bad = (name: string, text: string): EarlyFailure => ({
    name,
    scope: undefined,
    failure: { kind: "bad-word", text },
  });
  const protocols = words("inet_protocols");
  const unknown = protocols.find((word) => !["all", "ipv4", "ipv6"].includes(word));
  if (unknown !== undefined) return bad("inet_protocols", unknown);
  // Without a protocol nobody looks any further.
  if (protocols.length === 0) return undefined;
  const styles = new Set(words("mynetworks_style"));
  const [style = ""] = styles;
  if (styles.size !== 1 || !["host", "subnet", "class"].includes(style)) {
    return bad("mynetworks_style", texts.mynetworks_style!);
  }
  const foreign = foreignAddress(configuration, texts.inet_interfaces!, protocols);
  if (foreign === undefined) return undefined;
  return { name: "inet_interfaces", scope: undefined, failure: { kind: "foreign-address", text: foreign } };
}

/** An address that is no address of this machine. Names are another matter: they take a name service. */
function foreignAddress(
  { facts }: Configuration,
  interfaces: string,
  protocols: readonly string[],
): string | undefined {
  if (interfaces === "all" || interfaces === "loopback-only") return undefined;
  const own = facts.machine.addresses
    .filter(({ family }) => protocols.includes("all") || protocols.includes(family.toLowerCase()))
    .map(({ address }) => formatIp(parseIp(address) ?? []));
  return splitPlainWords(interfaces)
    .map((word) => word.text)
    .find((word) => {
      const address = parseIp(word.replace(/^\[(.*)\]$/, "$1"));
      return address !== undefined && !own.includes(formatIp(address));
    });
}

function expandDefault(configuration: Configuration, name: string): Expansion | undefined {
  const value = configuration.valueOf(name);
  return value && configuration.expand(value.expression);
}

function settingOf(configuration: Configuration, name: string): Expression | undefined {
  return configuration.definitions(name).at(-1)?.node?.expression;
}

/** Expands a setting with nothing but main.cf, as Postfix does this early; undefined when it is not set. */
function mainOnly(configuration: Configuration, name: string): Expansion | undefined {
  const expression = settingOf(configuration, name);
  return expression && expand(expression, (wanted) => settingOf(configuration, wanted));
}

function mainOnlyFailure(configuration: Configuration, name: string): EarlyFailure | undefined {
  const expansion = mainOnly(configuration, name);
  return expansion && failureOf(name, undefined, expansion);
}

function failureOf(name: string, scope: string | undefined, expansion: Expansion): EarlyFailure | undefined {
  return expansion.ok ? undefined : { name, scope, failure: expansion.failure };
}
