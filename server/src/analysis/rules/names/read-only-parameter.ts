import { READ_ONLY_PARAMETERS } from "../../model/postfix-facts";
import { removeEntry } from "../remove-entry";
import { defineRule } from "../rule";
import { onSettings } from "../settings";

export const readOnlyParameter = defineRule({
  id: "read-only-parameter",
  since: "0.1.0",
  status: "stable",
  severity: "warning",
  docs: {
    what: "A setting of process_name, process_id or service_name.",
    why: "Each program sets these itself, to tell who it is. A setting in a file has no effect, and postconf warns about it at every call.",
    bad: "process_name = mail\nsyslog_name = $process_name\n",
    good: "syslog_name = mail\n",
    references: ["postconf(5)"],
  },
  messages: {
    ignored:
      "Postfix's programs set '{name}' themselves, so this setting has no effect. Remove it; to tell instances apart in the log, set syslog_name.",
  },
  ...onSettings(isReadOnly, ({ name, scope, nameSpan }, { configuration, text, report }) => {
    const isOnly = scope === undefined && configuration.definitions(name).length === 1;
    const fixes = isOnly ? [{ ...removeEntry(text, "Remove the line"), preferred: true }] : [];
    report({ message: "ignored", data: { name }, ...nameSpan, fixes });
  }),
});

function isReadOnly(name: string): boolean {
  return READ_ONLY_PARAMETERS.has(name);
}
