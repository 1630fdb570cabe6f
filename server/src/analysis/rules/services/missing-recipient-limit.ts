import type { Configuration } from "../../model/configuration";
import { transportName } from "../../model/transports";
import { attributesOf } from "../program-attributes";
import { defineRule, type Fix } from "../rule";
import { daemonOf } from "../service-fields";
import { expandedValue, onSettings } from "../settings";

/** Parameters that send mail for many recipients to a transport at once; local(8) does not. */
const PARAMETERS: ReadonlySet<string> = new Set([
  "content_filter",
  "default_transport",
  "local_transport",
  "relay_transport",
  "virtual_transport",
]);

export const missingRecipientLimit = defineRule({
  id: "missing-recipient-limit",
  since: "0.1.0",
  status: "stable",
  severity: "error",
  docs: {
    what: "A transport that goes to a pipe(8) service with the flag `D` or `O`, while the service may get several recipients at once.",
    why: "With these flags, the program delivers to one recipient only. When it is given more, it logs a warning and defers the mail with 'mail system configuration error', again and again, until it is returned to its sender. Mail for a single recipient gets through, so that a test shows nothing.",
    bad: "qmgr unix n - n 300 1 qmgr\nmaildrop unix - n n - - pipe\n  flags=DRXhu user=vmail argv=/usr/bin/maildrop -d ${recipient}\nsmtp inet n - n - - smtpd\n  -o content_filter=maildrop:\n",
    good: "qmgr unix n - n 300 1 qmgr\nmaildrop unix - n n - - pipe\n  flags=RXhu user=vmail argv=/usr/bin/maildrop -d ${recipient}\nsmtp inet n - n - - smtpd\n  -o content_filter=maildrop:\n",
    language: "postfix-master",
    references: ["pipe(8)", "postconf(5)"],
  },
  messages: {
    several:
      "Service '{service}' has flag '{flag}' of pipe(8), which allows one recipient at a time, but '{limit}' is {value}: mail for several recipients is deferred with 'mail system configuration error'. Set '{limit} = 1' in main.cf, or remove the flag.",
  },
  ...onSettings(
    (name, value) => value !== "" && PARAMETERS.has(name),
    (setting, { configuration, text, report }) => {
      const expanded = expandedValue(setting, configuration);
      const service = expanded && transportName(expanded.text);
      if (!service) return;
      const flag = singleRecipientFlag(configuration, service);
      const limit = `${service}_destination_recipient_limit`;
      const value = flag && configuration.expandedValueOf(limit);
      if (!flag || value === undefined || value.trim() === "1" || !/^\s*\d+\s*$/.test(value)) return;
      const start = expanded.text.indexOf(service);
      const place = expanded.placeOf(start, start + service.length);
      const isSet = configuration.definitions(limit).length > 0;
      report({
        message: "several",
        data: { service, flag, limit, value: value.trim() },
        ...setting.valueSpan(place.start, place.end),
        fixes: setting.scope === undefined && !isSet ? [addLine(text, limit)] : [],
      });
    },
  ),
});

/** The flag of a pipe(8) service that makes it refuse several recipients. */
function singleRecipientFlag(configuration: Configuration, service: string): string | undefined {
  for (const { node } of configuration.servicesNamed(service)) {
    const daemon = daemonOf(node!, configuration.facts);
    if (daemon?.program !== "pipe") continue;
    const attributes = attributesOf(node!, daemon, configuration.facts);
    const flags = attributes.filter(({ name }) => name === "flags").map(({ value }) => value.text);
    const flag = /[DO]/.exec(flags.join(""))?.[0];
    if (flag) return flag;
  }
  return undefined;
}

/** Sets the limit behind the line that names the transport. */
function addLine(text: string, limit: string): Fix {
  const newline = text.endsWith("\n") ? "" : "\n";
  return {
    title: `Add '${limit} = 1'`,
    edits: [{ start: text.length, end: text.length, newText: `${newline}${limit} = 1\n` }],
    preferred: true,
  };
}
