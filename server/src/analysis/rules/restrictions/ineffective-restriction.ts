import type { Configuration } from "../../model/configuration";
import type { Restriction } from "../../model/restrictions";
import { isYes, knownText, onRestrictionLists, type RestrictionList, type Scope } from "../restriction-lists";
import { defineRule } from "../rule";

/** What needs logins and logs a warning without them. permit_sasl_authenticated says nothing: it is in the defaults. */
const FOR_LOGINS = new Set([
  "check_sasl_access",
  "reject_sender_login_mismatch",
  "reject_authenticated_sender_login_mismatch",
  "reject_unauthenticated_sender_login_mismatch",
  "reject_known_sender_login_mismatch",
]);
const FOR_CERTIFICATES = new Set([
  "check_ccert_access",
  "permit_tls_clientcerts",
  "permit_tls_all_clientcerts",
]);

export const ineffectiveRestriction = defineRule({
  id: "ineffective-restriction",
  since: "0.1.0",
  status: "stable",
  severity: "warning",
  docs: {
    what: "An SMTP access restriction that can never apply, since what it depends on is switched off wherever the list is used.",
    why: "The SMTP server skips a restriction that depends on logins or on certificates of clients when it does not ask for them. For most it logs a warning each time; the list then works as if the restriction were not there, and those it was to let in or keep out are treated like everybody else.",
    bad: "smtp inet n - y - - smtpd -o smtpd_client_restrictions=check_sasl_access,inline:{a=reject}\n",
    good: "smtp inet n - y - - smtpd -o smtpd_client_restrictions=check_client_access,inline:{a=reject}\n",
    language: "postfix-master",
    references: ["SASL_README", "TLS_README", "postconf(5)"],
  },
  messages: {
    "no-logins":
      "'{name}' is ignored: clients cannot log in, since smtpd_sasl_auth_enable is not 'yes' wherever this list is used. Switch logins on, or remove the restriction.",
    "no-certificates":
      "'{name}' never applies: clients are not asked for certificates wherever this list is used. Set 'smtpd_tls_ask_ccert = yes', or remove the restriction.",
    "no-fingerprints":
      "'{name}' never applies: relay_clientcerts names no certificates wherever this list is used. Set relay_clientcerts, or remove the restriction.",
  },
  ...onRestrictionLists((list, { configuration, report }) => {
    // A service of a master.cf that is not at hand may well switch on what main.cf does not.
    if (!configuration.hasServices()) return;
    for (const item of list.items) {
      const message = problemOf(item, list, configuration);
      if (!message) continue;
      const { start, end } = item.word;
      report({ message, data: { name: item.name }, ...list.spanOf(start, end) });
    }
  }),
});

function problemOf(
  { kind, name }: Restriction,
  { allScopes }: RestrictionList,
  configuration: Configuration,
): string | undefined {
  if (kind !== "restriction") return undefined;
  const everywhere = (test: (scope: Scope) => boolean) => allScopes.every(test);
  if (FOR_LOGINS.has(name)) {
    return everywhere((scope) => isNo(configuration, "smtpd_sasl_auth_enable", scope))
      ? "no-logins"
      : undefined;
  }
  if (!FOR_CERTIFICATES.has(name)) return undefined;
  const neverAsks = (scope: Scope) =>
    isNo(configuration, "smtpd_tls_ask_ccert", scope) && isNo(configuration, "smtpd_tls_req_ccert", scope);
  if (everywhere(neverAsks)) return "no-certificates";
  const hasNone = (scope: Scope) => knownText(configuration, "relay_clientcerts", scope) === "";
  return name === "permit_tls_clientcerts" && everywhere(hasNone) ? "no-fingerprints" : undefined;
}

function isNo(configuration: Configuration, name: string, scope: Scope): boolean {
  return knownText(configuration, name, scope)?.toLowerCase() === "no" && !isYes(configuration, name, scope);
}
