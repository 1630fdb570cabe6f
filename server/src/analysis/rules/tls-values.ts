/** Values of TLS parameters as Postfix takes them (tls_misc.c, smtpd.c, smtp_tls_policy.c). */
import { hasSince, type PostfixVersion } from "../../knowledge/version";
import { splitPlainWords, type Word } from "../../syntax/lists";
import type { Configuration } from "../model/configuration";
import type { PostfixFacts } from "../model/postfix-facts";
import { isYes } from "./program-settings";

/** Protocols that Postfix knows by name, oldest first. */
export const TLS_PROTOCOLS = ["SSLv2", "SSLv3", "TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3"] as const;
/** First version that takes `>=` and `<=`. */
export const BOUNDS_SINCE = "3.6";

const SEPARATORS = ", \t\r\n:";
const NEWEST = TLS_PROTOCOLS.length - 1;
/** Bounds are OpenSSL's numbers; Postfix takes them in hexadecimal, too. */
const NUMBERS: Readonly<Record<string, number>> = { "300": 1, "301": 2, "302": 3, "303": 4, "304": 5 };

/** How a word of a protocol list counts. */
export type ProtocolOperator = "" | "!" | ">=" | "<=";

/** A word of a protocol list. */
export interface ProtocolWord extends Word {
  readonly operator: ProtocolOperator;
  /** Index in {@link TLS_PROTOCOLS}; -1 for a bound that binds nothing; undefined for a word Postfix refuses. */
  readonly protocol: number | undefined;
}

/** Whether a parameter is a list of TLS protocols. */
export function isProtocolList(name: string, facts: PostfixFacts): boolean {
  return facts.registry.parameter(name)?.fact.valueKind === "protocol-list";
}

/** Whether a value is nothing but `$name` of a parameter of the same kind: whatever is wrong is said there. */
export function isTakenFrom(
  value: string,
  isOfKind: (name: string, facts: PostfixFacts) => boolean,
  facts: PostfixFacts,
): boolean {
  const name = /^\$(?:\{(\w+)\}|\((\w+)\)|(\w+))$/.exec(value)?.slice(1).find(Boolean);
  return name !== undefined && isOfKind(name, facts);
}

/** The words of a list such as `>=TLSv1.2` or `!SSLv2, !SSLv3`. */
export function protocolWords(text: string, version: PostfixVersion): ProtocolWord[] {
  const hasBounds = hasSince(version, BOUNDS_SINCE);
  return splitPlainWords(text, SEPARATORS).map((word) => {
    const operator = (/^(>=|<=|!)/.exec(word.text)?.[0] ?? "") as ProtocolOperator;
    const name = word.text.slice(operator.length);
    const isBound = operator === ">=" || operator === "<=";
    const protocol = isBound ? (hasBounds ? boundOf(name) : undefined) : protocolNamed(name);
    return { ...word, operator, protocol };
  });
}

function protocolNamed(name: string): number | undefined {
  const index = TLS_PROTOCOLS.findIndex((each) => each.toLowerCase() === name.toLowerCase());
  return index < 0 ? undefined : index;
}

function boundOf(name: string): number | undefined {
  if (/^none$/i.test(name)) return -1;
  const index = protocolNamed(name);
  if (index !== undefined) return index === 0 ? undefined : index;
  // What strtoul() reads as a whole; SSLv2 has no number that OpenSSL would take for a bound.
  const digits = /^(?:0x)?0*([0-9a-f]*)$/i.exec(name);
  return digits ? (NUMBERS[digits[1]!.toLowerCase()] ?? -1) : undefined;
}

/** Indexes in {@link TLS_PROTOCOLS} that a list without refused words leaves allowed, oldest first. */
export function allowedProtocols(words: readonly ProtocolWord[]): number[] {
  let floor = 0;
  let ceiling = NEWEST;
  const included = new Set<number>();
  const excluded = new Set<number>();
  for (const { operator, protocol } of words) {
    if (protocol === undefined) continue;
    if (operator === ">=") floor = Math.max(0, protocol);
    else if (operator === "<=") ceiling = protocol < 0 ? NEWEST : protocol;
    else (operator === "!" ? excluded : included).add(protocol);
  }
  const isAllowed = (index: number) =>
    index >= floor &&
    index <= ceiling &&
    !excluded.has(index) &&
    (included.size === 0 || included.has(index));
  return TLS_PROTOCOLS.map((_, index) => index).filter(isAllowed);
}

/** A list that allows a protocol and all newer ones, as the version takes it. */
export function protocolsFrom(oldest: number, version: PostfixVersion): string {
  if (hasSince(version, BOUNDS_SINCE)) return `>=${TLS_PROTOCOLS[oldest]}`;
  return TLS_PROTOCOLS.slice(0, oldest)
    .map((name) => `!${name}`)
    .join(", ");
}

/** How far an SMTP server goes with TLS. */
export type ServerTlsLevel = "none" | "may" | "encrypt";

/**
 * The TLS level of an SMTP server: of a service, or of main.cf's settings
 * alone; undefined when it cannot be known.
 */
export function serverTlsLevel(configuration: Configuration, scope?: string): ServerTlsLevel | undefined {
  const wrapped = isYes(configuration, "smtpd_tls_wrappermode", scope);
  if (wrapped !== false) return wrapped && "encrypt";
  const level = configuration.expandedValueOf("smtpd_tls_security_level", scope)?.toLowerCase();
  if (level === "none" || level === "may" || level === "encrypt") return level;
  if (level === "verify" || level === "secure" || level === "fingerprint") return "encrypt";
  if (level !== "") return undefined;
  // Without a level, two older parameters count.
  const enforced = isYes(configuration, "smtpd_enforce_tls", scope);
  if (enforced !== false) return enforced && "encrypt";
  const used = isYes(configuration, "smtpd_use_tls", scope);
  return used === undefined ? undefined : used ? "may" : "none";
}

/** A TLS level of an SMTP client. */
export type ClientTlsLevel =
  | "none"
  | "may"
  | "encrypt"
  | "dane"
  | "dane-only"
  | "fingerprint"
  | "verify"
  | "secure";

const CLIENT_LEVELS = new Set([
  "none",
  "may",
  "encrypt",
  "dane",
  "dane-only",
  "fingerprint",
  "verify",
  "secure",
]);

/** The TLS level of an SMTP or LMTP client where no policy table says otherwise; undefined when it cannot be known. */
export function clientTlsLevel(
  configuration: Configuration,
  protocol: "smtp" | "lmtp",
  scope?: string,
): ClientTlsLevel | undefined {
  const level = configuration.expandedValueOf(`${protocol}_tls_security_level`, scope)?.toLowerCase();
  if (level !== undefined && CLIENT_LEVELS.has(level)) return level as ClientTlsLevel;
  if (level !== "") return undefined;
  const enforced = isYes(configuration, `${protocol}_enforce_tls`, scope);
  if (enforced === undefined) return undefined;
  if (enforced) {
    const named = isYes(configuration, `${protocol}_tls_enforce_peername`, scope);
    return named === undefined ? undefined : named ? "verify" : "encrypt";
  }
  const used = isYes(configuration, `${protocol}_use_tls`, scope);
  return used === undefined ? undefined : used ? "may" : "none";
}
