import { type HostNameProblem, hostNameProblem } from "../host-names";
import { knownValue } from "../program-settings";
import { defineRule, type Fix } from "../rule";
import { onSettings } from "../settings";

const REASONS: Readonly<Record<HostNameProblem, string>> = {
  character: "It may have letters, digits, '-', '_' and '.' only.",
  dot: "It has a '.' at an end, or two in a row.",
  hyphen: "No part of it may start or end with '-'.",
  numeric: "It must be a name; an address is none.",
  long: "A part has more than 63 characters, or all have more than 255.",
};

export const badHostname = defineRule({
  id: "bad-hostname",
  since: "0.1.0",
  status: "stable",
  severity: "error",
  severities: { short: "information" },
  docs: {
    what: "A myhostname or mydomain that is no host name, or a myhostname without a domain.",
    why: "Every program of Postfix checks the two when it starts, and ends with a fatal error when one is no host name. A name without a domain is taken, but other servers see it in HELO and in the greeting, and many refuse mail from a host that does not give its full name; mydomain becomes 'localdomain' then.",
    bad: "myhostname = mail.example.com.\n",
    good: "myhostname = mail.example.com\n",
    references: ["postconf(5)"],
  },
  messages: {
    bad: "'{value}' is no host name: every program of Postfix ends with a fatal error when it starts. {reason}",
    short:
      "'{value}' has no domain: this is the name that other servers see in HELO, and many refuse mail from a host that does not give its full name. Write it with its domain.",
  },
  ...onSettings(
    (name) => name === "myhostname" || name === "mydomain",
    (setting, { configuration, report }) => {
      const value = knownValue(setting, configuration)?.text;
      if (value === undefined || value === "") return;
      const span = setting.valueSpan(0, setting.value.length);
      const problem = hostNameProblem(value);
      if (problem) {
        const isDotted = problem === "dot" && hostNameProblem(value.replace(/\.$/, "")) === undefined;
        const newText = value.replace(/\.$/, "");
        const fixes: Fix[] =
          isDotted && !setting.value.includes("$")
            ? [{ title: `Change to '${newText}'`, edits: [{ ...span, newText }], preferred: true }]
            : [];
        report({ message: "bad", data: { value, reason: REASONS[problem] }, ...span, fixes });
        return;
      }
      const isShort = setting.name === "myhostname" && setting.scope === undefined && !value.includes(".");
      const isSeen = configuration.valueOf("smtp_helo_name")?.origin === "default";
      if (isShort && isSeen) report({ message: "short", data: { value }, ...span });
    },
  ),
});
