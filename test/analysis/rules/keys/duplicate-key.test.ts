// Keys that stand in a file twice.
import { duplicateKey } from "../../../../server/src/analysis/rules/keys/duplicate-key";
import { tableRuleTester } from "../../../support/table-rule-tester";

tableRuleTester(duplicateKey, {
  valid: [
    "-- t.key --\na b\nab b\n# a b\n",
    // A line that is left out takes nothing from another.
    "-- t.key --\na\na b\n",
    "-- t.aliases --\na: b\nb: a\n",
    "-- t.mysql --\nuser = a\nuser = b\n",
  ],
  invalid: [
    {
      code: "-- t.key --\na b\nc d\n«A» e\n«a» f\n",
      findings: [
        { message: "ignored", data: { line: "1", key: "a" } },
        { message: "ignored", data: { line: "1", key: "a" } },
      ],
    },
    { code: '-- t.aliases --\n# c\nroot: b\n«"Root"»: c\n', message: "ignored", data: { line: "2" } },
  ],
});
