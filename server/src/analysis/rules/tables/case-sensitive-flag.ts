import { defineRule } from "../rule";
import { isSkipped, placeIn, regexpLines } from "../table-lines";

export const caseSensitiveFlag = defineRule({
  id: "case-sensitive-flag",
  since: "0.1.0",
  status: "stable",
  severity: "information",
  docs: {
    what: "The flag `i` behind a pattern, which makes it tell small and capital letters apart.",
    why: "In Postfix's tables a pattern takes no notice of case unless told otherwise, and each flag switches what is set: `/x/i`, as other programs write it for patterns without regard to case, is the opposite here. The rule then misses mail that only differs in case.",
    bad: "/^Subject: buy now/i REJECT\n",
    good: "/^Subject: buy now/ REJECT\n",
    table: { type: "pcre", uses: ["header_checks"] },
    references: ["pcre_table(5)", "regexp_table(5)"],
  },
  messages: {
    sensitive:
      "The flag 'i' makes this pattern tell small and capital letters apart: without it, case does not count. Remove it if the pattern is to match both.",
  },
  table({ table, report }) {
    for (const each of regexpLines(table)) {
      const { line, chunk } = each;
      if (line.kind === "orphan" || isSkipped(line)) continue;
      for (const { flags, text } of line.patterns) {
        const letters = flags.filter((flag) => flag.text === "i");
        // Without a letter in it, the pattern has no case.
        if (letters.length % 2 === 0 || !/[A-Za-z]/.test(text.text)) continue;
        const place = placeIn(each, letters[0]!);
        const fixes = [
          {
            title: "Remove 'i', so that case does not count",
            edits: letters.map((letter) => ({ ...placeIn(each, letter), newText: "" })),
          },
        ];
        report({ message: "sensitive", chunk, ...place, fixes });
      }
    }
  },
});
