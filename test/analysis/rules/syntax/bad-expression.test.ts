// Expressions that Postfix cannot evaluate; each span is where the evaluation stops.
import { badExpression } from "../../../../server/src/analysis/rules/syntax/bad-expression";
import { ruleTester } from "../../../support/rule-tester";

const invalid = (code: string, message: string, data: Record<string, string> = {}, version?: string) =>
  version === undefined ? { code, message, data } : { code, message, data, version };

ruleTester(badExpression, {
  valid: [
    "myorigin = $mydomain\n",
    "smtpd_banner = $$5 ${myhostname} $(mail_name) ${ stress ? { a } : { b } }\n",
    "biff = ${{$compatibility_level} <level {3.6} ? {yes} : {no}}\n",
    "myorigin = ${domain_to_ascii{example.com}}\n",
    // Postfix expands nothing in these.
    "mailbox_command = /usr/bin/procmail -a ${EXTENSION\n",
    "process_name = $\n",
    // A later line counts, nothing uses the name, or the line is a template.
    "myorigin = $\nmyorigin = a\n",
    "no_such_name = $\n",
    "myorigin = ${{ domain }}.{{ tld }}\n",
    "-- master.cf --\nsmtp inet n - y - - smtpd -o a=$ -o { myorigin = $mydomain }\n",
    // The mistake is in the value referred to, and shown there.
    "-- main.cf --\nbiff = $b\n-- master.cf --\nsmtp inet n - y - - smtpd -o a=b\n",
  ],
  invalid: [
    // Not expanded for its own sake, but because another value refers to it.
    invalid("mailbox_command = a «${EXTENSION»\nmyorigin = $mailbox_command\n", "unterminated"),
    invalid("smtpd_banner = a «${myhostname ESMTP»\n", "unterminated", { text: "${myhostname ESMTP" }),
    invalid("smtpd_banner = «$(myhostname ESMTP}»\n", "unterminated"),
    invalid("smtpd_banner = a «$» b ${\n", "empty-name"),
    invalid("smtpd_banner = a «${}»\n", "empty-name"),
    invalid("smtpd_banner = a,\n# inside\n  b «$»", "empty-name"),
    invalid("smtpd_banner = ${my«-»hostname}\n", "bad-name-character", { text: "-" }),
    invalid("smtpd_banner = $(stress ? «{a»)\n", "unbalanced-braces"),
    invalid("smtpd_banner = ${{a} «=» {b}}\n", "unknown-operator", { text: "=" }),
    invalid("smtpd_banner = ${{a} «x» {b}}\n", "unknown-operator"),
    invalid("smtpd_banner = ${{a} ==«text» {b}}\n", "unknown-operator-suffix", { text: "text" }),
    invalid("smtpd_banner = ${{a} «==» b}\n", "missing-right-operand"),
    invalid("smtpd_banner = ${{a} == {b} «{c}»}\n", "missing-condition"),
    invalid("smtpd_banner = ${stress ? {a} «{b}»}\n", "text-after-braces", { text: "{b}" }),
    invalid("smtpd_banner = ${stress ? {a} : {b} «c»}\n", "text-after-braces"),
    invalid(`smtpd_banner = ${"${a?".repeat(101)}«\${a?x}»${"}".repeat(101)}\n`, "nesting"),
    invalid("smtpd_banner = ${stress ? {${a} «$»}}\n", "empty-name"),
    invalid("myorigin = ${«domain_to_ascii»{a}}\n", "too-new", { since: "3.11", version: "3.10" }, "3.10"),
    invalid("biff = ${{a} «<level» {b}}\n", "too-new", { since: "3.6", text: "<level" }, "3.5"),
    invalid("biff = ${{a} «==» {b}}\n", "too-new", { since: "3.0" }, "2.11"),
    invalid("myorigin = ${«domain_to_lower»{a}}\n", "unknown-function", { text: "domain_to_lower" }),
    invalid("biff = ${{«99999999999999999999»} > {1} ? {yes} : {no}}\n", "bad-number"),
    invalid("biff = ${{3.6} <level {«new»} ? {yes} : {no}}\n", "bad-level", { text: "new" }),
    invalid("compatibility_level = x\nbiff = ${{«$compatibility_level»} <level {1} ? {yes}}\n", "bad-level", {
      text: "x",
    }),
    {
      code: "-- main.cf --\nmyorigin = «$»\n-- master.cf --\nsmtp inet n - y - - smtpd\n  -o { myorigin = a «$» }\n",
      findings: [{ message: "empty-name" }, { message: "empty-name" }],
    },
  ],
});
