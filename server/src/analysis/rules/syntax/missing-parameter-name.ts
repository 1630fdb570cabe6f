import { textSpan } from "../places";
import { defineRule } from "../rule";
import { isTemplateLine } from "../templates";

export const missingParameterName = defineRule({
  id: "missing-parameter-name",
  since: "0.1.0",
  status: "stable",
  severity: "error",
  docs: {
    what: "A line of main.cf that starts with `=`.",
    why: "One such line makes Postfix refuse the whole file: every program that reads main.cf ends with a fatal error, and mail stops.",
    bad: "= mail.example.com\n",
    good: "myhostname = mail.example.com\n",
    references: ["postconf(5)"],
  },
  messages: {
    missing:
      "No parameter name stands in front of '='. Postfix refuses the whole file because of this line, and no mail moves. Write the name in front, or put a '#' before the line to keep it as a comment.",
  },
  assignment(node, { report }) {
    if (node.problem !== "missing-name" || isTemplateLine(node.logical.text)) return;
    report({ message: "missing", ...textSpan(node.logical) });
  },
});
