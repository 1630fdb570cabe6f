/** Hover on a parameter's name: what it is, what counts here, and what Postfix knows of it. */

import type { Explanation } from "../../analysis/explain";
import {
  type FactRow,
  factRows,
  headingOf,
  noticesOf,
  rowsMarkdown,
  sourceInWords,
} from "../../analysis/explanation-text";
import { code, codeOrEmpty, heading } from "../../analysis/markdown";
import { referencedNames, type ServiceOverride } from "../../analysis/model/configuration";
import { normalizeBlanks } from "../../analysis/model/effective-values";
import { COMPUTED_PARAMETERS } from "../../analysis/model/postfix-facts";
import { nearest } from "../../base/edit-distance";
import { joinWords } from "../../base/for-people";
import type { ParameterFact } from "../../knowledge/facts";
import { splitWords } from "../../syntax/lists";
import type { MainChunk } from "../../syntax/main-cf";
import { fieldOf, serviceKey } from "../../syntax/master-cf";
import type { Expression } from "../../syntax/value";
import {
  type HoverContext,
  lineOfDefinition,
  lineOfOverride,
  lineOfService,
  paragraphs,
  warning,
} from "./context";
import { type Identity, identityOf } from "./identity";
import { inForceInMain, inForceInService, overridesInWords } from "./in-force";

/** Where the name stands. */
export interface NamePlace {
  /** The service (`name/type`) it is set or read for; undefined for main.cf. */
  readonly scope: string | undefined;
  /** The line of main.cf that sets it, when the cursor is there. */
  readonly definition?: MainChunk;
  /** The override that sets it, when the cursor is there. */
  readonly override?: ServiceOverride;
  /** It is only referred to: the value matters, not what could be written. */
  readonly brief?: boolean;
}

/** Users of a name that are listed one by one. */
const MOST_USERS = 5;

/** Everything about a name, as Markdown. */
export function parameterMarkdown(context: HoverContext, name: string, place: NamePlace): string {
  const identity = identityOf(context.configuration, name, place.scope);
  const isUndefined = place.brief && context.configuration.valueOf(name, place.scope) === undefined;
  if (isUndefined) return undefinedMarkdown(context, name, place.scope);
  if (identity.kind === "unused") return unusedMarkdown(context, name, identity.explanation, place.scope);
  const explanation = "explanation" in identity ? identity.explanation : undefined;
  const fact = factOf(context, name);
  const inForce = !context.configuration.isUsed(name, place.scope)
    ? []
    : place.scope === undefined
      ? inForceInMain(context, name, fact, place.definition)
      : inForceInService(context, name, place.scope, fact, place.override);
  return paragraphs(
    explanation ? headingOf(explanation) : heading(name, kindOf(identity)),
    ...(explanation && !(place.brief && explanation.status === "read-only")
      ? noticesOf(explanation).map(warning)
      : []),
    explanation?.summary,
    ...aboutUse(context, name, identity),
    ...inForce,
    explanation && rows(context, explanation, identity, place),
    place.brief ? undefined : manual(context, name, explanation),
  );
}

/** The facts of a built-in name, or of the pattern it is made by. */
export function factOf(context: HoverContext, name: string): ParameterFact | undefined {
  const { registry } = context.configuration.facts;
  const known = registry.parameter(name);
  if (known) return known.fact;
  if (context.configuration.builtinKind(name) !== "service") return undefined;
  const [pattern] = registry.serviceParameterNames(name);
  return pattern && registry.serviceParameter(name, pattern.suffix).fact;
}

function kindOf(identity: Identity): string {
  switch (identity.kind) {
    case "client":
      return `setting of the table ${code(identity.table)}`;
    case "class":
      return "restriction class";
    default:
      return "parameter of your own";
  }
}

/** For names that Postfix does not know by itself: who uses them. */
function aboutUse(context: HoverContext, name: string, identity: Identity): string[] {
  switch (identity.kind) {
    case "client": {
      const type = identity.table.slice(0, identity.table.indexOf(":"));
      return [`The ${code(type)} client reads ${code(identity.setting)} from here.`];
    }
    case "class":
      return [
        "A list of restrictions under a name of your own; smtpd_restriction_classes names it.",
        ...usedBy(context, name, ["smtpd_restriction_classes"]),
      ];
    case "user":
      return usedBy(context, name);
    default:
      return [];
  }
}

function usedBy(context: HoverContext, name: string, besides: readonly string[] = []): string[] {
  const users = usersOf(context, name, new Set([name, ...besides]));
  if (users.length === 0) return [];
  const named = users.slice(0, MOST_USERS);
  const more = users.length - named.length;
  return [`Used by ${joinWords(more > 0 ? [...named, `${more} more`] : named)}.`];
}

/** The values in force that refer to a name or, for a restriction class, list it. */
function usersOf(context: HoverContext, name: string, besides: ReadonlySet<string>): string[] {
  const { configuration } = context;
  const refers = (user: string, value: string, expression: Expression) =>
    referencedNames(expression).includes(name) ||
    (isList(context, user) && splitWords(value).some((word) => word.text === name));
  const users: string[] = [];
  for (const user of configuration.definedNames()) {
    const chunk = configuration.definitions(user).at(-1);
    if (!chunk?.node || besides.has(user) || !refers(user, chunk.node.value, chunk.node.expression)) continue;
    users.push(`${code(user)} (${lineOfDefinition(context, chunk)})`);
  }
  for (const scope of configuration.scopes()) {
    for (const [user, override] of configuration.overridesOfScope(scope)) {
      const entry = configuration.overridesIn(scope, user).at(-1);
      if (!entry || besides.has(user) || !refers(user, override.value, override.expression)) continue;
      users.push(`${code(user)} of ${code(scope)} (${lineOfOverride(context, entry)})`);
    }
  }
  return users;
}

/** Whether a value may name restriction classes. */
function isList(context: HoverContext, name: string): boolean {
  const kind = factOf(context, name)?.valueKind;
  return kind === undefined || kind === "restriction-list" || name === "smtpd_restriction_classes";
}

/** A name that is set and has no effect. */
function unusedMarkdown(
  context: HoverContext,
  name: string,
  explanation: Explanation | undefined,
  scope: string | undefined,
): string {
  if (explanation?.service !== undefined) {
    const service = code(explanation.service);
    const why = context.directory.master
      ? `master.cf has no service ${service} that would read it, so it has no effect.`
      : `A service ${service} would read it; the master.cf that tells whether there is one is not here.`;
    return paragraphs(headingOf(explanation), warning(why), explanation.summary);
  }
  const who = scope === undefined ? "Postfix" : "This service";
  const version = context.configuration.facts.version.text;
  const why = `${who} ignores it: it is no parameter of Postfix ${version}, and nothing refers to it.`;
  return paragraphs(heading(name, "no parameter"), warning(why), similarNames(context, name));
}

/** A name that is referred to and has no value. */
function undefinedMarkdown(context: HoverContext, name: string, scope: string | undefined): string {
  const where = scope === undefined ? "Nothing in main.cf sets it" : "Nothing sets it for this service";
  const services =
    scope === undefined
      ? overridesInWords(context, name, undefined, "Only these services have a value:")
      : undefined;
  return paragraphs(
    heading(name, "no parameter"),
    warning(`${where}, so Postfix puts an empty text in its place.`),
    services ?? similarNames(context, name),
  );
}

function similarNames({ configuration }: HoverContext, name: string): string | undefined {
  const { defaults } = configuration.facts;
  const names = nearest(
    name,
    [...defaults.keys(), ...COMPUTED_PARAMETERS, ...configuration.definedNames()],
    4,
  );
  const others = names.filter((other) => other !== name).slice(0, 3);
  return others.length === 0 ? undefined : `Similar names: ${others.map((other) => code(other)).join(", ")}.`;
}

/** The facts, with what the default amounts to here. */
function rows(context: HoverContext, explanation: Explanation, identity: Identity, place: NamePlace): string {
  const shown = factRows(explanation)
    .map((row) => (row.label === "Default" ? defaultRow(context, explanation, row, place.scope) : row))
    .map((row) =>
      row.label === "Pattern" && identity.kind === "service" ? patternRow(context, row, identity) : row,
    );
  // Of a name that is only referred to the value matters, and a default that is not in force does not.
  return place.brief ? "" : rowsMarkdown(shown);
}

function defaultRow(
  { configuration }: HoverContext,
  explanation: Explanation,
  row: FactRow,
  scope: string | undefined,
): FactRow {
  const value = configuration.defaultOf(explanation.name);
  if (!value) return row;
  if (explanation.computedDefault) {
    return { ...row, text: `${codeOrEmpty(value.text, 160)} (computed from this machine)` };
  }
  const isRaw = configuration.facts.registry.parameter(explanation.name)?.fact.type === "raw";
  const expansion = isRaw ? undefined : configuration.expand(value.expression, scope);
  if (!expansion?.ok || expansion.text === value.text) return row;
  const amounts = `, here ${codeOrEmpty(normalizeBlanks(expansion.text), 160)}`;
  return { ...row, text: `${codeOrEmpty(value.text, 160)}${amounts}${sourceInWords(explanation)}` };
}

function patternRow(
  context: HoverContext,
  row: FactRow,
  { services }: Extract<Identity, { kind: "service" }>,
): FactRow {
  const named = services.map((chunk) => {
    const program = fieldOf(chunk.node!, "command")?.text ?? "";
    return `${code(serviceKey(chunk.node!))} (${lineOfService(context, chunk)}) runs ${code(program)}`;
  });
  return { ...row, text: `${row.text}; ${joinWords(named)}` };
}

function manual(
  context: HoverContext,
  name: string,
  explanation: Explanation | undefined,
): string | undefined {
  const read = context.environment.manual;
  const text = read?.(name) ?? (explanation?.pattern && read?.(explanation.pattern));
  return text ? `---\n\n*From postconf(5) on this machine:*\n\n${text}` : undefined;
}
