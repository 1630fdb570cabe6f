/** The few words behind a parameter's name in a list: its type and its default. */
import { COMPUTED_PARAMETERS, type PostfixFacts } from "../../analysis/model/postfix-facts";
import type { ParameterFact } from "../../knowledge/facts";
import type { Parameter } from "../../knowledge/registry";
import { hasSince } from "../../knowledge/version";

/** Value kinds whose name says too little or too much; all others are shown as they are called. */
const KIND_LABELS: Readonly<Record<string, string>> = {
  bool: "yes/no",
  int: "number",
  "smtp-reply-code": "reply code",
  enum: "keyword",
  "enum-list": "keywords",
  "protocol-list": "protocols",
  "restriction-list": "restrictions",
  map: "lookup table",
  "map-list": "lookup tables",
  "path-list": "paths",
  "domain-list": "domains",
  "network-address": "address",
  "network-address-list": "addresses",
  "milter-list": "milters",
  "kv-list": "name=value list",
  "name-list": "names",
  "macro-list": "macros",
  "env-list": "environment",
  strftime: "date format",
};

/** Longest default shown behind a name. */
const MAX_DEFAULT = 28;

/** What the values of a parameter are, in a word or two. */
export function kindLabel(fact: ParameterFact): string {
  if (fact.valueKind === "match-list") return fact.matchType ?? "match list";
  return KIND_LABELS[fact.valueKind] ?? fact.valueKind.replaceAll("-", " ");
}

/** The default as it is shown behind a name; undefined when it is empty or computed. */
export function defaultLabel(name: string, facts: PostfixFacts): string | undefined {
  const value = COMPUTED_PARAMETERS.has(name) ? undefined : facts.defaults.get(name);
  if (!value) return undefined;
  // A condition says nothing in so little room, and what it comes to depends on the file.
  if (/^\$\{\{\$compatibility_level\}/.test(value)) return undefined;
  return ` = ${shortened(value)}`;
}

/** A value on one line of bearable length. */
export function shortened(value: string): string {
  const line = value.replace(/\s+/g, " ").trim();
  return line.length <= MAX_DEFAULT ? line : `${line.slice(0, MAX_DEFAULT - 1)}…`;
}

/** Whether the target version warns about a name or ignores it, and what to say then. */
export function deprecation(
  parameter: Parameter | undefined,
  facts: PostfixFacts,
): { note: string } | undefined {
  if (!parameter) return undefined;
  const { fact, availability } = parameter;
  const instead = fact.replacedBy ? `, use ${fact.replacedBy}` : "";
  if (availability.kind === "removed") return { note: `removed in ${availability.removed}${instead}` };
  switch (fact.status) {
    case "legacy":
      return { note: `old name${instead}` };
    case "deprecated":
    case "ignored":
    case "obsolete":
      return hasSince(facts.version, fact.deprecated) ? { note: `${fact.status}${instead}` } : undefined;
    default:
      return undefined;
  }
}
