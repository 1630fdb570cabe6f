import { lineEndOf } from "../../../base/source-text";
import { splitPlainWords } from "../../../syntax/lists";
import type { Configuration } from "../../model/configuration";
import { parseDestination } from "../host-names";
import { hasMainSettings, hasValue, isYes, knownValue, readersOf } from "../program-settings";
import { defineRule, type Fix } from "../rule";
import { onSettings, type Setting } from "../settings";
import { clientTlsLevel } from "../tls-values";

const ENABLE = "smtp_sasl_auth_enable";
const OPTIONS = "smtp_sasl_security_options";
const TLS_OPTIONS = "smtp_sasl_tls_security_options";
/** Relays that take no login but by mechanisms that send the password, or a token in its place. */
const PLAINTEXT_RELAYS =
  /(?:^|\.)(?:gmail\.com|office365\.com|outlook\.com|amazonaws\.com|sendgrid\.net|mail\.yahoo\.com|mail\.me\.com)$/i;

export const missingMechanism = defineRule({
  id: "missing-mechanism",
  since: "0.1.0",
  status: "stable",
  severity: "error",
  docs: {
    what: "A login at a relay that takes only plaintext mechanisms, by a client that may not use these.",
    why: "By default Postfix uses no mechanism that sends the password as it is, not even inside TLS. Large providers offer nothing else, since TLS protects the password there: the client logs 'no mechanism available', and all mail stays in the queue.",
    bad: "relayhost = [smtp.gmail.com]:587\nsmtp_tls_security_level = encrypt\nsmtp_sasl_auth_enable = yes\nsmtp_sasl_password_maps = texthash:/etc/postfix/sasl_passwd\n",
    good: "relayhost = [smtp.gmail.com]:587\nsmtp_tls_security_level = encrypt\nsmtp_sasl_auth_enable = yes\nsmtp_sasl_password_maps = texthash:/etc/postfix/sasl_passwd\nsmtp_sasl_tls_security_options = noanonymous\n",
    references: ["postconf(5)", "SASL_README"],
  },
  messages: {
    plaintext:
      "'{host}' takes logins only by mechanisms that send the password, such as PLAIN and LOGIN, and '{options}' forbids these: mail stays in the queue. Set smtp_sasl_tls_security_options to 'noanonymous', which allows them inside TLS.",
  },
  ...onSettings(
    (name) => name === ENABLE,
    (setting, { configuration, text, report }) => {
      if (knownValue(setting, configuration)?.text.toLowerCase() !== "yes") return;
      const found = readersOf(setting, "smtp", configuration)
        .map((scope) => refusedBy(configuration, scope))
        .find((each) => each !== undefined);
      if (!found || !hasMainSettings(configuration)) return;
      const span = setting.valueSpan(0, setting.value.length);
      report({
        message: "plaintext",
        data: found,
        ...span,
        fixes: optionFixes(setting, text, span.end, configuration),
      });
    },
  ),
});

/** The relay, and the parameter that keeps its mechanisms from being used; undefined where nothing does. */
function refusedBy(
  configuration: Configuration,
  scope: string | undefined,
): { readonly host: string; readonly options: string } | undefined {
  if (!isYes(configuration, ENABLE, scope) || !hasValue(configuration, "smtp_sasl_password_maps", scope))
    return undefined;
  const relayhost = configuration.expandedValueOf("relayhost", scope) ?? "";
  const [first, ...others] = splitPlainWords(relayhost).map((word) => parseDestination(word.text));
  if (first === undefined || typeof first === "string" || others.length > 0) return undefined;
  if (!PLAINTEXT_RELAYS.test(first.host) || clientTlsLevel(configuration, "smtp", scope) === undefined)
    return undefined;
  const forbids = configuration
    .expandedValueOf(TLS_OPTIONS, scope)
    ?.split(/[\s,]+/)
    .includes("noplaintext");
  if (!forbids) return undefined;
  const isOwn = configuration.valueOf(TLS_OPTIONS, scope)?.origin !== "default";
  return { host: first.host, options: isOwn ? TLS_OPTIONS : OPTIONS };
}

/** A line behind the one in main.cf, unless the parameter is set somewhere already. */
function optionFixes({ scope }: Setting, text: string, end: number, configuration: Configuration): Fix[] {
  if (scope !== undefined || configuration.definitions(TLS_OPTIONS).length > 0) return [];
  const newText = `${lineEndOf(text)}${TLS_OPTIONS} = noanonymous`;
  return [
    { title: `Set ${TLS_OPTIONS} to 'noanonymous'`, edits: [{ start: end, end, newText }], preferred: true },
  ];
}
