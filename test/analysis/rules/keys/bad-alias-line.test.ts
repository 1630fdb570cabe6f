// Lines that postalias leaves out.
import { badAliasLine } from "../../../../server/src/analysis/rules/keys/bad-alias-line";
import { tableRuleTester } from "../../../support/table-rule-tester";

tableRuleTester(badAliasLine, {
  valid: ['-- t.aliases --\n# c\na: b\n  c\n"a b": c@d.example\n"a@b": c\n', "-- t.key --\na b\n"],
  invalid: [
    { code: "-- t.aliases --\n«postmaster root»\n", message: "missing-colon" },
    { code: "-- t.aliases --\n«:» b\n", message: "missing-name" },
    { code: "-- t.aliases --\n«a:»\n", message: "missing-value" },
    { code: "-- t.aliases --\na«,» b: c\n", message: "several-names" },
    { code: "-- t.aliases --\na«@b.example»: c\n", message: "remote-name" },
    { code: "-- t.aliases --\n« »a: c\n", message: "leading-space" },
  ],
});
