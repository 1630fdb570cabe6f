// White space in front of the first line.
import { indentedFirstRule } from "../../../../server/src/analysis/rules/tables/indented-first-rule";
import { tableRuleTester } from "../../../support/table-rule-tester";

tableRuleTester(indentedFirstRule, {
  valid: ["-- t.pcre --\n  # comment\n\n/a/\n  x\n", "-- t.cidr --\n192.0.2.1 x\n  192.0.2.2 x\n"],
  invalid: [
    { code: "-- t.pcre --\n# c\n  «/a/ x»\n/b/ x\n", message: "dropped", fixed: "# c\n/a/ x\n/b/ x\n" },
    {
      code: "-- t.cidr --\n\t«192.0.2.1\n  x»\n",
      message: "dropped",
      fixed: "192.0.2.1\n  x\n",
    },
  ],
});
