// Variables that nothing refers to.
import { unusedParameter } from "../../../../server/src/analysis/rules/names/unused-parameter";
import { ruleTester } from "../../../support/rule-tester";

ruleTester(unusedParameter, {
  valid: [
    "zz_nets = a\nmynetworks = $zz_nets\n",
    "zz_nets = a\nyy_nets = ${zz_nets}\nmynetworks = ${stress?$yy_nets}\n",
    "zz_class = permit\nsmtpd_restriction_classes = yy_class, zz_class\nyy_class = reject\n",
    "zz_hosts = a\nvirtual_alias_maps = proxy:mysql:zz\n",
    // Another rule's business.
    "relayhsot = a\n",
    "{{ zz }} = a\n",
    "-- main.cf --\nzz_nets = a\n-- master.cf --\nx unix n n n - - y -o mynetworks=$zz_nets\n",
    "-- main.cf --\nmynetworks = $zz_nets\n-- master.cf --\nx unix n n n - - y -o zz_nets=a\n",
    "-- main.cf --\nsmtpd_restriction_classes = zz_class\n-- master.cf --\nx unix n n n - - y -o zz_class=a\n",
  ],
  invalid: [
    {
      code: "# comment\n«zz_nets» = a\nmynetworks = $zz_net\n",
      message: "main",
      data: { name: "zz_nets" },
      fixed: "# comment\nmynetworks = $zz_net\n",
    },
    {
      code: "«zz_nets» = x,\n# stays\n\n  y\n# below\n",
      message: "main",
      fixed: "# stays\n\n# below\n",
    },
    // Only the line that counts is reported, as postconf does; without it the other one would count.
    { code: "zz_nets = a\n«zz_nets» = b", message: "main" },
    // A reference in a line that does not count, or in a value that is not expanded.
    {
      code: "«zz_nets» = a\nmynetworks = $zz_nets\nmynetworks = b\nmailbox_command = $zz_nets\n",
      message: "main",
      fixed: "mynetworks = $zz_nets\nmynetworks = b\nmailbox_command = $zz_nets\n",
    },
    {
      code: "-- master.cf --\nx unix n n n - - y\n  -o zz_nets=a\n  -o { «zz_nets» = b }\nz unix n n n - - y -o mynetworks=$zz_nets\n",
      message: "override",
      data: { name: "zz_nets", service: "x/unix" },
    },
  ],
});
