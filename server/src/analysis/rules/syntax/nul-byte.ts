import type { LogicalText } from "../../../syntax/logical-lines";
import { spanOf } from "../places";
import { defineRule, type Report } from "../rule";

export const nulByte = defineRule({
  id: "nul-byte",
  since: "0.1.0",
  status: "stable",
  severity: "warning",
  docs: {
    what: "A byte of value zero in a line.",
    why: "Postfix reads a line only up to such a byte. What follows, continuation lines included, is cut off without a word. Usually a program or a copy in another encoding put it there.",
    bad: "mydestination = example.com,\0 example.org\n",
    good: "mydestination = example.com, example.org\n",
    references: ["postconf(5)", "master(5)"],
  },
  messages: {
    cut: "There is a NUL byte here. Postfix reads the line only up to it and drops the rest, which is easily overlooked because few editors show it. Remove it.",
  },
  assignment: (node, { report }) => check(node.logical, report),
  service: (node, { report }) => check(node.logical, report),
});

function check(logical: LogicalText, report: (report: Report) => void): void {
  const first = logical.text.indexOf("\0");
  if (first < 0) return;
  const edits = [];
  for (let index = first; index >= 0; index = logical.text.indexOf("\0", index + 1)) {
    edits.push({ ...spanOf(logical, index, index + 1), newText: "" });
  }
  const title = edits.length === 1 ? "Remove the NUL byte" : "Remove the NUL bytes";
  report({ message: "cut", ...spanOf(logical, first, first + 1), fixes: [{ title, edits }] });
}
