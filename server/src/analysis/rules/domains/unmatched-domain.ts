import { type DomainWord, domainWords, isDomainList, isReadDomainList } from "../domain-lists";
import { defineRule, type Fix } from "../rule";
import { expandedValue, onSettings, type Setting, type SettingContext } from "../settings";
import { wholeReference } from "../whole-reference";

export const unmatchedDomain = defineRule({
  id: "unmatched-domain",
  since: "0.1.0",
  status: "stable",
  severity: "warning",
  docs: {
    what: "A word in a list of domains that no domain can ever match: an address, a wildcard, or a name with a dot at its end.",
    why: "Words of mydestination, virtual_alias_domains, virtual_mailbox_domains and relay_domains are compared with the domain of a recipient letter by letter. A word that cannot be one does nothing, without a message in the log, and mail for the domain that was meant is turned away with 'relay access denied' or sent elsewhere.",
    bad: "mydestination = info@example.com, localhost\n",
    good: "mydestination = example.com, localhost\n",
    references: ["postconf(5)", "ADDRESS_CLASS_README"],
  },
  messages: {
    address:
      "'{word}' is an address, but '{name}' lists domains: no recipient's domain looks like this, and the word does nothing. List the domain, and the addresses in a table for its users.",
    wildcard:
      "Postfix knows no '*' in a list of domains: '{word}' is compared letter by letter, and does nothing. List each domain, or look them up in a table such as 'pcre:/etc/postfix/domains'.",
    "final-dot":
      "The dot at the end of '{word}' belongs to the domain names of DNS: recipients' domains come without it, and the word does nothing. Write '{bare}'.",
    "first-dot":
      "'{word}' does not match the domains below '{bare}': in '{name}' words are compared letter by letter, and a domain never starts with a dot. List each domain, or look them up in a table such as 'pcre:/etc/postfix/domains'.",
    "parent-dot":
      "'{word}' matches nothing: as long as 'parent_domain_matches_subdomains' holds relay_domains, '{bare}' without the dot stands for itself and all domains below it. Write '{bare}'.",
  },
  ...onSettings(isReadDomainList, (setting, context) => {
    const expanded = expandedValue(setting, context.configuration);
    for (const word of expanded ? domainWords(expanded.text) : []) {
      const message = mistakeIn(word, setting, context);
      if (!message) continue;
      const source = wholeReference(setting.value, expanded!, word);
      if (source !== undefined && isDomainList(source)) continue;
      const place = expanded!.placeOf(word.start, word.end);
      const span = setting.valueSpan(place.start, place.end);
      const bare = word.text.replace(/^\.+|\.+$/g, "");
      const fix: Fix = { title: `Change to '${bare}'`, edits: [{ ...span, newText: bare }], preferred: true };
      const isMendable = /^(?:final|parent)-dot$/.test(message) && expanded!.isWritten(word.start, word.end);
      report(message, { name: setting.name, word: word.text, bare }, span, isMendable ? [fix] : [], context);
    }
  }),
});

function report(
  message: string,
  data: Record<string, string>,
  span: { start: number; end: number },
  fixes: Fix[],
  context: SettingContext,
): void {
  context.report({ message, data, ...span, fixes });
}

function mistakeIn(
  { text }: DomainWord,
  { name, scope }: Setting,
  { configuration }: SettingContext,
): string | undefined {
  if (text.includes("@")) return "address";
  if (text.includes("*")) return "wildcard";
  if (/^\.?[^.].*[^.]\.$/.test(text)) return "final-dot";
  if (!/^\.[^.]/.test(text)) return undefined;
  if (name !== "relay_domains") return "first-dot";
  const parents = configuration.expandedValueOf("parent_domain_matches_subdomains", scope);
  return parents?.split(/[\s,]+/).includes(name) ? "parent-dot" : undefined;
}
