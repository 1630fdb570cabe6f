import { parseIp } from "../../../base/ip-address";
import { splitPlainWords } from "../../../syntax/lists";
import { type ExpandedWord, wordsOf } from "../../model/expanded-text";
import { hostNameProblem } from "../host-names";
import { knownValue } from "../program-settings";
import { type ChunkSpan, defineRule, type Fix } from "../rule";
import { onSettings, type Setting, type SettingContext } from "../settings";

const LISTS = new Set(["inet_interfaces", "proxy_interfaces"]);
const BIND = /^(?:smtp|lmtp)_bind_address6?$/;
const KEYWORDS = ["all", "loopback-only"];
const ANY = new Set(["0.0.0.0", "*", "::", "[::]"]);
/** How systems name their network interfaces. */
const INTERFACE =
  /^(?:lo|(?:eth|ens|eno|enp|enx|wlan|wlp|br|bond|docker|veth|venet|tun|tap|wg|em|igb|vmx)\d\S*|br-\S+)$/;

export const badAddress = defineRule({
  id: "bad-address",
  since: "0.1.0",
  status: "stable",
  severity: "error",
  severities: { family: "warning" },
  docs: {
    what: "An address of this machine that is none: a network, a port, a name of an interface, or a name where only an address may stand.",
    why: "inet_interfaces and proxy_interfaces take host names and addresses, and what cannot be looked up ends nearly every program of Postfix with a fatal error. smtp_bind_address takes one address: with anything else the SMTP client ends at each delivery, and mail stays in the queue.",
    bad: "inet_interfaces = 0.0.0.0\n",
    good: "inet_interfaces = loopback-only\n",
    references: ["postconf(5)"],
  },
  messages: {
    any: "No interface has the address '{word}': Postfix's programs end with a fatal error. Write 'all' to listen everywhere.",
    keyword:
      "'{word}' is a keyword only by itself and in small letters. Here it is looked up as a host name, and Postfix's programs end with a fatal error when there is none.",
    part: "'{word}' is more than an address: a mask or a port has no place here, and Postfix's programs end with a fatal error. Write the address alone; ports stand in master.cf.",
    interface:
      "'{word}' looks like the name of a network interface, and Postfix looks it up as a host name: its programs end with a fatal error when there is none. Write the address of the interface.",
    host: "'{word}' is neither a host name nor an address: Postfix's programs end with a fatal error.",
    bind: "'{word}' is no address: the client ends with a fatal error at each delivery, and mail stays in the queue. Write one IP address; names are not looked up here.",
    family:
      "'{word}' is an {family} address, and {name} is for the other kind: the client logs a warning at each delivery and takes any address. Set {other} instead.",
  },
  ...onSettings(
    (name) => LISTS.has(name) || BIND.test(name),
    (setting, context) => {
      if (LISTS.has(setting.name)) checkList(setting, context);
      else checkBind(setting, context);
    },
  ),
});

function checkList(setting: Setting, { configuration, report }: SettingContext): void {
  const expanded = knownValue(setting, configuration);
  if (!expanded) return;
  const words = wordsOf(expanded, splitPlainWords);
  const isListening = setting.name === "inet_interfaces";
  for (const word of words) {
    const message = problemOf(word.text, isListening, words.length === 1);
    if (!message) continue;
    const span = setting.valueSpan(word.place.start, word.place.end);
    report({
      message,
      data: { word: word.text },
      ...span,
      fixes: fixesFor(message, word, span, words.length),
    });
  }
}

function problemOf(word: string, isListening: boolean, isAlone: boolean): string | undefined {
  if (isListening && KEYWORDS.includes(word) && isAlone) return undefined;
  if (KEYWORDS.includes(word.toLowerCase())) return "keyword";
  if (ANY.has(word)) return isListening ? "any" : "host";
  const address = word.replace(/^\[(.*)\]$/, "$1").replace(/%.*$/, "");
  if (parseIp(address)) return undefined;
  if (withoutPart(word) !== undefined) return "part";
  if (INTERFACE.test(word)) return "interface";
  return /^[\0-\x7f]*$/.test(word) && hostNameProblem(word) === "character" ? "host" : undefined;
}

/** An address or a name without the mask or port behind it; undefined when there is none. */
function withoutPart(word: string): string | undefined {
  const [, bare] =
    /^(\[[^\]]+\]|[^:/]+)(?::\d*|:smtp|\/\d*)$/.exec(word) ?? /^([^/]+)\/\d*$/.exec(word) ?? [];
  if (bare === undefined) return undefined;
  const isHost = parseIp(bare.replace(/^\[(.*)\]$/, "$1")) ?? hostNameProblem(bare) !== "character";
  return isHost ? bare : undefined;
}

function fixesFor(message: string, { text, isWritten }: ExpandedWord, span: ChunkSpan, count: number): Fix[] {
  if (!isWritten) return [];
  const change = (newText: string): Fix[] => [
    { title: `Change to '${newText}'`, edits: [{ ...span, newText }], preferred: true },
  ];
  if (message === "any" && count === 1) return change("all");
  if (message === "keyword" && count === 1 && !KEYWORDS.includes(text)) return change(text.toLowerCase());
  return message === "part" ? change(withoutPart(text)!) : [];
}

function checkBind(setting: Setting, { configuration, report }: SettingContext): void {
  const expanded = knownValue(setting, configuration);
  if (!expanded || expanded.text === "") return;
  const word = expanded.text;
  const span = setting.valueSpan(0, setting.value.length);
  const bytes = parseIp(word.replace(/^\[([^\]]*)\]$/, "$1").replace(/%.*$/, ""));
  if (!bytes) {
    // The system takes shorter ways to write IPv4 addresses.
    if (!/^[\dxXa-fA-F.]*\d$/.test(word)) report({ message: "bind", data: { word }, ...span });
    return;
  }
  const isIpv6 = bytes.length === 16;
  const { name } = setting;
  if (isIpv6 === name.endsWith("6")) return;
  const other = isIpv6 ? `${name}6` : name.slice(0, -1);
  report({ message: "family", data: { word, family: isIpv6 ? "IPv6" : "IPv4", name, other }, ...span });
}
