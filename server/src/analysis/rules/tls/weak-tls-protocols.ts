import type { PostfixFacts } from "../../model/postfix-facts";
import { knownValue } from "../program-settings";
import { defineRule } from "../rule";
import { onSettings } from "../settings";
import {
  allowedProtocols,
  isProtocolList,
  isTakenFrom,
  type ProtocolWord,
  protocolsFrom,
  protocolWords,
  TLS_PROTOCOLS,
} from "../tls-values";

const SSLV3 = TLS_PROTOCOLS.indexOf("SSLv3");
const TLSV1_2 = TLS_PROTOCOLS.indexOf("TLSv1.2");

export const weakTlsProtocols = defineRule({
  id: "weak-tls-protocols",
  since: "0.1.0",
  status: "stable",
  severity: "warning",
  severities: { tls1: "information", one: "information" },
  docs: {
    what: "A list of TLS protocols that allows broken ones, or that leaves the current ones out.",
    why: "SSLv2 and SSLv3 protect nothing any more. A list that names protocols without `!` allows these alone, also when newer ones come: `TLSv1` by itself keeps out every peer that has switched TLS 1.0 off, as most have. Where TLS is required (the `_mandatory_` parameters) TLS 1.0 and 1.1 have no place any more; where it is not, they are left alone here, since the alternative is no encryption at all.",
    bad: "smtpd_tls_mandatory_protocols = TLSv1\n",
    good: "smtpd_tls_mandatory_protocols = >=TLSv1.2\n",
    references: ["postconf(5)", "TLS_README"],
  },
  messages: {
    ssl: "This allows {protocols}, which can be broken while they are in use. Allow TLSv1.2 and newer.",
    old: "This allows {protocols} and nothing newer: peers of today refuse such old protocols, and no TLS session comes about with them. A list without '!' names all that is allowed. Allow TLSv1.2 and newer.",
    one: "This allows TLSv1.2 alone: a list without '!' names all that is allowed, so TLSv1.3 is switched off. To say 'at least', exclude the older ones instead.",
    tls1: "This still allows {protocols} where TLS is required. Nearly all peers speak TLSv1.2, and who requires encryption can do without the older ones.",
  },
  ...onSettings(
    (name, value, facts) => value !== "" && isProtocolList(name, facts),
    (setting, { configuration, report }) => {
      if (isTakenFrom(setting.value, isProtocolList, configuration.facts)) return;
      const expanded = knownValue(setting, configuration);
      if (!expanded || isDefault(expanded.text, setting.name, configuration.facts)) return;
      const { version } = configuration.facts;
      const words = protocolWords(expanded.text, version);
      if (words.some(({ protocol }) => protocol === undefined)) return;
      const found = problemOf(words, setting.name);
      if (!found) return;
      const newText = protocolsFrom(TLSV1_2, version);
      const span = setting.valueSpan(0, setting.value.length);
      const fixes =
        setting.value === "" || setting.value.includes("$")
          ? []
          : [{ title: `Change to '${newText}'`, edits: [{ ...span, newText }], preferred: true }];
      report({ message: found.message, data: { protocols: named(found.protocols) }, ...span, fixes });
    },
  ),
});

/** Whoever has the default of their release has not decided for it. */
function isDefault(text: string, name: string, facts: PostfixFacts): boolean {
  return facts.defaults.get(name) === text;
}

function problemOf(
  words: readonly ProtocolWord[],
  name: string,
): { message: string; protocols: number[] } | undefined {
  const allowed = allowedProtocols(words);
  const newest = allowed.at(-1);
  if (newest === undefined) return undefined;
  if (newest < TLSV1_2) return { message: "old", protocols: allowed };
  const broken = allowed.filter((protocol) => protocol <= SSLV3);
  if (broken.length > 0) return { message: "ssl", protocols: broken };
  const isOnlyNamed =
    allowed.length === 1 && newest === TLSV1_2 && words.every(({ operator }) => operator === "");
  if (isOnlyNamed) return { message: "one", protocols: allowed };
  const old = allowed.filter((protocol) => protocol < TLSV1_2);
  if (old.length > 0 && name.includes("_mandatory_")) return { message: "tls1", protocols: old };
  return undefined;
}

function named(protocols: readonly number[]): string {
  return protocols.map((protocol) => TLS_PROTOCOLS[protocol]).join(" and ");
}
