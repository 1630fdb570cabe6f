import { fieldOf, type MasterField } from "../../../syntax/master-cf";
import { spanOf } from "../places";
import { defineRule } from "../rule";
import { isTemplated } from "../templates";

/** What may stand in a field. */
const LEGAL: Partial<Record<MasterField, string>> = {
  type: "'inet', 'unix', 'unix-dgram', 'fifo' or 'pass'",
  private: "'y', 'n' or '-' for the default",
  unpriv: "'y', 'n' or '-' for the default",
  chroot: "'y', 'n' or '-' for the default",
  wakeup:
    "a number of seconds, with a '?' behind it if it is to wait until the service was used, or '-' for never",
  maxproc: "a number of processes, '0' for no limit, or '-' for default_process_limit",
};

export const badServiceField = defineRule({
  id: "bad-service-field",
  since: "0.1.0",
  status: "stable",
  severity: "error",
  docs: {
    what: "A field of a service in master.cf that holds a value it cannot have.",
    why: "The master daemon ends with a fatal error when it reads such a line, also on a mere reload, and takes the whole mail system down with it. A field that was left out is a frequent cause: everything behind it moves one place forward.",
    bad: "smtp inet n - yes - - smtpd\n",
    good: "smtp inet n - y - - smtpd\n",
    references: ["master(5)"],
  },
  messages: {
    value:
      "'{value}' cannot stand in the field '{field}' of service '{service}'. It takes {legal}. The master daemon stops with a fatal error when it reads this.",
  },
  service(node, { report }) {
    const field = node.problem?.kind === "bad-field" ? node.problem.field : undefined;
    const word = field && fieldOf(node, field);
    if (!word || isTemplated(node.logical.text)) return;
    report({
      message: "value",
      data: {
        value: word.text,
        field,
        service: fieldOf(node, "service")?.text ?? "",
        legal: LEGAL[field] ?? "",
      },
      ...spanOf(node.logical, word.start, word.end),
    });
  },
});
