import { defineRule } from "../rule";
import { changeField, fieldSpan, fieldText, isPlainService } from "../service-fields";

export const privateInet = defineRule({
  id: "private-inet",
  since: "0.1.0",
  status: "stable",
  severity: "error",
  fixAllTitle: "Make all network services public",
  docs: {
    what: "A service of type `inet` whose field `private` is `y`, or `-`, which means the same.",
    why: "The field says who may reach a socket in the queue directory, and a network port cannot be hidden in this way. The master daemon ends with a fatal error when it reads such a line, also on a mere reload, and takes the whole mail system down with it.",
    bad: "submission inet - - n - - smtpd\n",
    good: "submission inet n - n - - smtpd\n",
    language: "postfix-master",
    references: ["master(5)"],
  },
  messages: {
    private:
      "A network port cannot be private, and '{value}' in the field 'private' of service '{service}' says it is. The master daemon stops with a fatal error when it reads this. Write 'n'.",
  },
  service(node, { report }) {
    const value = fieldText(node, "private");
    if (value === "n" || fieldText(node, "type") !== "inet" || !isPlainService(node)) return;
    report({
      message: "private",
      data: { value, service: fieldText(node, "service") },
      ...fieldSpan(node, "private"),
      fixes: [{ ...changeField(node, "private", "n"), preferred: true, fixAll: true }],
    });
  },
});
