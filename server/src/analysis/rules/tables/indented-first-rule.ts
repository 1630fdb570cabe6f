import type { Chunk } from "../../../syntax/logical-lines";
import type { TableLine } from "../../../syntax/tables/table";
import { textSpan } from "../places";
import { defineRule } from "../rule";

export const indentedFirstRule = defineRule({
  id: "indented-first-rule",
  since: "0.1.0",
  status: "stable",
  severity: "warning",
  docs: {
    what: "White space in front of the first line of a lookup table.",
    why: "An indented line continues the line above. The first one has none, so Postfix drops it and says so in the log.",
    bad: "  /^Subject: buy now/ REJECT\n",
    good: "/^Subject: buy now/ REJECT\n",
    table: { type: "pcre", uses: ["header_checks"] },
    references: ["pcre_table(5)", "regexp_table(5)", "cidr_table(5)"],
  },
  messages: {
    dropped:
      "This line is indented, as if it continued another one, but none stands above it, so Postfix drops it. Remove the white space in front.",
  },
  table({ table, report }) {
    const chunks: readonly Chunk<TableLine>[] = table.tree.chunks;
    for (const chunk of chunks) {
      if (chunk.kind !== "orphan") continue;
      const { start, end } = textSpan(chunk.node!.logical);
      const fixes = [
        { title: "Remove the white space", edits: [{ start: 0, end: start, newText: "" }], preferred: true },
      ];
      report({ message: "dropped", chunk, start, end, fixes });
    }
  },
});
