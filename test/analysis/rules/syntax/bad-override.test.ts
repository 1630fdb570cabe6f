// Options of services that are no name=value, and braces without a partner.
import { badOverride } from "../../../../server/src/analysis/rules/syntax/bad-override";
import { ruleTester } from "../../../support/rule-tester";

const service = (text: string) => `-- master.cf --\nsmtp inet n - y - - smtpd ${text}\n`;

ruleTester(badOverride, {
  valid: [
    service("-o a=b"),
    service("-oa=b -v -vo c= -o { d = e f }"),
    service("-o {a=b} -- {x y}"),
    service("-v -D user=o {a b}"),
    service("-o {{ option }}"),
    "-- master.cf --\nsmtp inet n -o\n",
    "-- main.cf --\na = b\n",
  ],
  invalid: [
    {
      code: service("-o «smtpd_sasl_auth_enable»"),
      message: "missing-equals",
      data: { name: "smtpd_sasl_auth_enable", program: "smtpd" },
    },
    { code: service("-o «a» b -o c = d"), message: "missing-equals", data: { name: "a" } },
    { code: service("-vo «{ a b }» -oc=d"), message: "missing-equals", data: { name: "a" } },
    { code: service("-o «=b»"), message: "missing-name" },
    { code: service("-o «{ = b }»"), message: "missing-name" },
    { code: service("-o a=b «-o»"), message: "missing-argument", data: { program: "smtpd" } },
    { code: service("-o {a=b} «-vo»"), message: "missing-argument" },
    { code: service("-o «{ a = b -o c=d»"), message: "missing-brace", data: { argument: "{ a = b -o c=d" } },
    {
      code: service("-o «{a=b}c» «{x»"),
      findings: [{ message: "text-after-brace" }, { message: "missing-brace" }],
    },
    { code: service("-- «{a b}c»"), message: "text-after-brace", data: { argument: "{a b}c" } },
  ],
});
