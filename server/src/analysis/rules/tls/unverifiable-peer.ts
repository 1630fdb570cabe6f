import { lineEndOf } from "../../../base/source-text";
import { splitPlainWords } from "../../../syntax/lists";
import type { Configuration } from "../../model/configuration";
import { hasMainSettings, hasValue, isYes, knownValue, readersOf } from "../program-settings";
import { defineRule, type Fix } from "../rule";
import { onSettings, type Setting, type SettingContext } from "../settings";
import { clientTlsLevel } from "../tls-values";

const NAMES = /^(?:smtp|lmtp)_(?:tls_security_level|enforce_tls|tls_CAfile)$/;
type Protocol = "smtp" | "lmtp";

export const unverifiablePeer = defineRule({
  id: "unverifiable-peer",
  since: "0.1.0",
  status: "stable",
  severity: "error",
  severities: { dane: "warning", own: "warning" },
  docs: {
    what: "A client that shall verify certificates but has nothing to verify them with.",
    why: "At the levels `verify` and `secure` a server must show a certificate that a trusted authority has signed. Postfix trusts no authority unless told: without a file of them no certificate is good, and all mail stays in the queue with 'Server certificate not verified'. `dane` needs answers that DNSSEC protects, and without `smtp_dns_support_level = dnssec` falls back to `may`, or with `dane-only` sends nothing.",
    bad: "smtp_tls_security_level = verify\n",
    good: "smtp_tls_security_level = verify\nsmtp_tls_CAfile = /etc/ssl/certs/ca-certificates.crt\n",
    references: ["postconf(5)", "TLS_README"],
  },
  messages: {
    authorities:
      "Certificates shall be verified here, but no authority is trusted: no server passes, and mail stays in the queue. Set {protocol}_tls_CAfile to the system's file of authorities.",
    fingerprints:
      "At the level 'fingerprint' the server's fingerprint must be known, and none is set: mail stays in the queue. Set {protocol}_tls_fingerprint_cert_match.",
    dane: "DANE needs DNSSEC, and {protocol}_dns_support_level is not 'dnssec': Postfix logs a warning and takes the level 'may' instead, without any verification. Set {protocol}_dns_support_level to 'dnssec'.",
    "dane-only":
      "DANE needs DNSSEC, and {protocol}_dns_support_level is not 'dnssec': all mail stays in the queue. Set {protocol}_dns_support_level to 'dnssec'.",
    own: "'{file}' is the certificate of this server, as {parameter} says, and no list of trusted authorities: other servers' certificates are verified against nothing else. Set this to the system's file of authorities.",
  },
  ...onSettings(
    (name) => NAMES.test(name),
    (setting, context) => {
      if (setting.name.endsWith("_CAfile")) checkFile(setting, context);
      else checkLevel(setting, context);
    },
  ),
});

function checkLevel(setting: Setting, { configuration, text, report }: SettingContext): void {
  const value = knownValue(setting, configuration)?.text.toLowerCase();
  const isLegacy = setting.name.endsWith("_enforce_tls");
  if (value === undefined || value === "" || (isLegacy && value !== "yes")) return;
  const protocol = setting.name.slice(0, 4) as Protocol;
  const span = setting.valueSpan(0, setting.value.length);
  for (const scope of readersOf(setting, protocol, configuration)) {
    if (isLegacy && configuration.expandedValueOf(`${protocol}_tls_security_level`, scope) !== "") continue;
    const message = lackOf(configuration, protocol, scope);
    if (!message || !hasMainSettings(configuration)) continue;
    const fixes = message.startsWith("dane") ? dnssecFixes(setting, text, span.end, configuration) : [];
    report({ message, data: { protocol }, ...span, fixes });
    return;
  }
}

/** What is missing where the client of a service verifies; policy tables may bring it for each destination. */
function lackOf(
  configuration: Configuration,
  protocol: Protocol,
  scope: string | undefined,
): string | undefined {
  const level = clientTlsLevel(configuration, protocol, scope);
  const has = (suffix: string) => hasValue(configuration, `${protocol}_${suffix}`, scope);
  if (level === "dane" || level === "dane-only") {
    const support = configuration.expandedValueOf(`${protocol}_dns_support_level`, scope)?.toLowerCase();
    return support === "" || support === "enabled" || support === "disabled" ? level : undefined;
  }
  if (has("tls_policy_maps") || has("tls_per_site")) return undefined;
  if (level === "fingerprint") return has("tls_fingerprint_cert_match") ? undefined : "fingerprints";
  if (level !== "verify" && level !== "secure") return undefined;
  const trusts = has("tls_CAfile") || has("tls_CApath") || has("tls_trust_anchor_file");
  return trusts || isYes(configuration, "tls_append_default_CA", scope) !== false ? undefined : "authorities";
}

/** A line behind the one in main.cf, unless the parameter is set somewhere already. */
function dnssecFixes(
  { name, scope }: Setting,
  text: string,
  end: number,
  configuration: Configuration,
): Fix[] {
  const parameter = `${name.slice(0, 4)}_dns_support_level`;
  if (scope !== undefined || configuration.definitions(parameter).length > 0) return [];
  const newText = `${lineEndOf(text)}${parameter} = dnssec`;
  return [{ title: `Set ${parameter} to 'dnssec'`, edits: [{ start: end, end, newText }], preferred: true }];
}

function checkFile(setting: Setting, { configuration, report }: SettingContext): void {
  const file = knownValue(setting, configuration)?.text;
  if (!file) return;
  const parameter = ["smtpd_tls_cert_file", "smtpd_tls_chain_files"].find((name) =>
    splitPlainWords(configuration.expandedValueOf(name) ?? "").some((word) => word.text === file),
  );
  if (!parameter) return;
  report({ message: "own", data: { file, parameter }, ...setting.valueSpan(0, setting.value.length) });
}
