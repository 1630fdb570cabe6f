import type { MainChunk } from "../../../syntax/main-cf";
import { shorten } from "../../markdown";
import { assignmentSpan } from "../places";
import { removeEntry } from "../remove-entry";
import { defineRule, type Related } from "../rule";
import { isTemplated } from "../templates";

export const duplicateParameter = defineRule({
  id: "duplicate-parameter",
  since: "0.1.0",
  status: "stable",
  severity: "warning",
  severities: { repeated: "hint" },
  unnecessary: true,
  docs: {
    what: "A parameter that a later line of main.cf sets again.",
    why: "The last line counts; what the others say has no effect. Somebody who edits the upper one wonders why nothing changes. The finding is at the line that does not count and points to the one that does; postconf warns at the line that overrides, and only where the values differ. Where they do not, this is a hint.",
    bad: "relayhost = [mx1.example.com]\nrelayhost = [mx2.example.com]\n",
    good: "relayhost = [mx2.example.com]\n",
    references: ["postconf(5)", "postconf(1)"],
  },
  messages: {
    overridden:
      "This line has no effect: '{name}' is set again further down, and the last line counts. It makes the value '{value}'. Keep one of the lines.",
    repeated:
      "This line is superfluous: the next setting of '{name}' says the same, and the last line counts. Keep one of the lines, so that an edit cannot miss.",
  },
  assignment(node, { configuration, chunk, report }) {
    if (node.problem) return;
    const all = configuration.definitions(node.name);
    const last = all.at(-1);
    if (!last || last === chunk) return;
    const next = all[all.indexOf(chunk) + 1]!;
    const message = next.node!.value === node.value ? "repeated" : "overridden";
    const related = [placeOf(next, next === last ? "This line counts" : "Overridden here")];
    if (next !== last) related.push(placeOf(last, "This line counts"));
    report({
      message,
      data: { name: node.name, value: shorten(last.node!.value, 60) },
      ...assignmentSpan(node),
      related,
      // Lines of a template may be alternatives.
      fixes: isTemplated(chunk.text)
        ? []
        : [{ ...removeEntry(chunk.text, "Remove this line"), preferred: true }],
    });
  },
});

function placeOf(chunk: MainChunk, message: string): Related {
  return { chunk, file: "postfix-main", ...assignmentSpan(chunk.node!), message };
}
