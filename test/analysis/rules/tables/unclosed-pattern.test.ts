// Patterns that nothing ends, and lines without one.
import { unclosedPattern } from "../../../../server/src/analysis/rules/tables/unclosed-pattern";
import { tableRuleTester } from "../../../support/table-rule-tester";

tableRuleTester(unclosedPattern, {
  valid: [
    "-- t.pcre --\n/a/ x\n!/a/ x\n! ! |a/b| x\nif !/a/\nendif\n",
    "-- t.regexp --\n/a/!/b/ x\n/a\\/b/ x\n# /a\n",
    "-- t.pcre --\n/a\n  b/x x\n",
    "-- t.cidr --\n!\n",
    "-- t.pcre --\n  /a\nb\n",
  ],
  invalid: [
    { code: "-- t.pcre --\n«/a x»  \n/b/ x\n", message: "unclosed", data: { delimiter: "/" } },
    {
      code: "-- t.regexp --\n/a/!«|b x»\n!«/a\\/»\n",
      findings: [
        { message: "unclosed", data: { delimiter: "|" } },
        { message: "unclosed", data: { delimiter: "/" } },
      ],
    },
    { code: "-- t.pcre --\nif «Subject REJECT»\n", message: "unclosed", data: { delimiter: "S" } },
    { code: "-- t.pcre --\n«! !»\n«if»\n", findings: [{ message: "no-pattern" }, { message: "no-pattern" }] },
    {
      code: "-- t.pcre --\n«\ufeff»/a/ x\n",
      message: "byte-order-mark",
      fixed: "/a/ x\n",
    },
  ],
});
