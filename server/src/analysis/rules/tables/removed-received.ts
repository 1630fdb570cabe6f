import { defineRule } from "../rule";
import { blocksOf, isSkipped, liveRegexpRules, placeIn, regexpLines } from "../table-lines";

/** A pattern for each Received header there can be. */
const ANY_RECEIVED = /^\^Received:?(?:\.[*+]|\s|\\s[*+]?|\[\[:space:\]\][*+]?|\$)*$/i;

export const removedReceived = defineRule({
  id: "removed-received",
  since: "0.1.0",
  status: "stable",
  severity: "information",
  docs: {
    what: "A rule of header_checks that takes out every Received header.",
    why: "The headers of mail that comes in go as well, where header_checks is not set for a submission service alone. They show where a mail came from, filters look at them, and Postfix counts them to notice a mail that goes round in circles.",
    bad: "/^Received:/ IGNORE\n",
    good: "/^Received: .*\\(Authenticated sender:/ IGNORE\n",
    table: { type: "pcre", uses: ["header_checks"] },
    references: ["header_checks(5)", "postconf(5)"],
  },
  messages: {
    every:
      "This takes out every Received header, those of incoming mail included, by which loops and forged mail are found. Make the pattern narrower, such as '/^Received: .*\\(Authenticated sender:/', or see to it that only the submission service uses the table.",
  },
  table({ table, uses, report }) {
    if (!uses.includes("header_checks")) return;
    const { blockOf } = blocksOf(regexpLines(table), isSkipped);
    for (const each of liveRegexpRules(table)) {
      const { patterns, result } = each.line;
      const [pattern, second] = patterns;
      if (!pattern || second || pattern.negated || blockOf.get(each.chunk)) continue;
      if (!/^(?:IGNORE|STRIP)(?!\S)/i.test(result?.text ?? "") || !ANY_RECEIVED.test(pattern.text.text))
        continue;
      report({ message: "every", chunk: each.chunk, ...placeIn(each, pattern) });
    }
  },
});
