// Regular expressions that the library refuses.

import type { Rule, TableContext } from "../../../../server/src/analysis/rules/rule";
import { badPattern } from "../../../../server/src/analysis/rules/tables/bad-pattern";
import { PCRE2 } from "../../../support/pcre2";
import { tableRuleTester } from "../../../support/table-rule-tester";

// The rule as it is where PCRE2 is at hand.
const { table } = badPattern;
const rule: Rule = {
  ...badPattern,
  table: (context: TableContext) => {
    if (typeof table === "function") table(Object.assign({ engine: PCRE2 }, context));
  },
};

tableRuleTester(rule, {
  valid: [
    "-- t.pcre --\n/^(a|b)[]x](?:c)(?i)\\)\\[$/ x\n/a{,3}{x/ x\n/\\Q(\\E/ x\n",
    // In POSIX expressions a parenthesis that nothing opened stands for itself.
    "-- t.regexp --\n/a)b**[:alpha:]/ x\n",
    "-- t.regexp --\n/\\(a/x x\n",
    "-- t.pcre --\n/(/z x\n",
  ],
  invalid: [
    {
      code: "-- t.pcre --\n/a«\\i»b/ x\nif !/ü«(?<=a+)»b/\nendif\n/(a)«\\2»/ x\n/«[b-a]»/ x\n",
      findings: [
        { message: "refused", data: { text: "\\i", why: "unrecognized character follows \\" } },
        { message: "refused" },
        { message: "refused" },
        { message: "refused" },
      ],
    },
    {
      code: "-- t.pcre --\n/a«(»b/ x\n/a«)»b/ x\n/a«[»]b/ x\n",
      findings: [{ message: "unclosed-group" }, { message: "unopened-group" }, { message: "unclosed-class" }],
    },
    {
      code: "-- t.pcre --\nif /a«[:digit:]»/\nendif\n",
      message: "bare-class",
      data: { text: "[:digit:]" },
      fixed: "if /a[[:digit:]]/\nendif\n",
    },
    {
      code: "-- t.pcre --\n/«*».exe/ x\n/a*«*»/ x\n/a«{3,2}»/ x\n",
      findings: [
        { message: "nothing-to-repeat", data: { text: "*" } },
        { message: "nothing-to-repeat", data: { text: "*" } },
        { message: "bad-repeat", data: { text: "{3,2}" } },
      ],
    },
    {
      code: "-- t.regexp --\n/«(?»i)a/ x\n/a/!/a«{»x/ x\n",
      findings: [{ message: "perl-group" }, { message: "bad-repeat", data: { text: "{" } }],
    },
  ],
});
