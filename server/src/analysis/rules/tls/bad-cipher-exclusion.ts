import { splitPlainWords } from "../../../syntax/lists";
import { wordsOf } from "../../model/expanded-text";
import type { PostfixFacts } from "../../model/postfix-facts";
import { knownValue } from "../program-settings";
import { defineRule } from "../rule";
import { onSettings } from "../settings";
import { isTakenFrom } from "../tls-values";

const SEPARATORS = ", \t\r\n:";

export const badCipherExclusion = defineRule({
  id: "bad-cipher-exclusion",
  since: "0.1.0",
  status: "stable",
  severity: "error",
  docs: {
    what: "A cipher to be excluded with a modifier of OpenSSL in front of it, such as `!RC4`.",
    why: "Postfix puts the `!` in front of each word itself. At a word that starts with `!`, `+`, `-` or `@` it logs a warning and gives up the TLS session, every one of them: mail stays in the queue, or goes in the clear.",
    bad: "smtpd_tls_exclude_ciphers = !aNULL, !RC4\n",
    good: "smtpd_tls_exclude_ciphers = aNULL, RC4\n",
    references: ["postconf(5)", "TLS_README"],
  },
  messages: {
    modifier:
      "'{word}' starts with '{modifier}', which Postfix does not take here: every TLS session is given up. The words of this list are excluded as they stand.",
  },
  ...onSettings(
    (name, _value, facts) => isExclusion(name, facts),
    (setting, { configuration, report }) => {
      if (isTakenFrom(setting.value, isExclusion, configuration.facts)) return;
      const expanded = knownValue(setting, configuration);
      if (!expanded) return;
      for (const { text, place, isWritten } of wordsOf(expanded, (value) =>
        splitPlainWords(value, SEPARATORS),
      )) {
        const name = text.replace(/^[!+@-]+/, "");
        if (name === text) continue;
        const span = setting.valueSpan(place.start, place.end);
        // What others move to the end or take back is not excluded by it.
        const isMeant = isWritten && name !== "" && /^[!-]/.test(text);
        const edits = [{ ...span, newText: name }];
        const fixes = isMeant ? [{ title: `Change to '${name}'`, edits, preferred: true }] : [];
        report({ message: "modifier", data: { word: text, modifier: text[0]! }, ...span, fixes });
      }
    },
  ),
});

function isExclusion(name: string, facts: PostfixFacts): boolean {
  return facts.registry.parameter(name)?.fact.valueKind === "cipher-exclude-list";
}
