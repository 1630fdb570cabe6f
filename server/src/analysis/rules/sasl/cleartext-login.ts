import { lineEndOf } from "../../../base/source-text";
import type { Configuration } from "../../model/configuration";
import { parseDestination } from "../host-names";
import { hasMainSettings, hasValue, isYes, knownValue, readersOf } from "../program-settings";
import { defineRule, type Fix } from "../rule";
import { onSettings, type Setting, type SettingContext } from "../settings";
import { clientTlsLevel } from "../tls-values";

const ENABLE = "smtp_sasl_auth_enable";
const LEVEL = "smtp_tls_security_level";
const LOOPBACK = /^(?:localhost|127\.\d+\.\d+\.\d+|(?:ipv6:)?::1)$/i;

export const cleartextLogin = defineRule({
  id: "cleartext-login",
  since: "0.1.0",
  status: "stable",
  severity: "warning",
  docs: {
    what: "An SMTP client that logs in with a password, but does not insist on TLS.",
    why: "At the level `may` the client goes on without TLS when the server does not offer it, or when somebody on the way has taken the offer out: then it sends the password for everybody on the way to read. Who has the password sends spam under that name. The level `encrypt` makes the client wait instead, and `secure` makes sure of the server as well.",
    bad: "smtp_sasl_auth_enable = yes\nsmtp_sasl_password_maps = texthash:/etc/postfix/sasl_passwd\nsmtp_sasl_security_options = noanonymous\nrelayhost = [mx.example.com]:587\nsmtp_tls_security_level = may\n",
    good: "smtp_sasl_auth_enable = yes\nsmtp_sasl_password_maps = texthash:/etc/postfix/sasl_passwd\nsmtp_sasl_security_options = noanonymous\nrelayhost = [mx.example.com]:587\nsmtp_tls_security_level = encrypt\n",
    references: ["postconf(5)", "SASL_README", "TLS_README"],
  },
  messages: {
    may: "The client logs in with a password, and goes on without TLS where none is offered: then the password crosses the network for everybody to read. Set this to 'encrypt' or 'secure'.",
    none: "The client logs in with a password, and TLS is off: the password crosses the network for everybody to read. Set smtp_tls_security_level to 'encrypt' or 'secure'.",
    default:
      "The client logs in with a password, and goes on without TLS where none is offered: then the password crosses the network for everybody to read. Set smtp_tls_security_level to 'encrypt' or 'secure'.",
  },
  ...onSettings((name) => name === ENABLE || name === LEVEL, check),
});

function check(setting: Setting, { configuration, text, report }: SettingContext): void {
  const value = knownValue(setting, configuration)?.text.toLowerCase();
  const isLevel = setting.name === LEVEL;
  if (isLevel ? value !== "may" && value !== "none" : value !== "yes") return;
  const levels = readersOf(setting, "smtp", configuration)
    .filter((scope) => hasOwnLevel(configuration, scope) === isLevel)
    .map((scope) => exposedLevel(configuration, scope));
  const level = levels.includes("none") ? "none" : levels.includes("may") ? "may" : undefined;
  if (!level || !hasMainSettings(configuration)) return;
  const span = setting.valueSpan(0, setting.value.length);
  const message = level === "may" && !isLevel ? "default" : level;
  const fixes = isLevel ? changeLevel(setting) : addLevel(setting, text, span.end, configuration);
  report({ message, ...span, fixes });
}

/** Whether the level is set to something: an empty one leaves it to older parameters. */
function hasOwnLevel(configuration: Configuration, scope: string | undefined): boolean {
  return configuration.valueOf(LEVEL, scope)?.origin !== "default" && hasValue(configuration, LEVEL, scope);
}

/** The TLS level of a client that sends passwords in the clear; undefined for all other clients. */
function exposedLevel(configuration: Configuration, scope: string | undefined): "none" | "may" | undefined {
  if (!isYes(configuration, ENABLE, scope) || !hasValue(configuration, "smtp_sasl_password_maps", scope))
    return undefined;
  if (isYes(configuration, "smtp_tls_wrappermode", scope) !== false) return undefined;
  // Tables may demand TLS for the very servers that want a password.
  if (["smtp_tls_policy_maps", "smtp_tls_per_site"].some((name) => hasValue(configuration, name, scope)))
    return undefined;
  const options = configuration.expandedValueOf("smtp_sasl_security_options", scope);
  if (options === undefined || /\bnoplaintext\b/.test(options)) return undefined;
  const destination = parseDestination(configuration.expandedValueOf("relayhost", scope) ?? "");
  if (typeof destination !== "string" && LOOPBACK.test(destination.host)) return undefined;
  const level = clientTlsLevel(configuration, "smtp", scope);
  return level === "none" || level === "may" ? level : undefined;
}

function changeLevel(setting: Setting): Fix[] {
  if (setting.value.includes("$")) return [];
  const edits = [{ ...setting.valueSpan(0, setting.value.length), newText: "encrypt" }];
  return [{ title: "Change to 'encrypt'", edits, preferred: true }];
}

/** A line behind the one in main.cf, unless an empty level stands somewhere already. */
function addLevel({ scope }: Setting, text: string, end: number, configuration: Configuration): Fix[] {
  if (scope !== undefined || configuration.definitions(LEVEL).length > 0) return [];
  const newText = `${lineEndOf(text)}${LEVEL} = encrypt`;
  return [{ title: `Set ${LEVEL} to 'encrypt'`, edits: [{ start: end, end, newText }], preferred: true }];
}
