// Lines of main.cf without a name in front of '='.
import { missingParameterName } from "../../../../server/src/analysis/rules/syntax/missing-parameter-name";
import { ruleTester } from "../../../support/rule-tester";

ruleTester(missingParameterName, {
  valid: ["a = b\n", "a == b\n", "a = = b\n", "a\n", "# = b\n"],
  invalid: [
    { code: "«= mail.example.com»\n", message: "missing" },
    { code: "a = b\n«=c,\n   d» \n# = e\n", message: "missing" },
    { code: "«=»", message: "missing" },
  ],
});
