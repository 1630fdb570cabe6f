// References to names that nothing sets.
import { undefinedReference } from "../../../../server/src/analysis/rules/names/undefined-reference";
import { ruleTester } from "../../../support/rule-tester";

ruleTester(undefinedReference, {
  valid: [
    "myorigin = $mydomain\nmynetworks = ${zz_nets}\nzz_nets =\n",
    "myorigin = $$zz $config_directory $virtual_maps\n",
    // Not expanded, or not the line that counts.
    "mailbox_command = $zz\nprocess_name = $zz\nmyorigin = $zz\nmyorigin = a\n",
    "smtpd_restriction_classes = aa\naa = permit\n",
    "myorigin = {{ domain }}\n",
    // The value may come from a service, of main.cf's references from any.
    "-- main.cf --\nmyorigin = $zz\n-- master.cf --\nx unix n n n - - y -o zz=a\n",
    "-- main.cf --\nzz = a\n-- master.cf --\nx unix n n n - - y -o myorigin=$zz -o a=$yy -o yy=\n",
    "-- main.cf --\nrelay_destination_rate_delay = $policy_time_limit\n-- master.cf --\npolicy unix - n n - - spawn\n",
  ],
  invalid: [
    {
      code: "myorigin = $«myhostnam»\n",
      message: "reference",
      data: { name: "myhostnam" },
      fixed: "myorigin = $myhostname\n",
    },
    {
      code: "zz_nets = a\nmynetworks = 127.0.0.0/8,\n# inside\n  ${ «zz_net» ? b : $(«qqqqqqqq») }\n",
      findings: [
        {
          message: "reference",
          data: { name: "zz_net" },
          fixed: "zz_nets = a\nmynetworks = 127.0.0.0/8,\n# inside\n  ${ zz_nets ? b : $(qqqqqqqq) }\n",
        },
        { message: "reference", data: { name: "qqqqqqqq" } },
      ],
    },
    // Both sides of a comparison and both results are looked at, and nothing behind a mistake.
    {
      code: "myorigin = ${{$«qqqq»}=={$«rrrr»}?{$«ssss»}:{$«tttt»}} $«qqqq» ${} $uuuu\n",
      findings: Array.from({ length: 5 }, () => ({ message: "reference" })),
    },
    {
      code: "myhostname = ${«MAIL_HOSTNAME»}\nMAIL_PORT = 1\nrelayhost = a:$MAIL_PORT\n",
      message: "variable",
      data: { name: "MAIL_HOSTNAME" },
    },
    // Even where nothing uses the name that is set.
    { code: "zz = $«qqqqqqqq»\n", message: "reference" },
    { code: "myorigin = $«zz_destination_rate_delay»\n", message: "reference" },
    {
      code: "smtpd_restriction_classes = aa, «bb», «permit»,\n   «bb»\naa = permit\ncc = dd\n",
      findings: [
        { message: "class", data: { name: "bb" } },
        { message: "class", data: { name: "permit" } },
        { message: "class", data: { name: "bb" } },
      ],
    },
    // A class that comes out of a reference has no place of its own.
    { code: "smtpd_restriction_classes = «$cc»\ncc = dd\n", message: "class", data: { name: "dd" } },
    {
      code: "-- master.cf --\nx unix n n n - - y -o yy=a\nz unix n n n - - y\n  -o myorigin=$«yy» -o { smtpd_restriction_classes = «aa» }\n",
      findings: [{ message: "reference", data: { name: "yy" } }, { message: "class" }],
    },
  ],
});
