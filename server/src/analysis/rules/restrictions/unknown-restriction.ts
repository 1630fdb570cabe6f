import { nearest } from "../../../base/edit-distance";
import { joinWords } from "../../../base/for-people";
import { shorten } from "../../markdown";
import type { Configuration } from "../../model/configuration";
import { type Restriction, restrictionAvailability } from "../../model/restrictions";
import { onRestrictionLists, type RestrictionList } from "../restriction-lists";
import { defineRule, type Fix, type Report } from "../rule";
import { isTemplated } from "../templates";
import { isClear } from "../unused-names";

const CONSEQUENCE =
  "Once the SMTP server comes to it, every client gets '451 4.3.5 Server configuration error', and no mail is accepted.";

export const unknownRestriction = defineRule({
  id: "unknown-restriction",
  since: "0.1.0",
  status: "stable",
  severity: "error",
  docs: {
    what: "A word in a list of SMTP access restrictions that is neither a restriction of this version nor a restriction class.",
    why: "The SMTP server looks at the words of such a list one after the other, for each client. At one that it does not know it logs 'unknown smtpd restriction' and answers with '451 4.3.5 Server configuration error': all mail that gets as far as this word waits at its senders until it expires there. Neither postconf nor a reload says anything.",
    bad: "smtpd_recipient_restrictions = permit_mynetworks, permit_sasl_authenticate, reject_unauth_destination\n",
    good: "smtpd_recipient_restrictions = permit_mynetworks, permit_sasl_authenticated, reject_unauth_destination\n",
    references: ["SMTPD_ACCESS_README", "postconf(5)", "RESTRICTION_CLASS_README"],
  },
  messages: {
    typo: `'{word}' is no restriction that Postfix {version} has. ${CONSEQUENCE} Did you mean {candidates}?`,
    glued: `'{word}' is not the restriction '{name}': what is glued to it belongs to the word. ${CONSEQUENCE} Separate restrictions and their arguments with blanks or commas, and nothing else.`,
    "too-new": `The restriction '{word}' came with Postfix {since}; Postfix {version}, which this configuration is held against, does not have it. ${CONSEQUENCE} Remove it until the upgrade, or correct the setting postfix.version if the version is not the right one.`,
    removed: `The restriction '{word}' is gone since Postfix {removed}, and '{replacement}' has taken its place. ${CONSEQUENCE} Use that instead.`,
    "stray-zone": `'{word}' stands where a restriction must be: '{previous}' takes one domain. ${CONSEQUENCE} Write '{previous}' in front of each domain.`,
    "stray-argument": `'{word}' stands where a restriction must be, since '{previous}' takes no argument. ${CONSEQUENCE} Remove the word, or write the restriction that it belongs to in front of it.`,
    "undeclared-class": `'{word}' is set in this configuration, but smtpd_restriction_classes does not list it, so it is no restriction class. ${CONSEQUENCE} Add it to smtpd_restriction_classes.`,
    unknown: `'{word}' is no restriction of Postfix {version}, and smtpd_restriction_classes does not list it. ${CONSEQUENCE} Correct or remove it.`,
  },
  ...onRestrictionLists((list, { configuration, report }) => {
    const { items } = list;
    for (const [index, item] of items.entries()) {
      if (item.kind !== "unknown" || isTemplated(item.name) || isPathBehindColon(item, list)) continue;
      const { start, end } = item.word;
      report({
        ...explain(item, items[index - 1], list, configuration),
        ...list.spanOf(start, end),
      });
    }
  }),
});

type Explanation = Pick<Report, "message" | "data" | "fixes">;

function explain(
  item: Restriction,
  previous: Restriction | undefined,
  list: RestrictionList,
  configuration: Configuration,
): Explanation {
  const { registry, version } = configuration.facts;
  const data = { word: shorten(item.name, 60), version: version.text };
  if (item.fact) return otherVersion(item, list, data, configuration);
  const glued = gluedName(item.name, list, configuration);
  if (glued) {
    const fixes = replace(item, list, glued.text, true);
    return { message: "glued", data: { ...data, name: glued.name }, fixes };
  }
  if (isSetByUser(item.name, list, configuration)) return { message: "undeclared-class", data };
  const names = registry.restrictionNames().filter((name) => {
    return restrictionAvailability(registry.restriction(name)!, version) === "available";
  });
  const candidates = nearest(item.name, [...names, ...list.classes]);
  if (candidates.length > 0) {
    const clear = isClear(item.name, candidates);
    const offered = clear ? candidates.slice(0, 1) : candidates;
    const quoted = offered.map((name) => `'${name}'`);
    const fixes = offered.flatMap((name, index) => replace(item, list, name, clear && index === 0));
    return { message: "typo", data: { ...data, candidates: joinWords(quoted, "or") }, fixes };
  }
  return strayWord(item, previous, list, data);
}

function otherVersion(
  item: Restriction,
  list: RestrictionList,
  data: Record<string, string>,
  { facts: { version } }: Configuration,
): Explanation {
  const { since = "", removed = "", replacedBy: replacement = "" } = item.fact!;
  if (restrictionAvailability(item.fact!, version) === "too-new") {
    return { message: "too-new", data: { ...data, since } };
  }
  const takesOther = item.name.toLowerCase() === "reject_maps_rbl";
  const fixes = takesOther ? [] : replace(item, list, replacement, item.name === "check_relay_domains");
  return { message: "removed", data: { ...data, removed, replacement }, fixes };
}

function strayWord(
  item: Restriction,
  previous: Restriction | undefined,
  list: RestrictionList,
  data: Record<string, string>,
): Explanation {
  const looksLikeArgument = /[./\d]/.test(item.name);
  if (!looksLikeArgument || previous?.kind !== "restriction") return { message: "unknown", data };
  const told = { ...data, previous: previous.name };
  if (previous.fact?.arg === "none") return { message: "stray-argument", data: told };
  const isZone = previous.fact?.arg === "domain=pattern" && /^[\w-]+(?:\.[\w-]+)+(?:=.*)?$/.test(item.name);
  if (!isZone) return { message: "unknown", data };
  const { start, end } = item.word;
  const at = list.spanOf(start, end).start;
  const edits = [{ start: at, end: at, newText: `${previous.name}${separatorIn(list)}` }];
  const isWritten = list.expanded.isWritten(start, end);
  const fixes = isWritten ? [{ title: `Add '${previous.name}' in front`, edits, preferred: true }] : [];
  return { message: "stray-zone", data: told, fixes };
}

/** Overrides without braces end at the first blank. */
function separatorIn({ file }: RestrictionList): string {
  return file === "postfix-master" ? "," : " ";
}

/** A name with what is glued to it: an argument, another name, punctuation. */
function gluedName(
  word: string,
  list: RestrictionList,
  { facts: { registry } }: Configuration,
): { name: string; text: string } | undefined {
  const [, name, glue, rest] = /^(\w+)(\W+)(.*)$/.exec(word) ?? [];
  const fact = name === undefined ? undefined : registry.restriction(name.toLowerCase());
  if (!fact || name === undefined || rest === undefined) return undefined;
  const belongsApart =
    registry.restriction(rest.toLowerCase()) !== undefined || (fact.arg !== "none" && glue === "=");
  return { name, text: belongsApart ? `${name}${separatorIn(list)}${rest}` : name };
}

function isSetByUser(name: string, { scopes }: RestrictionList, configuration: Configuration): boolean {
  if (configuration.builtinKind(name) !== undefined) return false;
  if (configuration.definitions(name).length > 0) return true;
  return scopes.some((scope) => scope !== undefined && configuration.overridesIn(scope, name).length > 0);
}

/** What a blank behind a colon cut off from its table is reported as such. */
function isPathBehindColon({ word }: Restriction, { expanded: { text } }: RestrictionList): boolean {
  return word.text.startsWith("/") && text.slice(0, word.start).trimEnd().endsWith(":");
}

function replace(item: Restriction, list: RestrictionList, newText: string, preferred: boolean): Fix[] {
  const { start, end } = item.word;
  if (!list.expanded.isWritten(start, end)) return [];
  return [{ title: `Change to '${newText}'`, edits: [{ ...list.spanOf(start, end), newText }], preferred }];
}
