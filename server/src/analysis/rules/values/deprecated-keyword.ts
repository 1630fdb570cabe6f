import { keywordsOf, takesKeywords } from "../keywords";
import { defineRule } from "../rule";
import { onTypedValues } from "../value-types";

/** What to write instead. */
const SUCCESSORS: Readonly<Record<string, string>> = { low: "medium", export: "medium" };

export const deprecatedKeyword = defineRule({
  id: "deprecated-keyword",
  since: "0.1.0",
  status: "stable",
  severity: "warning",
  docs: {
    what: "A keyword that Postfix still takes, but that nobody should use any more, such as a grade of broken ciphers.",
    why: "The cipher grades `export` and `low` ask for ciphers that were weak on purpose or have been broken for long. TLS libraries of today no longer have them, so that the setting promises what does not exist, and with an old library it lets anybody read along.",
    bad: "smtpd_tls_ciphers = export\n",
    good: "smtpd_tls_ciphers = high\n",
    references: ["postconf(5)", "TLS_README"],
  },
  messages: {
    outdated:
      "'{value}' is out of date as a value of '{name}': it asks for ciphers that are broken, and that TLS libraries of today do not have. Write '{successor}'.",
  },
  ...onTypedValues(
    (fact) => fact.valuesInfo?.deprecatedValues !== undefined && takesKeywords(fact),
    (typed, { report }) => {
      const { fact, setting } = typed;
      const outdated = Object.values(fact.valuesInfo?.deprecatedValues ?? []);
      for (const { text, start, end } of keywordsOf(typed)) {
        const successor = SUCCESSORS[text.toLowerCase()];
        if (successor === undefined || !outdated.includes(text.toLowerCase())) continue;
        const place = typed.partPlace(start, end);
        report({
          message: "outdated",
          data: { name: setting.name, value: text, successor },
          ...place,
          fixes: typed.isWritten(start, end)
            ? [
                {
                  title: `Change to '${successor}'`,
                  edits: [{ ...place, newText: successor }],
                  preferred: true,
                },
              ]
            : [],
        });
      }
    },
  ),
});
