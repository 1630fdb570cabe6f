import type { Chunk } from "../../../syntax/logical-lines";
import type { TableLine } from "../../../syntax/tables/table";
import { defineRule } from "../rule";
import { swallowedRules } from "../table-swallowed";

export const indentedRule = defineRule({
  id: "indented-rule",
  since: "0.1.0",
  status: "stable",
  severity: "warning",
  docs: {
    what: "An indented line of a lookup table that reads like a rule.",
    why: "Postfix takes an indented line for the rest of the line above, between `if` and `endif` as well. The rule does not exist, and the line above has its text behind its own. For an `if` Postfix says in the log that it takes no notice of extra text; for a rule it says nothing.",
    bad: "if /^Received:/\n  /192\\.0\\.2\\.1/ IGNORE\nendif\n",
    good: "if /^Received:/\n/192\\.0\\.2\\.1/ IGNORE\nendif\n",
    table: { type: "pcre", uses: ["header_checks"] },
    references: ["pcre_table(5)", "regexp_table(5)", "cidr_table(5)"],
  },
  messages: {
    "in-if":
      "This line is indented, so Postfix takes it for the rest of the 'if' above and passes over it: the rule does nothing. Lines between 'if' and 'endif' must start in the first column.",
    swallowed:
      "This line is indented, so Postfix takes it for the rest of the line above: it is no rule, but part of the text there. Let it start in the first column.",
  },
  table({ table, report }) {
    const chunks: readonly Chunk<TableLine>[] = table.tree.chunks;
    for (const chunk of chunks) {
      for (const { lineStart, start, end } of swallowedRules(chunk, table.type)) {
        const fixes = [
          {
            title: "Remove the white space",
            edits: [{ start: lineStart, end: start, newText: "" }],
            preferred: true,
          },
        ];
        const message = chunk.node!.kind === "if" ? "in-if" : "swallowed";
        report({ message, chunk, start, end, fixes });
      }
    }
  },
});
