import { extractBraces, type Word } from "../../../syntax/lists";
import type { Override, Service } from "../../../syntax/master-cf";
import { spanOf } from "../places";
import { defineRule } from "../rule";
import { isTemplated } from "../templates";

export const badOverride = defineRule({
  id: "bad-override",
  since: "0.1.0",
  status: "stable",
  severity: "error",
  docs: {
    what: "A `-o` in master.cf without `name=value` behind it, or an argument whose braces do not match.",
    why: "With `postconf` most of these pass without a word, so that the setting seems to be there. The service's program, however, ends with a fatal error at every start when it finds no `name=value`, and unmatched braces stop the master daemon itself.",
    bad: "smtp inet n - y - - smtpd\n  -o smtpd_sasl_auth_enable\n",
    good: "smtp inet n - y - - smtpd\n  -o smtpd_sasl_auth_enable=yes\n",
    references: ["master(5)"],
  },
  messages: {
    "missing-equals":
      "There is no '=' behind '{name}'. Program '{program}' ends with a fatal error at every start because of it, while postconf leaves the option out without a word. Write '-o {name}=value', without blanks around '='; a value with blanks takes braces: '-o { {name} = value }'.",
    "missing-name":
      "No parameter name stands in front of '='. Program '{program}' ends with a fatal error at every start because of it, while postconf leaves the option out without a word. Write '-o name=value', without blanks around '='.",
    "missing-argument":
      "Nothing stands behind this '-o', so program '{program}' ends with a fatal error at every start. Write '-o name=value', or remove the option.",
    "missing-brace":
      "The '{' that opens '{argument}' is never closed, so everything up to the end of the line belongs to it. The master daemon stops with a fatal error when it reads this. Write the '}' where the text ends.",
    "text-after-brace":
      "Text follows the '}' that closes '{argument}'. The master daemon stops with a fatal error when it reads this. Put a blank behind the '}', or the text inside the braces.",
  },
  service(node, { report }) {
    if (node.problem || isTemplated(node.logical.text)) return;
    const program = node.words[7]?.text ?? "";
    for (const override of node.overrides) {
      const message = problemOf(override);
      // `-o name = value` has a rule of its own, which can put it together.
      if (!message || (message === "missing-equals" && isSpaced(override, node))) continue;
      const { argument, name } = override;
      report({
        message,
        data: { program, name, argument: argument.text },
        ...spanOf(node.logical, argument.start, argument.end),
      });
    }
    for (const word of node.rest) {
      const message = word.text.startsWith("{") ? extractBraces(word).problem : undefined;
      const data = { program, argument: word.text };
      if (message) report({ message, data, ...spanOf(node.logical, word.start, word.end) });
    }
    const last = danglingOption(node);
    if (last)
      report({
        message: "missing-argument",
        data: { program },
        ...spanOf(node.logical, last.start, last.end),
      });
  },
});

function problemOf({ problem, name }: Override): string | undefined {
  if (problem !== "no-assignment") return problem;
  return name === "" ? "missing-name" : "missing-equals";
}

/** Whether the `=` that is missing stands behind a blank. */
function isSpaced({ argument }: Override, { words }: Service): boolean {
  const next = words[words.findIndex(({ end }) => end === argument.end) + 1];
  return next?.text.startsWith("=") === true;
}

/** The `-o` at the very end of a line, which has nothing left to take. */
function danglingOption({ words, options }: Service): Word | undefined {
  const last = words.at(-1);
  const option = options.at(-1);
  return last && option?.end === last.end && /^-[^o]*o$/.test(option.text) ? option : undefined;
}
