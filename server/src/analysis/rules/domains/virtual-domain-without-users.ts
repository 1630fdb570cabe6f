import type { Configuration } from "../../model/configuration";
import { listedDomains } from "../domain-lists";
import { defineRule } from "../rule";
import { expandedValue, onSettings } from "../settings";

/** For each class of virtual domains: what names its users, and what may lead mail elsewhere before it matters. */
const CLASSES: Readonly<Record<string, { readonly users: string; readonly detours: readonly string[] }>> = {
  virtual_alias_domains: {
    users: "virtual_alias_maps",
    detours: ["canonical_maps", "recipient_canonical_maps", "transport_maps"],
  },
  virtual_mailbox_domains: {
    users: "virtual_mailbox_maps",
    detours: ["canonical_maps", "recipient_canonical_maps", "transport_maps", "virtual_alias_maps"],
  },
};

export const virtualDomainWithoutUsers = defineRule({
  id: "virtual-domain-without-users",
  since: "0.1.0",
  status: "stable",
  severity: "warning",
  docs: {
    what: "Virtual domains while nothing says which users they have.",
    why: "Being listed makes a domain virtual, and a virtual domain has the users that virtual_alias_maps or virtual_mailbox_maps name. With no table set there are none: mail for an alias domain is refused as 'User unknown in virtual alias table', and mail for a mailbox domain is even accepted first, and bounced when virtual(8) finds no mailbox.",
    bad: "virtual_alias_domains = example.com\n",
    good: "virtual_alias_domains = example.com\nvirtual_alias_maps = hash:/etc/postfix/virtual\n",
    references: ["VIRTUAL_README", "ADDRESS_CLASS_README", "virtual(8)"],
  },
  messages: {
    aliases:
      "Mail for {domain} is refused, whoever it is for: the addresses of a virtual alias domain are those in 'virtual_alias_maps', which is empty. Set it to a table of the addresses and where their mail goes.",
    mailboxes:
      "Mail for {domain} is accepted and cannot be delivered, whoever it is for: the mailboxes of a virtual mailbox domain are those in 'virtual_mailbox_maps', which is empty. Set it to a table of the addresses and their mailboxes, or 'virtual_transport' to the program that delivers this mail.",
  },
  ...onSettings(
    (name, value) => value !== "" && Object.hasOwn(CLASSES, name),
    (setting, { configuration, report }) => {
      const { name, scope } = setting;
      const expanded = scope === undefined ? expandedValue(setting, configuration) : undefined;
      const [first] = expanded ? listedDomains(expanded.text) : [];
      if (!first || !lacksUsers(name, configuration)) return;
      const place = expanded!.placeOf(first.start, first.end);
      const message = name === "virtual_alias_domains" ? "aliases" : "mailboxes";
      report({ message, data: { domain: first.text }, ...setting.valueSpan(place.start, place.end) });
    },
  ),
});

function lacksUsers(name: string, configuration: Configuration): boolean {
  const { users, detours } = CLASSES[name]!;
  const isEmpty = (parameter: string) =>
    configuration.overridesOf(parameter).length === 0 && configuration.expandedValueOf(parameter) === "";
  if (![users, ...detours].every(isEmpty)) return false;
  if (name === "virtual_alias_domains") return true;
  // Any other program has its own idea of who has a mailbox.
  return configuration.expandedValueOf("virtual_transport") === "virtual";
}
