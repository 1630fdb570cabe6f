import type { RegexpLine } from "../../../syntax/tables/regexp-table";
import { defineRule, type Fix, type TableContext } from "../rule";
import { liveRegexpRules, type Placed, placeIn, regexpLines } from "../table-lines";
import { substitutionProblem } from "../table-substitutions";

/** Parameters whose programs take no text of the mail into the result: it could choose where the mail goes. */
const WITHOUT_SUBSTITUTION =
  /^(?:(?:address_verify_)?(?:transport|sender_dependent_(?:relayhost|default_transport))_maps|(?:mailbox_transport|mailbox_command|fallback_transport|alias)_maps|alias_database)$/;

export const badSubstitution = defineRule({
  id: "bad-substitution",
  since: "0.1.0",
  status: "stable",
  severity: "warning",
  docs: {
    what: "A `$` in the result of a rule that does not name a group of the pattern.",
    why: "`$1` in a result stands for what the first pair of parentheses matched, and Postfix expects such a number behind each `$`. When it does not fit the pattern, Postfix skips the rule and says so in the log only.",
    bad: "/^Subject: buy now/ REJECT no $1 here\n",
    good: "/^Subject: (buy) now/ REJECT no $1 here\n",
    table: { type: "pcre", uses: ["header_checks"] },
    references: ["pcre_table(5)", "regexp_table(5)"],
  },
  messages: {
    empty: "Nothing is named behind this '$', so Postfix skips the rule. Write '$$' for a dollar sign.",
    unclosed: "Nothing closes the bracket behind this '$', so Postfix skips the rule. Write it as in '$(1)'.",
    name: "'{text}' does not name a group by its number, so Postfix skips the rule. Write '$$' for a dollar sign, and '$(1)' where text follows the number.",
    zero: "'{text}' is no group: they are counted from 1, and nothing stands for the whole match. Postfix skips the rule. Put parentheses around the pattern and write '$1'.",
    negated:
      "The rule is for what the pattern does not match, so no group has any text for '{text}', and Postfix skips the rule. Take the substitution out.",
    range:
      "'{text}' names a group that the pattern does not have: it has {groups}. Postfix skips the rule. Correct the number, or put parentheses around what it is to stand for.",
    forbidden:
      "'{text}' is not allowed in a table for {use}: the sender of a mail could choose what it becomes. The program that reads it skips the rule. Write out what is meant.",
  },
  table({ table, uses, report }) {
    for (const each of regexpLines(table)) {
      if (each.line.problem || each.line.kind !== "rule") continue;
      const problem = substitutionProblem(each.line);
      if (!problem) continue;
      const { kind, substitution, groups } = problem;
      const place = placeIn(each, substitution);
      const text = each.line.logical.text.slice(substitution.start, substitution.end);
      const data = { text, groups: groups === 0 ? "none" : String(groups) };
      const isDollar = kind === "empty" || kind === "name";
      const fixes: Fix[] = isDollar
        ? [
            {
              title: "Write '$$' for a dollar sign",
              edits: [{ start: place.start, end: place.start, newText: "$" }],
              preferred: kind === "empty",
            },
          ]
        : [];
      report({ message: kind, data, chunk: each.chunk, ...place, fixes });
    }
    const use = uses.find((name) => WITHOUT_SUBSTITUTION.test(name));
    for (const each of use === undefined ? [] : liveRegexpRules(table)) reportForbidden(each, use!, report);
  },
});

function reportForbidden(each: Placed<RegexpLine>, use: string, report: TableContext["report"]): void {
  const [first] = each.line.substitutions;
  if (!first) return;
  const text = each.line.logical.text.slice(first.start, first.end);
  report({ message: "forbidden", data: { text, use }, chunk: each.chunk, ...placeIn(each, first) });
}
