import { textSpan } from "../places";
import { defineRule } from "../rule";
import { placeIn, regexpLines } from "../table-lines";

export const unclosedPattern = defineRule({
  id: "unclosed-pattern",
  since: "0.1.0",
  status: "stable",
  severity: "warning",
  docs: {
    what: "A line of a pcre or regexp table without a pattern, or with one that is not closed.",
    why: "Postfix skips the line and goes on with the next one. It says so in the log each time a program opens the table, and nowhere else: the mail that the rule was for passes.",
    bad: "/^Subject: buy now REJECT\n",
    good: "/^Subject: buy now/ REJECT\n",
    table: { type: "pcre", uses: ["header_checks"] },
    references: ["pcre_table(5)", "regexp_table(5)"],
  },
  messages: {
    unclosed:
      "The pattern starts at '{delimiter}', and no other '{delimiter}' ends it, so Postfix skips this line. Write the same character behind the pattern; one inside it needs a backslash in front.",
    "no-pattern": "There is no pattern here, so Postfix skips this line. Write one as in '/pattern/'.",
    "byte-order-mark":
      "The file starts with a byte order mark. Postfix takes it for the delimiter of a pattern and skips this line. Save the file without the mark.",
  },
  table({ table, report }) {
    for (const each of regexpLines(table)) {
      const { line, chunk } = each;
      const { problem } = line;
      if (problem?.kind === "no-pattern") report({ message: "no-pattern", chunk, ...textSpan(line.logical) });
      if (problem?.kind !== "unclosed-pattern") continue;
      const delimiter = line.logical.text[problem.start]!;
      if (delimiter === "\ufeff") {
        const fixes = [
          {
            title: "Remove the byte order mark",
            edits: [{ start: 0, end: 1, newText: "" }],
            preferred: true,
          },
        ];
        report({ message: "byte-order-mark", chunk, start: 0, end: 1, fixes });
      } else {
        const end = line.logical.text.trimEnd().length;
        report({
          message: "unclosed",
          data: { delimiter },
          chunk,
          ...placeIn(each, { start: problem.start, end }),
        });
      }
    }
  },
});
