/**
 * What is known of a name of Postfix's, whatever kind of name it is: the data
 * behind a hover, the long text of a completion and `postfix-ls explain`.
 */
import { nearest } from "../base/edit-distance";
import type { LanguageId } from "../contract/languages";
import type { ParameterFact } from "../knowledge/facts";
import type { Parameter, Registry, SummaryKind } from "../knowledge/registry";
import { hasSince } from "../knowledge/version";
import {
  COMPUTED_PARAMETERS,
  type PostfixFacts,
  READ_ONLY_PARAMETERS,
  type Voice,
} from "./model/postfix-facts";
import { RULES } from "./rules/index";
import { exampleLanguage, type Rule, type Severity } from "./rules/rule";

/** What a name can be. */
export type ExplanationKind =
  | "parameter"
  | "service-parameter"
  | "restriction"
  | "table-type"
  | "daemon"
  | "service-type"
  | "master-field"
  | "daemon-option"
  | "rule";

/** A keyword that a parameter takes. */
export interface KeywordExplanation {
  readonly keyword: string;
  readonly summary?: string;
  /** First version that has it, where that is later than the parameter's. */
  readonly since?: string;
  readonly deprecated?: boolean;
}

/** What is known of a name. Absent means: not known, or not so. Everything is plain data, fit for JSON. */
export interface Explanation {
  readonly name: string;
  readonly kind: ExplanationKind;
  /** One sentence. */
  readonly summary: string;
  /** The Postfix all of this is about. */
  readonly version: string;
  readonly availability: "available" | "too-new" | "removed";
  readonly since?: string;
  readonly deprecated?: string;
  readonly removed?: string;
  readonly replacedBy?: string;
  /** Of a parameter: `ignored`, `obsolete`, `legacy` (an old name that still counts), `read-only`. */
  readonly status?: "deprecated" | "ignored" | "obsolete" | "legacy" | "removed" | "read-only";
  /** Of a legacy name: the version that has the new one. */
  readonly renamedIn?: string;
  /** What a value looks like, such as "a time such as 30s". */
  readonly takes?: string;
  /** Parameter values: see summaries/words.json, `valueKinds`. */
  readonly valueKind?: string;
  readonly keywords?: readonly KeywordExplanation[];
  /** Values other than the keywords are legal too. */
  readonly openValues?: boolean;
  /** Unit of a time that names none: s, m, h, d or w. */
  readonly unit?: string;
  /** Bounds of a number; seconds for a time, bytes for a size. */
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minimumLength?: number;
  readonly maximumLength?: number;
  /** Unexpanded. */
  readonly default?: string;
  /** The default is computed from the machine. */
  readonly computedDefault?: boolean;
  /** Who says what the default is. */
  readonly voice?: Voice;
  /** Programs that read a parameter; `*` is every program. */
  readonly programs?: readonly string[];
  /** Of a per-service parameter: the pattern and the service it is for. */
  readonly pattern?: string;
  readonly service?: string;
  /** Of a restriction: what must follow it; absent when nothing does. */
  readonly argument?: string;
  /** Of a restriction: the lists it is made for. */
  readonly lists?: readonly string[];
  /** Of a restriction: the name that this one is another name of. */
  readonly aliasOf?: string;
  /** Of a table type: whether this machine has it; absent when nobody was asked. */
  readonly installed?: boolean;
  /** Of a table type: the Debian package that brings it. */
  readonly package?: string;
  readonly manual?: string;
  readonly severity?: Severity;
  readonly why?: string;
  /** Of a rule: a file with the mistake and one without, and the language of both. */
  readonly bad?: string;
  readonly good?: string;
  readonly language?: LanguageId;
  readonly references?: readonly string[];
}

/**
 * Everything known of a name; empty when nothing is. A name can be several
 * things: `smtp` is a program, `unix` a service type and a table type.
 */
export function explain(name: string, facts: PostfixFacts, rules: readonly Rule[] = RULES): Explanation[] {
  const found = [
    explainParameter(name, facts),
    explainRestriction(name, facts),
    explainTableType(name, facts),
    explainDaemon(name, facts),
    explainWord(name, facts, "serviceTypes", "service-type"),
    explainWord(name, facts, "masterFields", "master-field"),
    explainWord(name, facts, "daemonOptions", "daemon-option"),
    explainRule(name, facts, rules),
  ];
  return found.filter((explanation) => explanation !== undefined);
}

/** Names that look like one that nothing is known of, best first. */
export function namesLike(
  name: string,
  facts: PostfixFacts,
  most = 3,
  rules: readonly Rule[] = RULES,
): string[] {
  const { registry } = facts;
  return nearest(
    name,
    [
      ...facts.defaults.keys(),
      ...COMPUTED_PARAMETERS,
      ...registry.legacyNames(),
      ...registry.restrictionNames(),
      ...registry.tableTypeNames(),
      ...registry.daemonNames(),
      ...rules.map((rule) => rule.id),
    ],
    most,
  );
}

/** A built-in parameter of any version, or any `<service><suffix>` that a delivery service would read. */
export function explainParameter(name: string, facts: PostfixFacts): Explanation | undefined {
  const { registry } = facts;
  const known = registry.parameter(name);
  if (known) return describeParameter(known, facts);
  if (facts.defaults.has(name) || COMPUTED_PARAMETERS.has(name)) {
    const summary = "A parameter of the installed Postfix that is not described here.";
    return { ...base(name, "parameter", summary, facts), ...defaultOf(name, undefined, facts) };
  }
  const [pattern] = registry.serviceParameterNames(name);
  return pattern && explainServiceParameter(name, pattern.service, pattern.suffix, facts);
}

/** A parameter that Postfix makes of a service's name and a suffix. */
export function explainServiceParameter(
  name: string,
  service: string,
  suffix: string,
  facts: PostfixFacts,
): Explanation {
  const parameter = facts.registry.serviceParameter(name, suffix);
  const described = describeParameter(parameter, facts);
  const pattern = `transport${suffix}`;
  return {
    ...described,
    kind: "service-parameter",
    pattern,
    ...(name !== pattern && { service }),
    voice: "knowledge",
  };
}

function describeParameter(parameter: Parameter, facts: PostfixFacts): Explanation {
  const { name, fact } = parameter;
  const pattern = fact.patternParameter;
  // An installed Postfix that prints a default has the parameter, whatever its version suggests.
  const availability = facts.defaults.has(name) ? "available" : parameter.availability.kind;
  return {
    ...base(name, pattern === undefined ? "parameter" : "service-parameter", parameter.summary, facts),
    ...defined({
      availability,
      since: fact.since,
      deprecated: fact.deprecated,
      removed: fact.removed,
      replacedBy: fact.replacedBy,
      status: READ_ONLY_PARAMETERS.has(name) ? ("read-only" as const) : fact.status,
      renamedIn: fact.renamedIn,
      takes: facts.registry.summaryOf("valueKinds", fact.valueKind),
      valueKind: fact.valueKind,
      keywords: keywordsOf(name, fact, facts.registry),
      openValues: fact.valuesInfo?.openValues,
      unit: fact.unit,
      minimum: fact.min,
      maximum: fact.max,
      minimumLength: fact.minLength,
      maximumLength: fact.maxLength,
      programs: fact.programs,
      pattern,
      service: fact.service,
    }),
    ...(availability !== "available" ? {} : defaultOf(name, parameter, facts)),
  };
}

function defaultOf(
  name: string,
  parameter: Parameter | undefined,
  facts: PostfixFacts,
): Pick<Explanation, "default" | "computedDefault" | "voice"> {
  if (READ_ONLY_PARAMETERS.has(name)) return {};
  if (COMPUTED_PARAMETERS.has(name)) return { computedDefault: true };
  const said = facts.defaults.get(name);
  if (said !== undefined) return { default: said, voice: facts.voice };
  return parameter?.default === undefined ? {} : { default: parameter.default, voice: "knowledge" };
}

function keywordsOf(
  name: string,
  fact: ParameterFact,
  registry: Registry,
): readonly KeywordExplanation[] | undefined {
  const deprecated = fact.valuesInfo?.deprecatedValues ?? [];
  const isDeprecated = (keyword: string) =>
    Array.isArray(deprecated) ? deprecated.includes(keyword) : Object.hasOwn(deprecated, keyword);
  return fact.values?.map((keyword) => ({
    keyword,
    ...defined({
      summary: registry.keywordSummary(name, keyword),
      since: fact.valuesSince?.[keyword],
      deprecated: isDeprecated(keyword) || undefined,
    }),
  }));
}

/** A restriction of the smtpd_*_restrictions lists, of any version. */
export function explainRestriction(name: string, facts: PostfixFacts): Explanation | undefined {
  const { registry, version } = facts;
  const fact = registry.restriction(name);
  if (!fact) return undefined;
  const removed = fact.removed !== undefined && hasSince(version, fact.removed);
  const availability = removed ? "removed" : hasSince(version, fact.since) ? "available" : "too-new";
  const listOf = (context: string) =>
    registry.builtinNames().find((parameter) => registry.restrictionContext(parameter) === context);
  const { arg } = fact;
  return {
    ...base(name, "restriction", registry.summaryOf("restrictions", name) ?? "", facts),
    availability,
    ...defined({
      since: fact.since,
      deprecated: fact.deprecated,
      removed: fact.removed,
      replacedBy: fact.replacedBy,
      aliasOf: fact.aliasOf,
      argument: arg === "none" ? undefined : (ARGUMENTS[arg] ?? arg),
    }),
    lists: fact.contexts.map(listOf).filter((list) => list !== undefined),
  };
}

/** The kinds of argument in words. */
const ARGUMENTS: Readonly<Record<string, string>> = {
  map: "a lookup table such as lmdb:/etc/postfix/access",
  "domain=pattern": "a DNS list such as bl.example.org=127.0.0.[2..11]",
  seconds: "a number of seconds such as 1",
  server: "a policy server such as unix:private/policy or inet:127.0.0.1:10031",
};

/** A lookup table type of any version. */
export function explainTableType(name: string, facts: PostfixFacts): Explanation | undefined {
  const fact = facts.registry.tableType(name);
  if (!fact) return undefined;
  return {
    ...base(name, "table-type", facts.registry.summaryOf("tableTypes", name) ?? "", facts),
    availability: hasSince(facts.version, fact.since) ? "available" : "too-new",
    ...defined({
      since: fact.since,
      installed: facts.tableTypes?.includes(name),
      package: fact.debianPackage,
    }),
  };
}

/** A daemon program of any version. */
export function explainDaemon(name: string, facts: PostfixFacts): Explanation | undefined {
  const fact = facts.registry.daemon(name);
  if (!fact) return undefined;
  return {
    ...base(name, "daemon", facts.registry.summaryOf("services", name) ?? "", facts),
    availability: hasSince(facts.version, fact.since) ? "available" : "too-new",
    ...defined({ since: fact.since, manual: fact.manual }),
  };
}

/** A word that has nothing but its summary: a service type, a column of master.cf, a daemon's option. */
export function explainWord(
  name: string,
  facts: PostfixFacts,
  group: SummaryKind,
  kind: ExplanationKind,
): Explanation | undefined {
  const summary = facts.registry.summaryOf(group, name);
  return summary === undefined ? undefined : base(name, kind, summary, facts);
}

function explainRule(name: string, facts: PostfixFacts, rules: readonly Rule[]): Explanation | undefined {
  const rule = rules.find((candidate) => candidate.id === name);
  if (!rule) return undefined;
  const { what, why, bad, good, references } = rule.docs;
  const language = exampleLanguage(rule);
  return {
    ...base(name, "rule", what, facts),
    severity: rule.severity,
    why,
    bad,
    good,
    language,
    references,
  };
}

function base(
  name: string,
  kind: ExplanationKind,
  summary: string,
  facts: PostfixFacts,
): Pick<Explanation, "name" | "kind" | "summary" | "version" | "availability"> {
  return { name, kind, summary, version: facts.version.text, availability: "available" };
}

/** Drops what is undefined, so that JSON and comparisons see only what is known. */
function defined<T extends object>(fields: T): { [Key in keyof T]?: Exclude<T[Key], undefined> } {
  const known = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(known) as { [Key in keyof T]?: Exclude<T[Key], undefined> };
}
