// if and endif that do not belong together.
import { unbalancedIf } from "../../../../server/src/analysis/rules/tables/unbalanced-if";
import { tableRuleTester } from "../../../support/table-rule-tester";

tableRuleTester(unbalancedIf, {
  valid: [
    "-- t.pcre --\nif /a/\nIF !/b/i\n/c/ x\nendif\nENDIF trailing\n",
    "-- t.cidr --\nif 192.0.2.0/24\n192.0.2.1 x\nendif\n",
    { code: "-- t.cidr --\nif 192.0.2.0/24\n", version: "3.1" },
    "-- t.pcre --\nif /a/z\nif /(/\n",
  ],
  invalid: [
    {
      code: "-- t.pcre --\n«if» /a/\nif /b/\nendif\n«IF» /c/\n",
      findings: [{ message: "no-endif" }, { message: "no-endif" }],
    },
    // A line that is skipped opens nothing.
    { code: "-- t.regexp --\nif /(/\n/c/ x\n«endif»\n", message: "no-if" },
    {
      code: "-- t.cidr --\n«if» 192.0.2.0/24\nendif x\n",
      message: "no-endif",
    },
    { code: "-- t.cidr --\nif 192.0.2.0/24 x\n«endif»\n", message: "no-if" },
  ],
});
