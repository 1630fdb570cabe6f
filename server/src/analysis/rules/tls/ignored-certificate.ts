import { hasMainSettings, hasValue, knownValue, readersOf } from "../program-settings";
import { removeEntry } from "../remove-entry";
import { defineRule } from "../rule";
import { onSettings } from "../settings";

const NAMES = /^(smtpd|smtp|lmtp)_tls_(?:cert|key|dcert|dkey|eccert|eckey)_file$/;

export const ignoredCertificate = defineRule({
  id: "ignored-certificate",
  since: "0.1.0",
  status: "stable",
  severity: "warning",
  docs: {
    what: "A certificate or key in a file of its own that Postfix does not read, because chain files are set as well.",
    why: "Where `smtpd_tls_chain_files` has a value, Postfix takes keys and certificates from these files alone, and logs a warning that the older parameters are ignored. Whoever renews the certificate in the older place waits in vain, and the other one runs out.",
    bad: "smtpd_tls_cert_file = /etc/postfix/cert.pem\nsmtpd_tls_chain_files = /etc/postfix/key-and-chain.pem\n",
    good: "smtpd_tls_chain_files = /etc/postfix/key-and-chain.pem\n",
    references: ["postconf(5)", "TLS_README"],
  },
  messages: {
    ignored:
      "Postfix does not read this file, since {chain} is set: keys and certificates come from there alone. Remove one of the two.",
  },
  ...onSettings(
    (name, value, facts) =>
      value !== "" &&
      NAMES.test(name) &&
      facts.registry.parameter("smtpd_tls_chain_files")?.availability.kind === "available",
    (setting, { configuration, text, report }) => {
      if (!knownValue(setting, configuration)?.text) return;
      const program = NAMES.exec(setting.name)![1]!;
      const chain = `${program}_tls_chain_files`;
      const readers = readersOf(setting, program, configuration);
      const isIgnored =
        readers.length > 0 &&
        readers.every((scope) => hasValue(configuration, chain, scope)) &&
        hasMainSettings(configuration);
      if (!isIgnored) return;
      const fixes = setting.scope === undefined ? [removeEntry(text, `Remove ${setting.name}`)] : [];
      report({ message: "ignored", data: { chain }, ...setting.valueSpan(0, setting.value.length), fixes });
    },
  ),
});
