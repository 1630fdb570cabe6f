import { defineRule } from "../rule";
import { changeField, daemonOf, fieldSpan, fieldText } from "../service-fields";

export const wrongPrivilege = defineRule({
  id: "wrong-privilege",
  since: "0.1.0",
  status: "stable",
  severity: "error",
  fixAllTitle: "Let all programs keep the privileges they need",
  docs: {
    what: "A service whose program needs the privileges of root, but whose field `unpriv` takes them away.",
    why: "Programs that deliver to files and commands of many users, or start commands as another user, begin as root and change to that user. Without this they end with a fatal error at every start, and the mail for them is deferred.",
    bad: "local unix - - n - - local\n",
    good: "local unix - n n - - local\n",
    language: "postfix-master",
    references: ["master(5)"],
  },
  messages: {
    unprivileged:
      "Program '{program}' must start as root to act for other users, and '{value}' in the field 'unpriv' does not let it: it ends with a fatal error at every start. Write 'n'.",
  },
  service(node, { configuration, report }) {
    const value = fieldText(node, "unpriv");
    if (value === "n") return;
    const daemon = daemonOf(node, configuration.facts);
    if (!daemon?.fact.requiresUnprivN) return;
    report({
      message: "unprivileged",
      data: { program: daemon.program, value },
      ...fieldSpan(node, "unpriv"),
      fixes: [{ ...changeField(node, "unpriv", "n"), preferred: true, fixAll: true }],
    });
  },
});
