import { shorten } from "../../markdown";
import { daemonArguments, takesAttributes } from "../daemon-arguments";
import { argumentRepair, type StrayGroup, strayGroups } from "../lost-arguments";
import { spanOf } from "../places";
import { defineRule } from "../rule";
import { daemonOf } from "../service-fields";

export const lostArguments = defineRule({
  id: "lost-arguments",
  since: "0.1.0",
  status: "stable",
  severity: "error",
  docs: {
    what: "Words among the options of a service that belong to no option, most often because blanks stand in a `-o`.",
    why: "An option ends at the next blank. The program takes the words behind it for arguments of its own, does not know them, and ends with a fatal error at every start. postconf shows nothing of it: it leaves the words and all options behind them out, settings that were meant to protect something among them.",
    bad: "submission inet n - n - - smtpd\n  -o smtpd_client_restrictions=permit_sasl_authenticated, reject\n  -o smtpd_helo_required=yes\n",
    good: "submission inet n - n - - smtpd\n  -o { smtpd_client_restrictions = permit_sasl_authenticated, reject }\n  -o smtpd_helo_required=yes\n",
    language: "postfix-master",
    references: ["master(5)"],
  },
  messages: {
    spaced:
      "Blanks around '=' end the option, so '{words}' is no longer part of it. Program '{program}' ends with a fatal error at every start, and postconf does not show the options behind it. Write it without blanks, or in braces: '-o { name = value }'.",
    split:
      "A blank ends the option, so '{words}' does not belong to '{name}'. Program '{program}' ends with a fatal error at every start, and postconf does not show the options behind it. Write '-o { name = value }' (Postfix 3.0 and later), or commas without blanks.",
    "missing-option":
      "There is no '-o' in front of '{words}'. Program '{program}' takes no such argument and ends with a fatal error at every start, and postconf does not show the options behind it. Put '-o' in front of each setting.",
    stray:
      "Program '{program}' takes no arguments but options, and '{words}' is none: it ends with a fatal error at every start, and postconf does not show the options behind it. Remove it, or put '-o' in front of a setting.",
    comment:
      "A '#' behind other text starts no comment: program '{program}' takes '{words}' for arguments it does not know, and ends with a fatal error at every start. Put the comment on a line of its own.",
    attached:
      "Between '-o' and '{' stands no blank, so the braces are taken for a part of the parameter's name. Program '{program}' ends with a fatal error at every start, or takes no notice of the setting. Put a blank in front of '{'.",
  },
  service(node, { configuration, chunk, report }) {
    const { facts } = configuration;
    if (node.words.length <= 8) return;
    const daemon = daemonOf(node, facts);
    if (!daemon) return;
    const hasAttributes = takesAttributes(daemon, facts);
    const { options, strays } = daemonArguments(node, hasAttributes);
    const { program } = daemon;
    for (const { letter, place, argument } of options) {
      if (letter !== "o" || !argument?.text.startsWith("{") || argument.start > place.end) continue;
      const span = spanOf(node.logical, argument.start, argument.end);
      const edits = [{ start: span.start, end: span.start, newText: " " }];
      report({
        message: "attached",
        data: { program },
        ...span,
        fixes: [{ title: "Put a blank in front of the braces", edits, preferred: true }],
      });
    }
    const isKnown = (name: string) => configuration.builtinKind(name) !== undefined;
    for (const group of strayGroups(node, chunk.text, strays, isKnown)) {
      // Here a word that is nobody's may also be an attribute that the program does not know.
      if (hasAttributes && (group.kind === "stray" || group.kind === "missing-option")) continue;
      const { start, end, kind } = group;
      report({
        message: kind,
        data: { program, words: shorten(textOf(group), 60), name: group.name },
        ...spanOf(node.logical, start, end),
        fixes: argumentRepair(node, chunk.text, group, facts),
      });
    }
  },
});

function textOf({ words }: StrayGroup): string {
  return words.map((word) => word.text).join(" ");
}
