import type { Configuration } from "../../model/configuration";
import { isReached, type Restriction, restrictionAvailability } from "../../model/restrictions";
import { onRestrictionLists, type RestrictionList } from "../restriction-lists";
import { defineRule, type Fix } from "../rule";

export const deprecatedRestriction = defineRule({
  id: "deprecated-restriction",
  since: "0.1.0",
  status: "stable",
  severity: "warning",
  severities: { alias: "information" },
  fixAllTitle: "Use the current names of all restrictions",
  docs: {
    what: "An SMTP access restriction that still works in this version, but has an old name or is going to be removed.",
    why: "Postfix keeps old names working for years, then drops them: an upgrade to 3.9 made `check_relay_domains`, `reject_maps_rbl` and `permit_naked_ip_address` errors that turn all mail away. Old names also tell a reader less than the current ones, and their descriptions are gone from the manual.",
    bad: "smtpd_helo_restrictions = reject_invalid_hostname\n",
    good: "smtpd_helo_restrictions = reject_invalid_helo_hostname\n",
    references: ["DEPRECATION_README", "postconf(5)"],
  },
  messages: {
    alias: "'{name}' is the old name of '{replacement}'. Both mean the same; use the current one.",
    deprecated:
      "'{name}' is deprecated since Postfix {since} and will be removed. Use {replacement} instead.",
  },
  ...onRestrictionLists((list, { configuration, report }) => {
    for (const item of list.items) {
      const { kind, name, fact, word } = item;
      if (kind !== "restriction" || !fact) continue;
      const place = list.spanOf(word.start, word.end);
      const current = currentName(item, configuration);
      if (current !== undefined) {
        const fixes = renaming(item, current, list);
        report({ message: "alias", data: { name, replacement: current }, ...place, fixes });
      } else if (!fact.aliasOf && isReached(fact.deprecated, configuration.facts.version)) {
        const data = { name, since: fact.deprecated!, replacement: quoted(item, configuration) };
        report({ message: "deprecated", data, ...place });
      }
    }
  }),
});

/** The name that a restriction has in this version, when it goes by an old one. */
function currentName({ fact }: Restriction, { facts }: Configuration): string | undefined {
  const current = fact?.aliasOf === undefined ? undefined : facts.registry.restriction(fact.aliasOf);
  return current && restrictionAvailability(current, facts.version) === "available"
    ? fact?.aliasOf
    : undefined;
}

function quoted({ fact }: Restriction, { facts }: Configuration): string {
  const name = fact?.replacedBy ?? "";
  return facts.registry.parameter(name) ? `the parameter '${name}'` : `'${name}'`;
}

function renaming({ word }: Restriction, newText: string, list: RestrictionList): Fix[] {
  if (!list.expanded.isWritten(word.start, word.end)) return [];
  const edits = [{ ...list.spanOf(word.start, word.end), newText }];
  return [{ title: `Change to '${newText}'`, edits, preferred: true, fixAll: true }];
}
