import type { Configuration } from "../../model/configuration";
import { parseRestrictions, type Restriction, verdictOnStranger } from "../../model/restrictions";
import { relayGuardOf, relayPlaces } from "../relay-guard";
import { classesOf, contentsIn, knownText, listsOf, type Scope, serverScopes } from "../restriction-lists";
import { type ConfigurationContext, defineRule } from "../rule";

/** The only list that a message does not have to pass. */
const NOT_FOR_MAIL = "smtpd_etrn_restrictions";

export const openRelayList = defineRule({
  id: "open-relay-list",
  since: "0.1.0",
  status: "stable",
  severity: "error",
  docs: {
    what: "Restriction lists that let any stranger send mail through this server to any domain.",
    why: "Before it starts, the SMTP server insists on a guard such as reject_unauth_destination in its lists, but it looks for the mere word. A restriction class with `permit` in front of it, a block list check that takes the word for its domain, or a second `warn_if_reject` keep the guard from ever working, and then the server relays for everybody without a word. Such a server is found within hours, sends spam for others, and ends on block lists.",
    bad: "smtpd_relay_restrictions = permit_mynetworks, reject_rbl_client reject_unauth_destination\n",
    good: "smtpd_relay_restrictions = permit_mynetworks, reject_unauth_destination\n",
    references: ["SMTPD_ACCESS_README", "RESTRICTION_CLASS_README", "postconf(5)"],
  },
  messages: {
    permit:
      "Any stranger may send mail through this server to anybody: '{entry}' permits it, and no other list turns it away. Put reject_unauth_destination in front of it.",
    nothing:
      "Any stranger may send mail through this server to anybody: nothing in this list, nor in any other, turns it away. Put reject_unauth_destination into this list.",
  },
  configuration(context) {
    const seen = new Set<unknown>();
    for (const scope of serverScopes(context.configuration)) checkServer(scope, seen, context);
  },
});

/** A stranger gets through only where each list lets the mail pass: a single one that may not is enough to say nothing. */
function checkServer(
  scope: Scope,
  seen: Set<unknown>,
  { configuration, report }: ConfigurationContext,
): void {
  if (!isReachable(configuration, scope)) return;
  const permits = permitsOnTheWay(configuration, scope);
  // Without the word the server does not even start.
  if (!permits || relayGuardOf(configuration, scope) !== "present") return;
  const place = relayPlaces(configuration, scope).find(
    ({ setting }) => relayGuardOf(configuration, scope, [setting.name]) === "present",
  );
  if (!place || seen.has(place.chunk)) return;
  seen.add(place.chunk);
  const { setting, chunk, file } = place;
  const permit = permits.get(setting.name);
  report({
    message: permit ? "permit" : "nothing",
    data: { entry: permit?.word.text ?? "" },
    file,
    chunk,
    ...setting.valueSpan(0, setting.value.length),
  });
}

/** What permits in each list, where it is said outright; undefined when the mail may not get through. */
function permitsOnTheWay(
  configuration: Configuration,
  scope: Scope,
): ReadonlyMap<string, Restriction | undefined> | undefined {
  const classes = classesOf(configuration, scope);
  if (!classes) return undefined;
  const contents = contentsIn(configuration, scope);
  const permits = new Map<string, Restriction | undefined>();
  for (const name of listsOf(configuration)) {
    if (name === NOT_FOR_MAIL) continue;
    const text = knownText(configuration, name, scope);
    if (text === undefined) return undefined;
    const items = parseRestrictions(text, configuration.facts.registry, classes);
    const verdict = verdictOnStranger(items, contents);
    if (verdict.kind !== "passes") return undefined;
    permits.set(name, verdict.permit);
  }
  return permits;
}

/** Whether others than this machine can connect to a server. */
function isReachable(configuration: Configuration, scope: Scope): boolean {
  if (scope?.endsWith("/unix") || /^(?:127\.|localhost:|\[::1\]:)/.test(scope ?? "")) return false;
  return configuration.expandedValueOf("inet_interfaces", scope) !== "loopback-only";
}
