// Levels that are none.
import { badCompatibilityLevel } from "../../../../server/src/analysis/rules/values/bad-compatibility-level";
import { ruleTester } from "../../../support/rule-tester";

ruleTester(badCompatibilityLevel, {
  valid: [
    "compatibility_level = 2\n",
    "compatibility_level = 3.6\n",
    "compatibility_level = 3.11.6\n",
    "compatibility_level = 9999\n",
    "compatibility_level = {{ level }}\n",
    "compatibility_level = $unknown\n",
    { code: "compatibility_level = latest\n", version: "2.11" },
    "append_dot_mydomain = 3.x\n",
  ],
  invalid: [
    { code: "compatibility_level = «latest»\n", message: "syntax", data: { value: "latest" } },
    { code: "compatibility_level = «3.»\n", message: "syntax" },
    { code: "«compatibility_level» =\n", message: "syntax" },
    {
      code: "compatibility_level = «3.6»\n",
      version: "3.5.9",
      message: "dotted",
      data: { version: "3.5.9" },
      fixed: "compatibility_level = 2\n",
    },
  ],
});
