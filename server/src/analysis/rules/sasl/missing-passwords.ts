import { hasMainSettings, hasValue, knownValue, readersOf } from "../program-settings";
import { defineRule } from "../rule";
import { onSettings } from "../settings";

export const missingPasswords = defineRule({
  id: "missing-passwords",
  since: "0.1.0",
  status: "stable",
  severity: "error",
  severities: { unused: "warning" },
  docs: {
    what: "An SMTP client that shall log in without a table of passwords, or a table of passwords for a client that does not log in.",
    why: "With smtp_sasl_auth_enable and without smtp_sasl_password_maps, Postfix's SMTP client ends with a fatal error at every start, and all mail to other systems stays in the queue. The other way round it looks at no password at all, and the relay host refuses the mail.",
    bad: "relayhost = [mx.example.com]:587\nsmtp_sasl_auth_enable = yes\nsmtp_tls_security_level = encrypt\n",
    good: "relayhost = [mx.example.com]:587\nsmtp_sasl_auth_enable = yes\nsmtp_tls_security_level = encrypt\nsmtp_sasl_password_maps = texthash:/etc/postfix/sasl_passwd\n",
    references: ["postconf(5)", "SASL_README"],
  },
  messages: {
    missing:
      "The client shall log in, but {passwords} names no table with passwords: it ends with a fatal error at every start, and mail stays in the queue. Set {passwords}.",
    unused:
      "These passwords are never looked at, since {enable} is 'no': mail goes out without a login. Set {enable} to 'yes', or remove this.",
  },
  ...onSettings(
    (name) => /^(?:smtp|lmtp)_sasl_(?:auth_enable|password_maps)$/.test(name),
    (setting, { configuration, report }) => {
      const protocol = setting.name.slice(0, 4);
      const enable = `${protocol}_sasl_auth_enable`;
      const passwords = `${protocol}_sasl_password_maps`;
      const value = knownValue(setting, configuration)?.text.toLowerCase();
      if (value === undefined || value === "") return;
      const span = setting.valueSpan(0, setting.value.length);
      const readers = readersOf(setting, protocol, configuration);
      if (setting.name === passwords) {
        const isUnused =
          readers.length > 0 &&
          readers.every((scope) => configuration.expandedValueOf(enable, scope)?.toLowerCase() === "no");
        if (isUnused && hasMainSettings(configuration))
          report({ message: "unused", data: { enable }, ...span });
        return;
      }
      const lacks = value === "yes" && readers.some((scope) => !hasValue(configuration, passwords, scope));
      if (lacks && hasMainSettings(configuration))
        report({ message: "missing", data: { passwords }, ...span });
    },
  ),
});
