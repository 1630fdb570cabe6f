// Lines that are neither rule nor if nor endif.
import { badTableLine } from "../../../../server/src/analysis/rules/tables/bad-table-line";
import { tableRuleTester } from "../../../support/table-rule-tester";

tableRuleTester(badTableLine, {
  valid: ["-- t.pcre --\n/a/ x\nif /a/\nendif\n  b\n", "-- t.cidr --\nuser@example.com x\n"],
  invalid: [
    {
      code: "-- t.pcre --\n«user+x@example.com REJECT»\n",
      message: "plain-key",
      data: { type: "pcre", pattern: "/^user\\+x@example\\.com$/" },
      fixed: "/^user\\+x@example\\.com$/ REJECT\n",
    },
    {
      code: "-- t.regexp --\n«fi»\n«iff /a/»\n",
      findings: [{ message: "unknown", data: { type: "regexp" } }, { message: "unknown" }],
    },
    { code: "-- t.pcre --\nif /a/\n«else»\nendif\n", message: "else", data: { word: "else" } },
  ],
});
