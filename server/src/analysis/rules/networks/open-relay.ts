import type { Network, NetworkPattern } from "../../../syntax/network-pattern";
import type { Configuration } from "../../model/configuration";
import { type NetworkWord, networkWords, replacements } from "../network-words";
import { isLocalServer, knownValue } from "../program-settings";
import { defineRule, type Fix } from "../rule";
import { onSettings, type Setting } from "../settings";

/** The lists in which permit_mynetworks opens the way to other mail systems. */
const RELAY_LISTS = ["smtpd_relay_restrictions", "smtpd_recipient_restrictions"];
/** What nobody means who trusts networks of their own: no organisation has a network as large. */
const SHORTEST_IPV4 = 8;
const SHORTEST_IPV6 = 16;

export const openRelay = defineRule({
  id: "open-relay",
  since: "0.1.0",
  status: "stable",
  severity: "error",
  severities: { class: "warning" },
  docs: {
    what: "A mynetworks that takes in the Internet or large parts of it, so that strangers may send mail through this server.",
    why: "permit_mynetworks, which stands first in Postfix's own smtpd_relay_restrictions, lets every client in mynetworks send mail to anybody. A server that does this for the whole Internet is found within hours, sends spam for others, and ends on block lists.",
    bad: "mynetworks = 0.0.0.0/0\n",
    good: "mynetworks = 127.0.0.0/8, 192.0.2.0/24\n",
    references: ["postconf(5)", "SMTPD_ACCESS_README"],
  },
  messages: {
    all: "'{word}' is every address there is: anybody may send mail through this server to anybody, since permit_mynetworks trusts what is in mynetworks. List only your own networks.",
    wide: "'{word}' is a large part of the Internet: its strangers may send mail through this server to anybody, since permit_mynetworks trusts what is in mynetworks. List only your own networks.",
    class:
      "With the style 'class', mynetworks is the whole class A, B or C network that this machine is in, which may belong to all customers of a provider: they may send mail through this server to anybody. Take 'host' or 'subnet', or set mynetworks.",
  },
  ...onSettings(
    (name) => name === "mynetworks" || name === "mynetworks_style",
    (setting, context) => {
      const { configuration, report } = context;
      if (setting.name === "mynetworks_style") {
        const fixes = classFixes(setting, configuration);
        if (fixes && opensRelay(setting.scope, configuration)) {
          report({ message: "class", ...setting.valueSpan(0, setting.value.length), fixes });
        }
        return;
      }
      const wide = networkWords(setting, configuration).filter(({ pattern, text }) => widthOf(pattern, text));
      if (wide.length === 0 || !opensRelay(setting.scope, configuration)) return;
      for (const word of wide) {
        const message = widthOf(word.pattern, word.text)!;
        report({ message, data: { word: word.text }, ...word.span, fixes: fixesFor(word) });
      }
    },
  ),
});

/** Whether a pattern takes in too much. What a `!` takes out is safe, and what a table holds is not known. */
function widthOf(pattern: NetworkPattern, text: string): "all" | "wide" | undefined {
  if (pattern.negations % 2 === 1) return undefined;
  if (pattern.kind === "table") return /^!*static:/.test(text) ? "all" : undefined;
  if (pattern.kind !== "network") return undefined;
  const { address, length } = pattern.network;
  if (length === 0) return "all";
  const isWide = address.length === 4 ? length < SHORTEST_IPV4 : length < SHORTEST_IPV6;
  return isWide && !isLocal(pattern.network) ? "wide" : undefined;
}

/** Addresses that no packet from the Internet has: unique local, link-local and multicast ones. */
function isLocal({ address, length }: Network): boolean {
  if (address.length === 4) return address[0]! >= 224 && length >= 3;
  const [first, second] = address as [number, number];
  return (first >= 0xfc && length >= 6) || (first === 0 && second === 0);
}

function fixesFor(word: NetworkWord): Fix[] {
  return replacements(word, [word.text.includes("[") ? "[::1]/128" : "127.0.0.0/8"], false);
}

/** Undefined where the style is another, or counts for nothing because mynetworks is set. */
function classFixes(setting: Setting, configuration: Configuration): Fix[] | undefined {
  if (knownValue(setting, configuration)?.text !== "class") return undefined;
  if (configuration.valueOf("mynetworks", setting.scope)?.origin !== "default") return undefined;
  if (setting.value !== "class") return [];
  return ["host", "subnet"].map((newText) => ({
    title: `Change to '${newText}'`,
    edits: [{ ...setting.valueSpan(0, setting.value.length), newText }],
    preferred: newText === "host",
  }));
}

/** Whether a server that strangers can reach relays for mynetworks. */
function opensRelay(scope: string | undefined, configuration: Configuration): boolean {
  const servers = scope === undefined ? configuration.scopesRunning("smtpd") : [scope];
  const scopes = servers.length === 0 ? [undefined] : servers;
  return scopes.some(
    (each) =>
      !isLocalServer(configuration, each) &&
      RELAY_LISTS.some((list) => mentionsMynetworks(list, each, configuration)),
  );
}

/** The default is empty below compatibility level 1, where Postfix asks for mynetworks all the same. */
function mentionsMynetworks(list: string, scope: string | undefined, configuration: Configuration): boolean {
  const value = configuration.valueOf(list, scope);
  const text = value?.origin === "default" ? value.text : configuration.expandedValueOf(list, scope);
  return text?.includes("permit_mynetworks") === true;
}
