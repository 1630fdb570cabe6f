// Rules that are part of the line above.
import { indentedRule } from "../../../../server/src/analysis/rules/tables/indented-rule";
import { tableRuleTester } from "../../../support/table-rule-tester";

tableRuleTester(indentedRule, {
  valid: [
    "-- t.pcre --\nif /a/\n/b/ x\nendif\n/c/ REJECT a long\n  text\n",
    // An unfinished line is finished by the next one.
    "-- t.pcre --\n/a|b\n  /i x\n/c/\n  /d/ x\n/e\n  /f/ x\n",
    "-- t.cidr --\n192.0.2.1\n  192.0.2.2 x\n# c\n  # d\n",
    "-- t.pcre --\n  /a/ x\n  /b/ x\n",
  ],
  invalid: [
    {
      code: "-- t.pcre --\nif /a/\n  «/b/ x»\n\t«!/c/i y»\nendif\n",
      findings: [
        { message: "in-if", fixed: "if /a/\n/b/ x\n\t!/c/i y\nendif\n" },
        { message: "in-if", fixed: "if /a/\n  /b/ x\n!/c/i y\nendif\n" },
      ],
    },
    {
      code: "-- t.regexp --\n/a/ x\r\n  «/b/ y»\r\n # c\r\n  «endif»\r\n",
      findings: [
        { message: "swallowed", fixed: "/a/ x\r\n/b/ y\r\n # c\r\n  endif\r\n" },
        { message: "swallowed", fixed: "/a/ x\r\n  /b/ y\r\n # c\r\nendif\r\n" },
      ],
    },
    {
      code: "-- t.cidr --\nif 192.0.2.0/24\n  «192.0.2.1 x»\nendif\n  «198.51.100.1 x»\n",
      findings: [
        { message: "in-if", fixed: "if 192.0.2.0/24\n192.0.2.1 x\nendif\n  198.51.100.1 x\n" },
        { message: "swallowed", fixed: "if 192.0.2.0/24\n  192.0.2.1 x\nendif\n198.51.100.1 x\n" },
      ],
    },
  ],
});
