// Rules without a result.
import { missingResult } from "../../../../server/src/analysis/rules/tables/missing-result";
import { tableRuleTester } from "../../../support/table-rule-tester";

tableRuleTester(missingResult, {
  valid: [
    "-- t.pcre --\n/a/ x\n/a/\n  x\nif /a/\nendif\n/a\n",
    "-- t.cidr --\n192.0.2.1\tx\nif 192.0.2.0/24\nendif\n192.0.2.300\n",
  ],
  invalid: [
    { code: "-- t.pcre --\n«/a/i» \n# x\n", message: "empty" },
    { code: "-- t.regexp --\n«!/a/»\n", message: "empty" },
    { code: "-- t.cidr --\n«!192.0.2.1»\n", message: "skipped" },
  ],
});
