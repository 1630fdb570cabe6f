import { shorten } from "../../markdown";
import { overrideSpan, removeOverride } from "../remove-option";
import { defineRule } from "../rule";
import { fieldText, isPlainService } from "../service-fields";

export const duplicateOverride = defineRule({
  id: "duplicate-override",
  since: "0.1.0",
  status: "stable",
  severity: "warning",
  severities: { repeated: "hint" },
  unnecessary: true,
  docs: {
    what: "A parameter that a service of master.cf overrides twice.",
    why: "The last `-o` counts; what the others say has no effect, and Postfix says nothing about it. Somebody who edits the upper one wonders why nothing changes.",
    bad: "smtp inet n - n - - smtpd\n  -o smtpd_client_connection_count_limit=10\n  -o smtpd_client_connection_count_limit=20\n",
    good: "smtp inet n - n - - smtpd\n  -o smtpd_client_connection_count_limit=20\n",
    language: "postfix-master",
    references: ["master(5)"],
  },
  messages: {
    overridden:
      "This option has no effect: service '{service}' sets '{name}' again further down, and the last '-o' counts. It makes the value '{value}'. Keep one of them.",
    repeated:
      "This option is superfluous: service '{service}' sets '{name}' to the same value further down. Keep one of them.",
  },
  service(node, { chunk, report }) {
    if (node.overrides.length < 2 || !isPlainService(node)) return;
    const last = new Map(node.overrides.filter(({ problem }) => !problem).map((each) => [each.name, each]));
    for (const override of node.overrides) {
      const { name, problem, value } = override;
      const winner = last.get(name);
      if (problem || !winner || winner === override) continue;
      report({
        message: value === winner.value ? "repeated" : "overridden",
        data: { service: fieldText(node, "service"), name, value: shorten(winner.value, 60) },
        ...overrideSpan(node, override),
        related: [
          { chunk, file: "postfix-master", ...overrideSpan(node, winner), message: "This option counts" },
        ],
        fixes: removeOverride(node, chunk.text, override),
      });
    }
  },
});
