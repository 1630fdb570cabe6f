/** The lists that say which domains are whose: the domain classes of Postfix (trivial-rewrite/resolve.c). */
import { splitWords, type Word } from "../../syntax/lists";

/** A domain class: in the first one that lists a domain Postfix puts it. */
export interface DomainClass {
  readonly parameter: string;
  /** What its domains are, in the singular. */
  readonly meaning: string;
}

/** In the order in which Postfix asks. */
export const DOMAIN_CLASSES: readonly DomainClass[] = [
  { parameter: "mydestination", meaning: "a local domain" },
  { parameter: "virtual_alias_domains", meaning: "a virtual alias domain" },
  { parameter: "virtual_mailbox_domains", meaning: "a virtual mailbox domain" },
  { parameter: "relay_domains", meaning: "a relay domain" },
];

/** Whether a parameter lists the domains of a class. */
export function isDomainList(name: string): boolean {
  return DOMAIN_CLASSES.some(({ parameter }) => parameter === name);
}

/** A list that long with references has hundreds of them, and expanding them all takes longer than it is worth. */
const LONG_LIST = 5_000;

/** Whether a setting is a list of domains whose words are looked at. */
export function isReadDomainList(name: string, value: string): boolean {
  return isDomainList(name) && !(value.length > LONG_LIST && value.includes("$"));
}

/** A word of such a list that is matched as it stands. */
export interface DomainWord extends Word {
  /** With a `!` in front: what it matches is not in the list. */
  readonly isNegated: boolean;
}

/** The words that are matched as they stand: no tables, no files. */
export function domainWords(text: string): DomainWord[] {
  return splitWords(text).flatMap((word) => {
    const negations = /^!*/.exec(word.text)![0].length;
    const pattern = word.text.slice(negations);
    if (pattern === "" || pattern.startsWith("/") || isTable(pattern)) return [];
    const start = word.start + negations;
    return [{ text: pattern, start, end: word.end, isNegated: negations % 2 === 1 }];
  });
}

/** The domains that a list surely holds: a word in front that takes some out again may concern any behind it. */
export function listedDomains(text: string): DomainWord[] {
  const negatedTable = splitWords(text).find(({ text: word }) => /^(?:!!)*!(?:\/|[^![].*:)/.test(word));
  const sure = domainWords(text).filter((word) => !negatedTable || word.start < negatedTable.start);
  const negated = new Map<string, number>();
  for (const word of sure) {
    const key = word.text.toLowerCase();
    if (word.isNegated && !negated.has(key)) negated.set(key, word.start);
  }
  return sure.filter(
    (word) =>
      !word.isNegated && word.start < (negated.get(word.text.toLowerCase()) ?? Number.POSITIVE_INFINITY),
  );
}

function isTable(pattern: string): boolean {
  return pattern.includes(":") && !pattern.startsWith("[");
}
