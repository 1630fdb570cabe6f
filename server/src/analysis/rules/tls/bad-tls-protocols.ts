import { hasSince, type PostfixVersion } from "../../../knowledge/version";
import { knownValue } from "../program-settings";
import { defineRule, type Report } from "../rule";
import { onSettings, type Setting, type SettingContext } from "../settings";
import {
  allowedProtocols,
  BOUNDS_SINCE,
  isProtocolList,
  isTakenFrom,
  type ProtocolWord,
  protocolsFrom,
  protocolWords,
  TLS_PROTOCOLS,
} from "../tls-values";

const SERVER =
  "The whole list counts for nothing: the server switches TLS off and answers STARTTLS with a temporary error, so mail comes in the clear or not at all.";
const CLIENT =
  "The whole list counts for nothing: every TLS session is broken off, and mail stays in the queue or goes in the clear.";

export const badTlsProtocols = defineRule({
  id: "bad-tls-protocols",
  since: "0.1.0",
  status: "stable",
  severity: "error",
  severities: { lone: "warning" },
  docs: {
    what: "A list of TLS protocols with a word that Postfix does not know, or with nothing left to speak.",
    why: "One bad word spoils the whole list. A server logs 'Invalid TLS protocol list' and goes on with 'disabling TLS support'; a client breaks off each TLS session. Protocols are named `SSLv2`, `SSLv3`, `TLSv1` (not `TLSv1.0`), `TLSv1.1`, `TLSv1.2` and `TLSv1.3`; a `!` in front excludes one, and since Postfix 3.6 `>=` and `<=` set limits.",
    bad: "smtpd_tls_protocols = >TLSv1.1\n",
    good: "smtpd_tls_protocols = >=TLSv1.2\n",
    references: ["postconf(5)", "TLS_README"],
  },
  messages: {
    unknown:
      "Postfix knows no TLS protocol '{word}'. {effect} Write one of {protocols}, with '!' in front to exclude it{bounds}.",
    bound:
      "Postfix {version} does not know '>=' and '<=', which came with Postfix 3.6. {effect} Exclude protocols by '!' instead.",
    nothing: "This leaves no TLS protocol that both sides could speak: every TLS session fails.",
    lone: "A '{word}' by itself limits nothing, and the word behind it counts as a list of its own: only what is named there is allowed. Write both without white space between them.",
  },
  ...onSettings((name, _value, facts) => isProtocolList(name, facts), check),
});

function check(setting: Setting, { configuration, report }: SettingContext): void {
  if (isTakenFrom(setting.value, isProtocolList, configuration.facts)) return;
  const expanded = knownValue(setting, configuration);
  if (!expanded) return;
  const { version } = configuration.facts;
  const words = protocolWords(expanded.text, version);
  for (const word of words) {
    const isLone = word.text === ">=" || word.text === "<=";
    if (word.protocol !== undefined && !isLone) continue;
    const { start, end } = expanded.placeOf(word.start, word.end);
    const span = setting.valueSpan(start, end);
    const better = isLone || !expanded.isWritten(word.start, word.end) ? undefined : meantBy(word, version);
    const fixes =
      better === undefined
        ? []
        : [{ title: `Change to '${better}'`, edits: [{ ...span, newText: better }], preferred: true }];
    report({ ...problemOf(word, setting.name, version), ...span, fixes });
  }
  const isReadable = words.every(({ protocol }) => protocol !== undefined);
  if (isReadable && words.length > 0 && allowedProtocols(words).length === 0) {
    report({ message: "nothing", ...setting.valueSpan(0, setting.value.length) });
  }
}

/** What stands for the same in Postfix's own words. */
function meantBy({ text }: ProtocolWord, version: PostfixVersion): string | undefined {
  const found = /^(!|>=|=>|<=|=<|>|-)?(ssl|tls)[-_ ]?v?\.?(\d)(?:[._]?(\d))?$/i.exec(text);
  if (!found) return undefined;
  const [, operator = "", kind, major, minor = "0"] = found;
  const name = `${kind!.toUpperCase()}v${major}${minor === "0" ? "" : `.${minor}`}`;
  const index = (TLS_PROTOCOLS as readonly string[]).indexOf(name);
  if (index < 0) return undefined;
  if (operator === "") return name;
  if (operator === "!" || operator === "-") return `!${name}`;
  if (operator.includes("<")) return hasSince(version, BOUNDS_SINCE) ? `<=${name}` : undefined;
  // What is newer than an old protocol; and there is no use in allowing SSL.
  const oldest = Math.max(operator === ">" ? index + 1 : index, TLS_PROTOCOLS.indexOf("TLSv1"));
  return oldest < TLS_PROTOCOLS.length ? protocolsFrom(oldest, version) : undefined;
}

function problemOf(
  word: ProtocolWord,
  name: string,
  version: PostfixVersion,
): Pick<Report, "message" | "data"> {
  const effect = /^(smtp|lmtp)_/.test(name) ? CLIENT : SERVER;
  const hasBounds = hasSince(version, BOUNDS_SINCE);
  if (word.protocol !== undefined) return { message: "lone", data: { word: word.text } };
  if (!hasBounds && /^[<>]=/.test(word.text)) {
    return { message: "bound", data: { version: version.text, effect } };
  }
  const protocols = TLS_PROTOCOLS.map((each) => `'${each}'`).join(", ");
  const bounds = hasBounds ? ", or '>=' or '<='" : "";
  return { message: "unknown", data: { word: word.text, effect, protocols, bounds } };
}
