import { defineRule } from "../rule";
import { changeField, daemonOf, fieldSpan, fieldText } from "../service-fields";

export const wrongProcessLimit = defineRule({
  id: "wrong-process-limit",
  since: "0.1.0",
  status: "stable",
  severity: "error",
  severities: { "one-writer": "warning" },
  fixAllTitle: "Set all process limits to what the programs insist on",
  docs: {
    what: "A process limit in master.cf other than the one that the program insists on.",
    why: "Some programs must be the only one of their kind, as the queue manager, and others must not be limited, as cleanup. They look at the limit when they start, and end with a fatal error when it is another one: whatever needs the service waits, and mail stays where it is.",
    bad: "cleanup unix n - n - - cleanup\n",
    good: "cleanup unix n - n - 0 cleanup\n",
    language: "postfix-master",
    references: ["master(5)"],
  },
  messages: {
    "must-be":
      "Program '{program}' runs only with the process limit {limit}, and here it is {value}: it ends with a fatal error at every start. Write '{limit}' in the field 'maxproc'.",
    "one-writer":
      "Service '{service}' may have {value} processes, and they write to the same tables without knowing of one another, which can damage them. Write '1' in the field 'maxproc'.",
  },
  service(node, { configuration, report }) {
    const daemon = daemonOf(node, configuration.facts);
    if (!daemon) return;
    const service = fieldText(node, "service");
    const isWriter = daemon.program === "proxymap" && service === "proxywrite";
    const limit = isWriter ? 1 : daemon.fact.requiresMaxproc;
    if (limit === undefined) return;
    const written = fieldText(node, "maxproc");
    const value = written === "-" ? configuration.expandedValueOf("default_process_limit") : written;
    if (value === undefined || !/^\d+$/.test(value) || Number(value) === limit) return;
    report({
      message: isWriter ? "one-writer" : "must-be",
      data: {
        program: daemon.program,
        service,
        limit: String(limit),
        value: value === "0" ? "unlimited" : value,
      },
      ...fieldSpan(node, "maxproc"),
      fixes: [{ ...changeField(node, "maxproc", String(limit)), preferred: true, fixAll: true }],
    });
  },
});
