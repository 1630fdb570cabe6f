import type { AliasLine, AliasProblemKind } from "../../../syntax/tables/aliases-table";
import { spanOf } from "../places";
import { defineRule } from "../rule";
import { plainAlias } from "../table-keys";

export const badAliasLine = defineRule({
  id: "bad-alias-line",
  since: "0.1.0",
  status: "stable",
  severity: "warning",
  docs: {
    what: "A line of a file of aliases that is no `name: value`.",
    why: "Such a line is left out by postalias with a warning. Mail to that name goes to the user of that name, or is refused when there is none.",
    bad: "postmaster root\nroot@example.com: admin\n",
    good: "postmaster: root\nroot: admin\n",
    table: { type: "aliases", uses: ["alias_maps"] },
    references: ["aliases(5)", "postalias(1)"],
  },
  messages: {
    "leading-space":
      "The first line is indented, and there is no line that it could continue: postalias leaves it out. Remove the white space.",
    "missing-colon":
      "There is no colon between the name and where its mail goes, so postalias leaves the line out. Write 'name: destination'; only tables for postmap have no colon.",
    "missing-name":
      "Nothing stands in front of the colon, so postalias leaves the line out. Write the name there.",
    "missing-value":
      "Nothing stands behind the colon, so postalias leaves the line out. Say where the mail is to go, or remove the line.",
    "several-names":
      "Only one name may stand in front of the colon, so postalias leaves the line out. Write a line for each of the names.",
    "remote-name":
      "An alias is a name without a domain, so postalias leaves the line out. Write the name alone, or put the address into a table of virtual_alias_maps.",
  } satisfies Record<AliasProblemKind, string>,
  table: {
    formats: ["aliases"],
    line(chunk, { report }) {
      if (plainAlias(chunk.text) !== undefined) return;
      const { logical, problem } = chunk.node as AliasLine;
      if (problem) report({ message: problem.kind, ...spanOf(logical, problem.start, problem.end) });
    },
  },
});
