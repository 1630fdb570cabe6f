/**
 * The guard against relaying: the SMTP server does not start without one in
 * smtpd_relay_restrictions or smtpd_recipient_restrictions.
 */
import { hasSince } from "../../knowledge/version";
import type { Configuration } from "../model/configuration";
import { RELAY_GUARDS, type RelayGuard, relayGuardIn, restrictionAvailability } from "../model/restrictions";
import { classesOf, knownText, type PlacedSetting, placedSetting, type Scope } from "./restriction-lists";

export const RELAY_LIST = "smtpd_relay_restrictions";
export const RECIPIENT_LIST = "smtpd_recipient_restrictions";
/** Up to the version before, smtpd_recipient_restrictions alone had to hold the guard. */
const RELAY_LIST_SINCE = "2.10";

/** Whether the version has smtpd_relay_restrictions. */
export function hasRelayList({ facts: { version } }: Configuration): boolean {
  return hasSince(version, RELAY_LIST_SINCE);
}

function guardLists(configuration: Configuration): readonly string[] {
  return hasRelayList(configuration) ? [RELAY_LIST, RECIPIENT_LIST] : [RECIPIENT_LIST];
}

/** Whether a server finds a guard in the lists, or else why it does not count. */
export function relayGuardOf(
  configuration: Configuration,
  scope: Scope,
  lists = guardLists(configuration),
): RelayGuard {
  const classes = classesOf(configuration, scope);
  if (!classes) return "unknown";
  const { registry, version } = configuration.facts;
  const guards = new Set(
    [...RELAY_GUARDS].filter(
      (name) => restrictionAvailability(registry.restriction(name)!, version) === "available",
    ),
  );
  const textOf = (name: string) => knownText(configuration, name, scope);
  let failure: RelayGuard = "missing";
  for (const list of lists) {
    const text = textOf(list);
    const found = text === undefined ? "unknown" : relayGuardIn(text, guards, classes, textOf);
    if (found === "present" || found === "unknown") return found;
    if (found !== "missing") failure = found;
  }
  return failure;
}

/** Where a server has these lists from, as far as they are set; smtpd_relay_restrictions first. */
export function relayPlaces(configuration: Configuration, scope: Scope): PlacedSetting[] {
  return guardLists(configuration).flatMap((list) => placedSetting(configuration, list, scope) ?? []);
}
