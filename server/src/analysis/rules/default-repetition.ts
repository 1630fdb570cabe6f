/**
 * When a line of main.cf says what would be so without it, and can go: not
 * only its own value must stay, but that of every other parameter in every
 * service, and what Postfix logs about defaults in force.
 */
import type { ParameterFact } from "../../knowledge/facts";
import type { Assignment } from "../../syntax/main-cf";
import type { Override } from "../../syntax/master-cf";
import { type Expression, parseExpression, scanReferences } from "../../syntax/value";
import { type Configuration, referencedNames, type Value } from "../model/configuration";
import { normalizeBlanks } from "../model/effective-values";
import { expand } from "../model/expand";
import { COMPUTED_PARAMETERS, READ_ONLY_PARAMETERS } from "../model/postfix-facts";
import { formOf, normalForm } from "./normal-form";

/** How a value repeats its default: in the same words, in others, or only once both are expanded. */
export type Repetition = "same" | "equal" | "expands";

/**
 * Parameters whose lines are never taken for superfluous. main.cf is found by
 * `config_directory` before it is read. postscreen(8) expands its own defaults
 * `$smtpd_reject_footer` and `$smtpd_expansion_filter` only where main.cf sets
 * these two.
 */
const NEVER = new Set(["config_directory", "smtpd_reject_footer", "smtpd_expansion_filter"]);

/** Names whose values a running program may see differently from what the files say. */
const RUN_TIME = new Set([
  ...READ_ONLY_PARAMETERS,
  "config_directory",
  "mail_release_date",
  "mail_version",
  "stress",
]);

/**
 * Parameters that Postfix evaluates before it knows any default: to them a
 * name that main.cf does not set is empty (mail_params.c, postconf_builtin.c,
 * postconf_user.c).
 */
const EARLY = [
  "myhostname",
  "mydomain",
  "inet_interfaces",
  "inet_protocols",
  "mynetworks_style",
  "smtpd_restriction_classes",
];

/** Why something that repeats a default has to stay. */
export type Hindrance =
  /** The default is computed from the machine. */
  | "machine"
  /** The default was chosen when Postfix was compiled, and the installed Postfix was not asked. */
  | "build"
  /** Postfix treats the line otherwise than its absence. */
  | "special"
  /** It is an old default, which Postfix would log that it uses. */
  | "old-level"
  /** A value that refers to it, or what it is computed from, would show the difference. */
  | "needed";

/** That a line repeats its default, how, and what stands against taking it out. */
export interface RepeatedDefault {
  readonly repetition: Repetition;
  readonly default: Value;
  readonly hindrance: Hindrance | undefined;
}

/** That an override repeats what would be so without it, and what stands against taking it out. */
export interface RepeatedSetting {
  readonly repetition: Repetition;
  readonly value: Value;
  readonly hindrance: Hindrance | undefined;
}

/** Whether and how a line of main.cf repeats its default; undefined when it does not. */
export function repeatedDefault(configuration: Configuration, node: Assignment): RepeatedDefault | undefined {
  const { name } = node;
  if (READ_ONLY_PARAMETERS.has(name)) return undefined;
  const fact = factOf(configuration, name);
  const inherited = fact && configuration.defaultOf(name);
  if (!inherited) return undefined;
  const repetition = compare(configuration, node, inherited, fact);
  if (!repetition) return undefined;
  // Where a name is set several times, taking the last line out would let another one count.
  const others = configuration.definitions(name);
  const all =
    others.length < 2 || others.every(({ node: other }) => compare(configuration, other!, inherited, fact));
  if (!all) return undefined;
  const hindrance = hindranceOf(configuration, node, inherited, fact, repetition);
  return { repetition, default: inherited, hindrance };
}

/**
 * Whether and how an override repeats what main.cf or the default says
 * anyway; undefined when it does not. One that comes to the same only once
 * both are expanded refers to something for a reason.
 */
export function repeatedSetting(
  configuration: Configuration,
  { name, value: text }: Pick<Override, "name" | "value">,
): RepeatedSetting | undefined {
  if (READ_ONLY_PARAMETERS.has(name) || NEVER.has(name)) return undefined;
  const value = configuration.valueOf(name);
  if (!value) return undefined;
  const fact = anyFactOf(configuration, name);
  if (!fact) return text === value.text ? { repetition: "same", value, hindrance: undefined } : undefined;
  const repetition = compareSpelling(name, fact, text, value.text);
  const hindrance = value.origin === "default" ? hindranceByOrigin(configuration, name, fact) : undefined;
  return repetition && { repetition, value, hindrance };
}

/** The facts of a parameter that Postfix has; undefined for names of the user's own and old names. */
function factOf(configuration: Configuration, name: string): ParameterFact | undefined {
  const kind = configuration.builtinKind(name);
  return kind === "builtin" || kind === "service" ? anyFactOf(configuration, name) : undefined;
}

function anyFactOf({ facts: { registry } }: Configuration, name: string): ParameterFact | undefined {
  const known = registry.parameter(name)?.fact;
  if (known) return known;
  const pattern = registry.serviceParameterNames(name).at(-1);
  return pattern && registry.serviceParameter(name, pattern.suffix).fact;
}

function compare(
  configuration: Configuration,
  node: Assignment,
  inherited: Value,
  fact: ParameterFact,
): Repetition | undefined {
  if (node.nul >= 0) return undefined;
  const { name, value } = node;
  const spelling = compareSpelling(name, fact, value, inherited.text);
  if (spelling) return spelling;
  if (fact.type === "raw" || !(value.includes("$") || inherited.text.includes("$"))) return undefined;
  // Most expansions come to something else, and some are long: what must not be looked at is not expanded.
  if (!value.includes("$") && !mayComeTo(value, inherited.expression, configuration)) return undefined;
  const other = configuration.expand(inherited.expression);
  if (!other.ok || !mayComeTo(other.text, node.expression, configuration)) return undefined;
  const own = configuration.expand(node.expression);
  return own.ok && normalForm(name, fact, own.text) === normalForm(name, fact, other.text)
    ? "expands"
    : undefined;
}

/** Whether two texts are the same, or the same value written another way. */
function compareSpelling(
  name: string,
  fact: ParameterFact,
  a: string,
  b: string,
): "same" | "equal" | undefined {
  if (a === b) return "same";
  const form = formOf(name, fact);
  if (form === "verbatim") return undefined;
  if (normalizeBlanks(a) === normalizeBlanks(b)) return "same";
  if (form === "plain") return undefined;
  // Most lists are not even made of the same letters.
  if (form === "list" && withoutSpelling(a) !== withoutSpelling(b)) return undefined;
  return normalForm(name, fact, a) === normalForm(name, fact, b) ? "equal" : undefined;
}

/** How deep {@link mayComeTo} follows references before it takes them for possible. */
const MAX_DEPTH = 8;

/**
 * Whether the expansion of an expression could have the normal form of a
 * text: all that stands in it literally must occur in the text. It gives up
 * at the first piece that does not.
 */
function mayComeTo(text: string, expression: Expression, configuration: Configuration): boolean {
  const plain = withoutSpelling(text);
  const holds = ({ parts }: Expression, depth: number): boolean =>
    depth > MAX_DEPTH ||
    parts.every((part) => {
      if (part.kind === "literal") return plain.includes(withoutSpelling(part.text));
      const { subject, whenSet, whenEmpty, problem } = part;
      if (subject?.kind !== "name" || problem) return true;
      const value = configuration.valueOf(subject.name);
      const isPlain = whenSet === undefined && whenEmpty === undefined;
      const next = isPlain ? value?.expression : value?.text ? whenSet : whenEmpty;
      return next === undefined || holds(next, depth + 1);
    });
  return holds(expression, 0);
}

/** What all spellings of a piece of a value have in common, or less: the letters, but for a time's unit. */
function withoutSpelling(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z]+/g, "")
    .replace(/^[smhdw]$/, "");
}

/** What else would change if the line went; undefined when nothing would. */
function hindranceOf(
  configuration: Configuration,
  node: Assignment,
  inherited: Value,
  fact: ParameterFact,
  repetition: Repetition,
): Hindrance | undefined {
  const { name } = node;
  if (NEVER.has(name)) return "special";
  const byOrigin = hindranceByOrigin(configuration, name, fact);
  if (byOrigin) return byOrigin;
  const reads =
    fact.type !== "raw" && inherited.text.includes("$")
      ? configuration.track(() => configuration.expand(inherited.expression)).reads
      : new Set<string>();
  // Below a level Postfix logs which old defaults it uses, unless main.cf sets them.
  if (reads.has("compatibility_level") && !isSameAtNewestLevel(configuration, inherited)) return "old-level";
  if (repetition === "expands" && !isFixed(configuration, node, reads)) return "needed";
  if (repetition !== "same" && !mayBeSpelledAsDefault(configuration, node, inherited, fact)) return "needed";
  return configuration.isReferencedBySettings(name) && isReadEarly(configuration, name)
    ? "needed"
    : undefined;
}

/** Where a default comes from may be reason enough to hold on to it. */
function hindranceByOrigin(
  { facts }: Configuration,
  name: string,
  fact: ParameterFact,
): "machine" | "build" | undefined {
  if (COMPUTED_PARAMETERS.has(name)) return "machine";
  return fact.buildDefault && facts.voice === "knowledge" ? "build" : undefined;
}

const NEWEST_LEVEL = parseExpression("999999");

function isSameAtNewestLevel(configuration: Configuration, { expression }: Value): boolean {
  const now = configuration.expand(expression);
  const newest = expand(expression, (name) =>
    name === "compatibility_level" ? NEWEST_LEVEL : configuration.valueOf(name)?.expression,
  );
  return now.ok && newest.ok && now.text === newest.text;
}

/** Whether the two expansions agree in every program and on every machine, not only here and now. */
function isFixed(configuration: Configuration, node: Assignment, defaultReads: ReadonlySet<string>): boolean {
  const { facts } = configuration;
  const own = configuration.track(() => configuration.expand(node.expression)).reads;
  for (const name of new Set([...own, ...defaultReads])) {
    if (RUN_TIME.has(name) || configuration.overridesOf(name).length > 0) return false;
    const isBuildDefault =
      facts.voice === "knowledge" && facts.registry.parameter(name)?.fact.buildDefault === true;
    if (!COMPUTED_PARAMETERS.has(name) && !isBuildDefault) continue;
    if (configuration.definitions(name).length === 0) return false;
  }
  // A variable that only this line refers to would be without use.
  return !referencedNames(node.expression).some((name) => configuration.nameKind(name) === "user");
}

/** Whether every value that refers to this one reads the default's spelling as it read this one. */
function mayBeSpelledAsDefault(
  configuration: Configuration,
  node: Assignment,
  inherited: Value,
  fact: ParameterFact,
): boolean {
  const { facts } = configuration;
  const { name } = node;
  if ((node.value === "") !== (inherited.text === "") && isTested(configuration, name)) return false;
  const own = configuration.expand(node.expression);
  const other = configuration.expand(inherited.expression);
  if (own.ok && other.ok && own.text === other.text) return true;
  if (configuration.isReferencedBySettings(name)) return false;
  return (facts.defaultReferences.get(name) ?? []).every((reader) => {
    const readerFact = facts.registry.parameter(reader)?.fact;
    if (!readerFact || formOf(reader, readerFact) !== formOf(name, fact)) return false;
    return (
      readerFact.unit === fact.unit && readerFact.valuesInfo?.caseSensitive === fact.valuesInfo?.caseSensitive
    );
  });
}

/** Whether a `${name?...}` or `${name:...}` asks if the unexpanded value is empty. */
function isTested(configuration: Configuration, name: string): boolean {
  const { facts } = configuration;
  for (const reader of facts.defaultReferences.get(name) ?? []) {
    if (tests(facts.defaultExpression(reader)!, name)) return true;
  }
  if (!configuration.isReferencedBySettings(name)) return false;
  for (const reader of configuration.definedNames()) {
    const node = configuration.definitions(reader).at(-1)?.node;
    if (node && tests(node.expression, name)) return true;
  }
  for (const scope of configuration.scopes()) {
    for (const [, override] of configuration.overridesOfScope(scope)) {
      if (tests(override.expression, name)) return true;
    }
  }
  return false;
}

function tests(expression: Expression, name: string): boolean {
  let found = false;
  scanReferences(expression, ({ subject, whenSet, whenEmpty }) => {
    if (subject?.kind === "name" && subject.name === name) found ||= (whenSet ?? whenEmpty) !== undefined;
  });
  return found;
}

/** Whether a parameter of {@link EARLY} refers to a name, directly or through lines of main.cf. */
function isReadEarly(configuration: Configuration, name: string): boolean {
  const referredTo = new Set<string>();
  const visit = (reader: string) => {
    const node = configuration.definitions(reader).at(-1)?.node;
    for (const reference of node ? referencedNames(node.expression) : []) {
      if (referredTo.has(reference)) continue;
      referredTo.add(reference);
      visit(reference);
    }
  };
  for (const reader of EARLY) visit(reader);
  return referredTo.has(name);
}
