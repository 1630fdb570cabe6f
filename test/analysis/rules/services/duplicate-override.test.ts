// Parameters that a service overrides twice.
import { duplicateOverride } from "../../../../server/src/analysis/rules/services/duplicate-override";
import { ruleTester } from "../../../support/rule-tester";

const service = (text: string) => `smtp inet n - n - - smtpd${text}\n`;
const master = (text: string) => `-- master.cf --\n${service(text)}`;

ruleTester(duplicateOverride, {
  valid: [
    master(" -o a=b -o c=b -o { d = e }"),
    master(" -o a=b -o a"),
    master(" -o a=b -o a={{ b }}"),
    "-- master.cf --\na unix - - n - - smtp -o x=y\nb unix - - n - - smtp -o x=z\n",
  ],
  invalid: [
    {
      code: master("\n  «-o a=b»\n# comment\n  -o {a = c}"),
      message: "overridden",
      data: { name: "a", value: "c", service: "smtp" },
      related: ["master.cf:4: -o {a = c}"],
      fixed: service("\n# comment\n  -o {a = c}"),
    },
    {
      code: master(" «-o a=b» -v «-oa=c» -o a=b"),
      findings: [
        {
          message: "repeated",
          related: ["master.cf:1: -o a=b"],
          fixed: service(" -v -oa=c -o a=b"),
        },
        {
          message: "overridden",
          related: ["master.cf:1: -o a=b"],
          fixed: service(" -o a=b -v -o a=b"),
        },
      ],
    },
    {
      code: master(" -v«o a=b» -o a=c"),
      message: "overridden",
      related: ["master.cf:1: -o a=c"],
    },
  ],
});
