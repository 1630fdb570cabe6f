import { textSpan } from "../places";
import { defineRule } from "../rule";
import { placeIn, regexpLines } from "../table-lines";

export const badTableLine = defineRule({
  id: "bad-table-line",
  since: "0.1.0",
  status: "stable",
  severity: "warning",
  docs: {
    what: "A line of a pcre or regexp table that starts with a letter or a digit and is neither `if` nor `endif`.",
    why: "Postfix skips the line and says so in the log. A line as in a hash table, with a plain key, does nothing in a table of patterns.",
    bad: "user@example.com REJECT\n",
    good: "/^user@example\\.com$/ REJECT\n",
    table: { type: "pcre", uses: ["check_sender_access"] },
    references: ["pcre_table(5)", "regexp_table(5)"],
  },
  messages: {
    "plain-key":
      "A line of a {type} table is '/pattern/ result', 'if /pattern/' or 'endif'; Postfix skips this one. Write the key as a pattern, such as '{pattern}'.",
    unknown:
      "A line of a {type} table is '/pattern/ result', 'if /pattern/' or 'endif'; Postfix skips this one. Correct or remove it.",
    else: "There is no '{word}' in a {type} table, so Postfix skips this line. Close the 'if' with 'endif' and open another one with 'if !/pattern/'.",
  },
  table({ table, report }) {
    for (const each of regexpLines(table)) {
      const { line, chunk } = each;
      if (line.kind !== "unknown") continue;
      const { text } = line.logical;
      const type = line.table;
      const word = /^\S+/.exec(text)![0];
      const place = textSpan(line.logical);
      if (/^(?:else|elif|elsif|elseif)$/i.test(word)) {
        report({ message: "else", data: { word, type }, chunk, ...place });
      } else if (/^[\w.@+-]*[.@][\w.@+-]*\s+\S/.test(text)) {
        const pattern = `/^${word.replace(/[.+]/g, "\\$&")}$/`;
        const at = placeIn(each, { start: 0, end: word.length });
        const fixes = [{ title: `Change to '${pattern}'`, edits: [{ ...at, newText: pattern }] }];
        report({ message: "plain-key", data: { pattern, type }, chunk, ...place, fixes });
      } else {
        report({ message: "unknown", data: { type }, chunk, ...place });
      }
    }
  },
});
