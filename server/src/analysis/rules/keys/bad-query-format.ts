import type { Assignment } from "../../../syntax/main-cf";
import { spanOf } from "../places";
import { defineRule } from "../rule";

/** Settings that `db_common_parse` reads (db_common.c). */
const FORMATS: ReadonlySet<string> = new Set(["query", "query_filter", "result_format", "result_filter"]);

export const badQueryFormat = defineRule({
  id: "bad-query-format",
  since: "0.1.0",
  status: "stable",
  severity: "error",
  docs: {
    what: "A `%` in a query or result format of a database client with a letter behind it that means nothing.",
    why: "The program that opens the table ends with a fatal error, is started again, and ends again: mail stops. A percent sign in the text of a query is written as `%%`.",
    bad: "query = SELECT goto FROM alias WHERE address LIKE '%s' AND note LIKE '%x'\n",
    good: "query = SELECT goto FROM alias WHERE address LIKE '%s' AND note LIKE '%%x'\n",
    table: { type: "mysql", uses: ["virtual_alias_maps"] },
    references: ["mysql_table(5)", "pgsql_table(5)", "ldap_table(5)", "sqlite_table(5)"],
  },
  messages: {
    letter:
      "'{text}' means nothing in '{name}', and every program that opens the table ends with a fatal error. Known are %s, %u, %d, %S, %U, %D and %1 to %9; a percent sign itself is '%%'.",
  },
  table: {
    formats: ["ldap", "mysql", "pgsql", "sqlite"],
    line(chunk, { report }) {
      const { name, value, valueStart, problem, logical } = chunk.node as Assignment;
      if (problem || !FORMATS.has(name)) return;
      for (const { 0: text, index } of value.matchAll(/%./gs)) {
        if (/%[%sSuUdD1-9]/.test(text)) continue;
        const start = valueStart + index;
        const place = spanOf(logical, start, start + text.length);
        const edits = [{ start: place.start, end: place.start, newText: "%" }];
        report({
          message: "letter",
          data: { text, name },
          ...place,
          fixes: [{ title: "Write '%%'", edits }],
        });
      }
    },
  },
});
