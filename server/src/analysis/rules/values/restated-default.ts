import { nextDefaultChange } from "../../../knowledge/default-changes";
import { shorten } from "../../markdown";
import type { PostfixFacts } from "../../model/postfix-facts";
import { repeatedDefault } from "../default-repetition";
import { assignmentSpan } from "../places";
import { removeEntry } from "../remove-entry";
import { defineRule } from "../rule";
import { isTemplated } from "../templates";

const ADVICE = "Without the line nothing changes, and what was decided here is easier to see.";

export const restatedDefault = defineRule({
  id: "restated-default",
  since: "0.1.0",
  status: "stable",
  severity: "hint",
  fixAllTitle: "Remove all lines that repeat a default",
  unnecessary: true,
  docs: {
    what: "A line of main.cf that sets a parameter to what it would be anyway.",
    why: "A main.cf full of repeated defaults hides the few lines that matter, and holds on to old values when a release changes a default. Other spellings count as well: `YES`, `5m` for `300s`, other separators in a list, and values that turn out the same once `$name` is expanded. Lines stay where their absence could be noticed: where the default depends on the machine, on the load or on the program, where it was chosen when Postfix was compiled and the installed Postfix was not asked, where a service overrides what it depends on, where Postfix would start to log that it uses an old default, and where a later release has another default, so that the line holds on to the one of today.",
    bad: "biff = yes\nmyhostname = mail.example.com\n",
    good: "biff = no\nmyhostname = mail.example.com\n",
    references: ["postconf(5)", "postconf(1)", "COMPATIBILITY_README"],
  },
  messages: {
    same: `'{name}' is {default} anyway: that is {voice}. ${ADVICE}`,
    equal: `'{name}' is {default} anyway, which this is another way to write: that is {voice}. ${ADVICE}`,
    expands: `'{name}' has this value anyway: {voice}, {default}, comes to the same here. ${ADVICE}`,
  },
  assignment(node, { configuration, chunk, report }) {
    if (node.problem || isTemplated(chunk.text)) return;
    const found = repeatedDefault(configuration, node);
    if (!found || found.hindrance || nextDefaultChange(node.name, configuration.facts.version)) return;
    const text = found.default.text;
    report({
      message: found.repetition,
      data: {
        name: node.name,
        default: text === "" ? "empty" : `'${shorten(text, 60)}'`,
        voice: voiceOf(configuration.facts),
      },
      ...assignmentSpan(node),
      fixes: [{ ...removeEntry(chunk.text, "Remove"), preferred: true, fixAll: true }],
    });
  },
});

/** Whose default it is, in words. */
function voiceOf({ voice, version }: PostfixFacts): string {
  return voice === "installed"
    ? `Postfix ${version.text}'s default`
    : `the default of Postfix ${version.text}`;
}
