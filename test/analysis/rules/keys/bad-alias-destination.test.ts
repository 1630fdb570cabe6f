// Commands that end too early, and lists that are not read.
import { badAliasDestination } from "../../../../server/src/analysis/rules/keys/bad-alias-destination";
import { tableRuleTester } from "../../../support/table-rule-tester";

tableRuleTester(badAliasDestination, {
  valid: [
    '-- t.aliases --\na: "|/b c d"\nb: |/usr/bin/x, c\nc: :include:/etc/list\nd: |"/usr/bin/x y"\ne: "|b c", d e\n',
  ],
  invalid: [
    {
      code: "-- t.aliases --\na: b, «|/usr/bin/c -d e», f\n",
      message: "command",
      fixed: 'a: b, "|/usr/bin/c -d e", f\n',
    },
    { code: '-- t.aliases --\na: «|/usr/bin/c "d e"»\n', message: "command" },
    { code: "-- t.aliases --\na: b, «:include:list»\n", message: "include", data: { path: "list" } },
  ],
});
