import type { MainChunk } from "../../../syntax/main-cf";
import type { Configuration } from "../../model/configuration";
import { type ExpandedText, expandText } from "../../model/expanded-text";
import {
  DOMAIN_CLASSES,
  type DomainClass,
  type DomainWord,
  isDomainList,
  isReadDomainList,
  listedDomains,
} from "../domain-lists";
import { isMisread } from "../misreadings";
import { spanOf } from "../places";
import { removeWord } from "../remove-word";
import { defineRule, type Related } from "../rule";
import { expandedValue, onSettings, type Setting, type SettingContext } from "../settings";
import { isTemplated } from "../templates";
import { wholeReference } from "../whole-reference";

export const domainInTwoClasses = defineRule({
  id: "domain-in-two-classes",
  since: "0.1.0",
  status: "stable",
  severity: "warning",
  docs: {
    what: "A domain that is listed as a local, virtual alias, virtual mailbox or relay domain twice over.",
    why: "A domain is of one class, which decides how its mail is delivered and which recipients exist. Postfix takes the first of mydestination, virtual_alias_domains, virtual_mailbox_domains and relay_domains that lists it, and logs 'do not list domain in BOTH' for each message. With a virtual domain in mydestination, its recipients are looked for among the users of the system, and are turned away as unknown.",
    bad: "mydestination = example.com, localhost\nvirtual_mailbox_domains = example.com\nvirtual_mailbox_maps = hash:/etc/postfix/vmailbox\nvirtual_transport = lmtp:unix:private/dovecot-lmtp\n",
    good: "mydestination = localhost\nvirtual_mailbox_domains = example.com\nvirtual_mailbox_maps = hash:/etc/postfix/vmailbox\nvirtual_transport = lmtp:unix:private/dovecot-lmtp\n",
    references: ["ADDRESS_CLASS_README", "VIRTUAL_README", "trivial-rewrite(8)"],
  },
  messages: {
    both: "'{domain}' is in '{winner}' as well, where Postfix looks first: to Postfix it is {meaning}, and stands here without effect. A warning about it is logged for each message. Remove it from one of the two: from '{winner}' if it is meant to be {meant}.",
  },
  ...onSettings((name, value) => name !== "mydestination" && isReadDomainList(name, value), checkSetting),
});

function checkSetting(setting: Setting, context: SettingContext): void {
  const { configuration, text, report } = context;
  // Each program knows its own override only; which of them matter is hard to tell.
  if (setting.scope !== undefined) return;
  const own = DOMAIN_CLASSES.findIndex(({ parameter }) => parameter === setting.name);
  const winners = winnersOver(own)
    .map((winner) => ({ winner, list: listOf(winner, configuration) }))
    .filter(({ list }) => list.size > 0);
  const expanded = winners.length > 0 ? expandedValue(setting, configuration) : undefined;
  if (!expanded) return;
  for (const word of listedDomains(expanded.text)) {
    const domain = word.text.toLowerCase();
    const found = winners.find(({ list }) => list.has(domain));
    if (!found) continue;
    const source = wholeReference(setting.value, expanded, word);
    if (source !== undefined && isDomainList(source)) continue;
    const other = found.list.get(domain)!;
    const isWritten = expanded.isWritten(word.start, word.end);
    if (isWritten !== isOtherWritten(other) && isGuess(domain, configuration)) continue;
    const place = expanded.placeOf(word.start, word.end);
    const span = setting.valueSpan(place.start, place.end);
    const { parameter, meaning } = found.winner;
    report({
      message: "both",
      data: { domain: word.text, winner: parameter, meaning, meant: DOMAIN_CLASSES[own]!.meaning },
      ...span,
      related: relatedTo(other),
      fixes: isWritten ? [{ title: `Remove '${word.text}' here`, edits: [removeWord(text, span)] }] : [],
    });
  }
}

/** The classes that win over one. A relay domain may be a local one too: Postfix has nothing against that. */
function winnersOver(own: number): DomainClass[] {
  return DOMAIN_CLASSES.slice(own === DOMAIN_CLASSES.length - 1 ? 1 : 0, own);
}

/** A domain in the list of another class. */
interface OtherPlace {
  readonly word: DomainWord;
  readonly list: OtherList;
}

interface OtherList {
  readonly domainClass: DomainClass;
  /** Undefined for a default. */
  readonly chunk: MainChunk | undefined;
  readonly expanded: ExpandedText;
}

/** The domains that a class surely holds, in small letters. */
function listOf(domainClass: DomainClass, configuration: Configuration): Map<string, OtherPlace> {
  const places = new Map<string, OtherPlace>();
  const { parameter } = domainClass;
  const value = configuration.valueOf(parameter);
  if (
    !value ||
    !isReadDomainList(parameter, value.text) ||
    isTemplated(value.text) ||
    isMisread(parameter, value.text, configuration.facts)
  )
    return places;
  const expanded = expandText(configuration, value.text, () => value.expression);
  if (!expanded) return places;
  const chunk = value.origin === "main" ? configuration.definitions(parameter).at(-1) : undefined;
  const list = { domainClass, chunk, expanded };
  for (const word of listedDomains(expanded.text)) {
    const domain = word.text.toLowerCase();
    if (!places.has(domain)) places.set(domain, { word, list });
  }
  return places;
}

function isOtherWritten({ word, list }: OtherPlace): boolean {
  return list.chunk !== undefined && list.expanded.isWritten(word.start, word.end);
}

function relatedTo({ word, list }: OtherPlace): Related[] {
  const { chunk, expanded, domainClass } = list;
  if (!chunk?.node) return [];
  const { start, end } = expanded.placeOf(word.start, word.end);
  const { logical, valueStart } = chunk.node;
  const span = spanOf(logical, valueStart + start, valueStart + end);
  return [{ chunk, file: "postfix-main", ...span, message: `This makes it ${domainClass.meaning}.` }];
}

/** Whether a domain is the name of the machine that looks, which need not be the one that runs this configuration. */
function isGuess(domain: string, configuration: Configuration): boolean {
  if (configuration.isLive || configuration.definitions("myhostname").length > 0) return false;
  const host = configuration.expandedValueOf("myhostname")?.toLowerCase();
  const parent = configuration.expandedValueOf("mydomain")?.toLowerCase();
  if (domain === host) return true;
  const isGuessed = configuration.definitions("mydomain").length === 0;
  return isGuessed && (domain === parent || domain === `localhost.${parent}`);
}
