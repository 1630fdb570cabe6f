// Attributes of pipe(8), spawn(8) and smtp(8).
import { badAttribute } from "../../../../server/src/analysis/rules/services/bad-attribute";
import { ruleTester } from "../../../support/rule-tester";

const pipe = (text: string) => `p unix - n n - - pipe ${text}\n`;
const master = (text: string) => `-- master.cf --\n${pipe(text)}`;

ruleTester(badAttribute, {
  valid: [
    master(
      "-v -o a=b flags=DRXhuq.> user=vmail:vmail null_sender= directory=/x size=1000 eol=\\r\\n argv=/bin/x -f ${sender} user=root $$HOME",
    ),
    master("FLAGS=R {user=vmail} argv=/bin/x { ${recipient} x } $(nexthop)!rmail"),
    master("user={{ user }} flags=Z"),
    "-- master.cf --\npolicy unix - n n - 0 spawn user=nobody:postdrop argv=/bin/x ${policy}\n",
    "-- master.cf --\nlmtp unix - - n - - lmtp flags=DORX\nsmtp inet n - n - - smtpd\nx unix - - n - - mine\n",
    { code: "-- master.cf --\nlmtp unix - - n - - lmtp flags=Z\n", version: "3.4" },
    // Reported as lost by another rule.
    master("-o a=b, c user=x argv=y"),
  ],
  invalid: [
    {
      code: "-- master.cf --\na unix - n n - - «pipe»\nb unix - n n - - «spawn» user=x\n",
      findings: [
        { message: "missing", data: { program: "pipe", attributes: "'user=' and 'argv='" } },
        { message: "missing", data: { program: "spawn", attributes: "'argv='" } },
      ],
    },
    {
      code: master("«usr»=x argv=y"),
      message: "unknown",
      data: { attribute: "usr", program: "pipe" },
      fixed: pipe("user=x argv=y"),
    },
    {
      code: master("user=x «= y» argv=z").replace("«= y»", "«=» «y»"),
      findings: [
        { message: "no-attribute", data: { attribute: "=" } },
        { message: "no-attribute", data: { attribute: "y" } },
      ],
    },
    {
      code: master("flags=R«Z» user=x argv=y"),
      message: "flag",
      data: { flag: "Z", version: "3.11.6" },
    },
    {
      code: "-- master.cf --\nlmtp unix - - n - - lmtp flags=«q»\n",
      message: "flag",
      data: { known: "'D', 'O', 'R' and 'X'" },
    },
    {
      code: "-- main.cf --\nmail_owner = mailer\n-- master.cf --\na unix - n n - - pipe user=«mailer» argv=x\nb unix - n n - - pipe user=«x:postdrop» argv=x\nc unix - n n - - spawn user=«root» argv=x\n",
      findings: [
        { message: "privileged", data: { user: "mailer" } },
        { message: "privileged", data: { user: "x:postdrop" } },
        { message: "privileged", data: { user: "root", program: "spawn" } },
      ],
    },
    { code: master("size=«10M» user=x argv=y"), message: "size", data: { value: "10M" } },
    {
      code: master("user=x argv=y ${«recpient»} $«home»"),
      findings: [
        {
          message: "macro",
          data: { macro: "recpient" },
          fixed: pipe("user=x argv=y ${recipient} $home"),
        },
        { message: "macro", data: { macro: "home" } },
      ],
    },
    {
      code: master("user=x argv=y ${«envid»}"),
      version: "3.8",
      message: "macro",
      data: { version: "3.8" },
    },
  ],
});
