// Patterns of cidr tables that are no networks.
import { badNetworkPattern } from "../../../../server/src/analysis/rules/tables/bad-network-pattern";
import { tableRuleTester } from "../../../support/table-rule-tester";

tableRuleTester(badNetworkPattern, {
  valid: [
    "-- t.cidr --\n192.0.2.0/24 x\n!192.0.2.1 x\n[2001:db8::]/32 x\n[192.0.2.0/24] x\n0.0.0.0/0 x\n::/0 x\nif 192.0.2.0/24\nendif\n",
    "-- t.cidr --\n192.0.2.1\nendif x\nif 192.0.2.0/24 x\n",
    "-- t.pcre --\n192.0.2.1/24 x\n",
  ],
  invalid: [
    {
      code: "-- t.cidr --\n«192.0.2.77/26» x\n",
      message: "host-bits",
      data: { text: "192.0.2.77/26", bits: "26", network: "192.0.2.64/26" },
      fixed: ["192.0.2.64/26 x\n", "192.0.2.77 x\n"],
    },
    {
      code: "-- t.cidr --\nif !«[2001:db8::1]/32»\n",
      message: "host-bits",
      data: { network: "2001:db8::/32" },
      fixed: ["if !2001:db8::/32\n", "if !2001:db8::1\n"],
    },
    {
      code: "-- t.cidr --\n«mail.example.com» x\n«192.0.2.300»/24 x\n",
      findings: [
        { message: "bad-address", data: { text: "mail.example.com" } },
        { message: "bad-address", data: { text: "192.0.2.300" } },
      ],
    },
    {
      code: "-- t.cidr --\n«192.168» x\n«10»/8 x\n",
      findings: [
        { message: "bad-address", fixed: "192.168.0.0/16 x\n10/8 x\n" },
        { message: "bad-address", fixed: "192.168 x\n10.0.0.0/8 x\n" },
      ],
    },
    {
      code: "-- t.cidr --\n192.0.2.9/«255.255.255.0» x\n192.0.2.0/«255.0.255.0» x\n«192.0.2.0/» x\n",
      findings: [
        {
          message: "bad-mask",
          data: { text: "255.255.255.0" },
          fixed: "192.0.2.0/24 x\n192.0.2.0/255.0.255.0 x\n192.0.2.0/ x\n",
        },
        { message: "bad-mask" },
        { message: "bad-mask" },
      ],
    },
    {
      code: "-- t.cidr --\n192.0.2.0/«33» x\n2001:db8::/«129» x\n",
      findings: [
        { message: "long-mask", data: { text: "33", most: "32" } },
        { message: "long-mask", data: { most: "128" } },
      ],
    },
    {
      code: "-- t.cidr --\n«[192.0.2.1» x\n[192.0.2.1]«:25» x\n«!»\n«if»\n",
      findings: [
        { message: "unclosed-bracket" },
        { message: "text-behind-bracket", data: { text: ":25" } },
        { message: "no-pattern" },
        { message: "no-pattern" },
      ],
    },
    {
      code: "-- t.cidr --\n«if» 192.0.2.0/24\n«endif»\n",
      version: "3.1",
      findings: [{ message: "too-new", data: { version: "3.1" } }, { message: "too-new" }],
    },
  ],
});
