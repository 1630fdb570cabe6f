import { splitWords } from "../../../syntax/lists";
import type { Configuration } from "../../model/configuration";
import type { RelayGuard } from "../../model/restrictions";
import { hasRelayList, RECIPIENT_LIST, RELAY_LIST, relayGuardOf, relayPlaces } from "../relay-guard";
import { type PlacedSetting, type Scope, serverScopes } from "../restriction-lists";
import { type ConfigurationContext, defineRule, type Fix } from "../rule";
import { expandedValue } from "../settings";

/** What Postfix itself has in smtpd_relay_restrictions when nothing is set. */
const USUAL = ["permit_mynetworks", "permit_sasl_authenticated", "defer_unauth_destination"];

const FATAL =
  "The SMTP server refuses to work without one, so as not to be an open relay: it ends with a fatal error each time it starts, and no mail comes in.";
const ADVICE = "Put reject_unauth_destination into {list}.";

export const missingRelayGuard = defineRule({
  id: "missing-relay-guard",
  since: "0.1.0",
  status: "stable",
  severity: "error",
  docs: {
    what: "An SMTP server whose restrictions do not say that mail for other domains is turned away.",
    why: "Before it serves anybody, the SMTP server looks for reject_unauth_destination, defer_unauth_destination, reject, defer or defer_if_permit in smtpd_relay_restrictions and smtpd_recipient_restrictions. One is enough, but it must work: behind `permit` or `warn_if_reject` it does not count. If there is none, each SMTP server process ends with 'specify at least one working instance of' in the log, and clients are left without an answer.",
    bad: "smtpd_relay_restrictions =\nsmtpd_recipient_restrictions = permit_mynetworks, reject_unknown_recipient_domain\n",
    good: "smtpd_recipient_restrictions = permit_mynetworks, reject_unauth_destination, reject_unknown_recipient_domain\n",
    references: ["SMTPD_ACCESS_README", "postconf(5)"],
  },
  messages: {
    missing: `Nothing in {lists} turns mail for other domains away. ${FATAL} ${ADVICE}`,
    "test-only": `What turns mail for other domains away is only tested here: behind warn_if_reject it does not count. ${FATAL} Remove the warn_if_reject, or put reject_unauth_destination into {list} besides.`,
    default: `Nothing turns mail for other domains away: neither ${RELAY_LIST} nor ${RECIPIENT_LIST} is set, and below compatibility level 1 the defaults hold nothing of the kind. ${FATAL} Set compatibility_level to the version that this file was written for, or set ${RELAY_LIST}.`,
    "behind-permit": `What turns mail for other domains away stands behind 'permit' here, where it is never looked at. ${FATAL} Put reject_unauth_destination in front of the 'permit'.`,
  },
  configuration(context) {
    const { configuration } = context;
    const seen = new Set<unknown>();
    for (const scope of serverScopes(configuration)) {
      const guard = relayGuardOf(configuration, scope);
      if (guard === "present" || guard === "unknown") continue;
      const place = placeToMend(configuration, scope);
      if (seen.has(place?.chunk)) continue;
      seen.add(place?.chunk);
      if (place) reportAt(place, guard, context);
      // Elsewhere a file that sets neither may well be a part of one.
      else if (configuration.isLive) {
        context.report({ message: "default", file: "postfix-main", start: 0, end: 0 });
      }
    }
  },
});

/** The setting to mend: the server's own before that of main.cf, the list that is for it before the other. */
function placeToMend(configuration: Configuration, scope: Scope): PlacedSetting | undefined {
  const places = relayPlaces(configuration, scope);
  return places.find(({ setting }) => setting.scope !== undefined) ?? places[0];
}

function reportAt(
  { setting, chunk, file }: PlacedSetting,
  guard: RelayGuard,
  { configuration, report }: ConfigurationContext,
): void {
  const { value, nameSpan } = setting;
  const { start } = nameSpan;
  const end = value === "" ? nameSpan.end : setting.valueSpan(0, value.length).end;
  report({
    message: guard,
    data: {
      list: setting.name,
      lists: hasRelayList(configuration) ? `${RELAY_LIST} or ${RECIPIENT_LIST}` : RECIPIENT_LIST,
    },
    file,
    chunk,
    start,
    end,
    fixes: () => additions({ setting, chunk, file }, configuration),
  });
}

/** Adds the guard at the end, or in front of a `permit`. An empty list gets what Postfix itself would have there. */
function additions({ setting, file }: PlacedSetting, configuration: Configuration): Fix[] {
  const separator = file === "postfix-master" ? "," : ", ";
  const { value } = setting;
  const end = setting.valueSpan(value.length, value.length).start;
  const add = (at: number, newText: string, names: string): Fix => ({
    title: `Add ${names}`,
    edits: [{ start: at, end: at, newText }],
    preferred: true,
  });
  if (value === "") {
    const blank = file === "postfix-master" ? "" : " ";
    return [add(end, `${blank}${USUAL.join(separator)}`, `'${USUAL.join(", ")}'`)];
  }
  const guard = "reject_unauth_destination";
  const expanded = expandedValue(setting, configuration);
  if (!expanded) return [];
  const permit = splitWords(expanded.text).find(({ text }) => text.toLowerCase() === "permit");
  if (!permit) {
    const last = setting.valueSpan(0, value.length).end;
    return [add(last, `${separator}${guard}`, `'${guard}'`)];
  }
  if (!expanded.isWritten(permit.start, permit.end)) return [];
  const place = expanded.placeOf(permit.start, permit.end);
  return [add(setting.valueSpan(place.start, place.end).start, `${guard}${separator}`, `'${guard}'`)];
}
