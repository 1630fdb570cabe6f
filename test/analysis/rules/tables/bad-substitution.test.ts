// Substitutions that the pattern has no group for.
import { badSubstitution } from "../../../../server/src/analysis/rules/tables/bad-substitution";
import { tableRuleTester } from "../../../support/table-rule-tester";

tableRuleTester(badSubstitution, {
  valid: [
    "-- t.pcre --\n/(a)(b)/ $1 ${2} $(1) $$ $$1\n/(?<n>a)/ $1\n/(?|(a)|(b))/ $2\n",
    "-- t.regexp --\n/(a)/ $1\n/\\(a\\)/x $1\n",
    "-- t.pcre --\nif /a/ $1\nendif\n/a/z $1\n",
    { code: "-- t.pcre --\n/(a)@b/ smtp:[$1]\n", uses: ["virtual_alias_maps"] },
    { code: "-- t.pcre --\n/(a)@b/ smtp:[$$1]\n", uses: ["transport_maps"] },
    "-- t.cidr --\n192.0.2.1 $1\n",
  ],
  invalid: [
    {
      code: "-- t.pcre --\n/(a)/ costs «$» or $1\n/(a)/ «${1»\n",
      findings: [{ message: "empty", fixed: "/(a)/ costs $$ or $1\n/(a)/ ${1\n" }, { message: "unclosed" }],
    },
    {
      code: "-- t.regexp --\n/(a)/ $1 «$1_»\n/(a)/ «$0»\n",
      findings: [
        { message: "name", data: { text: "$1_" }, fixed: "/(a)/ $1 $$1_\n/(a)/ $0\n" },
        { message: "zero", data: { text: "$0" } },
      ],
    },
    {
      code: "-- t.pcre --\n!/(a)/ «$1»\n/(a)/ $1\n  «${2}»\n/(?:a)/ «$1»\n",
      findings: [
        { message: "negated", data: { text: "$1" } },
        { message: "range", data: { text: "${2}", groups: "1" } },
        { message: "range", data: { text: "$1", groups: "none" } },
      ],
    },
    {
      code: "-- t.pcre --\n/(a)@b/ smtp:[«$1»]\n",
      uses: ["virtual_alias_maps", "transport_maps"],
      message: "forbidden",
      data: { text: "$1", use: "transport_maps" },
    },
  ],
});
