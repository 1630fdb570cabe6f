// Lines that postmap leaves out, or stores under a key that nobody looks up.
import { badKeyLine } from "../../../../server/src/analysis/rules/keys/bad-key-line";
import { tableRuleTester } from "../../../support/table-rule-tester";

tableRuleTester(badKeyLine, {
  valid: [
    '-- t.key --\n# c\na b\n"a b"@c.example d\na:b c\n  d\n',
    // Other formats have lines of their own.
    "-- t.aliases --\na: b\n",
    "-- t.pcre --\n/a/\n",
  ],
  invalid: [
    { code: "-- t.key --\na b\n«example.org»\nc d\n", message: "missing-value" },
    { code: '-- t.key --\n«"a b@c.example d»\n', message: "unclosed-quote" },
    { code: "-- t.key --\na«:» b\n", message: "colon-behind-key", fixed: "a b\n" },
    { code: "-- t.key --\n«  »a b\n", message: "leading-space", fixed: "a b\n" },
    { code: "-- t.key --\n«\0a b»\n", message: "missing-key" },
  ],
});
