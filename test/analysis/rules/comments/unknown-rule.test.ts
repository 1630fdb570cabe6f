import { unknownRule } from "../../../../server/src/analysis/rules/comments/unknown-rule";
import { ruleTester } from "../../../support/rule-tester";

ruleTester(unknownRule, {
  valid: [
    "# postfix-ls: ignore unknown-rule\nbiff = no\n",
    "#postfix-ls:ignore unknown-rule, unknown-rule\n",
    "# see postfix-ls and what it says\nbiff = no\n",
    "# The comment 'postfix-ls: ignore x' would silence x.\n",
    "biff = postfix-ls: ignore x\n",
    "-- main.cf --\n-- master.cf --\n# postfix-ls: ignore unknown-rule\nsmtp inet n - y - - smtpd\n",
  ],
  invalid: [
    {
      code: "# postfix-ls: ignore «unknown-rul», unknown-rule\nbiff = no\n",
      message: "unknown",
      data: { rule: "unknown-rul", hint: " Did you mean 'unknown-rule'?" },
      fixed: "# postfix-ls: ignore unknown-rule, unknown-rule\nbiff = no\n",
    },
    { code: "# postfix-ls: ignore «everything»\n", message: "unknown", data: { hint: "" } },
    {
      code: "relayhost =\n  # postfix-ls: ignore «a»,«b»\n  [192.0.2.1]\n",
      findings: [
        { message: "unknown", data: { rule: "a" } },
        { message: "unknown", data: { rule: "b" } },
      ],
    },
    { code: "biff = no\n«# postfix-ls: ignore»\n", message: "none" },
    { code: "# postfix-ls: «disable x» \nbiff = no\n", message: "order", data: { order: "disable x" } },
    { code: "# postfix-ls: «ignored x»\nbiff = no\n", message: "order" },
  ],
});
