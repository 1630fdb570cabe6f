// Patterns that another rule has already.
import { duplicatePattern } from "../../../../server/src/analysis/rules/tables/duplicate-pattern";
import { tableRuleTester } from "../../../support/table-rule-tester";

tableRuleTester(duplicatePattern, {
  valid: [
    "-- t.pcre --\n/a/ x\n!/a/ y\n/a/i z\n/A/ x\n",
    "-- t.pcre --\nif /x/\n/a/ x\nendif\nif /y/\n/a/ y\nendif\n/a/ z\n",
    "-- t.pcre --\n/(/ x\n/(/ y\n",
    "-- t.regexp --\n/a/!/b/ x\n/a/!/c/ y\n/a/ z\n",
    "-- t.cidr --\n192.0.2.1 x\n192.0.2.1 y\n",
  ],
  invalid: [
    {
      code: "-- t.pcre --\n# c\n/a\\/b/m x\n«|a/b|iim» y\n«!! /a\\/b/m» z\n",
      findings: [
        { message: "unreached", data: { line: "2" } },
        { message: "unreached", data: { line: "2" } },
      ],
    },
    {
      code: "-- t.regexp --\n/a/ x\nif /b/\n«/a/» y\n/c/!/d/ x\nif /e/\n«/c/!/d/» y\nendif\nendif\n",
      findings: [
        { message: "unreached", data: { line: "1" } },
        { message: "unreached", data: { line: "4" } },
      ],
    },
  ],
});
