import { assignmentSpan } from "../places";
import { defineRule } from "../rule";

export const missingQuery = defineRule({
  id: "missing-query",
  since: "0.1.0",
  status: "stable",
  severity: "error",
  docs: {
    what: "The file of an SQL table without a query.",
    why: "Without `query` Postfix makes one of table, select_field and where_field. When one of these is missing as well, the program that opens the table ends with a fatal error, and mail stops.",
    bad: "user = mail\ndbname = mail\n",
    good: "user = mail\ndbname = mail\nquery = SELECT goto FROM alias WHERE address='%s'\n",
    table: { type: "mysql", uses: ["virtual_alias_maps"] },
    references: ["mysql_table(5)", "pgsql_table(5)", "sqlite_table(5)"],
  },
  messages: {
    missing:
      "There is no 'query' in this file, and no '{name}' that Postfix could make one of: every program that opens the table ends with a fatal error. Write 'query = …'.",
  },
  table: {
    formats: ["mysql", "pgsql", "sqlite"],
    client({ lines, report }) {
      const [first] = lines;
      const names = new Set(lines.flatMap(({ node }) => (node && !node.problem ? [node.name] : [])));
      if (!first?.node || names.has("query") || names.has("select_function")) return;
      const name = ["table", "select_field", "where_field"].find((each) => !names.has(each));
      if (name !== undefined)
        report({ message: "missing", data: { name }, chunk: first, ...assignmentSpan(first.node) });
    },
  },
});
