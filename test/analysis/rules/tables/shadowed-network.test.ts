// Networks that another rule has already.
import { shadowedNetwork } from "../../../../server/src/analysis/rules/tables/shadowed-network";
import { tableRuleTester } from "../../../support/table-rule-tester";

tableRuleTester(shadowedNetwork, {
  valid: [
    "-- t.cidr --\n192.0.2.1 x\n192.0.2.0/24 y\n0.0.0.0/0 z\n2001:db8::1 x\n",
    "-- t.cidr --\n!192.0.2.0/24 x\n192.0.2.1 y\n192.0.2.0/24\n192.0.2.2 y\n192.0.3.1/24 x\n192.0.3.1 y\n",
    "-- t.cidr --\nif 192.0.2.0/25\n192.0.2.0/24 x\nendif\nif 192.0.2.128/25\n192.0.2.0/24 y\nendif\n192.0.2.0/24 z\n",
    "-- t.pcre --\n/192/ x\n/192/ x\n",
  ],
  invalid: [
    {
      code: "-- t.cidr --\n# c\n192.0.2.0/24 REJECT\n«192.0.2.25» OK\n«[192.0.2.0]/24» OK\n«192.0.2.7»\tREJECT\n",
      findings: [
        { message: "shadowed", data: { network: "192.0.2.0/24", line: "2" } },
        { message: "duplicate", data: { line: "2" } },
        { message: "covered", data: { line: "2" } },
      ],
    },
    {
      code: "-- t.cidr --\n::/0 x\nif 2001:db8::/32\n«2001:db8::1» y\nendif\n",
      message: "shadowed",
      data: { network: "::/0", line: "1" },
    },
  ],
});
