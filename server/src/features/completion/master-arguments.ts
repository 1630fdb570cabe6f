/** master.cf: what stands behind the command of a service, parameter overrides aside. */
import { CompletionItemKind, type CompletionList } from "vscode-languageserver-types";
import type { CommandAttributeFact } from "../../knowledge/facts";
import { hasSince } from "../../knowledge/version";
import type { ArgumentSpot } from "./context";
import { argumentMacros, writtenMacros } from "./macros";
import type { Proposal, Query } from "./proposal";
import { NOTHING, type Place, renderProposals } from "./render";
import { referenceNameAt } from "./value-token";

/** Completes an option of a daemon, or an attribute of pipe(8) and its like. */
export function argumentCompletion(spot: ArgumentSpot, query: Query, place: Place): CompletionList {
  if ([...spot.before, spot.typed].some((word) => word.startsWith("argv="))) {
    return commandCompletion(spot, query, place);
  }
  const equals = spot.typed.indexOf("=");
  if (equals >= 0) return flagLetters(spot, equals, query, place);
  const sign = spot.word.indexOf("=");
  const isOption = spot.typed.startsWith("-");
  const proposals = [
    ...(isOption ? [] : attributeProposals(spot, query)),
    ...(spot.options && (isOption || spot.typed === "") ? optionProposals() : []),
  ];
  const end = spot.start + (sign >= 0 ? sign : spot.word.length);
  return renderProposals({ start: spot.start, end, proposals }, place, undefined);
}

/** Behind `argv=`: the macros that the program fills in. */
function commandCompletion(spot: ArgumentSpot, query: Query, place: Place): CompletionList {
  const fact = query.registry.daemon(spot.service.daemon);
  if (!fact) return NOTHING;
  const { version } = query.facts;
  const reference = referenceNameAt(spot.word, spot.typed.length);
  if (reference) {
    const [start, end] = [spot.start + reference.start, spot.start + reference.end];
    const proposals = argumentMacros(fact, version, reference.closer);
    return renderProposals({ start, end, proposals }, place, undefined);
  }
  // Anything else is a word of somebody's own.
  if (spot.typed !== "") return NOTHING;
  const proposals = writtenMacros(fact, version);
  return renderProposals({ start: spot.start, end: spot.start, proposals }, place, undefined);
}

/** `user=` and the like: what must be there first, what must be last at the end. */
function attributeProposals(spot: ArgumentSpot, { registry, facts }: Query): Proposal[] {
  const attributes = registry.daemon(spot.service.daemon)?.commandAttributes ?? {};
  const used = new Set([...spot.before, ...spot.after].map((word) => word.replace(/=.*$/, "")));
  const rank = ({ required, mustBeLast }: CommandAttributeFact) => (mustBeLast ? 2 : required ? 0 : 1);
  return Object.entries(attributes)
    .filter(([name, attribute]) => !used.has(name) && hasSince(facts.version, attribute.since))
    .sort(([, a], [, b]) => rank(a) - rank(b))
    .map(([name, attribute]) => ({
      label: `${name}=`,
      ...(spot.word.includes("=") ? { text: name } : {}),
      kind: CompletionItemKind.Property,
      note: attribute.required ? "required" : undefined,
      again: attribute.letters !== undefined,
    }));
}

const OPTIONS: readonly string[] = ["-o", "-v", "-D"];

function optionProposals(): Proposal[] {
  return OPTIONS.map((label) => ({
    label,
    // A name follows; the blank is part of the option.
    text: label === "-o" ? "-o " : label,
    kind: CompletionItemKind.Keyword,
    again: label === "-o",
    about: { kind: "daemonOptions", name: label },
  }));
}

/** What the letters of `flags=` do. */
const LETTERS: Readonly<Record<string, string>> = {
  B: "blank line behind the message",
  D: "adds Delivered-To",
  F: "begins with a From line",
  O: "adds X-Original-To",
  R: "adds Return-Path",
  X: "marks the delivery as final",
  h: "lower case behind the @",
  q: "quotes white space in addresses",
  u: "lower case before the @",
  ".": "doubles a dot at a line's start",
  ">": "puts > before From at a line's start",
};

function flagLetters(spot: ArgumentSpot, equals: number, query: Query, place: Place): CompletionList {
  const attribute = query.registry.daemon(spot.service.daemon)?.commandAttributes?.[
    spot.typed.slice(0, equals)
  ];
  if (!attribute?.letters) return NOTHING;
  const at = spot.start + spot.typed.length;
  const present = spot.word.slice(equals + 1);
  const proposals = Object.entries(attribute.letters)
    .filter(([letter, of]) => {
      const since = typeof of === "string" ? of : of.since;
      return !present.includes(letter) && hasSince(query.facts.version, since);
    })
    .map(([label]) => ({ label, kind: CompletionItemKind.EnumMember, note: LETTERS[label], again: true }));
  return renderProposals({ start: at, end: at, proposals }, place, undefined);
}
