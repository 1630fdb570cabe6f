import { lineEndOf } from "../../../base/source-text";
import type { Configuration } from "../../model/configuration";
import { hasMainSettings, hasValue, isYes, knownValue, readersOf } from "../program-settings";
import { defineRule, type Fix } from "../rule";
import { onSettings, type Setting, type SettingContext } from "../settings";

const LEVEL = "smtpd_tls_security_level";
const SWITCHES = ["smtpd_tls_wrappermode", "smtpd_enforce_tls", "smtpd_use_tls"];
const CERTIFICATES = [
  "smtpd_tls_cert_file",
  "smtpd_tls_chain_files",
  "smtpd_tls_eccert_file",
  "smtpd_tls_dcert_file",
];
/** Files that hold certificates and never a key, with the place of the key. */
const KEYLESS: readonly (readonly [certificate: RegExp, key: string])[] = [
  [/^(\/etc\/letsencrypt\/live\/[^/]+\/)(?:fullchain|cert)\.pem$/, "$1privkey.pem"],
  [/^\/etc\/ssl\/certs\/ssl-cert-snakeoil\.pem$/, "/etc/ssl/private/ssl-cert-snakeoil.key"],
];

export const missingCertificate = defineRule({
  id: "missing-certificate",
  since: "0.1.0",
  status: "stable",
  severity: "error",
  docs: {
    what: "TLS that is switched on for an SMTP server which has no certificate, or no key for it.",
    why: "Postfix logs 'No server certs available. TLS won't be enabled', goes on offering STARTTLS all the same, and answers it with a temporary error. Mail comes in the clear or not at all, and with TLS required nobody gets in.",
    bad: "smtpd_tls_security_level = may\n",
    good: "smtpd_tls_security_level = may\nsmtpd_tls_chain_files = /etc/postfix/key-and-chain.pem\n",
    references: ["postconf(5)", "TLS_README"],
  },
  messages: {
    certificate:
      "TLS is switched on here, but no certificate is set: the server answers STARTTLS with a temporary error, and mail comes in the clear or not at all. Set {parameter} to the server's key and certificates.",
    key: "'{file}' holds no key, and without smtpd_tls_key_file Postfix looks for the key in this very file: it switches TLS off. Set smtpd_tls_key_file to '{key}'.",
  },
  ...onSettings(
    (name) => name === LEVEL || name === "smtpd_tls_cert_file" || SWITCHES.includes(name),
    (setting, context) => {
      if (setting.name === "smtpd_tls_cert_file") checkKey(setting, context);
      else checkCertificate(setting, context);
    },
  ),
});

function checkCertificate(setting: Setting, { configuration, report }: SettingContext): void {
  if (knownValue(setting, configuration) === undefined) return;
  const isBare = readersOf(setting, "smtpd", configuration).some(
    (scope) =>
      decidingSetting(configuration, scope) === setting.name &&
      !CERTIFICATES.some((name) => hasValue(configuration, name, scope)),
  );
  if (!isBare || !hasMainSettings(configuration)) return;
  const hasChains =
    configuration.facts.registry.parameter("smtpd_tls_chain_files")?.availability.kind === "available";
  const parameter = hasChains ? "smtpd_tls_chain_files" : "smtpd_tls_cert_file and smtpd_tls_key_file";
  report({ message: "certificate", data: { parameter }, ...setting.valueSpan(0, setting.value.length) });
}

/** The parameter that switches TLS on for a server, as smtpd.c looks for one. */
function decidingSetting(configuration: Configuration, scope: string | undefined): string | undefined {
  if (isYes(configuration, "smtpd_tls_wrappermode", scope)) return "smtpd_tls_wrappermode";
  const level = configuration.expandedValueOf(LEVEL, scope)?.toLowerCase();
  if (level === "may" || level === "encrypt") return LEVEL;
  return level === "" ? SWITCHES.find((name) => isYes(configuration, name, scope)) : undefined;
}

function checkKey(setting: Setting, { configuration, text, report }: SettingContext): void {
  const file = knownValue(setting, configuration)?.text;
  if (file === undefined) return;
  const found = KEYLESS.find(([pattern]) => pattern.test(file));
  if (!found) return;
  const key = file.replace(found[0], found[1]);
  const lacksKey = readersOf(setting, "smtpd", configuration).some(
    (scope) =>
      decidingSetting(configuration, scope) !== undefined &&
      configuration.valueOf("smtpd_tls_key_file", scope)?.origin === "default" &&
      !hasValue(configuration, "smtpd_tls_chain_files", scope),
  );
  if (!lacksKey || !hasMainSettings(configuration)) return;
  const span = setting.valueSpan(0, setting.value.length);
  report({ message: "key", data: { file, key }, ...span, fixes: keyFixes(setting, text, span.end, key) });
}

/** A line behind the certificate's own; in master.cf it would have to be an option, where blanks matter. */
function keyFixes(setting: Setting, text: string, end: number, key: string): Fix[] {
  if (setting.scope !== undefined || setting.value.includes("$")) return [];
  const eol = lineEndOf(text);
  const newText = `${eol}smtpd_tls_key_file = ${key}`;
  return [{ title: "Set smtpd_tls_key_file", edits: [{ start: end, end, newText }], preferred: true }];
}
