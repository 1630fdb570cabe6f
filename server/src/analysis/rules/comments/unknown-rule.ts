import { nearest } from "../../../base/edit-distance";
import { joinWords } from "../../../base/for-people";
import { orderComments } from "../ignore-comments";
import { defineRule } from "../rule";

export const unknownRule = defineRule({
  id: "unknown-rule",
  since: "0.2.0",
  status: "stable",
  severity: "warning",
  docs: {
    what: "A comment `# postfix-ls: ...` that names a rule which does not exist, or says something that is not understood.",
    why: "The comment is there to silence a finding and silences nothing, or will go on to stand there after the finding it was meant for has gone.",
    bad: "# postfix-ls: ignore unknown-rul\nmyhostname = mail.example.com\n",
    good: "# postfix-ls: ignore unknown-rule\nmyhostname = mail.example.com\n",
    references: ["docs/rules.md"],
  },
  messages: {
    unknown: "There is no rule '{rule}', so this comment silences nothing.{hint}",
    none: "This comment names no rule, so it silences nothing. Write the rules to silence behind 'ignore', separated by commas.",
    order:
      "'{order}' is not understood. A comment to this program reads '# postfix-ls: ignore RULE[, RULE]' and silences these rules in the entry below.",
  },
  comment(text, { known, report }) {
    for (const { ignored, order, start, end } of orderComments(text)) {
      if (!ignored) {
        report({ message: "order", data: { order: text.slice(order.start, order.end) }, ...order });
      } else if (ignored.length === 0) {
        report({ message: "none", start, end });
      }
      for (const { rule, ...place } of ignored ?? []) {
        const ids = known.map(({ id }) => id);
        if (ids.includes(rule)) continue;
        const candidates = nearest(rule, ids);
        const hint = joinWords(
          candidates.map((candidate) => `'${candidate}'`),
          "or",
        );
        report({
          message: "unknown",
          data: { rule, hint: hint && ` Did you mean ${hint}?` },
          ...place,
          fixes: candidates.map((candidate, index) => ({
            title: `Change to '${candidate}'`,
            edits: [{ ...place, newText: candidate }],
            preferred: index === 0 && candidates.length === 1,
          })),
        });
      }
    }
  },
});
