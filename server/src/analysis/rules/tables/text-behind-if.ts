import { defineRule } from "../rule";
import { blocksOf, cidrLines, hasCidrBlocks, isSkipped, placeIn, regexpLines } from "../table-lines";
import { swallowedRules } from "../table-swallowed";

export const textBehindIf = defineRule({
  id: "text-behind-if",
  since: "0.1.0",
  status: "stable",
  severity: "warning",
  docs: {
    what: "Text behind the pattern of an `if`, or behind `endif`.",
    why: "In pcre and regexp tables Postfix takes no notice of the text and says so in the log. In cidr tables it skips the line: such an `endif` ends nothing, and the lines behind such an `if` are for every address.",
    bad: "if /^Received:/ IGNORE\n/192\\.0\\.2\\.1/ IGNORE\nendif\n",
    good: "if /^Received:/\n/192\\.0\\.2\\.1/ IGNORE\nendif\n",
    table: { type: "pcre", uses: ["header_checks"] },
    references: ["pcre_table(5)", "regexp_table(5)", "cidr_table(5)"],
  },
  messages: {
    ignored:
      "Postfix takes no notice of this text: '{keyword}' has no result of its own. Remove it, or make it a rule on a line of its own.",
    skipped:
      "Postfix skips this line: in a cidr table nothing may stand behind it. Remove the text, or make it a rule on a line of its own.",
  },
  table({ table, facts, report }) {
    const lines = regexpLines(table);
    // An `endif` without `if` is passed over with all that it has.
    const unopened = new Set(blocksOf(lines, isSkipped).unopened);
    for (const each of lines) {
      const { line, chunk } = each;
      const { keyword, result } = line;
      if (!keyword || !result || line.problem || unopened.has(each)) continue;
      if (swallowedRules(chunk, line.table).length > 0) continue;
      report({ message: "ignored", data: { keyword: keyword.text }, chunk, ...placeIn(each, result) });
    }
    for (const each of hasCidrBlocks(facts.version) ? cidrLines(table) : []) {
      const { line, chunk } = each;
      if (!line.keyword || swallowedRules(chunk, "cidr").length > 0) continue;
      if (line.problem?.kind === "text-behind-endif") {
        report({ message: "skipped", chunk, ...placeIn(each, line.problem) });
      } else if (line.kind === "if") {
        // Everything behind the word is the pattern there, blanks included.
        const text = /^\S+\s+(?=\S)/.exec(line.pattern?.text ?? "");
        if (!text) continue;
        const { start, end } = line.pattern!;
        report({ message: "skipped", chunk, ...placeIn(each, { start: start + text[0].length, end }) });
      }
    }
  },
});
