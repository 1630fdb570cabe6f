import { nameSpan } from "../places";
import { defineRule } from "../rule";
import { isTemplateLine } from "../templates";

export const missingEquals = defineRule({
  id: "missing-equals",
  since: "0.1.0",
  status: "stable",
  severity: "error",
  docs: {
    what: "A line of main.cf that has no `=` behind its first word.",
    why: "One such line makes Postfix refuse the whole file: every program that reads main.cf ends with a fatal error, and mail stops.",
    bad: "myhostname mail.example.com\n",
    good: "myhostname = mail.example.com\n",
    references: ["postconf(5)"],
  },
  messages: {
    missing:
      "There is no '=' behind '{name}'. Postfix refuses the whole file because of this line, and no mail moves. Write '{name} = value', put a '#' in front of a comment, or indent the line if it continues the one above.",
  },
  assignment(node, { configuration, report }) {
    if (node.problem !== "missing-equals" || isTemplateLine(node.logical.text)) return;
    const span = nameSpan(node);
    const end = node.nul < 0 ? undefined : node.nul;
    const hasText = node.logical.text.slice(node.nameEnd, end).trim() !== "";
    // Where a parameter's name is followed by text, only the sign can be missing.
    const fixable = hasText && configuration.builtinKind(node.name) !== undefined;
    report({
      message: "missing",
      data: { name: node.name },
      ...span,
      fixes: fixable
        ? [
            {
              title: "Insert '='",
              edits: [{ start: span.end, end: span.end, newText: " =" }],
              preferred: true,
            },
          ]
        : [],
    });
  },
});
