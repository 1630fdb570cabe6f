// Percent signs that end the program.
import { badQueryFormat } from "../../../../server/src/analysis/rules/keys/bad-query-format";
import { tableRuleTester } from "../../../support/table-rule-tester";

tableRuleTester(badQueryFormat, {
  valid: [
    "-- t.mysql --\nquery = SELECT '%%x %s %u %d %S %U %D %1 %9'\nuser = %x\n",
    "-- t.ldap --\nquery_filter = (mail=%s)\nresult_format = %s\n",
  ],
  invalid: [
    {
      code: "-- t.mysql --\nquery = a '%s'\n  b '«%x»%%'\n",
      message: "letter",
      data: { text: "%x", name: "query" },
      fixed: "query = a '%s'\n  b '%%x%%'\n",
    },
    { code: "-- t.pgsql --\nresult_format = «%0»\n", message: "letter", fixed: "result_format = %%0\n" },
  ],
});
