import { daemonArguments, takesAttributes } from "../daemon-arguments";
import { spanOf } from "../places";
import { defineRule } from "../rule";
import { daemonOf } from "../service-fields";

/** Options of all programs, those that the master daemon itself hands over among them. */
const KNOWN = "cdDilmnorsStuvVz";

export const unknownOption = defineRule({
  id: "unknown-option",
  since: "0.1.0",
  status: "stable",
  severity: "error",
  docs: {
    what: "An option of a service in master.cf that Postfix's programs do not have.",
    why: "A program that is given an option it does not know ends with a fatal error at every start, and nobody serves what the service was for.",
    bad: "smtp inet n - n - - smtpd -x\n",
    good: "smtp inet n - n - - smtpd\n",
    language: "postfix-master",
    references: ["master(5)"],
  },
  messages: {
    option:
      "Program '{program}' has no option '-{letter}', and ends with a fatal error at every start. Remove it; '-o name=value' sets a parameter, and '-v' makes the log more detailed.",
  },
  service(node, { configuration, report }) {
    if (node.words.length <= 8) return;
    const daemon = daemonOf(node, configuration.facts);
    if (!daemon) return;
    const { options, strays } = daemonArguments(node, takesAttributes(daemon, configuration.facts));
    for (const { letter, place } of options) {
      // Behind a word that is no option, the program reads no more of them.
      if (strays[0] && strays[0].words[0]!.start < place.start) return;
      if (KNOWN.includes(letter)) continue;
      report({
        message: "option",
        data: { program: daemon.program, letter },
        ...spanOf(node.logical, place.start, place.end),
      });
      // The letters behind it would be options only if it were one.
      return;
    }
  },
});
