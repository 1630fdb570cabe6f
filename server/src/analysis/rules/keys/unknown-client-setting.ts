import { nearest } from "../../../base/edit-distance";
import type { Assignment } from "../../../syntax/main-cf";
import { nameSpan } from "../places";
import { defineRule } from "../rule";

export const unknownClientSetting = defineRule({
  id: "unknown-client-setting",
  since: "0.1.0",
  status: "stable",
  severity: "warning",
  docs: {
    what: "A name in the file of a database client that is close to one that the client knows.",
    why: "Postfix takes no notice of a name it does not know: it asks the database with the built-in value instead.",
    bad: "user = mail\nqeury = SELECT goto FROM alias WHERE address='%s'\n",
    good: "user = mail\nquery = SELECT goto FROM alias WHERE address='%s'\n",
    table: { type: "mysql", uses: ["virtual_alias_maps"] },
    references: ["mysql_table(5)", "pgsql_table(5)", "ldap_table(5)", "sqlite_table(5)"],
  },
  messages: {
    typo: "A {type} table has no setting '{name}', and Postfix takes no notice of it. Did you mean '{candidate}'?",
  },
  table: {
    formats: ["ldap", "mysql", "pgsql", "sqlite", "mongodb"],
    line(chunk, { type, facts, report }) {
      const line = chunk.node as Assignment;
      const names = facts.registry.clientSuffixes(type);
      const { name, problem } = line;
      if (problem || names.length === 0 || names.includes(name)) return;
      // Names of the user's own stand in such files too; only what is nearly a known one is a mistake.
      const [candidate] = name.length < 4 ? [] : nearest(name, names, 1);
      if (candidate === undefined) return;
      const place = nameSpan(line);
      const fixes = [
        { title: `Change to '${candidate}'`, edits: [{ ...place, newText: candidate }], preferred: true },
      ];
      report({ message: "typo", data: { type, name, candidate }, ...place, fixes });
    },
  },
});
