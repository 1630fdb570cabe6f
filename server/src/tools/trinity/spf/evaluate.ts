/** Whether a domain's SPF record lets an address send its mail (RFC 7208). */
import { printable } from "../../../base/for-people";
import type { DnsAnswer, DnsRecords, DnsType, Resolver } from "../../../ports/dns";
import {
  addressType,
  type ClientNames,
  clientNames,
  hasClient,
  isBelow,
  isWithin,
  nearestName,
  parseClient,
} from "./client";
import { dottedAddress, expandName, type MacroPart, type MacroValues, usesMacro } from "./macros";
import { type Directive, isSpfRecord, parseRecord, type Qualifier, type SpfRecord } from "./record";

/** What RFC 7208 calls the results. */
export type SpfResult = "pass" | "fail" | "softfail" | "neutral" | "none" | "permerror" | "temperror";

/** Who sends. */
export interface SpfRequest {
  /** The IP address of the client. */
  readonly address: string;
  /** The domain of the envelope sender. */
  readonly domain: string;
  /** The envelope sender; `postmaster@` the domain where none is given. */
  readonly sender?: string;
  /** The name of the client in EHLO. */
  readonly helo: string;
}

/** What came of it. */
export interface SpfEvaluation {
  readonly result: SpfResult;
  /** The record of the domain itself; undefined where there is none, or no single one. */
  readonly record: string | undefined;
  /** The term that decided, with the domain whose record has it, such as `ip4:192.0.2.0/24 of _spf.example.org`; undefined where none did. */
  readonly term: string | undefined;
  /** How many terms made look-ups in DNS, of the 10 that are allowed; 11 where the record wants more. */
  readonly lookups: number;
  /** What is wrong, in a sentence; undefined where nothing is. */
  readonly problem: string | undefined;
}

/** How many terms may make look-ups, in all records together. */
const MOST_LOOKUPS = 10;

/** How many terms may ask for what is not there. */
const MOST_VOID_LOOKUPS = 2;

/** How many mail exchangers, and how many names of the client, are looked at. */
const MOST_NAMES = 10;

const BROKEN = "treat the record as broken (permerror)";

/** Ends an evaluation. */
class Stop extends Error {
  constructor(
    readonly result: "none" | "permerror" | "temperror",
    problem: string,
  ) {
    super(problem);
  }
}

/** What is the same in every record of an evaluation, and what is counted. */
interface Evaluation {
  /** The address of the client, 4 or 16 bytes. */
  readonly client: readonly number[];
  readonly sender: { readonly local: string; readonly domain: string };
  readonly helo: string;
  readonly resolver: Resolver;
  lookups: number;
  voidLookups: number;
  /** The names of the client that lead back to it; undefined until somebody asks. */
  names: Promise<ClientNames> | undefined;
}

/** What a domain's record says of the client. */
interface Verdict {
  readonly result: "pass" | "fail" | "softfail" | "neutral";
  readonly term: string | undefined;
}

/** A term and the domain whose record has it. */
interface TermOf {
  readonly text: string;
  readonly domain: string;
}

const RESULTS: Readonly<Record<Qualifier, Verdict["result"]>> = {
  "+": "pass",
  "-": "fail",
  "~": "softfail",
  "?": "neutral",
};

/**
 * Evaluates the record of a domain; never rejects.
 *
 * A macro that takes the names of the client is not counted as a look-up: the term it stands in is. A term that asks
 * for a name that cannot be one does not match, which the RFC leaves open.
 */
export async function evaluateSpf(request: SpfRequest, resolver: Resolver): Promise<SpfEvaluation> {
  const domain = request.domain.replace(/\.$/, "");
  const evaluation = beginEvaluation(request, domain, resolver);
  let record: string | undefined;
  try {
    if (evaluation.client.length === 0)
      throw new Stop("none", `${printable(request.address)} is no IP address.`);
    const found = await readRecord(evaluation, domain);
    if ("missing" in found) throw new Stop("none", `${printable(domain)} ${found.missing}.`);
    record = found.text;
    const { result, term } = await judge(evaluation, domain, record);
    return { result, record, term, lookups: evaluation.lookups, problem: undefined };
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    const { result, message } = error;
    return { result, record, term: undefined, lookups: evaluation.lookups, problem: message };
  }
}

function beginEvaluation(request: SpfRequest, domain: string, resolver: Resolver): Evaluation {
  const sender = request.sender || `postmaster@${domain}`;
  const at = sender.lastIndexOf("@");
  return {
    client: parseClient(request.address),
    sender: { local: sender.slice(0, Math.max(0, at)) || "postmaster", domain: sender.slice(at + 1) },
    helo: request.helo,
    resolver,
    lookups: 0,
    voidLookups: 0,
    names: undefined,
  };
}

/** @returns the text of a domain's record, or a clause that says of the domain why it has none */
async function readRecord(
  evaluation: Evaluation,
  domain: string,
): Promise<{ readonly text: string } | { readonly missing: string }> {
  if (!isName(domain) || !domain.includes(".")) return { missing: "is no name that a domain can have" };
  const answer = await evaluation.resolver.ask(domain, "TXT");
  if (answer.kind === "failed") {
    throw new Stop("temperror", `The record of ${domain} could not be read: ${answer.text} (temperror).`);
  }
  const records = answer.kind === "found" ? answer.records.filter(isSpfRecord) : [];
  if (records.length > 1) {
    const problem = `${domain} has ${records.length} SPF records; receivers use none of them (permerror).`;
    throw new Stop("permerror", problem);
  }
  const [text] = records;
  return text === undefined ? { missing: "has no SPF record" } : { text };
}

/** Whether name servers can be asked for it. */
function isName(name: string): boolean {
  return name.length <= 253 && name.split(".").every((label) => /^[\x20-\x7e]{1,63}$/.test(label));
}

async function judge(evaluation: Evaluation, domain: string, text: string): Promise<Verdict> {
  const record = parseRecord(text);
  if ("problem" in record) {
    throw new Stop("permerror", `The record of ${domain} is broken (permerror): ${record.problem}`);
  }
  for (const directive of record.directives) {
    const term = await match(evaluation, domain, directive);
    if (term !== undefined) return { result: RESULTS[directive.qualifier], term };
  }
  return followRedirect(evaluation, domain, record);
}

async function followRedirect(evaluation: Evaluation, domain: string, record: SpfRecord): Promise<Verdict> {
  const { redirect } = record;
  if (!redirect) return { result: "neutral", term: undefined };
  return judgeOther(evaluation, { text: redirect.text, domain }, redirect.domain);
}

/** @returns the term that matches, with its domain; undefined when the directive does not match */
async function match(
  evaluation: Evaluation,
  domain: string,
  directive: Directive,
): Promise<string | undefined> {
  const term: TermOf = { text: directive.text, domain };
  if (directive.name === "include") {
    const { result, term: inner } = await judgeOther(evaluation, term, directive.domain);
    return result === "pass" ? inner : undefined;
  }
  return (await matchesItself(evaluation, term, directive))
    ? `${printable(term.text)} of ${domain}`
    : undefined;
}

async function matchesItself(
  evaluation: Evaluation,
  term: TermOf,
  directive: Exclude<Directive, { name: "include" }>,
): Promise<boolean> {
  const { client } = evaluation;
  switch (directive.name) {
    case "all":
      return true;
    case "ip4":
    case "ip6":
      return isWithin(client, directive.network, directive.prefix);
    case "a":
      return hasClient(client, await addressesOf(evaluation, term, directive.domain), directive);
    case "mx":
      return hasClient(client, await exchangersOf(evaluation, term, directive.domain), directive);
    case "exists":
      return (
        (await lookUp(evaluation, term, await begin(evaluation, term, directive.domain), "A")).length > 0
      );
    case "ptr":
      return hasNameBelow(evaluation, term, await begin(evaluation, term, directive.domain));
  }
}

/** Counts a term that makes look-ups, and gives the name it asks for. */
async function begin(
  evaluation: Evaluation,
  term: TermOf,
  spec: readonly MacroPart[] | undefined,
): Promise<string> {
  evaluation.lookups++;
  if (evaluation.lookups > MOST_LOOKUPS) {
    const problem = `makes the ${MOST_LOOKUPS + 1}th look-up (${printable(term.text)}); receivers stop at ${MOST_LOOKUPS}`;
    throw new Stop("permerror", `The record of ${term.domain} ${problem} and ${BROKEN}.`);
  }
  return spec === undefined
    ? term.domain
    : expandName(spec, await macroValues(evaluation, term.domain, spec));
}

async function macroValues(
  evaluation: Evaluation,
  domain: string,
  spec: readonly MacroPart[],
): Promise<MacroValues> {
  const { client, sender, helo } = evaluation;
  return {
    s: `${sender.local}@${sender.domain}`,
    l: sender.local,
    o: sender.domain,
    d: domain,
    i: dottedAddress(client),
    p: usesMacro(spec, "p") ? nearestName(await namesOf(evaluation), domain) : "",
    v: client.length === 4 ? "in-addr" : "ip6",
    h: helo,
  };
}

/** The record of another domain, by `include` or `redirect`, must be there. */
async function judgeOther(
  evaluation: Evaluation,
  term: TermOf,
  spec: readonly MacroPart[],
): Promise<Verdict> {
  const target = await begin(evaluation, term, spec);
  const found = await readRecord(evaluation, target);
  if ("text" in found) return judge(evaluation, target, found.text);
  const problem = `names ${printable(target)} (${printable(term.text)}), which ${found.missing}`;
  throw new Stop("permerror", `The record of ${term.domain} ${problem}; receivers ${BROKEN}.`);
}

/** What a term asks for; empty where that is not there, which is counted. */
async function lookUp<Type extends DnsType>(
  evaluation: Evaluation,
  term: TermOf,
  name: string,
  type: Type,
): Promise<readonly DnsRecords[Type][]> {
  const records = await ask(evaluation, term, name, type);
  if (records.length === 0 && isName(name)) countVoid(evaluation, term);
  return records;
}

async function ask<Type extends DnsType>(
  evaluation: Evaluation,
  term: TermOf,
  name: string,
  type: Type,
): Promise<readonly DnsRecords[Type][]> {
  const answer: DnsAnswer<DnsRecords[Type]> = isName(name)
    ? await evaluation.resolver.ask(name, type)
    : { kind: "no-name" };
  if (answer.kind === "failed") {
    const where = `${printable(term.text)} in the record of ${term.domain}`;
    throw new Stop("temperror", `${where} could not be looked up: ${answer.text} (temperror).`);
  }
  return answer.kind === "found" ? answer.records : [];
}

function countVoid(evaluation: Evaluation, term: TermOf): void {
  evaluation.voidLookups++;
  if (evaluation.voidLookups <= MOST_VOID_LOOKUPS) return;
  const problem = `asks for something that is not there, as the ${MOST_VOID_LOOKUPS + 1}rd term (${printable(term.text)})`;
  throw new Stop(
    "permerror",
    `The record of ${term.domain} ${problem}; receivers stop at ${MOST_VOID_LOOKUPS} and ${BROKEN}.`,
  );
}

async function addressesOf(
  evaluation: Evaluation,
  term: TermOf,
  spec: readonly MacroPart[] | undefined,
): Promise<readonly string[]> {
  const name = await begin(evaluation, term, spec);
  return lookUp(evaluation, term, name, addressType(evaluation.client));
}

/** The addresses of a domain's mail exchangers. */
async function exchangersOf(
  evaluation: Evaluation,
  term: TermOf,
  spec: readonly MacroPart[] | undefined,
): Promise<readonly string[]> {
  const name = await begin(evaluation, term, spec);
  const exchangers = await lookUp(evaluation, term, name, "MX");
  if (exchangers.length > MOST_NAMES) {
    const problem = `leads to ${exchangers.length} mail exchangers (${printable(term.text)})`;
    throw new Stop(
      "permerror",
      `The record of ${term.domain} ${problem}; receivers stop at ${MOST_NAMES} and ${BROKEN}.`,
    );
  }
  const addresses: string[] = [];
  for (const { exchange } of exchangers) {
    addresses.push(...(await ask(evaluation, term, exchange, addressType(evaluation.client))));
  }
  return addresses;
}

async function hasNameBelow(evaluation: Evaluation, term: TermOf, domain: string): Promise<boolean> {
  const { confirmed, isVoid } = await namesOf(evaluation);
  if (isVoid) countVoid(evaluation, term);
  return confirmed.some((name) => isBelow(name, domain));
}

/** The names of the client are looked up once. */
function namesOf(evaluation: Evaluation): Promise<ClientNames> {
  evaluation.names ??= clientNames(evaluation.client, evaluation.resolver, MOST_NAMES);
  return evaluation.names;
}
