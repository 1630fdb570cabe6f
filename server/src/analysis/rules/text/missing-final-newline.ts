import { lineEndOf } from "../../../base/source-text";
import type { Chunk } from "../../../syntax/logical-lines";
import { defineRule, type Report } from "../rule";

export const missingFinalNewline = defineRule({
  id: "missing-final-newline",
  since: "0.1.0",
  status: "stable",
  severity: "hint",
  fixAllTitle: "End the file with a line end",
  docs: {
    what: "An entry at the end of main.cf or master.cf without a line end behind it.",
    why: "Postfix reads the entry, but whatever is added to the file next becomes part of it: `postconf -e` and `postconf -M` write the new entry behind the last character without a word, and so do scripts that append to the file. The entry has a wrong value then, and the new one is lost.",
    bad: "biff = no",
    good: "biff = no\n",
    references: ["postconf(1)"],
  },
  messages: {
    missing:
      "No line end follows the last entry. The next one that 'postconf -e' or a script adds to the file would become part of it. End the line.",
  },
  assignment: (_node, { chunk, report }) => check(chunk, report),
  service: (_node, { chunk, report }) => check(chunk, report),
});

function check({ text }: Chunk<unknown>, report: (report: Report) => void): void {
  if (text.endsWith("\n")) return;
  const end = text.length;
  report({
    message: "missing",
    start: text.lastIndexOf("\n") + 1,
    end,
    fixes: [
      {
        title: "End the line",
        edits: [{ start: end, end, newText: lineEndOf(text) }],
        preferred: true,
        fixAll: true,
      },
    ],
  });
}
