import type { Configuration } from "../../model/configuration";
import type { Restriction } from "../../model/restrictions";
import { isYes, knownText, onRestrictionLists, type RestrictionList } from "../restriction-lists";
import { defineRule } from "../rule";

/** What a check does with clients that have logged in when no address belongs to anybody. */
const REJECTS_LOGINS = new Set([
  "reject_sender_login_mismatch",
  "reject_authenticated_sender_login_mismatch",
]);
const DOES_NOTHING = new Set([
  "reject_known_sender_login_mismatch",
  "reject_unauthenticated_sender_login_mismatch",
]);

export const missingLoginMaps = defineRule({
  id: "missing-login-maps",
  since: "0.1.0",
  status: "stable",
  severity: "error",
  severities: { "no-effect": "warning" },
  docs: {
    what: "A check of who may send under which address, without smtpd_sender_login_maps to say so.",
    why: "smtpd_sender_login_maps names the logins that an address belongs to. While it is empty no address belongs to anybody: reject_sender_login_mismatch and reject_authenticated_sender_login_mismatch turn away all mail of clients that have logged in, whatever sender they use, with '553 5.7.1 Sender address rejected: not owned by user'; the other two checks never turn away anything.",
    bad: "smtpd_sasl_auth_enable = yes\nsmtpd_tls_auth_only = yes\nsmtpd_sender_restrictions = reject_sender_login_mismatch\n",
    good: "smtpd_sender_login_maps = pcre:/etc/postfix/logins\nsmtpd_sender_restrictions = reject_sender_login_mismatch\n",
    references: ["SASL_README", "postconf(5)"],
  },
  messages: {
    "rejects-all":
      "smtpd_sender_login_maps is empty, so no address belongs to any login, and '{name}' turns away all mail of clients that have logged in. Set smtpd_sender_login_maps.",
    "no-effect":
      "smtpd_sender_login_maps is empty, so no address belongs to any login, and '{name}' never turns away anything. Set smtpd_sender_login_maps.",
  },
  ...onRestrictionLists((list, { configuration, report }) => {
    let isPermitted = false;
    for (const item of list.items) {
      isPermitted ||= item.kind === "restriction" && item.name === "permit_sasl_authenticated";
      const message = problemOf(item, isPermitted, list, configuration);
      if (!message) continue;
      const { start, end } = item.word;
      report({ message, data: { name: item.name }, ...list.spanOf(start, end) });
    }
  }),
});

function problemOf(
  { kind, name }: Restriction,
  isPermitted: boolean,
  { scopes }: RestrictionList,
  configuration: Configuration,
): string | undefined {
  const rejects = REJECTS_LOGINS.has(name);
  if (kind !== "restriction" || !(rejects || DOES_NOTHING.has(name))) return undefined;
  const isMissing = scopes.some(
    (scope) =>
      isYes(configuration, "smtpd_sasl_auth_enable", scope) &&
      knownText(configuration, "smtpd_sender_login_maps", scope) === "",
  );
  // Behind permit_sasl_authenticated a check of logins alone is without effect in any case.
  if (!isMissing || (isPermitted && name === "reject_authenticated_sender_login_mismatch")) return undefined;
  return rejects && !isPermitted ? "rejects-all" : "no-effect";
}
