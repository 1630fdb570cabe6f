/** The smtpd_*_restrictions lists, and lists under names of restriction classes. */
import { CompletionItemKind } from "vscode-languageserver-types";
import type { RestrictionFact } from "../../knowledge/facts";
import { compareVersions, hasSince, parseVersion } from "../../knowledge/version";
import { COMMON_RESTRICTIONS } from "./common-names";
import type { About, Proposal, Query } from "./proposal";

/** What must stand where the cursor is, because of the word in front of it; undefined: a restriction. */
export function argumentWanted(previous: string | undefined, query: Query): string | undefined {
  const fact = previous === undefined ? undefined : query.registry.restriction(previous.toLowerCase());
  return fact && fact.arg !== "none" ? fact.arg : undefined;
}

/** The group of restrictions that a list is for. */
const OWN_GROUP: Readonly<Record<string, string>> = {
  client: "client",
  helo: "helo",
  sender: "sender",
  relay: "recipient",
  recipient: "recipient",
  data: "generic",
  end_of_data: "generic",
  etrn: "etrn",
};

/**
 * Restrictions in the order in which they help in this list.
 *
 * @param context of the list, such as `sender`; undefined: that of a class, which any list can use
 * @param present the other words of the list
 */
export function restrictions(
  context: string | undefined,
  scope: string | undefined,
  present: ReadonlySet<string>,
  query: Query,
): Proposal[] {
  const { registry, configuration } = query;
  const common = (context !== undefined && COMMON_RESTRICTIONS[context]) || [];
  const ranked = registry
    .restrictionNames()
    .map((name) => ({ name, fact: registry.restriction(name)! }))
    .filter(({ name, fact }) => hasSince(query.facts.version, fact.since) && !isDone(name, fact, present))
    .map((entry) => ({ ...entry, rank: rankOf(entry.name, entry.fact, context, common, query) }))
    .sort((a, b) => a.rank - b.rank);
  const classes = [
    ...new Set([
      ...configuration.restrictionClasses(),
      ...(scope ? configuration.restrictionClasses(scope) : []),
    ]),
  ].map((label) => ({ label, kind: CompletionItemKind.Class, note: "restriction class" }));
  const proposals = ranked.map(({ name, fact, rank }) => proposalOf(name, fact, rank, query));
  const useful = ranked.filter(({ rank }) => rank < RANK.elsewhere).length;
  return [...proposals.slice(0, useful), ...classes, ...proposals.slice(useful)];
}

/** Once is enough for a restriction that has no argument. */
function isDone(name: string, fact: RestrictionFact, present: ReadonlySet<string>): boolean {
  return fact.arg === "none" && fact.result !== "modifier" && present.has(name);
}

const ABOUT_RESTRICTION: About = { kind: "restrictions" };

const RANK = { own: 100, useful: 200, elsewhere: 300, deprecated: 400, removed: 500 } as const;

function rankOf(
  name: string,
  fact: RestrictionFact,
  context: string | undefined,
  common: readonly string[],
  query: Query,
): number {
  if (isPast(fact.removed, query)) return RANK.removed;
  if (isDeprecated(fact, query)) return RANK.deprecated;
  if (context === undefined) return RANK.useful;
  const index = common.indexOf(name);
  if (index >= 0) return index;
  if (!fact.contexts.includes(context)) return RANK.elsewhere;
  return fact.group === OWN_GROUP[context] ? RANK.own : RANK.useful;
}

/** An old name that is an alias counts as deprecated even where nobody wrote down since when. */
function isDeprecated(fact: RestrictionFact, query: Query): boolean {
  return isPast(fact.deprecated, query) || (fact.aliasOf !== undefined && fact.deprecated === undefined);
}

function isPast(version: string | undefined, { facts }: Query): boolean {
  const parsed = version === undefined ? undefined : parseVersion(version);
  return parsed !== undefined && compareVersions(facts.version, parsed) >= 0;
}

function proposalOf(name: string, fact: RestrictionFact, rank: number, query: Query): Proposal {
  // What prefixes another restriction goes on as well.
  const goesOn = fact.arg !== "none" || fact.result === "modifier";
  const instead = fact.replacedBy ? `, use ${fact.replacedBy}` : "";
  const note = isPast(fact.removed, query)
    ? `removed in ${fact.removed}${instead}`
    : isDeprecated(fact, query)
      ? `deprecated${instead}`
      : rank === RANK.elsewhere
        ? "of no use in this list"
        : undefined;
  return {
    label: name,
    kind: CompletionItemKind.Function,
    ...(goesOn ? { text: `${name} `, again: true } : {}),
    deprecated: rank >= RANK.deprecated,
    note,
    about: ABOUT_RESTRICTION,
  };
}
