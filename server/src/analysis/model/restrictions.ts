/**
 * The smtpd_*_restrictions lists as the SMTP server reads them
 * (smtpd_check.c: smtpd_check_parse, generic_checks, has_required): names
 * without regard to case, each with its argument, tables without a name in
 * front, and restriction classes with what is in them.
 */
import type { RestrictionFact } from "../../knowledge/facts";
import type { Registry } from "../../knowledge/registry";
import { compareVersions, hasSince, type PostfixVersion, parseVersion } from "../../knowledge/version";
import { splitWords, type Word } from "../../syntax/lists";

/** What a word of a list is. `table` is a `type:name` with no restriction in front of it. */
export type RestrictionKind = "restriction" | "class" | "table" | "unknown";

/** An entry of a restriction list. */
export interface Restriction {
  readonly kind: RestrictionKind;
  /** As Postfix compares it: a restriction in lower case, anything else as it is written. */
  readonly name: string;
  /** The word itself; offsets are those of the expanded value. */
  readonly word: Word;
  /** The word behind one that takes an argument, whatever it is: Postfix takes it for the argument. */
  readonly argument: Word | undefined;
  /** What is known of the name; of an unknown one when another version has it. */
  readonly fact: RestrictionFact | undefined;
  /** Behind `warn_if_reject`: what it rejects is only logged. */
  readonly isTestOnly: boolean;
}

/** The lists in the order in which the SMTP server evaluates them. */
export const RESTRICTION_LISTS: readonly string[] = [
  "smtpd_client_restrictions",
  "smtpd_helo_restrictions",
  "smtpd_sender_restrictions",
  "smtpd_relay_restrictions",
  "smtpd_recipient_restrictions",
  "smtpd_data_restrictions",
  "smtpd_end_of_data_restrictions",
  "smtpd_etrn_restrictions",
];

/** Whether a version has a restriction. */
export type RestrictionAvailability = "available" | "too-new" | "removed";

/** Whether a version has a restriction. */
export function restrictionAvailability(
  fact: RestrictionFact,
  version: PostfixVersion,
): RestrictionAvailability {
  if (isReached(fact.removed, version)) return "removed";
  return hasSince(version, fact.since) ? "available" : "too-new";
}

/** Whether a version of the facts has come with the target version. */
export function isReached(at: string | undefined, version: PostfixVersion): boolean {
  const parsed = at === undefined ? undefined : parseVersion(at);
  return parsed !== undefined && compareVersions(version, parsed) >= 0;
}

/** A dozen rules read the same lists, one after the other, with the same classes. */
const parsed = new WeakMap<Registry, WeakMap<ReadonlySet<string>, Map<string, readonly Restriction[]>>>();
const MOST_PARSED = 1_000;

/**
 * The entries of a list, in order.
 *
 * @param classes the restriction classes; lists are remembered for the same set, not for an equal one
 */
export function parseRestrictions(
  text: string,
  registry: Registry,
  classes: ReadonlySet<string>,
): readonly Restriction[] {
  const byClasses = getOrMake(parsed, registry, () => new WeakMap());
  const known = getOrMake(byClasses, classes, () => new Map<string, readonly Restriction[]>());
  let items = known.get(text);
  if (!items) {
    items = readRestrictions(text, registry, classes);
    if (known.size >= MOST_PARSED) known.clear();
    known.set(text, items);
  }
  return items;
}

function getOrMake<Key extends object, Value>(map: WeakMap<Key, Value>, key: Key, make: () => Value): Value {
  let value = map.get(key);
  if (!value) {
    value = make();
    map.set(key, value);
  }
  return value;
}

function readRestrictions(text: string, registry: Registry, classes: ReadonlySet<string>): Restriction[] {
  const words = splitWords(text);
  const found: Restriction[] = [];
  let isTestOnly = false;
  for (let index = 0; index < words.length; index++) {
    const word = words[index]!;
    if (word.text.toLowerCase() === "warn_if_reject") {
      isTestOnly = true;
      continue;
    }
    const read = readName(word, registry, classes);
    const takesArgument = read.fact !== undefined && read.fact.arg !== "none" && read.kind !== "class";
    const argument = takesArgument ? words[index + 1] : undefined;
    if (argument) index++;
    found.push({ ...read, word, argument, isTestOnly });
    isTestOnly = false;
  }
  return found;
}

function readName(
  word: Word,
  registry: Registry,
  classes: ReadonlySet<string>,
): Pick<Restriction, "kind" | "name" | "fact"> {
  if (word.text.includes(":")) return { kind: "table", name: word.text, fact: undefined };
  const lower = word.text.toLowerCase();
  const fact = registry.restriction(lower);
  if (fact && restrictionAvailability(fact, registry.version) === "available") {
    return { kind: "restriction", name: lower, fact };
  }
  if (classes.has(word.text)) return { kind: "class", name: word.text, fact: undefined };
  return { kind: "unknown", name: word.text, fact };
}

/** Whether a word names a restriction or a class, so that it is hardly meant as an argument. */
export function isRestrictionName(word: Word, registry: Registry, classes: ReadonlySet<string>): boolean {
  const { kind } = readName(word, registry, classes);
  return kind === "class" || kind === "restriction";
}

/** Finds what a class holds; undefined when nobody knows. */
export type ClassContents = (name: string) => readonly Restriction[] | undefined;

const DENIALS = new Set(["reject", "defer"]);

/**
 * Whether nothing behind an entry is ever looked at: it permits, rejects or
 * defers whoever comes. One that is tested only rejects nobody.
 */
export function isTerminal(
  entry: Restriction,
  contents: ClassContents,
  isTestOnly = false,
  seen: readonly string[] = [],
): boolean {
  const isTested = isTestOnly || entry.isTestOnly;
  if (entry.kind === "class") {
    if (seen.includes(entry.name)) return false;
    const inner = [...seen, entry.name];
    return contents(entry.name)?.some((item) => isTerminal(item, contents, isTested, inner)) === true;
  }
  if (entry.kind !== "restriction") return false;
  return entry.name === "permit" || (!isTested && DENIALS.has(entry.name));
}

/** What a list does with mail of a stranger who behaves well, to a domain that this server is not for. */
export type Verdict =
  /** Lets it pass; `permit`, where it was said outright. */
  | { readonly kind: "passes"; readonly permit: Restriction | undefined }
  | { readonly kind: "denied" }
  /** Depends on a table or on a policy server. */
  | { readonly kind: "unknown" };

/** What turns mail for other domains away, be it along with all other mail. */
export const RELAY_GUARDS: ReadonlySet<string> = new Set([
  "reject",
  "defer",
  "defer_if_permit",
  "reject_unauth_destination",
  "defer_unauth_destination",
  "check_relay_domains",
]);

/** What never stops such a client, or has an effect only on others. */
const HARMLESS_RESULTS = new Set(["reject", "defer", "none"]);
/** Permits that a stranger without credentials does not get. */
const OTHERS_ONLY = new Set([
  "permit_mynetworks",
  "permit_inet_interfaces",
  "permit_sasl_authenticated",
  "permit_auth_destination",
  "permit_tls_clientcerts",
  "permit_tls_all_clientcerts",
  "permit_naked_ip_address",
]);

/** Whether an access table has the answer `OK` for everybody: a `static:` table that says so. */
function permitsAll({ name, argument }: Restriction): boolean {
  if (!TABLES_THAT_PERMIT.has(name)) return false;
  return /^static:(?:\{\s*)?(?:ok|permit)\b/i.test(argument?.text ?? "");
}

/** Those that look up what mail is about itself; of others, such as a domain's name servers, `OK` counts for nothing. */
const TABLES_THAT_PERMIT = new Set([
  "check_client_access",
  "check_helo_access",
  "check_sender_access",
  "check_recipient_access",
]);

/**
 * What a list does with mail of a stranger: somebody outside of mynetworks
 * who has not logged in, is on no list, and whose addresses exist.
 */
export function verdictOnStranger(
  entries: readonly Restriction[],
  contents: ClassContents,
  isTestOnly = false,
  seen: readonly string[] = [],
): Verdict {
  for (const entry of entries) {
    const isTested = isTestOnly || entry.isTestOnly;
    if (entry.kind === "unknown" || entry.kind === "table") return { kind: "unknown" };
    if (entry.kind === "class") {
      const items = seen.includes(entry.name) ? undefined : contents(entry.name);
      if (!items) return { kind: "unknown" };
      const verdict = verdictOnStranger(items, contents, isTested, [...seen, entry.name]);
      if (verdict.kind !== "passes" || verdict.permit) return verdict;
      continue;
    }
    if (entry.name === "permit" || permitsAll(entry)) return { kind: "passes", permit: entry };
    if (RELAY_GUARDS.has(entry.name)) {
      if (!isTested) return { kind: "denied" };
      continue;
    }
    const isHarmless = HARMLESS_RESULTS.has(entry.fact?.result ?? "") || OTHERS_ONLY.has(entry.name);
    if (!isHarmless) return { kind: "unknown" };
  }
  return { kind: "passes", permit: undefined };
}

/** How a list comes by the guard that the SMTP server insists on. */
export type RelayGuard =
  | "present"
  | "missing"
  /** There is one, but `warn_if_reject` makes a test of it. */
  | "test-only"
  /** There is one, but `permit` stands in front of it. */
  | "behind-permit"
  | "unknown";

/**
 * Whether a list holds a guard against relaying, by the very test that the
 * SMTP server makes before it serves anybody: it looks at words, arguments
 * included, and skips the one behind `warn_if_reject`.
 *
 * @param textOf the value of a class; undefined when nobody knows
 */
export function relayGuardIn(
  text: string,
  guards: ReadonlySet<string>,
  classes: ReadonlySet<string>,
  textOf: (name: string) => string | undefined,
  seen: readonly string[] = [],
): RelayGuard {
  const words = splitWords(text);
  let failure: RelayGuard = "missing";
  for (let index = 0; index < words.length; index++) {
    const word = words[index]!.text;
    const lower = word.toLowerCase();
    if (lower === "warn_if_reject" && index + 1 < words.length) {
      index++;
      if (guards.has(words[index]!.text.toLowerCase())) failure = "test-only";
      continue;
    }
    if (lower === "permit") {
      const rest = words.slice(index + 1).some((later) => guards.has(later.text.toLowerCase()));
      return rest ? "behind-permit" : failure;
    }
    if (guards.has(lower)) return "present";
    if (!classes.has(word)) continue;
    const inner = seen.includes(word) ? undefined : textOf(word);
    if (inner === undefined) return "unknown";
    const found = relayGuardIn(inner, guards, classes, textOf, [...seen, word]);
    if (found === "present" || found === "unknown") return found;
    if (found !== "missing") failure = found;
  }
  return failure;
}
