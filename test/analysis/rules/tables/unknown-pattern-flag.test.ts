// Characters behind a pattern that are no flags.
import { unknownPatternFlag } from "../../../../server/src/analysis/rules/tables/unknown-pattern-flag";
import { tableRuleTester } from "../../../support/table-rule-tester";

tableRuleTester(unknownPatternFlag, {
  valid: [
    "-- t.pcre --\n/a/imsxAEUX x\nif /a/i\nendif\n",
    "-- t.regexp --\n/a/imx!/b/i x\n/a/\tREJECT\n",
    "-- t.pcre --\n/a\n",
  ],
  invalid: [
    {
      code: "-- t.pcre --\n/a/i«g»z x\n",
      message: "unknown",
      data: { flag: "g", type: "pcre", flags: "'i', 'm', 's', 'x', 'A', 'E', 'U' and 'X'" },
      fixed: "/a/i x\n",
    },
    {
      code: "-- t.regexp --\nif /a/«s»\nendif\n/a/!/b/«U» x\n",
      findings: [
        { message: "unknown", data: { flag: "s" }, fixed: "if /a/\nendif\n/a/!/b/U x\n" },
        { message: "unknown", data: { flag: "U" }, fixed: "if /a/s\nendif\n/a/!/b/ x\n" },
      ],
    },
    {
      code: "-- t.pcre --\n/http:/«/example/i» REJECT\n",
      message: "delimiter",
      data: { delimiter: "/" },
      fixed: "/http:\\/\\/example/i REJECT\n",
    },
    {
      code: "-- t.pcre --\n/a/«REJECT» no\n",
      message: "no-space",
      data: { word: "REJECT" },
      fixed: "/a/ REJECT no\n",
    },
  ],
});
