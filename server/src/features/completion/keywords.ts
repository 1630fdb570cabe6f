/** Values that are words of a fixed set, or that are written so often that they are worth offering. */
import { CompletionItemKind } from "vscode-languageserver-types";
import type { ParameterFact } from "../../knowledge/facts";
import { hasSince } from "../../knowledge/version";
import type { About, Proposal, Query } from "./proposal";

/** A parameter as the values of this place have it. */
export interface ValueSubject {
  /** Whose keywords they are. */
  readonly name: string;
  readonly fact: ParameterFact;
}

/** Yes and no. */
export function yesNo(): Proposal[] {
  return ["yes", "no"].map((label) => ({ label, kind: CompletionItemKind.EnumMember }));
}

/** The keywords of a parameter that the target version has. */
export function keywords({ name, fact }: ValueSubject, query: Query): Proposal[] {
  const deprecated = fact.valuesInfo?.deprecatedValues ?? [];
  const isDeprecated = (value: string) =>
    Array.isArray(deprecated) ? deprecated.includes(value) : Object.hasOwn(deprecated, value);
  const values = (fact.values ?? []).filter((value) =>
    hasSince(query.facts.version, fact.valuesSince?.[value]),
  );
  const about: About = { kind: "keyword", of: name };
  const proposal = (label: string): Proposal => ({
    label,
    kind: CompletionItemKind.EnumMember,
    deprecated: isDeprecated(label),
    note: isDeprecated(label) ? "deprecated" : undefined,
    about,
  });
  return [
    ...values.filter((value) => !isDeprecated(value)).map(proposal),
    ...values.filter(isDeprecated).map(proposal),
  ];
}

/** First version that reads `>=` and `<=` in lists of TLS protocols. */
const PROTOCOL_RANGES_SINCE = "3.6";

/** TLS protocols as they are written today: a floor first, then exclusions. */
export function protocols(subject: ValueSubject, query: Query): Proposal[] {
  const names = [...(subject.fact.values ?? [])].reverse();
  const proposal =
    (prefix: string) =>
    (name: string): Proposal => ({
      label: prefix + name,
      kind: CompletionItemKind.EnumMember,
      about: { kind: "keyword", name, of: subject.name },
    });
  const current = names.filter((name) => name.startsWith("TLS"));
  const ranges = hasSince(query.facts.version, PROTOCOL_RANGES_SINCE);
  // The newest one as a floor shuts out too many to be the first that is offered.
  const floors = [...current.slice(1, 2), ...current.slice(0, 1), ...current.slice(2)];
  return [
    ...(ranges ? floors.map(proposal(">=")) : []),
    ...[...names].reverse().map(proposal("!")),
    ...(ranges ? current.map(proposal("<=")) : []),
    ...names.map(proposal("")),
  ];
}

/** What a letter behind a number of a time stands for. */
const TIME_UNITS: Readonly<Record<string, string>> = {
  s: "seconds",
  m: "minutes",
  h: "hours",
  d: "days",
  w: "weeks",
};

/** The number that has been typed, with each unit; the parameter's own first. */
export function timesOf(typed: string, fact: ParameterFact): Proposal[] {
  const digits = /^\d+/.exec(typed)?.[0];
  if (digits === undefined) return [];
  const own = fact.unit ?? "s";
  const units = [own, ...Object.keys(TIME_UNITS).filter((unit) => unit !== own)];
  return units.map((unit) => ({
    label: digits + unit,
    kind: CompletionItemKind.Value,
    note: TIME_UNITS[unit],
  }));
}

/** Values that are right often, by value kind; `match-list` by what it matches. */
const LITERALS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  networks: {
    "127.0.0.0/8": "this machine, IPv4",
    "[::1]/128": "this machine, IPv6",
    "[::ffff:127.0.0.0]/104": "this machine, IPv4 in IPv6",
  },
  domains: {
    $myhostname: "this host",
    $mydomain: "this host's domain",
    localhost: "",
    "localhost.$mydomain": "",
  },
  users: { root: "", "static:anyone": "everybody" },
  addresses: { "static:all": "every address" },
  services: { inet: "all services of type inet", unix: "all services of type unix" },
  hostname: { $myhostname: "this host", $mydomain: "this host's domain" },
  address: { postmaster: "" },
  "network-address-list": { "127.0.0.1": "IPv4 loopback", "[::1]": "IPv6 loopback" },
  digest: { sha256: "", sha512: "", sha1: "weak", md5: "broken" },
  "digest-list": { sha512: "", sha256: "" },
  "smtp-reply-code": { "450": "try again later", "550": "refused", "554": "refused" },
  feedback: { "1": "", "1/concurrency": "", "1/sqrt_concurrency": "" },
  "cipher-exclude-list": {
    aNULL: "no authentication",
    eNULL: "no encryption",
    EXPORT: "weak on purpose",
    LOW: "weak",
    DES: "weak",
    "3DES": "weak",
    RC4: "broken",
    MD5: "broken",
    PSK: "shared keys",
    SRP: "shared passwords",
  },
  "curve-list": { X25519: "", X448: "", prime256v1: "", secp384r1: "", secp521r1: "" },
};

/** Literal values of a kind, with what they stand for. */
export function literals({ fact }: ValueSubject): Proposal[] {
  const key = fact.valueKind === "match-list" ? (fact.matchType ?? "") : fact.valueKind;
  return Object.entries(Object.hasOwn(LITERALS, key) ? LITERALS[key]! : {}).map(([label, note]) => ({
    label,
    kind: CompletionItemKind.Value,
    note: note === "" ? undefined : note,
  }));
}

/** Values of compatibility_level at which a default changes (COMPATIBILITY_README). */
const COMPATIBILITY_LEVELS = ["3.11", "3.6", "2", "1", "0"];

/** Compatibility levels that the target version accepts, the newest first. */
export function compatibilityLevels(query: Query): Proposal[] {
  return COMPATIBILITY_LEVELS.filter((level) => hasSince(query.facts.version, level)).map((label) => ({
    label,
    kind: CompletionItemKind.Value,
  }));
}
