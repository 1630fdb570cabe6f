import { extractBraces, splitWords, type Word } from "../../../syntax/lists";
import { wordsOf } from "../../model/expanded-text";
import { parseDestination } from "../host-names";
import { knownValue } from "../program-settings";
import { defineRule, type Fix } from "../rule";
import { onSettings, type Setting, type SettingContext } from "../settings";

const NAMES = new Set(["smtpd_milters", "non_smtpd_milters"]);
/** The way in which the library for mail filters writes an endpoint, and so do their manuals. */
const OTHER_WAY = /^inet6?:(\d+)@(.+)$/;

export const badMilter = defineRule({
  id: "bad-milter",
  since: "0.1.0",
  status: "stable",
  severity: "error",
  docs: {
    what: "A mail filter whose endpoint Postfix cannot take apart.",
    why: "A filter is `inet:host:port` or `unix:/path`. Without the word in front, Postfix logs a warning and answers each message with `451 4.3.5 Server configuration error`; without the port, or with the port in front of the host as the filters' own settings have it, the SMTP server ends with a fatal error whenever it is started. Either way no mail comes in.",
    bad: "smtpd_milters = inet:8891@localhost\n",
    good: "smtpd_milters = inet:localhost:8891\n",
    references: ["MILTER_README", "postconf(5)"],
  },
  messages: {
    type: "'{word}' does not say how to reach the filter, and Postfix answers each message with 'Server configuration error'. Write 'inet:host:port' or 'unix:/path'.",
    order:
      "'{word}' is how a filter's own settings write it. Postfix wants the host first, and its SMTP server ends with a fatal error here. Write '{right}'.",
    port: "'{word}' has no port, or none that there is: the filter is never reached, and each message gets a temporary error, or the SMTP server ends with a fatal one. Write 'inet:host:port'.",
    host: "'{word}' has no valid host in it, and the SMTP server ends with a fatal error. Write 'inet:host:port', with an IPv6 address in '[ ]'.",
  },
  ...onSettings((name, value) => value !== "" && NAMES.has(name), check),
});

function check(setting: Setting, { configuration, report }: SettingContext): void {
  const expanded = knownValue(setting, configuration);
  if (!expanded) return;
  for (const { text: word, place, isWritten } of wordsOf(expanded, endpointsIn)) {
    const problem = problemOf(word);
    if (!problem) continue;
    const span = setting.valueSpan(place.start, place.end);
    const fixes: Fix[] =
      problem.right !== undefined && isWritten
        ? [
            {
              title: `Change to '${problem.right}'`,
              edits: [{ ...span, newText: problem.right }],
              preferred: true,
            },
          ]
        : [];
    report({ message: problem.message, data: { word, right: problem.right ?? "" }, ...span, fixes });
  }
}

/** The endpoints of a list; in braces, options follow them. */
function endpointsIn(text: string): Word[] {
  return splitWords(text).flatMap((word) => {
    if (!word.text.startsWith("{")) return [word];
    const { content } = extractBraces(word);
    const [first] = splitWords(content.text);
    if (!first) return [];
    return [{ text: first.text, start: content.start + first.start, end: content.start + first.end }];
  });
}

function problemOf(word: string): { message: string; right?: string } | undefined {
  const [, type, endpoint] = /^([^:]+):(.+)$/s.exec(word) ?? [];
  const other = OTHER_WAY.exec(word);
  if (other) return { message: "order", right: `inet:${bracketed(other[2]!)}:${other[1]}` };
  if (type === "unix" || type === "local") return undefined;
  if (type !== "inet" || endpoint === undefined) {
    if (/^\//.test(word)) return { message: "type", right: `unix:${word}` };
    const isHost = typeof parseDestination(word) !== "string" && /:\w+$/.test(word);
    return isHost ? { message: "type", right: `inet:${word}` } : { message: "type" };
  }
  // A port alone is one of this machine.
  if (/^:?\d{1,5}$/.test(endpoint)) return undefined;
  const destination = parseDestination(endpoint);
  if (destination === "port") return { message: "port" };
  if (typeof destination === "string") return { message: "host" };
  return destination.port === undefined ? { message: "port" } : undefined;
}

function bracketed(host: string): string {
  return host.includes(":") && !host.startsWith("[") ? `[${host}]` : host;
}
