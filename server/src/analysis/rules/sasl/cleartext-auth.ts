import { lineEndOf } from "../../../base/source-text";
import type { Configuration } from "../../model/configuration";
import { hasMainSettings, isLocalServer, isYes, knownValue, readersOf } from "../program-settings";
import { defineRule, type Fix } from "../rule";
import { onSettings, type Setting, type SettingContext } from "../settings";
import { type ServerTlsLevel, serverTlsLevel } from "../tls-values";

const ENABLE = "smtpd_sasl_auth_enable";
const TLS_ONLY = "smtpd_tls_auth_only";

export const cleartextAuth = defineRule({
  id: "cleartext-auth",
  since: "0.1.0",
  status: "stable",
  severity: "error",
  docs: {
    what: "An SMTP server that takes passwords without encryption.",
    why: "With smtpd_sasl_auth_enable and without smtpd_tls_auth_only, Postfix offers AUTH as soon as a client says EHLO. A client that was set up without TLS, or whose STARTTLS somebody on the way has taken out, sends the password for everybody on the way to read, and nobody notices until spam goes out under that name.",
    bad: "smtpd_tls_security_level = may\nsmtpd_tls_chain_files = /etc/postfix/key-and-chain.pem\nsmtpd_sasl_auth_enable = yes\n",
    good: "smtpd_tls_security_level = may\nsmtpd_tls_chain_files = /etc/postfix/key-and-chain.pem\nsmtpd_sasl_auth_enable = yes\nsmtpd_tls_auth_only = yes\n",
    references: ["postconf(5)", "SASL_README", "TLS_README"],
  },
  messages: {
    default:
      "This server offers AUTH without encryption, since smtpd_tls_auth_only is 'no' by default: passwords may cross the network for everybody to read. Set smtpd_tls_auth_only to 'yes'.",
    off: "This lets the server offer AUTH without encryption: passwords may cross the network for everybody to read. Set it to 'yes'.",
    none: "This server offers AUTH, but TLS is switched off: every password crosses the network for everybody to read. Switch TLS on with smtpd_tls_security_level, and set smtpd_tls_auth_only to 'yes'.",
  },
  ...onSettings((name) => name === ENABLE || name === TLS_ONLY, check),
});

function check(setting: Setting, { configuration, text, report }: SettingContext): void {
  const value = knownValue(setting, configuration)?.text.toLowerCase();
  if (value !== (setting.name === ENABLE ? "yes" : "no")) return;
  const isDecided = setting.name === TLS_ONLY;
  const levels = readersOf(setting, "smtpd", configuration)
    .filter((scope) => (configuration.valueOf(TLS_ONLY, scope)?.origin !== "default") === isDecided)
    .map((scope) => exposedLevel(configuration, scope));
  const span = setting.valueSpan(0, setting.value.length);
  if (levels.includes("may") && hasMainSettings(configuration)) {
    const fixes = isDecided ? changeTo(setting, "yes") : addTlsOnly(setting, text, span.end);
    report({ message: isDecided ? "off" : "default", ...span, fixes });
  } else if (levels.includes("none") && hasMainSettings(configuration)) {
    report({ message: "none", ...span });
  }
}

/** The TLS level of a server that takes passwords in the clear from others; undefined for all other servers. */
function exposedLevel(configuration: Configuration, scope: string | undefined): ServerTlsLevel | undefined {
  if (!isYes(configuration, ENABLE, scope) || isYes(configuration, TLS_ONLY, scope) !== false)
    return undefined;
  if (isLocalServer(configuration, scope) || takesOnlyOwnClients(configuration, scope)) return undefined;
  const options = configuration.expandedValueOf("smtpd_sasl_security_options", scope);
  if (options === undefined || /\bnoplaintext\b/.test(options)) return undefined;
  const level = serverTlsLevel(configuration, scope);
  return level === "encrypt" ? undefined : level;
}

/** A port for one's own networks alone. */
function takesOnlyOwnClients(configuration: Configuration, scope: string | undefined): boolean {
  const restrictions = configuration.expandedValueOf("smtpd_client_restrictions", scope) ?? "";
  return /^\s*permit_mynetworks[\s,]+reject\s*$/.test(restrictions);
}

function changeTo(setting: Setting, newText: string): Fix[] {
  if (setting.value.includes("$")) return [];
  const edits = [{ ...setting.valueSpan(0, setting.value.length), newText }];
  return [{ title: `Change to '${newText}'`, edits, preferred: true }];
}

/** A line behind the one in main.cf, or an option behind the one in master.cf. */
function addTlsOnly({ scope }: Setting, text: string, end: number): Fix[] {
  if (scope !== undefined && text[end] === "}") return [];
  const eol = lineEndOf(text);
  const newText = scope === undefined ? `${eol}${TLS_ONLY} = yes` : ` -o ${TLS_ONLY}=yes`;
  return [{ title: `Set ${TLS_ONLY} to 'yes'`, edits: [{ start: end, end, newText }], preferred: true }];
}
