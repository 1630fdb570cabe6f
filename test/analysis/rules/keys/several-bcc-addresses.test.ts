// Copies to more than one address.
import { severalBccAddresses } from "../../../../server/src/analysis/rules/keys/several-bcc-addresses";
import { tableRuleTester } from "../../../support/table-rule-tester";

const COPIES = { uses: ["sender_bcc_maps", "recipient_bcc_maps"] };

tableRuleTester(severalBccAddresses, {
  valid: [
    { code: '-- t.key --\na@b.example c@d.example\ne "f, g"@h.example\n', ...COPIES },
    { code: "-- t.key --\na b@c.example, d@e.example\n", uses: ["virtual_alias_maps"] },
  ],
  invalid: [{ code: "-- t.key --\na «b@c.example, d@e.example»\n", ...COPIES, message: "several" }],
});
