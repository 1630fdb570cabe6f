// The flag that makes a pattern tell small and capital letters apart.
import { caseSensitiveFlag } from "../../../../server/src/analysis/rules/tables/case-sensitive-flag";
import { tableRuleTester } from "../../../support/table-rule-tester";

tableRuleTester(caseSensitiveFlag, {
  valid: ["-- t.pcre --\n/a/ x\n/a/m x\n/a/ii x\n/[0-9]+/i x\n/a/iz x\n", "-- t.regexp --\n/a/ x\n"],
  invalid: [
    { code: "-- t.pcre --\n/a/m«i» x\n", message: "sensitive", fixed: "/a/m x\n" },
    {
      code: "-- t.regexp --\nif /a/«i»\n/1/!/b/«i» x\nendif\n",
      findings: [
        { message: "sensitive", fixed: "if /a/\n/1/!/b/i x\nendif\n" },
        { message: "sensitive", fixed: "if /a/i\n/1/!/b/ x\nendif\n" },
      ],
    },
  ],
});
