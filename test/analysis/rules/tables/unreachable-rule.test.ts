// Rules below one that matches whatever they match.
import { unreachableRule } from "../../../../server/src/analysis/rules/tables/unreachable-rule";
import { tableRuleTester } from "../../../support/table-rule-tester";

tableRuleTester(unreachableRule, {
  valid: [
    // The narrower one comes first, or neither is.
    "-- t.pcre --\n/^Subject: buy now/ x\n/^Subject: buy/ y\n/^Subject: sell/ z\n",
    "-- t.pcre --\n/^buy/ x\n/buy now/ y\n/^a buy/ z\n",
    "-- t.pcre --\n/now$/ x\n/now/ y\n",
    "-- t.pcre --\n/buy/ x\n/bu(y now)?/ y\n/bu.y/ z\n/buy*/ a\n/buy|sell/ b\n",
    // Equal ones are the business of another rule.
    "-- t.pcre --\n/buy/ x\n/buy/ y\n",
    "-- t.pcre --\n/buy/ x\n/b\\/y/ y\n~b/y~ y\n",
    // Case matters to one of them only, or a flag changes what the pattern means.
    "-- t.pcre --\n/buy/i x\n/buy now/ y\n",
    "-- t.pcre --\n/Buy/i x\n/buy now/i y\n",
    "-- t.pcre --\n/^buy/m x\n/^buy now/m y\n/b u y/x x\n/b u y n/x y\n",
    "-- t.pcre --\n/buy/ii x\n/(?-i)buy now/ y\n",
    // What the earlier one is for is what does not match.
    "-- t.pcre --\n!/buy/ x\n/buy now/ y\n",
    "-- t.pcre --\n/buy/ x\n!/buy now/ y\n",
    "-- t.regexp --\n/buy/!/cheap/ x\n/buy now/ y\n",
    // An empty key is left.
    "-- t.pcre --\n/./ x\n/^$/ y\n!/a/ z\n/a*/ b\n",
    "-- t.pcre --\n/^a?/ x\n/^ab/ y\n/a\\d/ x\n/a\\d1/ y\n",
    // Blocks that need not be looked at together.
    "-- t.pcre --\nif /x/\n/buy/ x\nendif\nif /y/\n/buy now/ z\nendif\n/buy and/ z\n",
    // Postfix leaves the earlier one out, or nobody knows what it will be.
    "-- t.pcre --\n/buy/z x\n/buy now/ y\n",
    "-- t.pcre --\n/buy/\n/buy now/ y\n",
    "-- t.pcre --\n/buy/ {{ action }}\n/buy now/ y\n",
    "-- t.cidr --\n192.0.2.0/24 x\n192.0.2.1 y\n",
  ],
  invalid: [
    {
      code: "-- t.pcre --\n/^Subject:/ DUNNO\n«/^subject: Buy/» REJECT\n/^To:/ x\n«/^Subject: sell.*now$/» y\n",
      findings: [
        { message: "covered", data: { text: "/^Subject:/", line: "1" } },
        { message: "covered", data: { line: "1" } },
      ],
    },
    {
      code: "-- t.regexp --\n/buy\\.now/ x\n# c\n«/^x (buy\\.now) [a-z]+ y/» y\n«/a*buy\\.now/!/b/» z\n",
      findings: [
        { message: "covered", data: { text: "/buy\\.now/", line: "1" } },
        { message: "covered", data: { line: "1" } },
      ],
    },
    {
      code: "-- t.pcre --\n/now$/i x\n«/^buy now$/i» y\n/^.*a\\/b.*$/ x\n«~xa/by~» z\n",
      findings: [
        { message: "covered", data: { line: "1" } },
        { message: "covered", data: { text: "/^.*a\\/b.*$/", line: "3" } },
      ],
    },
    {
      code: "-- t.pcre --\nif /^Sub/\n/^/ x\n«!/buy/» y\nif /a/\n«/sell/» z\nendif\nendif\n/buy/ z\n",
      findings: [
        { message: "everything", data: { text: "/^/", line: "2" } },
        { message: "everything", data: { line: "2" } },
      ],
    },
    { code: "-- t.pcre --\n/.*/i x\n«/a*/» y\n", message: "everything", data: { text: "/.*/" } },
    { code: "-- t.regexp --\n// x\n«/^$/» y\n", message: "everything", data: { text: "//" } },
    {
      code: "-- t.pcre --\n/./ x\n/^$/ y\n«/a|b+/» z\n",
      message: "everything",
      data: { text: "/./", line: "1" },
    },
    { code: "-- t.pcre --\n/^.+/ x\n/y$/ x\n/b/ x\n«/^ab$/» z\n", message: "covered", data: { line: "3" } },
  ],
});
