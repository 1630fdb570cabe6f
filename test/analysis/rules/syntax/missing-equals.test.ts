// Lines of main.cf without '='.
import { missingEquals } from "../../../../server/src/analysis/rules/syntax/missing-equals";
import { ruleTester } from "../../../support/rule-tester";

ruleTester(missingEquals, {
  valid: [
    "myhostname = a.example\n",
    "myhostname=\n",
    "# a comment\n\n  # another\n",
    "mydestination = a,\n  b\n",
    "= b\n",
    "{% if smtp %}\nrelayhost = a\n{% endif %}\n",
    "{{ name }} = 10\n",
    "<% if smtp %>\n",
  ],
  invalid: [
    {
      code: "«myhostname» mail.example.com\n",
      message: "missing",
      data: { name: "myhostname" },
      fixed: "myhostname = mail.example.com\n",
    },
    { code: "relayhost = a\n«relayhost»", message: "missing" },
    { code: "«some» text\n  continued\nrelayhost = b\n", message: "missing", data: { name: "some" } },
    {
      code: "«/etc/postfix/main.cf»\n«{x}»\n",
      findings: [
        { message: "missing", data: { name: "/etc/postfix/main.cf" } },
        { message: "missing", data: { name: "{x}" } },
      ],
    },
    { code: "«relayhost»\0 = b\n", message: "missing" },
  ],
});
