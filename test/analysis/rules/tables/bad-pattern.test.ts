// Regular expressions that the library refuses.
import { badPattern } from "../../../../server/src/analysis/rules/tables/bad-pattern";
import { tableRuleTester } from "../../../support/table-rule-tester";

tableRuleTester(badPattern, {
  valid: [
    "-- t.pcre --\n/^(a|b)[]x](?:c)(?i)\\)\\[$/ x\n/a{,3}{x/ x\n/\\Q(\\E/ x\n",
    // In POSIX expressions a parenthesis that nothing opened stands for itself.
    "-- t.regexp --\n/a)b**[:alpha:]/ x\n",
    "-- t.regexp --\n/\\(a/x x\n",
    "-- t.pcre --\n/(/z x\n",
  ],
  invalid: [
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
