// Hosts where a transport must be.
import { badTransportValue } from "../../../../server/src/analysis/rules/keys/bad-transport-value";
import { tableRuleTester } from "../../../support/table-rule-tester";

const TRANSPORT = { uses: ["transport_maps"] };

tableRuleTester(badTransportValue, {
  valid: [
    // A transport without a colon has the destination that it would have anyway.
    { code: "-- t.key --\na smtp\nb smtp:\nc :[x.example]\nd error:5.1.1 no\ne\n", ...TRANSPORT },
    { code: "-- t.key --\na x.example\n", uses: ["sender_dependent_relayhost_maps"] },
    "-- t.key --\na x.example\n",
  ],
  invalid: [
    { code: "-- t.key --\na «x.example»\n", ...TRANSPORT, message: "host", fixed: "a smtp:x.example\n" },
    { code: "-- t.key --\na «[x]»\n", ...TRANSPORT, message: "host", fixed: "a smtp:[x]\n" },
  ],
});
