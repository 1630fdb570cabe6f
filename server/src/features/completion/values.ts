/** Values: which kinds of proposals go with which kind of value, and in which order. */
import { CompletionItemKind, type CompletionList } from "vscode-languageserver-types";
import { referencedNames } from "../../analysis/model/configuration";
import { parseExpression } from "../../syntax/value";
import type { ValueSpot } from "./context";
import {
  compatibilityLevels,
  keywords,
  literals,
  protocols,
  timesOf,
  type ValueSubject,
  yesNo,
} from "./keywords";
import { templateMacros } from "./macros";
import { type PathTable, pathProposals } from "./paths";
import type { Proposal, Proposals, Query } from "./proposal";
import { referenceItems } from "./references";
import { NOTHING, type Place, renderPrepared, renderProposals } from "./render";
import { argumentWanted, restrictions } from "./restrictions";
import { endpoints, localServices, serviceKeys, transports } from "./services";
import { databaseTypes, fixedTableNames, isPathType, tableTypes, tableWordOf } from "./tables";
import { referenceNameAt, tokenAt, type ValueToken } from "./value-token";

/** What a value may hold. */
interface KindOffer {
  /** Several words may stand in it. */
  readonly list?: boolean;
  /** `type:name` may stand in it. */
  readonly tables?: boolean;
  /** A path may stand in it. */
  readonly paths?: boolean;
  /** `unix:` is a socket here, not the table type. */
  readonly sockets?: boolean;
  /** `!` in front of a word reverses it. */
  readonly negatable?: boolean;
  /** The words themselves. */
  readonly words?: (subject: ValueSubject, query: Query, token: ValueToken) => Proposal[];
}

/** By value kind; a kind that is not here has its default and `$name` only. */
const KINDS: Readonly<Record<string, KindOffer>> = {
  bool: { words: yesNo },
  enum: { words: keywords },
  "enum-list": { list: true, words: keywords },
  "protocol-list": { list: true, words: protocols },
  time: { words: ({ fact }, _query, token) => timesOf(token.typed, fact) },
  map: { tables: true },
  "map-list": { list: true, tables: true },
  "match-list": { list: true, tables: true, paths: true, negatable: true, words: matchWords },
  "policy-list": { list: true, tables: true, words: keywords },
  path: { paths: true, words: prefixesAndKeywords },
  "path-list": { list: true, paths: true, words: prefixesAndKeywords },
  command: { paths: true },
  "database-type": { words: (_subject, query) => databaseTypes(query) },
  transport: { sockets: true, words: (_subject, query) => transports(query) },
  "transport-list": { list: true, words: (_subject, query) => transports(query) },
  "service-name": { words: (_subject, query) => localServices(query) },
  "milter-list": { list: true, sockets: true, words: (_subject, query) => endpoints(query, false) },
  endpoint: { sockets: true, words: (_subject, query) => endpoints(query, false) },
  version: { words: (_subject, query) => compatibilityLevels(query) },
  "network-address-list": {
    list: true,
    words: (subject, query) => [...keywords(subject, query), ...literals(subject)],
  },
  hostname: { words: literals },
  address: { words: literals },
  digest: { words: literals },
  "digest-list": { list: true, words: literals },
  "curve-list": { list: true, words: literals },
  "cipher-exclude-list": { list: true, words: literals },
  "smtp-reply-code": { words: literals },
  feedback: { words: literals },
  "domain-list": { list: true, words: literals },
  "name-list": { list: true, words: classCandidates },
};

/** Options in `{ name, option = value }`: the parameter that gives each its default, by what is in front. */
const GROUP_OPTIONS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  check_policy_service: {
    timeout: "smtpd_policy_service_timeout",
    max_idle: "smtpd_policy_service_max_idle",
    max_ttl: "smtpd_policy_service_max_ttl",
    retry_delay: "smtpd_policy_service_retry_delay",
    request_limit: "smtpd_policy_service_request_limit",
    try_limit: "smtpd_policy_service_try_limit",
    default_action: "smtpd_policy_service_default_action",
    policy_context: "smtpd_policy_service_policy_context",
  },
  "milter-list": {
    connect_timeout: "milter_connect_timeout",
    command_timeout: "milter_command_timeout",
    content_timeout: "milter_content_timeout",
    default_action: "milter_default_action",
    protocol: "milter_protocol",
  },
};

/** Completes a value. */
export async function valueCompletion(spot: ValueSpot, query: Query, place: Place): Promise<CompletionList> {
  const subject = subjectOf(spot.parameter, query);
  const reference = referenceNameAt(spot.value, spot.cursor);
  if (reference) {
    if (subject?.fact.type !== "raw") return renderPrepared(referenceItems(reference, spot, query), place);
    const proposals = templateMacros(subject.name, reference.closer);
    const { start, end } = reference;
    return renderProposals(
      { start: spot.origin + start, end: spot.origin + end, proposals },
      place,
      undefined,
    );
  }
  const token = tokenAt(spot.value, spot.cursor);
  const found = await tokenProposals(token, subject, spot, query);
  if (!found) return NOTHING;
  const proposals = spot.value.trim() === "" ? withDefault(found, spot.parameter, query) : found.proposals;
  return renderProposals(
    { ...found, proposals, start: spot.origin + found.start, end: spot.origin + found.end },
    place,
    spot.override,
  );
}

/** What is known of a parameter, or of the one that a user's own name is used for. */
function subjectOf(name: string, query: Query): ValueSubject | undefined {
  const { registry, configuration } = query;
  const known = registry.parameter(name);
  if (known) return { name, fact: known.fact };
  const suffix = registry.serviceParameterNames(name)[0]?.suffix;
  if (suffix !== undefined) return { name, fact: registry.serviceParameter(name, suffix).fact };
  const classes = [undefined, ...configuration.scopes()].flatMap((scope) =>
    configuration.restrictionClasses(scope),
  );
  const user = classes.includes(name) ? "smtpd_restriction_classes" : userOf(name, query);
  if (user === undefined) return undefined;
  // A class is a restriction list that belongs to no context.
  const of = user === "smtpd_restriction_classes" ? "smtpd_recipient_restrictions" : user;
  const parameter = registry.parameter(of);
  return parameter && { name: user, fact: parameter.fact };
}

/** The first built-in parameter whose value refers to a name. */
function userOf(name: string, { registry, configuration }: Query): string | undefined {
  for (const user of configuration.definedNames()) {
    const node = configuration.definitions(user).at(-1)?.node;
    if (!node?.value.includes("$") || !registry.parameter(user)) continue;
    if (referencedNames(node.expression).includes(name)) return user;
  }
  for (const scope of configuration.scopes()) {
    for (const [user, override] of configuration.overridesOfScope(scope)) {
      if (!override.value.includes("$") || !registry.parameter(user)) continue;
      if (referencedNames(override.expression).includes(name)) return user;
    }
  }
  return undefined;
}

/** Proposals for a word; their offsets are those of the value. */
async function tokenProposals(
  token: ValueToken,
  subject: ValueSubject | undefined,
  spot: ValueSpot,
  query: Query,
): Promise<Proposals | undefined> {
  const { role } = token;
  if (role.kind === "operand") return undefined;
  if (role.kind === "table") {
    const holdsTables = role.type === "unionmap" || role.type === "pipemap";
    return holdsTables ? wordProposals(token, { list: true, tables: true }, subject, spot, query) : undefined;
  }
  const isRestrictions = subject?.fact.valueKind === "restriction-list";
  if (role.kind === "group") {
    const options =
      GROUP_OPTIONS[isRestrictions ? role.owner.toLowerCase() : (subject?.fact.valueKind ?? "")];
    return options && groupProposals(token, options, isRestrictions, spot, query);
  }
  if (isRestrictions) return restrictionProposals(token, subject, spot, query);
  const offer = (subject && KINDS[subject.fact.valueKind]) ?? {};
  if (!offer.list && token.before.length + token.after.length > 0) return undefined;
  return wordProposals(token, offer, subject, spot, query);
}

/** A word of a kind: the name of a table or a path once it is one, else everything that may stand there. */
async function wordProposals(
  token: ValueToken,
  offer: KindOffer,
  subject: ValueSubject | undefined,
  spot: ValueSpot,
  query: Query,
): Promise<Proposals | undefined> {
  const negated = offer.negatable && token.typed.startsWith("!") ? 1 : 0;
  const start = token.start + negated;
  const typed = token.typed.slice(negated);
  const isUnknown = subject === undefined;
  if (offer.sockets && typed.includes(":")) return socketProposals(token, query, spot.scope);
  if (offer.tables || isUnknown) {
    const found = await tableProposals(token, start, typed, spot, query);
    if (found) return found;
  }
  if (offer.paths || (isUnknown && typed.startsWith("/"))) {
    const prefix = subject?.fact.valuesInfo?.prefixes?.find((text) => typed.startsWith(text))?.length ?? 0;
    if (typed.slice(prefix).includes("/")) return pathAt(token, start + prefix, undefined, spot, query);
  }
  const used = new Set(offer.list ? [...token.before, ...token.after] : []);
  const words = subject && offer.words ? offer.words(subject, query, token) : [];
  const tables = offer.tables ? tableTypes(query, false) : [];
  const proposals = [...words.filter(({ label }) => !used.has(label)), ...tables];
  // A path that has not been begun: where it may begin.
  const roots = offer.paths && !offer.tables ? await pathAt(token, start, undefined, spot, query) : undefined;
  const closed = offer.list && subject?.fact.values && !subject.fact.valuesInfo?.openValues;
  return {
    start,
    end: token.end,
    proposals: [...proposals, ...(roots?.proposals ?? [])],
    ...(closed ? { commitCharacters: [","] } : {}),
  };
}

/** Types while there is no colon, then what the type wants; undefined where the word is no table. */
async function tableProposals(
  token: ValueToken,
  start: number,
  typed: string,
  spot: ValueSpot,
  query: Query,
): Promise<Proposals | undefined> {
  const word = tableWordOf(typed, spot.scope, query);
  const typeStart = start + word.typeStart;
  if (!word.named) {
    if (word.typeStart === 0) return undefined;
    return { start: typeStart, end: token.end, proposals: tableTypes(query, true) };
  }
  const { type, nameStart } = word.named;
  const fact = query.registry.tableType(type);
  if (fact && isPathType(fact)) return pathAt(token, start + nameStart, { type, fact }, spot, query);
  return { start: start + nameStart, end: token.end, proposals: fixedTableNames(type) };
}

async function pathAt(
  token: ValueToken,
  start: number,
  table: PathTable | undefined,
  { scope }: ValueSpot,
  query: Query,
): Promise<Proposals> {
  const at = token.start + token.typed.length;
  const typed = token.text.slice(start - token.start, at - token.start);
  const rest = token.text.slice(at - token.start);
  const found = await pathProposals({ typed, rest, scope, table }, query);
  return { ...found, start: start + found.start, end: start + found.end };
}

/** Behind `unix:`, and behind the transport of `lmtp:unix:`, stands the path of a socket. */
async function socketProposals(
  token: ValueToken,
  query: Query,
  scope: string | undefined,
): Promise<Proposals | undefined> {
  const path = /^((\w[\w-]*:)?(unix|local):)/.exec(token.typed)?.[0];
  if (path === undefined) return undefined;
  const typed = token.typed.slice(path.length);
  const rest = token.text.slice(token.typed.length);
  const found = await pathProposals({ typed, rest, scope, table: undefined }, query);
  const start = token.start + path.length;
  return { ...found, start: start + found.start, end: start + found.end };
}

async function restrictionProposals(
  token: ValueToken,
  subject: ValueSubject,
  spot: ValueSpot,
  query: Query,
): Promise<Proposals | undefined> {
  const wanted = argumentWanted(token.before.at(-1), query);
  const tables = { list: true, tables: true };
  if (wanted === "map") return wordProposals(token, tables, subject, spot, query);
  if (wanted === "server") {
    const offer: KindOffer = { list: true, sockets: true, words: () => endpoints(query, true) };
    return wordProposals(token, offer, subject, spot, query);
  }
  if (wanted !== undefined) return undefined;
  // Lists of other programs have words of their own.
  if (subject.fact.values) return wordProposals(token, { ...tables, words: keywords }, subject, spot, query);
  const named = await tableProposals(token, token.start, token.typed, spot, query);
  if (named) return named;
  const present = new Set([...token.before, ...token.after].map((word) => word.toLowerCase()));
  const context = query.registry.restrictionContext(subject.name);
  return {
    start: token.start,
    end: token.end,
    proposals: restrictions(context, spot.scope, present, query),
  };
}

/** `{ endpoint, option = value, ... }`: first where, then options with the values of their parameters. */
async function groupProposals(
  token: ValueToken,
  options: Readonly<Record<string, string>>,
  own: boolean,
  spot: ValueSpot,
  query: Query,
): Promise<Proposals | undefined> {
  const equals = token.typed.indexOf("=");
  if (equals >= 0) {
    const parameter = options[token.typed.slice(0, equals)];
    const subject = parameter === undefined ? undefined : subjectOf(parameter, query);
    const offer = subject && KINDS[subject.fact.valueKind];
    if (!subject || !offer) return undefined;
    const shift = equals + 1;
    const value: ValueToken = {
      ...token,
      start: token.start + shift,
      text: token.text.slice(shift),
      typed: token.typed.slice(shift),
      before: [],
      after: [],
    };
    return wordProposals(value, offer, subject, spot, query);
  }
  if (token.before.length === 0) {
    const offer: KindOffer = { list: true, sockets: true, words: () => endpoints(query, own) };
    return wordProposals(token, offer, { name: spot.parameter, fact: ENDPOINT_FACT }, spot, query);
  }
  const used = new Set([...token.before, ...token.after].map((word) => word.replace(/=.*$/, "")));
  const proposals = Object.entries(options)
    .filter(([name, parameter]) => !used.has(name) && query.registry.parameter(parameter))
    .map(([name, parameter]) => ({
      label: name,
      text: token.text.includes("=") ? name : `${name}=`,
      kind: CompletionItemKind.Property,
      again: true,
      about: { kind: "parameter" as const, name: parameter },
    }));
  const end = token.text.includes("=") ? token.start + token.text.indexOf("=") : token.end;
  return { start: token.start, end, proposals };
}

const ENDPOINT_FACT = { type: "str", valueKind: "endpoint" } as const;

/** The default stands second: whoever writes a line most likely wants something else. */
function withDefault(found: Proposals, parameter: string, query: Query): readonly Proposal[] {
  const value = defaultText(parameter, query);
  if (!value) return found.proposals;
  const known = found.proposals.find(({ label }) => label === value);
  const others = found.proposals.filter((proposal) => proposal !== known);
  const proposal: Proposal = { kind: CompletionItemKind.Value, ...known, label: value, note: "default" };
  return [...others.slice(0, 1), proposal, ...others.slice(1)];
}

/**
 * The default as somebody would write it. One that depends on the
 * compatibility level is that of the level in force, not the condition.
 */
function defaultText(parameter: string, { configuration }: Query): string | undefined {
  const value = configuration.defaultOf(parameter);
  const condition = value?.expression.parts[0];
  if (condition?.kind !== "reference" || condition.end !== value?.expression.end) return value?.text.trim();
  if (condition.subject?.kind !== "comparison") return value.text.trim();
  const test = { ...condition, whenSet: TRUE, whenEmpty: undefined };
  const outcome = configuration.expand({ ...value.expression, parts: [test] });
  if (!outcome.ok) return value.text.trim();
  const branch = outcome.text === "" ? condition.whenEmpty : condition.whenSet;
  return branch ? value.text.slice(branch.start, branch.end).trim() : "";
}

const TRUE = parseExpression("true");

function matchWords(subject: ValueSubject, query: Query): Proposal[] {
  return [...(subject.fact.matchType === "services" ? serviceKeys(query) : []), ...literals(subject)];
}

/** Words in front of a path, such as `dev:`, and words in place of one, such as `auto`. */
function prefixesAndKeywords(subject: ValueSubject, query: Query): Proposal[] {
  const prefixes = subject.fact.valuesInfo?.prefixes ?? [];
  return [
    ...keywords(subject, query),
    ...prefixes.map((label) => ({ label, kind: CompletionItemKind.Keyword, again: true })),
  ];
}

/** Names that main.cf sets although nothing uses them: they may be restriction classes to be. */
function classCandidates({ name }: ValueSubject, { configuration }: Query): Proposal[] {
  if (name !== "smtpd_restriction_classes") return [];
  return [...configuration.definedNames()]
    .filter((defined) => configuration.builtinKind(defined) === undefined)
    .map((label) => ({ label, kind: CompletionItemKind.Class, note: "set in main.cf" }));
}
