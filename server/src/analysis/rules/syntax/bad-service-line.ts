import { MASTER_FIELDS } from "../../../syntax/master-cf";
import { textSpan } from "../places";
import { defineRule } from "../rule";
import { isTemplateLine } from "../templates";

export const badServiceLine = defineRule({
  id: "bad-service-line",
  since: "0.1.0",
  status: "stable",
  severity: "error",
  docs: {
    what: "A line of master.cf with fewer than eight fields.",
    why: "The master daemon ends with a fatal error when it reads such a line, also on a mere reload, and takes the whole mail system down with it.",
    bad: "submission inet n - y - smtpd\n",
    good: "submission inet n - y - - smtpd\n",
    references: ["master(5)"],
  },
  messages: {
    fields:
      "A service has eight fields, and this line has {count}: '{next}' is missing, and so is what follows it. The master daemon stops with a fatal error when it reads this. Write '-' for a field that keeps its default, or indent the line if it continues the one above.",
  },
  service(node, { report }) {
    if (node.problem?.kind !== "field-count" || isTemplateLine(node.logical.text)) return;
    const count = node.words.length;
    const data = { count: String(count), next: MASTER_FIELDS[count]! };
    report({ message: "fields", data, ...textSpan(node.logical) });
  },
});
