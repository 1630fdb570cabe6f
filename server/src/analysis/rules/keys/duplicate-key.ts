import type { AliasLine } from "../../../syntax/tables/aliases-table";
import type { KeyLine } from "../../../syntax/tables/key-table";
import { spanOf } from "../places";
import { defineRule } from "../rule";

export const duplicateKey = defineRule({
  id: "duplicate-key",
  since: "0.1.0",
  status: "stable",
  severity: "warning",
  docs: {
    what: "A key of a lookup table, or an alias, that stands in a line further up already.",
    why: "Of several lines postmap and postalias take the first, warn of 'duplicate entry' and leave the others out. Capital and small letters make no difference. When somebody changes the later line, nothing happens.",
    bad: "example.com REJECT\nExample.com OK\n",
    good: "example.com REJECT\n",
    table: { type: "key", uses: ["check_client_access"] },
    references: ["postmap(1)", "postalias(1)"],
  },
  messages: {
    ignored:
      "This line is left out: line {line} has the key '{key}' already, and the first one counts. Put what is to be given into one line.",
  },
  table: {
    formats: ["key", "aliases"],
    repeated({ repeated, lineOf, report }) {
      for (const { chunk, first } of repeated) {
        const line = chunk.node as KeyLine | AliasLine;
        const word = "name" in line ? line.name! : line.key;
        const data = { line: String(lineOf(first, 0)), key: word.text.toLowerCase() };
        report({ message: "ignored", data, chunk, ...spanOf(line.logical, word.start, word.end) });
      }
    },
  },
});
