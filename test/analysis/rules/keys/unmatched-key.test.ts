// Keys that are never looked up, by what the table is for.
import { unmatchedKey } from "../../../../server/src/analysis/rules/keys/unmatched-key";
import { tableRuleTester } from "../../../support/table-rule-tester";

const CLIENT = { uses: ["check_client_access"] };
const TRANSPORT = { uses: ["transport_maps"] };
const GENERIC = { uses: ["smtp_generic_maps"] };

tableRuleTester(unmatchedKey, {
  valid: [
    { code: "-- t.key --\n10.0 a\n.example.com a\n2001:db8 a\nexample.com a\n", ...CLIENT },
    {
      code: "-- t.key --\n* smtp:\n.example.com smtp:\na@example.com smtp:\n[192.0.2.1] smtp:\n",
      ...TRANSPORT,
    },
    { code: '-- t.key --\n@example.com a\na b\na@example.com b\n"a@"@example.com b\n', ...GENERIC },
    // The table may also be a list of domains.
    { code: "-- t.key --\n.example.com a\nexample.com a\n", uses: ["virtual_alias_maps"] },
    { code: "-- t.key --\na@ REJECT\n<> REJECT\n", uses: ["check_sender_access"] },
    // Nobody knows what the table is for, or it is for several things.
    "-- t.key --\n*@example.com a\n10.0.0.0/8 b\n",
    { code: "-- t.key --\n@example.com a\n", uses: ["transport_maps", "virtual_alias_maps"] },
    { code: "-- t.key --\n/var/mail/ a\n", ...CLIENT },
    { code: "-- t.aliases --\n*@example.com a\n", uses: ["alias_maps"] },
  ],
  invalid: [
    {
      code: "-- t.key --\n«*.example.com» a\n",
      ...CLIENT,
      message: "wildcard",
      data: { form: "'.example.com'" },
    },
    {
      code: "-- t.key --\n«*@example.com» a\n",
      ...GENERIC,
      message: "wildcard",
      data: { form: "'@example.com'" },
    },
    {
      code: "-- t.key --\n«*@example.com» a:\n",
      ...TRANSPORT,
      message: "wildcard",
      data: { form: "'example.com'" },
    },
    { code: "-- t.key --\n«/^a.*/i» a:\n", ...TRANSPORT, message: "expression" },
    {
      code: "-- t.key --\n«10.0.0.0/8» a\n«2001:db8::/32» a\n",
      ...CLIENT,
      findings: [{ message: "network" }, { message: "network" }],
    },
    { code: "-- t.key --\n«10.1.» a\n", ...CLIENT, message: "network-dot", fixed: "10.1 a\n" },
    { code: "-- t.key --\n«[2001:db8::1]» a\n", ...CLIENT, message: "brackets", fixed: "2001:db8::1 a\n" },
    { code: "-- t.key --\n«<a@b.example>» c\n", ...GENERIC, message: "angles", fixed: "a@b.example c\n" },
    { code: "-- t.key --\n«@b.example» c:\n", ...TRANSPORT, message: "at-domain", fixed: "b.example c:\n" },
    { code: "-- t.key --\n«a@» c\n", ...GENERIC, message: "local-part" },
    {
      code: "-- t.key --\n«.b.example» c\n",
      ...GENERIC,
      message: "parent-domain",
      data: { domain: "b.example" },
    },
    { code: "-- t.key --\n«a@b.example» REJECT\n", ...CLIENT, message: "address" },
  ],
});
