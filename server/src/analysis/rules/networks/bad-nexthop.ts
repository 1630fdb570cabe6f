import { parseIp } from "../../../base/ip-address";
import { hasSince } from "../../../knowledge/version";
import { splitPlainWords, type Word } from "../../../syntax/lists";
import type { Configuration } from "../../model/configuration";
import { wordsOf } from "../../model/expanded-text";
import type { PostfixFacts } from "../../model/postfix-facts";
import { isHost, parseDestination } from "../host-names";
import { knownValue } from "../program-settings";
import { defineRule, type Fix } from "../rule";
import { onSettings, type Setting, type SettingContext } from "../settings";

const NAMES = new Set(["relayhost", "smtp_fallback_relay", "fallback_relay", "address_verify_relayhost"]);
/** First version with more than one destination in a list. */
const LISTS_SINCE = "3.5";

export const badNexthop = defineRule({
  id: "bad-nexthop",
  since: "0.1.0",
  status: "stable",
  severity: "error",
  docs: {
    what: "A relayhost, or a destination behind a transport, that the SMTP client cannot take apart into a host and a port.",
    why: "A destination is `example.com` (whose MX hosts are looked up), `[mx.example.com]` (this very host), or an address in `[ ]`, with `:port` behind it where the port is not 25. At anything else the SMTP client ends with a fatal error, as often as it is started, and all mail for that destination stays in the queue.",
    bad: "relayhost = smtp://mx.example.com:587\n",
    good: "relayhost = [mx.example.com]:587\n",
    references: ["postconf(5)", "smtp(8)"],
  },
  messages: {
    url: "'{word}' is no destination: Postfix has no URLs here, and its SMTP client ends with a fatal error. Write the host in '[ ]', with ':port' behind it.",
    transport:
      "'{word}' names a transport, and there is none in this value: the SMTP client ends with a fatal error. Write the host and the port alone, and the transport in relay_transport or default_transport.",
    user: "'{word}' has a user in it: the SMTP client ends with a fatal error. Write the host and the port alone; the user and the password belong into smtp_sasl_password_maps.",
    port: "'{word}' is no destination by itself, and the SMTP client ends with a fatal error. Write the port behind the host, with ':' between them.",
    host: "'{word}' has no valid host name or address in it: the SMTP client ends with a fatal error, and mail stays in the queue. {advice}",
    number:
      "'{word}' has no valid port behind the host: the SMTP client ends with a fatal error, and mail stays in the queue. Write a number up to 65535, or the name of a service.",
    bracket:
      "The '[ ]' in '{word}' do not enclose a host: the SMTP client ends with a fatal error, and mail stays in the queue. Write '[host]', with ':port' behind it where needed.",
    list: "Postfix {version} takes one destination here; lists came with Postfix 3.5. The SMTP client ends with a fatal error, and mail stays in the queue.",
  },
  ...onSettings(
    (name, value, facts) => NAMES.has(name) || (value.includes(":") && isTransport(name, facts)),
    check,
  ),
});

function check(setting: Setting, { configuration, report }: SettingContext): void {
  const expanded = knownValue(setting, configuration);
  if (!expanded || /^\$\{?\w+\}?$/.test(setting.value)) return;
  const { version } = configuration.facts;
  const words = wordsOf(expanded, (text) => destinationsIn(text, setting, configuration));
  const whole = setting.valueSpan(0, setting.value.length);
  const [first, second] = words;
  if (words.length === 2 && /^\d+$/.test(second!.text) && typeof parseDestination(first!.text) !== "string") {
    const span = setting.valueSpan(second!.place.start, second!.place.end);
    const isWritten = first!.isWritten && second!.isWritten;
    const both = setting.valueSpan(first!.place.start, second!.place.end);
    const fixes = isWritten ? [changeTo(`${first!.text}:${second!.text}`, both)] : [];
    report({ message: "port", data: { word: second!.text }, ...span, fixes });
    return;
  }
  if (words.length > 1 && setting.name === "relayhost" && !hasSince(version, LISTS_SINCE)) {
    report({ message: "list", data: { version: version.text }, ...whole });
    return;
  }
  for (const { text, place, isWritten } of words) {
    const found = problemOf(text);
    if (!found) continue;
    const span = setting.valueSpan(place.start, place.end);
    const fixes = found.repair !== undefined && isWritten ? [changeTo(found.repair, span)] : [];
    report({ message: found.message, data: { word: text, advice: adviceOn(text) }, ...span, fixes });
  }
}

/** The destinations in a value: all of its words, or those behind `transport:` where the SMTP client reads them. */
function destinationsIn(text: string, { name }: Setting, configuration: Configuration): Word[] {
  if (NAMES.has(name)) return splitPlainWords(text);
  const start = text.indexOf(":") + 1;
  const service = text.slice(0, start - 1);
  const isSmtp = configuration.hasServices()
    ? configuration.scopesRunning("smtp").includes(`${service}/unix`)
    : service === "smtp" || service === "relay";
  if (start === 0 || !isSmtp) return [];
  return splitPlainWords(text.slice(start)).map((word) => ({
    text: word.text,
    start: start + word.start,
    end: start + word.end,
  }));
}

function isTransport(name: string, facts: PostfixFacts): boolean {
  return facts.registry.parameter(name)?.fact.valueKind === "transport";
}

function changeTo(newText: string, span: { start: number; end: number }): Fix {
  return { title: `Change to '${newText}'`, edits: [{ ...span, newText }], preferred: true };
}

function problemOf(word: string): { message: string; repair: string | undefined } | undefined {
  const problem = parseDestination(word);
  if (typeof problem !== "string") return undefined;
  const url = /^[a-z]+:\/\/(?:[^@/]*@)?\[?([^\]/:]+)\]?(?::(\d+))?\/?$/i.exec(word);
  if (url) return { message: "url", repair: inBrackets(url[1]!, url[2]) };
  if (word.includes("://")) return { message: "url", repair: undefined };
  const transport = /^[a-z][\w-]*:(?=\[|[^:]+:\w+$|[^:]*\.)(.+)$/i.exec(word);
  const rest = transport?.[1];
  if (rest !== undefined && typeof parseDestination(rest) !== "string")
    return { message: "transport", repair: rest };
  if (word.includes("@")) return { message: "user", repair: undefined };
  const inner = /^\[([^[\]]+):(\d+)\]$/.exec(word);
  if (inner && isHost(inner[1]!)) return { message: "bracket", repair: inBrackets(inner[1]!, inner[2]) };
  if (problem === "bracket") {
    const open = /^\[([^\]:]+)(?::(\d+))?$/.exec(word);
    return {
      message: "bracket",
      repair: open && isHost(open[1]!) ? inBrackets(open[1]!, open[2]) : undefined,
    };
  }
  if (problem === "port") return { message: "number", repair: undefined };
  const bare = parseIp(word) ? `[${word}]` : undefined;
  return { message: "host", repair: bare };
}

function inBrackets(host: string, port: string | undefined): string | undefined {
  const text = port === undefined ? `[${host}]` : `[${host}]:${port}`;
  return typeof parseDestination(text) === "string" ? undefined : text;
}

function adviceOn(word: string): string {
  return parseIp(word)
    ? "Write an IPv6 address in '[ ]'."
    : "Write a name or an address, with ':port' behind it where needed.";
}
