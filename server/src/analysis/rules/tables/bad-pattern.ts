import type { PatternEngine } from "../../../matching/pattern-engine";
import { patternProblem } from "../../../matching/pattern-problems";
import type { PatternProblemKind } from "../../../syntax/tables/pattern";
import type { RegexpLine } from "../../../syntax/tables/regexp-table";
import { defineRule, type TableContext } from "../rule";
import { type Placed, placeIn, regexpLines } from "../table-lines";

export const badPattern = defineRule({
  id: "bad-pattern",
  since: "0.1.0",
  status: "stable",
  severity: "warning",
  docs: {
    what: "A regular expression that the library refuses.",
    why: "Postfix skips the line, says so in the log when a program opens the table, and goes on. The mail that the rule was for passes. Where the pattern is that of an `if`, the lines behind it apply to everything, and its `endif` is one too many.",
    bad: "/^Subject: (buy|order now/ REJECT\n",
    good: "/^Subject: (buy|order) now/ REJECT\n",
    table: { type: "pcre", uses: ["header_checks"] },
    references: ["pcre_table(5)", "regexp_table(5)"],
  },
  messages: {
    "unclosed-group":
      "Nothing closes this parenthesis, so Postfix skips the line. Add ')', or write '\\(' for the character.",
    "unopened-group":
      "Nothing opens this parenthesis, so Postfix skips the line. Remove it, or write '\\)' for the character.",
    "unclosed-class":
      "Nothing closes this bracket, so Postfix skips the line. Add ']', or write '\\[' for the character; a ']' right behind '[' is one of the characters and closes nothing.",
    "bare-class":
      "'{text}' has a meaning only inside another pair of brackets, so Postfix skips the line. Write '[{text}]'.",
    "nothing-to-repeat":
      "There is nothing in front of '{text}' that it could repeat, so Postfix skips the line. Write '\\{text}' for the character, or '.*' where '*' was meant as in file names.",
    "bad-repeat":
      "'{text}' is no number of repetitions, so Postfix skips the line. Write it as in '{2,5}', or '\\{' for the character.",
    "perl-group":
      "'(?' is a construct of Perl's regular expressions, which a regexp table does not have, so Postfix skips the line. Put the rule into a pcre table, or use a plain group; case makes no difference here without any flag.",
    refused:
      "PCRE2 refuses the pattern because of '{text}': {why}. So Postfix skips the line. Write this part otherwise, or put '\\' in front of a character that stands for itself.",
  },
  table({ table, report, engine }) {
    for (const each of regexpLines(table)) {
      if (each.line.problem || each.line.kind === "orphan") continue;
      const broken = each.line.patterns.find(({ tree }) => tree?.problem);
      const problem = broken?.tree?.problem;
      if (!problem) {
        if (engine && table.type === "pcre") reportRefusal(each, engine, report);
        continue;
      }
      const offset = broken.text.start;
      const place = { start: offset + problem.start, end: offset + problem.end };
      const text = each.line.logical.text.slice(place.start, place.end);
      const kind: PatternProblemKind = problem.kind;
      const at = placeIn(each, place);
      const fixes =
        kind === "bare-class"
          ? [{ title: `Change to '[${text}]'`, edits: [{ ...at, newText: `[${text}]` }], preferred: true }]
          : [];
      report({ message: kind, data: { text }, chunk: each.chunk, ...at, fixes });
    }
  },
});

/** What the library says of a pattern in which the scanner found nothing. */
function reportRefusal(
  each: Placed<RegexpLine>,
  engine: PatternEngine,
  report: TableContext["report"],
): void {
  const refused = patternProblem(engine, each.line);
  if (!refused) return;
  const text = each.line.logical.text.slice(refused.start, refused.end);
  report({
    message: "refused",
    data: { text, why: refused.message },
    chunk: each.chunk,
    ...placeIn(each, refused),
  });
}
