// Patterns that PCRE may give up on.

import type { Rule, TableContext } from "../../../../server/src/analysis/rules/rule";
import { slowPattern } from "../../../../server/src/analysis/rules/tables/slow-pattern";
import { PCRE2 } from "../../../support/pcre2";
import { tableRuleTester } from "../../../support/table-rule-tester";

// The rule as it is where PCRE2 is at hand.
const { table } = slowPattern;
const rule: Rule = {
  ...slowPattern,
  table: (context: TableContext) => {
    if (typeof table === "function") table(Object.assign({ engine: PCRE2 }, context));
  },
};

tableRuleTester(rule, {
  valid: [
    // Each turn starts with something that cannot be inside it, or nothing is tried again.
    "-- t.pcre --\n/^(a+b)+c/ x\n/^(ab*)+c/ x\n/^(a?)*c/ x\n/^(a+)++c/ x\n/^(?>(a+)+)c/ x\n/^(a++)+c/ x\n/^(?=(a+)+)c/ x\n",
    // Nothing behind it can fail.
    "-- t.pcre --\n/(a+)+/ x\n/x(.*)*y?/ x\n/((a+)+|b)/ x\n",
    "-- t.pcre --\n/(a+){1,3}b/ x\n/(a|b|c)*d/ x\n/\\Q(a+)+b\\E/ x\n/a+b*c+$/ x\n/(a+)+b/z x\n",
    "-- t.pcre --\n/^x(.*)*$/ x\n/^x((.+)y?)+$/ x\n",
    "-- t.regexp --\n/(a+)+b/ x\n/(.*),(.*),(.*),(.*),x/ x\n",
    // The square of the length is too little for PCRE2 to give up.
    "-- t.pcre --\n/^S: .*a.*b$/ x\n/^(.*)@(.*)\\.ü(.*),(.*),(.*)x$/ x\n",
  ],
  invalid: [
    {
      code: "-- t.pcre --\n/^S: «(.*),(.*),(.*),(.*)»,x/ x\n/a/ y\n",
      message: "tried",
      data: { text: "(.*),(.*),(.*),(.*)" },
    },
    { code: "-- t.pcre --\n/^S: «(a+)+»b/ x\n", message: "nested", data: { text: "(a+)+" } },
    {
      code: "-- t.pcre --\n/«(.*)*»z$/ x\nif /«(\\w+\\s?)+»!/\nendif\n/^«(a|a)*»c/ x\n!/«(?:a+|b+)*»c/ x\n",
      findings: Array.from({ length: 4 }, () => ({ message: "nested" })),
    },
    {
      code: "-- t.pcre --\n/x(y|«((a+)b?)+»)z/ x\n/«(a+?){2,}»$/ x\n/«((ab)+)*»c/ x\n/(«(a+)+»b)*/ x\n",
      findings: Array.from({ length: 4 }, () => ({ message: "nested" })),
    },
  ],
});
