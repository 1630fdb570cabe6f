import type { RegexpLine } from "../../../syntax/tables/regexp-table";
import { defineRule } from "../rule";
import {
  blocksOf,
  encloses,
  isSkipped,
  liveRegexpRules,
  type Placed,
  placeIn,
  regexpLines,
} from "../table-lines";
import { samenessOf } from "../table-patterns";

export const duplicatePattern = defineRule({
  id: "duplicate-pattern",
  since: "0.1.0",
  status: "stable",
  severity: "warning",
  docs: {
    what: "A rule of a pcre or regexp table with the pattern of another one above it.",
    why: "The first rule that matches decides, so the later one is never reached. When somebody changes the result of the later one, nothing happens.",
    bad: "/^Subject: buy now/ HOLD\n/^Subject: buy now/ REJECT\n",
    good: "/^Subject: buy now/ REJECT\n",
    table: { type: "pcre", uses: ["header_checks"] },
    references: ["pcre_table(5)", "regexp_table(5)"],
  },
  messages: {
    unreached:
      "This rule is never reached: line {line} has the same pattern, and the first rule that matches decides. Remove one of the two.",
  },
  table({ table, lineOf, report }) {
    const { blockOf } = blocksOf(regexpLines(table), isSkipped);
    const seen = new Map<string, Placed<RegexpLine>[]>();
    for (const each of liveRegexpRules(table)) {
      const key = samenessOf(each.line);
      const earlier = seen.get(key) ?? [];
      const first = earlier.find(({ chunk }) => encloses(blockOf.get(chunk), blockOf.get(each.chunk)));
      if (!first) {
        earlier.push(each);
        seen.set(key, earlier);
        continue;
      }
      const { patterns } = each.line;
      const place = placeIn(each, { start: patterns[0]!.start, end: patterns.at(-1)!.end });
      const data = { line: String(lineOf(first.chunk, 0)) };
      report({ message: "unreached", data, chunk: each.chunk, ...place });
    }
  },
});
