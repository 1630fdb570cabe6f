import type { CidrLine } from "../../../syntax/tables/cidr-table";
import type { RegexpLine } from "../../../syntax/tables/regexp-table";
import { defineRule, type TableContext } from "../rule";
import {
  blocksOf,
  cidrLines,
  hasCidrBlocks,
  isSkipped,
  type Placed,
  placeIn,
  regexpLines,
} from "../table-lines";

export const unbalancedIf = defineRule({
  id: "unbalanced-if",
  since: "0.1.0",
  status: "stable",
  severity: "warning",
  docs: {
    what: "An `if` without `endif` in a lookup table, or an `endif` without `if`.",
    why: "Behind an `if` without `endif`, all lines to the end of the file are for what its pattern matches, and for everything else the lookup ends there. An `endif` without `if` is passed over. Postfix says so in the log when it opens the table.",
    bad: "if /^Received:/\n/192\\.0\\.2\\.1/ IGNORE\n",
    good: "if /^Received:/\n/192\\.0\\.2\\.1/ IGNORE\nendif\n",
    table: { type: "pcre", uses: ["header_checks"] },
    references: ["pcre_table(5)", "regexp_table(5)", "cidr_table(5)"],
  },
  messages: {
    "no-endif":
      "No 'endif' belongs to this 'if': it reaches to the end of the file, and what it does not match is looked up no further. Add an 'endif' where it is to end.",
    "no-if":
      "No 'if' is open here, so Postfix passes over this 'endif'. Remove it, or add the 'if' that it is to end; an 'if' whose line is skipped opens nothing.",
  },
  table({ table, facts, report }) {
    if (table.type !== "cidr") check(regexpLines(table), isSkipped, report);
    else if (hasCidrBlocks(facts.version)) {
      check(cidrLines(table), ({ problem, kind }) => problem !== undefined || kind === "orphan", report);
    }
  },
});

function check<Line extends RegexpLine | CidrLine>(
  lines: readonly Placed<Line>[],
  isLineSkipped: (line: Line) => boolean,
  report: TableContext["report"],
): void {
  const { unclosed, unopened } = blocksOf(lines, isLineSkipped);
  for (const each of unclosed) {
    report({ message: "no-endif", chunk: each.chunk, ...placeIn(each, each.line.keyword!) });
  }
  for (const each of unopened) {
    report({ message: "no-if", chunk: each.chunk, ...placeIn(each, each.line.keyword!) });
  }
}
