// Text that belongs to no if and no endif.
import { textBehindIf } from "../../../../server/src/analysis/rules/tables/text-behind-if";
import { tableRuleTester } from "../../../support/table-rule-tester";

tableRuleTester(textBehindIf, {
  valid: [
    "-- t.pcre --\nif /a/  \n/b/ x\nendif\t\n",
    // The rule is indented, which is another finding.
    "-- t.pcre --\nif /a/\n  /b/ x\nendif\n",
    "-- t.cidr --\nif 192.0.2.0/24\nendif\n192.0.2.1 x y\n",
    { code: "-- t.cidr --\nendif x\n", version: "3.1" },
    "-- t.pcre --\nif /a/z x\nendif x\n",
  ],
  invalid: [
    {
      code: "-- t.pcre --\nif /a/ «REJECT x»\nendif «# of a»\n",
      findings: [
        { message: "ignored", data: { keyword: "if" } },
        { message: "ignored", data: { keyword: "endif" } },
      ],
    },
    {
      code: "-- t.cidr --\nif ! 192.0.2.0/24  «REJECT»\nendif «x»\n",
      findings: [{ message: "skipped" }, { message: "skipped" }],
    },
  ],
});
