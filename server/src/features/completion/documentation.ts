/** What a completion item's documentation says, made when somebody looks at the item. */
import type { CompletionItem } from "vscode-languageserver-types";
import { COMPUTED_PARAMETERS, type PostfixFacts } from "../../analysis/model/postfix-facts";
import type { ParameterFact } from "../../knowledge/facts";
import type { Parameter, SummaryKind } from "../../knowledge/registry";
import { deprecation } from "./parameter-labels";
import type { About } from "./proposal";

const SUMMARY_KINDS: ReadonlySet<string> = new Set<SummaryKind>([
  "restrictions",
  "tableTypes",
  "services",
  "masterFields",
  "serviceTypes",
  "daemonOptions",
  "valueKinds",
]);

/** Markdown for an item; undefined when there is nothing to say. */
export function documentationOf(item: CompletionItem, facts: PostfixFacts): string | undefined {
  const about = item.data as Partial<About> | undefined;
  if (about?.kind === undefined) return undefined;
  const name = about.name ?? item.label;
  switch (about.kind) {
    case "parameter":
      return parameterDocumentation(name, facts);
    case "keyword":
      return (
        (about.of && facts.registry.keywordSummary(about.of, name)) ??
        facts.registry.summaryOf("restrictions", name)
      );
    case "restrictions":
      return restrictionDocumentation(name, facts);
    default:
      return SUMMARY_KINDS.has(about.kind) ? facts.registry.summaryOf(about.kind, name) : undefined;
  }
}

function restrictionDocumentation(name: string, { registry }: PostfixFacts): string | undefined {
  const summary = registry.summaryOf("restrictions", name);
  const since = registry.restriction(name)?.since;
  return summary && (since ? `${summary}\n\nSince Postfix ${since}.` : summary);
}

/** The summary, what the value is, the default and who says so, and since when the name exists. */
function parameterDocumentation(name: string, facts: PostfixFacts): string | undefined {
  const { registry } = facts;
  const suffix = registry.serviceParameterNames(name)[0]?.suffix;
  const parameter = registry.parameter(name) ?? (suffix && registry.serviceParameter(name, suffix));
  if (!parameter) return undefined;
  const lines = [valueLine(parameter, facts), defaultLine(parameter, facts), sinceLine(parameter, facts)];
  return [parameter.summary, lines.filter((line) => line !== "").join("  \n")]
    .filter((text) => text !== "")
    .join("\n\n");
}

function valueLine({ fact }: Parameter, { registry }: PostfixFacts): string {
  const kind = registry.summaryOf("valueKinds", fact.valueKind);
  if (kind === undefined) return "";
  return `Value: ${[kind, unitText(fact), rangeText(fact)].filter((text) => text !== "").join("; ")}.`;
}

const UNITS: Readonly<Record<string, string>> = {
  s: "seconds",
  m: "minutes",
  h: "hours",
  d: "days",
  w: "weeks",
};

function unitText({ unit }: ParameterFact): string {
  return unit === undefined ? "" : `without a unit it counts ${UNITS[unit] ?? unit}`;
}

/** Bounds of numbers; those of a time are seconds. */
function rangeText({ min, max, type }: ParameterFact): string {
  const of = (bound: number) => (type === "time" ? `${bound}s` : String(bound));
  if (min !== undefined && max !== undefined) return `from ${of(min)} to ${of(max)}`;
  if (min !== undefined) return `at least ${of(min)}`;
  return max === undefined ? "" : `at most ${of(max)}`;
}

function defaultLine(parameter: Parameter, facts: PostfixFacts): string {
  const voice =
    facts.voice === "installed"
      ? `as the installed Postfix ${facts.version.text} says`
      : `as far as postfix-ls knows Postfix ${facts.version.text}`;
  if (COMPUTED_PARAMETERS.has(parameter.name)) return `Default: computed from the machine, ${voice}.`;
  const value = facts.defaults.get(parameter.name) ?? parameter.default;
  if (value === undefined || parameter.availability.kind !== "available") return "";
  return `Default: ${value === "" ? "empty" : codeSpan(value)}, ${voice}.`;
}

/** Text as code, whatever backticks it holds. */
function codeSpan(text: string): string {
  const fence = "`".repeat(Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length)) + 1);
  const pad = text.startsWith("`") || text.endsWith("`") ? " " : "";
  return fence + pad + text + pad + fence;
}

function sinceLine(parameter: Parameter, facts: PostfixFacts): string {
  const { fact } = parameter;
  const past = deprecation(parameter, facts)?.note;
  const since = fact.since === undefined ? "" : `Since Postfix ${fact.since}.`;
  const note = past === undefined ? "" : `${past[0]!.toUpperCase()}${past.slice(1)}.`;
  return [since, note].filter((text) => text !== "").join(" ");
}
