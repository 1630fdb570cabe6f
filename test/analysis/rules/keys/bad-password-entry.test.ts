// Passwords that nothing divides from the name.
import { badPasswordEntry } from "../../../../server/src/analysis/rules/keys/bad-password-entry";
import { tableRuleTester } from "../../../support/table-rule-tester";

const PASSWORDS = { uses: ["smtp_sasl_password_maps"] };

tableRuleTester(badPasswordEntry, {
  valid: [{ code: "-- t.key --\na b:c\nb c:\nc\n", ...PASSWORDS }, "-- t.key --\na b\n"],
  invalid: [{ code: "-- t.key --\n[a]:587 «b c»\n", ...PASSWORDS, message: "colon" }],
});
