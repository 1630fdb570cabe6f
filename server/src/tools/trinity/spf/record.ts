/** The terms of an SPF record (RFC 7208, sections 4.6 and 12). */
import { printable } from "../../../base/for-people";
import { parseIp } from "../../../base/ip-address";
import { type MacroPart, parseDomainSpec, parseMacros } from "./macros";

/** What a match means, as the RFC writes it. */
export type Qualifier = "+" | "-" | "~" | "?";

interface Place {
  /** As it stands in the record. */
  readonly text: string;
  /** Where it begins in the record. */
  readonly offset: number;
}

/** A term that may match a client. */
export type Directive = Place & { readonly qualifier: Qualifier } & Mechanism;

/** What a directive matches. */
export type Mechanism =
  | { readonly name: "all" }
  | { readonly name: "include"; readonly domain: readonly MacroPart[] }
  | { readonly name: "exists"; readonly domain: readonly MacroPart[] }
  /** `domain` is undefined for the domain whose record it is. */
  | { readonly name: "ptr"; readonly domain: readonly MacroPart[] | undefined }
  | ({ readonly name: "a" | "mx"; readonly domain: readonly MacroPart[] | undefined } & Prefixes)
  /** `network` has 4 or 16 bytes. */
  | { readonly name: "ip4" | "ip6"; readonly network: readonly number[]; readonly prefix: number };

/** How many bits of an address count. */
export interface Prefixes {
  readonly prefix4: number;
  readonly prefix6: number;
}

/** The record that decides where no directive of this one matches. */
export interface Redirect extends Place {
  readonly domain: readonly MacroPart[];
}

/** A record in its parts; explanations and modifiers that nobody knows are left out. */
export interface SpfRecord {
  readonly directives: readonly Directive[];
  readonly redirect: Redirect | undefined;
}

/** Why a record is broken: `problem` is a sentence that begins with the term as it stands in the record. */
export interface SpfSyntaxError {
  readonly offset: number;
  readonly problem: string;
}

/** What is to be said of a term; a clause behind its text. */
interface Objection {
  readonly problem: string;
}

const VERSION = /^v=spf1(?= |$)/i;

/** Whether a text is meant as an SPF record at all. */
export function isSpfRecord(text: string): boolean {
  return VERSION.test(text);
}

/** Reads a record that begins with its version. The first mistake in it makes all of it broken. */
export function parseRecord(text: string): SpfRecord | SpfSyntaxError {
  const directives: Directive[] = [];
  const modifiers = new Map<string, Redirect>();
  for (const place of placesOf(text)) {
    const term = parseTerm(place);
    if ("problem" in term) return term;
    if ("qualifier" in term) directives.push(term);
    else if (term.modifier !== undefined) {
      if (modifiers.has(term.modifier))
        return objectTo(place, `is the second ${term.modifier}= where one is allowed`);
      modifiers.set(term.modifier, { ...place, domain: term.domain });
    }
  }
  return { directives, redirect: modifiers.get("redirect") };
}

/** The terms of a record behind its version, unread. Blanks alone separate them. */
export function placesOf(text: string): readonly Place[] {
  const terms = text.replace(VERSION, (version) => " ".repeat(version.length));
  return [...terms.matchAll(/[^ ]+/g)].map((match) => ({ text: match[0], offset: match.index }));
}

/** A modifier; without a name where nobody knows it. */
interface Modifier {
  readonly modifier: "redirect" | "exp" | undefined;
  readonly domain: readonly MacroPart[];
}

/** Reads one term. */
export function parseTerm(place: Place): Directive | Modifier | SpfSyntaxError {
  const [, modifier, value] = /^([a-z][\w.-]*)=(.*)$/is.exec(place.text) ?? [];
  if (modifier !== undefined) {
    const term = parseModifier(modifier.toLowerCase(), value!);
    return "problem" in term ? objectTo(place, term.problem) : term;
  }
  const [, sign, name, rest] = /^([-+~?]?)([a-z\d]+)(.*)$/is.exec(place.text) ?? [];
  if (name === undefined) return objectTo(place, "is no term of SPF");
  const mechanism = parseMechanism(name.toLowerCase(), rest!);
  if ("problem" in mechanism) return objectTo(place, mechanism.problem);
  return { ...place, qualifier: (sign || "+") as Qualifier, ...mechanism };
}

function objectTo(place: Place, clause: string): SpfSyntaxError {
  return { offset: place.offset, problem: `${printable(place.text)} ${clause}.` };
}

function parseModifier(name: string, value: string): Modifier | Objection {
  const isKnown = name === "redirect" || name === "exp";
  const domain = isKnown ? parseDomainSpec(value) : parseMacros(value, true);
  return "problem" in domain ? domain : { modifier: isKnown ? name : undefined, domain };
}

/** @param rest what follows the name, with its colon or slash */
function parseMechanism(name: string, rest: string): Mechanism | Objection {
  switch (name) {
    case "all":
      return rest === "" ? { name } : { problem: "says more than all, which takes nothing behind it" };
    case "include":
    case "exists":
      return parseNamed(name, rest);
    case "ptr":
      return rest === "" ? { name, domain: undefined } : parseNamed(name, rest);
    case "a":
    case "mx":
      return parseHosts(name, rest);
    case "ip4":
    case "ip6":
      return parseNetwork(name, rest);
    default:
      return { problem: "is no term of SPF" };
  }
}

function parseNamed(name: "include" | "exists" | "ptr", rest: string): Mechanism | Objection {
  if (!rest.startsWith(":")) return { problem: `lacks a colon and a domain behind ${name}` };
  const domain = parseDomainSpec(rest.slice(1));
  return "problem" in domain ? domain : { name, domain };
}

function parseHosts(name: "a" | "mx", rest: string): Mechanism | Objection {
  const [, spec, length4, length6] = /^(.*?)(?:\/(\d+))?(?:\/\/(\d+))?$/s.exec(rest)!;
  const prefix4 = parsePrefix(length4, 32);
  const prefix6 = parsePrefix(length6, 128);
  if (prefix4 === undefined) return { problem: "has no prefix length from 0 to 32 behind its slash" };
  if (prefix6 === undefined) return { problem: "has no prefix length from 0 to 128 behind its slashes" };
  if (spec === "") return { name, domain: undefined, prefix4, prefix6 };
  if (!spec!.startsWith(":")) return { problem: "is no term of SPF" };
  const domain = parseDomainSpec(spec!.slice(1));
  return "problem" in domain ? domain : { name, domain, prefix4, prefix6 };
}

function parseNetwork(name: "ip4" | "ip6", rest: string): Mechanism | Objection {
  const [, address, length] = /^:([^/]*)(?:\/(.*))?$/s.exec(rest) ?? [];
  const bits = name === "ip4" ? 32 : 128;
  const network = address === undefined ? undefined : parseIp(address);
  if (network?.length !== bits / 8)
    return { problem: `names no ${name === "ip4" ? "IPv4" : "IPv6"} address` };
  const prefix = parsePrefix(length, bits);
  if (prefix === undefined) return { problem: `has no prefix length from 0 to ${bits} behind its slash` };
  return { name, network, prefix };
}

/** @param digits undefined for the whole address */
function parsePrefix(digits: string | undefined, bits: number): number | undefined {
  if (digits === undefined) return bits;
  return /^(?:0|[1-9]\d{0,2})$/.test(digits) && Number(digits) <= bits ? Number(digits) : undefined;
}
