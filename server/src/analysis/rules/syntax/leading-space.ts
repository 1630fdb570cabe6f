import type { LogicalText } from "../../../syntax/logical-lines";
import { textSpan } from "../places";
import { defineRule, type Report } from "../rule";
import { isTemplateLine } from "../templates";

export const leadingSpace = defineRule({
  id: "leading-space",
  since: "0.1.0",
  status: "stable",
  severity: "warning",
  docs: {
    what: "Indented text at the start of a file, before any line that it could continue.",
    why: "Postfix takes indented lines for the rest of the line above. Where there is none it skips them with a warning in the log, so that the setting is simply not there.",
    bad: "# Identity\n  myhostname = mail.example.com\n",
    good: "# Identity\nmyhostname = mail.example.com\n",
    references: ["postconf(5)", "master(5)"],
  },
  messages: {
    ignored:
      "This text is indented, but there is no line above that it could continue. Postfix skips it with a warning, and what it says does not count. Remove the white space in front.",
  },
  assignment(node, { report }) {
    if (node.problem === "leading-space") check(node.logical, report);
  },
  service(node, { report }) {
    if (node.problem?.kind === "leading-space") check(node.logical, report);
  },
});

function check(logical: LogicalText, report: (report: Report) => void): void {
  if (isTemplateLine(logical.text)) return;
  const span = textSpan(logical);
  report({
    message: "ignored",
    ...span,
    fixes: [
      {
        title: "Remove the white space in front",
        edits: [{ start: logical.offsetOf(0), end: span.start, newText: "" }],
      },
    ],
  });
}
