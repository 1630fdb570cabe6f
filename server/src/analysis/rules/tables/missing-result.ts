import { textSpan } from "../places";
import { defineRule } from "../rule";
import { cidrLines, regexpLines } from "../table-lines";

export const missingResult = defineRule({
  id: "missing-result",
  since: "0.1.0",
  status: "stable",
  severity: "warning",
  docs: {
    what: "A rule of a pcre, regexp or cidr table with nothing behind its pattern.",
    why: "A pcre or regexp table then gives an empty result: an access table permits what the pattern matches, and header_checks finds no action in it. In a cidr table Postfix skips the rule. It says so in the log when a program opens the table.",
    bad: "/^Subject: buy now/\n",
    good: "/^Subject: buy now/ REJECT\n",
    table: { type: "pcre", uses: ["header_checks"] },
    references: ["pcre_table(5)", "regexp_table(5)", "cidr_table(5)"],
  },
  messages: {
    empty:
      "Nothing stands behind the pattern, so the result is empty: no action at all, or a permission where the table decides about access. Write the action behind the pattern.",
    skipped: "Nothing stands behind the network, so Postfix skips this rule. Write the result behind it.",
  },
  table({ table, report }) {
    for (const { line, chunk } of regexpLines(table)) {
      if (line.kind === "rule" && !line.problem && !line.result) {
        report({ message: "empty", chunk, ...textSpan(line.logical) });
      }
    }
    for (const { line, chunk } of cidrLines(table)) {
      if (line.kind === "rule" && !line.problem && !line.result) {
        report({ message: "skipped", chunk, ...textSpan(line.logical) });
      }
    }
  },
});
