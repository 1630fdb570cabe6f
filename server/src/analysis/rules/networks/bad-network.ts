import type { Configuration } from "../../model/configuration";
import { isNetworkList, type NetworkWord, networkWords, replacements } from "../network-words";
import { defineRule, type Report } from "../rule";
import { onSettings } from "../settings";

/** What a pattern does that Postfix cannot read. */
const BEHIND_IS_LOST = "What stands behind it in the list is not looked at for such a client.";
const DEFERRED =
  "Where permit_mynetworks gets to it, Postfix answers every client that nothing in front of it matches with a temporary error (451). What stands behind it is not looked at.";

export const badNetwork = defineRule({
  id: "bad-network",
  since: "0.1.0",
  status: "stable",
  severity: "error",
  severities: { never: "warning" },
  docs: {
    what: "A word in a list of networks that is no network to Postfix: host bits behind the mask, a mask that is none, IPv6 without brackets, or a part of an address.",
    why: "Postfix looks at such a list word by word. When it comes to one it cannot read, it logs a warning and ends the search with an error: clients that ought to be trusted are not, and with permit_mynetworks every mail is put off with a temporary error. Other forms, such as `192.168.1.*`, match nothing without a word about it. `::1` without brackets even keeps the SMTP server from starting.",
    bad: "mynetworks = 127.0.0.1/8, 192.168.1.*, 2001:db8::/32\n",
    good: "mynetworks = 127.0.0.0/8, 192.168.1.0/24, [2001:db8::]/32\n",
    references: ["postconf(5)"],
  },
  messages: {
    "host-bits":
      "'{word}' has bits of an address behind its mask, and Postfix takes it for no network. {effect} Write the network that is meant.",
    mask: "'{word}' is no network: the mask must be the number of its bits, from 0 to {bits}. {effect}",
    address: "'{word}' is no network: an address has four numbers, or is an IPv6 address in '[ ]'. {effect}",
    brackets:
      "'{word}' needs '[ ]' around its address: Postfix takes '{type}' for the type of a lookup table, which does not exist. {effect}",
    fatal:
      "'{word}' needs '[ ]' around its address: Postfix takes what is in front of the first colon for the type of a lookup table, and the program that reads this ends with a fatal error at every start.",
    never: "'{word}' matches no client: Postfix has no such pattern, and says nothing about it. {advice}",
    file: "There is no file '{file}' to read networks from. {effect} Create the file, or take it out of the list.",
    empty:
      "There is no pattern behind '!': the program that reads this ends with a fatal error at every start.",
  },
  ...onSettings(
    (name, _value, facts) => isNetworkList(name, facts),
    (setting, { configuration, report }) => {
      const effect = setting.name === "mynetworks" ? DEFERRED : BEHIND_IS_LOST;
      for (const word of networkWords(setting, configuration)) {
        const found = problemOf(word, effect, configuration);
        if (found) report({ ...found, ...word.span });
      }
    },
  ),
});

type Problem = Pick<Report, "message" | "data" | "fixes">;

function problemOf(word: NetworkWord, effect: string, configuration: Configuration): Problem | undefined {
  const { pattern, text } = word;
  if (pattern.kind === "empty") return { message: "empty", data: {} };
  if (pattern.kind === "file") {
    const file = text.slice(pattern.negations);
    return configuration.fileAt(file)?.kind === "missing"
      ? { message: "file", data: { file, effect } }
      : undefined;
  }
  if (pattern.kind !== "bad") return undefined;
  const { problem, repairs } = pattern;
  const fixes = replacements(word, repairs, true);
  const data = { word: text, effect };
  switch (problem) {
    case "host-bits":
      return { message: "host-bits", data, fixes };
    case "bad-mask":
    case "long-mask":
      return { message: "mask", data: { ...data, bits: text.includes(":") ? "128" : "32" }, fixes };
    case "bad-network":
      return { message: "address", data, fixes };
    case "missing-brackets": {
      const type = /^!*([^:]*):/.exec(text)![1]!;
      return type === ""
        ? { message: "fatal", data, fixes }
        : { message: "brackets", data: { ...data, type }, fixes };
    }
    case "never-matches":
      return { message: "never", data: { ...data, advice: adviceOn(text, repairs) }, fixes };
  }
}

function adviceOn(text: string, repairs: readonly string[]): string {
  if (repairs.length > 0) return "Write the network with the number of its bits.";
  if (/^!*\*\./.test(text)) return "Write the domain without the star.";
  return "Write an address, a network with the number of its bits, or a name.";
}
