/**
 * What somebody looks for in a queue: criteria that all have to hold. They come
 * from a line such as `to:*@example.org older:2h greylisted`, or from the
 * options of the command line, which have the same names.
 */
import { domainOf, type QueuedMessage } from "./listing";

/** How a text is compared; capital letters do not matter. */
export type Pattern =
  | { readonly kind: "equal"; readonly text: string }
  | { readonly kind: "contains"; readonly text: string }
  /** With `*` for any characters. */
  | { readonly kind: "wildcard"; readonly text: string; readonly isWhole: boolean }
  /** A regular expression of JavaScript's. */
  | { readonly kind: "expression"; readonly source: string };

/** What a message is looked at for. */
type TextField = keyof typeof TEXTS;

/** One thing that has to hold. */
export type Criterion =
  | { readonly kind: "text"; readonly field: TextField; readonly pattern: Pattern }
  /** Seconds since 1970. */
  | { readonly kind: "arrival"; readonly before?: number; readonly from?: number }
  /** Bytes. */
  | { readonly kind: "size"; readonly above?: number; readonly below?: number };

/** All of it; no criteria let everything through. */
export type Search = readonly Criterion[];

const addressesOf = ({ recipients }: QueuedMessage) => recipients.map(({ address }) => address);
const reasonsOf = ({ recipients }: QueuedMessage) => recipients.map(({ reason }) => reason);

/** The texts of a message by what they are called in a search. */
const TEXTS = {
  from: ({ sender }) => [sender],
  to: addressesOf,
  address: (message) => [message.sender, ...addressesOf(message)],
  "from-domain": ({ sender }) => [domainOf(sender)],
  "to-domain": (message) => addressesOf(message).map(domainOf),
  domain: (message) => [message.sender, ...addressesOf(message)].map(domainOf),
  reason: reasonsOf,
  queue: ({ queue }) => [queue],
  id: ({ id }) => [id],
  anything: (message) => [message.id, message.sender, ...addressesOf(message), ...reasonsOf(message)],
} as const satisfies Record<string, (message: QueuedMessage) => readonly string[]>;

/** Fields where a part of the text is enough. */
const IN_PARTS: ReadonlySet<TextField> = new Set(["reason", "anything"]);

/** What a value of a limit means. */
const LIMITS = {
  older: (value, now) => arrival(value, (seconds) => ({ before: now - seconds })),
  newer: (value, now) => arrival(value, (seconds) => ({ from: now - seconds })),
  larger: (value) => size(value, (bytes) => ({ above: bytes })),
  smaller: (value) => size(value, (bytes) => ({ below: bytes })),
} as const satisfies Record<string, (value: string, now: number) => Criterion | string>;

/** The keys of a search, as in `key:value`. */
export const SEARCH_KEYS = [
  ...Object.keys(TEXTS).filter((key) => key !== "anything"),
  ...Object.keys(LIMITS),
] as readonly SearchKey[];

/** One of {@link SEARCH_KEYS}. */
export type SearchKey = Exclude<TextField, "anything"> | keyof typeof LIMITS;

/**
 * The criterion of one key and its value.
 *
 * @param now seconds since 1970
 * @returns in a sentence why there is none, where the value cannot be meant
 */
export function criterion(key: SearchKey, value: string, now: number): Criterion | string {
  if (value === "") return `${key} needs something to look for.`;
  if (Object.hasOwn(LIMITS, key)) return LIMITS[key as keyof typeof LIMITS](value, now);
  return textCriterion(key as TextField, value);
}

/** A word of a search: `key:value`, `key:"value"`, or a value alone. */
const WORD =
  /([a-z-]+):("(?:[^"\\]|\\.)*"|\/(?:[^/\\]|\\.)*\/i?(?!\S)|\S*)|("(?:[^"\\]|\\.)*"|\/(?:[^/\\]|\\.)*\/i?(?!\S)|\S+)/g;

/**
 * Reads a search.
 *
 * @param now seconds since 1970
 * @returns in a sentence what is wrong with it, where something is
 */
export function parseSearch(text: string, now: number): Search | string {
  const criteria: Criterion[] = [];
  for (const [whole, key, value, alone] of text.matchAll(WORD)) {
    const found =
      key !== undefined && isSearchKey(key)
        ? criterion(key, unquoted(value ?? ""), now)
        : textCriterion("anything", unquoted(alone ?? whole));
    if (typeof found === "string") return found;
    criteria.push(found);
  }
  return criteria;
}

function isSearchKey(key: string): key is SearchKey {
  return (SEARCH_KEYS as readonly string[]).includes(key);
}

/** Without the quotes; a backslash in them makes the next character an ordinary one. */
function unquoted(value: string): string {
  return value.length > 1 && value.startsWith('"') && value.endsWith('"')
    ? value.slice(1, -1).replace(/\\(.)/g, "$1")
    : value;
}

function textCriterion(field: TextField, value: string): Criterion | string {
  const pattern = patternOf(field, value);
  return typeof pattern === "string" ? pattern : { kind: "text", field, pattern };
}

function patternOf(field: TextField, value: string): Pattern | string {
  const [, source] = /^\/(.+)\/i?$/.exec(value) ?? [];
  if (source !== undefined) return isExpression(source) ?? { kind: "expression", source };
  const isPart = IN_PARTS.has(field);
  const text = value === "<>" ? "mailer-daemon" : value.toLowerCase();
  if (text.includes("*")) return { kind: "wildcard", text, isWhole: !isPart };
  // `to:@example.org` is how everybody means the domain.
  if (!isPart && text.startsWith("@")) return { kind: "wildcard", text: `*${text}`, isWhole: true };
  return { kind: isPart ? "contains" : "equal", text };
}

/** What is wrong with a regular expression; undefined when nothing is. */
function isExpression(source: string): string | undefined {
  try {
    new RegExp(source, "iu");
    return undefined;
  } catch (error) {
    const why = error instanceof Error ? error.message.replace(/^.*: /, "") : String(error);
    return `/${source}/ is no regular expression: ${why}.`;
  }
}

/** Seconds in Postfix's units of time; see postconf(5). */
const TIME_UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400, w: 604_800 };

const SIZE_UNITS: Readonly<Record<string, number>> = { "": 1, k: 1_024, m: 1_024 ** 2, g: 1_024 ** 3 };

function arrival(
  value: string,
  limit: (seconds: number) => { before: number } | { from: number },
): Criterion | string {
  const [, number, unit] = /^(\d+)([smhdw])$/i.exec(value) ?? [];
  if (number === undefined) {
    return `'${value}' is no span of time such as 30m, 2h or 5d (s, m, h, d and w are the units).`;
  }
  return { kind: "arrival", ...limit(Number(number) * TIME_UNITS[unit!.toLowerCase()]!) };
}

function size(
  value: string,
  limit: (bytes: number) => { above: number } | { below: number },
): Criterion | string {
  const [, number, unit] = /^(\d+)([kmg]?)b?$/i.exec(value) ?? [];
  if (number === undefined) return `'${value}' is no size such as 500, 20k or 5M (bytes, k, M and G).`;
  return { kind: "size", ...limit(Number(number) * SIZE_UNITS[unit!.toLowerCase()]!) };
}

/**
 * Tries a regular expression, capital letters aside, with many texts; where it
 * may be slow, somewhere else than on the thread that answers people.
 *
 * @returns those that it matches; in a sentence why not, where it takes too long
 */
export type FindMatches = (source: string, texts: readonly string[]) => Promise<ReadonlySet<string> | string>;

/**
 * The messages that a search finds, in their order.
 *
 * @returns in a sentence why that cannot be told, where a regular expression takes too long
 */
export async function find(
  messages: readonly QueuedMessage[],
  search: Search,
  findMatches: FindMatches,
): Promise<readonly QueuedMessage[] | string> {
  let found = messages;
  // Regular expressions last: the other criteria leave them less to do.
  const rank = (one: Criterion) => Number(one.kind === "text" && one.pattern.kind === "expression");
  for (const one of [...search].sort((a, b) => rank(a) - rank(b))) {
    const holds = await predicateOf(one, found, findMatches);
    if (typeof holds === "string") return holds;
    found = found.filter(holds);
  }
  return found;
}

/** @returns in a sentence why there is none */
async function predicateOf(
  one: Criterion,
  messages: readonly QueuedMessage[],
  findMatches: FindMatches,
): Promise<((message: QueuedMessage) => boolean) | string> {
  if (one.kind === "arrival") {
    const { before = Number.POSITIVE_INFINITY, from = Number.NEGATIVE_INFINITY } = one;
    // As qshape(1) has it: what has waited for exactly five minutes is not in the first five any more.
    return ({ arrival: at }) => at <= before && at > from;
  }
  if (one.kind === "size") {
    const { above = -1, below = Number.POSITIVE_INFINITY } = one;
    return (message) => message.size > above && message.size < below;
  }
  const textsOf: (message: QueuedMessage) => readonly string[] = TEXTS[one.field];
  const { pattern } = one;
  if (pattern.kind === "expression") {
    const matched = await findMatches(pattern.source, [...new Set(messages.flatMap(textsOf))]);
    return typeof matched === "string"
      ? matched
      : (message) => textsOf(message).some((text) => matched.has(text));
  }
  const matches = matcherOf(pattern);
  return (message) => textsOf(message).some((text) => matches(text.toLowerCase()));
}

/** Takes texts in small letters. */
function matcherOf(pattern: Exclude<Pattern, { kind: "expression" }>): (text: string) => boolean {
  const { text: wanted } = pattern;
  if (pattern.kind === "equal") return (text) => text === wanted;
  if (pattern.kind === "contains") return (text) => text.includes(wanted);
  const between = wanted.split("*");
  const parts = pattern.isWhole ? between : ["", ...between, ""];
  return (text) => matchesParts(parts, text);
}

/** Whether a text is these parts with anything between them; in time that grows with the text alone. */
function matchesParts(parts: readonly string[], text: string): boolean {
  const first = parts[0]!;
  const last = parts.at(-1)!;
  if (text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last))
    return false;
  const end = text.length - last.length;
  let at = first.length;
  for (const part of parts.slice(1, -1)) {
    const found = text.indexOf(part, at);
    if (found < 0 || found + part.length > end) return false;
    at = found + part.length;
  }
  return true;
}
