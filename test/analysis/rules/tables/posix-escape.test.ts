// Escapes of Perl in POSIX expressions.
import { posixEscape } from "../../../../server/src/analysis/rules/tables/posix-escape";
import { tableRuleTester } from "../../../support/table-rule-tester";

tableRuleTester(posixEscape, {
  valid: [
    "-- t.regexp --\n/\\w\\W\\s\\S\\b\\.\\/[a\\.]\\\\d/ x\n",
    "-- t.regexp --\n/\\d/x x\n/\\d/z x\n",
    "-- t.regexp --\n,a\\,b, x\ndoes not count\n",
    "-- t.pcre --\n/\\d[\\d](.*?)/ $1\n",
    // What is matched is the same without a group that is used.
    "-- t.regexp --\n/a(b*?)a?/ x\n",
  ],
  invalid: [
    {
      code: "-- t.regexp --\n/a«\\d»+/ x\n",
      message: "escape",
      data: { escape: "\\d", letter: "d" },
      fixed: "/a[0-9]+/ x\n",
    },
    { code: "-- t.regexp --\n/(.«*?»)@/ $1\n", message: "lazy", data: { quantifier: "*?" } },
    { code: "-- t.regexp --\nif !/a«\\t»/\nendif\n", message: "escape", data: { letter: "t" } },
    {
      code: "-- t.regexp --\n/[«\\w».«\\s»]/!/(«\\D»)/ x\n",
      findings: [
        {
          message: "bracket",
          data: { escape: "\\w", replacement: "[:alnum:]_" },
          fixed: "/[[:alnum:]_.\\s]/!/(\\D)/ x\n",
        },
        { message: "bracket", fixed: "/[\\w.[:space:]]/!/(\\D)/ x\n" },
        { message: "escape", fixed: "/[\\w.\\s]/!/([^0-9])/ x\n" },
      ],
    },
  ],
});
