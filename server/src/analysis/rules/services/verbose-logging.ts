import { daemonArguments, takesAttributes } from "../daemon-arguments";
import { spanOf } from "../places";
import { defineRule } from "../rule";
import { daemonOf } from "../service-fields";

export const verboseLogging = defineRule({
  id: "verbose-logging",
  since: "0.1.0",
  status: "stable",
  severity: "information",
  docs: {
    what: "A service of master.cf that is started with `-v`.",
    why: "The option is for finding a fault. Left on, it fills the log with many lines for every message, in which those that matter get lost, and slows the service down.",
    bad: "smtp inet n - n - - smtpd -v\n",
    good: "smtp inet n - n - - smtpd\n",
    language: "postfix-master",
    references: ["master(5)", "DEBUG_README"],
  },
  messages: {
    verbose:
      "'-v' makes program '{program}' log every step of its work. Remove it when the fault is found; debug_peer_list does the same for single clients and servers.",
  },
  service(node, { configuration, chunk, report }) {
    if (node.words.length <= 8) return;
    const daemon = daemonOf(node, configuration.facts);
    if (!daemon) return;
    const { options } = daemonArguments(node, takesAttributes(daemon, configuration.facts));
    const option = options.find(({ letter }) => letter === "v");
    if (!option) return;
    // `-vv` and `-vo` are of one word; what is in it is read best as a whole.
    const word = node.words.find(({ start, end }) => start <= option.place.start && option.place.end <= end)!;
    const span = spanOf(node.logical, word.start, word.end);
    const previous = node.words[node.words.indexOf(word) - 1]!;
    const gap = spanOf(node.logical, previous.start, previous.end).end;
    // A comment may stand between the lines of a service.
    const canGo = /^-v+$/.test(word.text) && chunk.text.slice(gap, span.start).trim() === "";
    report({
      message: "verbose",
      data: { program: daemon.program },
      ...span,
      fixes: canGo
        ? [{ title: "Remove the option", edits: [{ start: gap, end: span.end, newText: "" }] }]
        : [],
    });
  },
});
