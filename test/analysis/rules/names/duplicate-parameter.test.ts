// Lines that a later one sets again.
import { duplicateParameter } from "../../../../server/src/analysis/rules/names/duplicate-parameter";
import { ruleTester } from "../../../support/rule-tester";

ruleTester(duplicateParameter, {
  valid: [
    "a = b\nA = b\n#a = c\n",
    "a\na = b\n",
    "-- master.cf --\nx unix n n n - - y -o a=b -o a=c\n",
    "-- main.cf --\na = b\n-- master.cf --\nx unix n n n - - y -o a=c\n",
  ],
  invalid: [
    {
      code: "«a = b»\nc = d\na = e\n",
      message: "overridden",
      data: { name: "a", value: "e" },
      related: ["main.cf:3: a = e"],
      fixed: "c = d\na = e\n",
    },
    {
      code: "«a = b,\n# stays\n  c» \n# below\na =\n",
      message: "overridden",
      data: { value: "" },
      related: ["main.cf:5: a ="],
      fixed: "# stays\n# below\na =\n",
    },
    { code: "«a=b»\na  = b", message: "repeated", related: ["main.cf:2: a  = b"], fixed: "a  = b" },
    {
      code: "«a = 1»\n«a = 1»\n«a = 2»\na = 1\n",
      findings: [
        {
          message: "repeated",
          related: ["main.cf:2: a = 1", "main.cf:4: a = 1"],
          fixed: "a = 1\na = 2\na = 1\n",
        },
        {
          message: "overridden",
          related: ["main.cf:3: a = 2", "main.cf:4: a = 1"],
          fixed: "a = 1\na = 2\na = 1\n",
        },
        { message: "overridden", related: ["main.cf:4: a = 1"], fixed: "a = 1\na = 1\na = 1\n" },
      ],
    },
    // The branches of a template are alternatives.
    { code: "«a = {{ b }}»\na = c\n", message: "overridden", related: ["main.cf:2: a = c"] },
  ],
});
