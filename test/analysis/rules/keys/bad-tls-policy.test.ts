// TLS policies that Postfix takes for invalid.
import { badTlsPolicy } from "../../../../server/src/analysis/rules/keys/bad-tls-policy";
import { tableRuleTester } from "../../../support/table-rule-tester";

const POLICY = { uses: ["smtp_tls_policy_maps"] };

tableRuleTester(badTlsPolicy, {
  valid: [
    {
      code: "-- t.key --\na may\nb SECURE match=x.example, ciphers=high\nc none whatever\nd dane-only\n  tafile=/x\n",
      ...POLICY,
    },
    "-- t.key --\na x\n",
  ],
  invalid: [
    { code: "-- t.key --\na «encrpyt»\n", ...POLICY, message: "level", fixed: "a encrypt\n" },
    {
      code: "-- t.key --\na may «chipers»=high\n",
      ...POLICY,
      message: "attribute",
      fixed: "a may ciphers=high\n",
    },
    { code: "-- t.key --\na secure «match»\n", ...POLICY, message: "no-equals" },
  ],
});
