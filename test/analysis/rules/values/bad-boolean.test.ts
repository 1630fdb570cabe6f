// Yes and no in words that Postfix does not know.
import { badBoolean } from "../../../../server/src/analysis/rules/values/bad-boolean";
import { ruleTester } from "../../../support/rule-tester";

ruleTester(badBoolean, {
  valid: [
    "soft_bounce = yes\nbiff = NO\nsmtputf8_enable = Yes\n",
    "soft_bounce = $biff\nmy_choice = maybe\n",
    // What cannot be known, and what other rules say something about.
    "soft_bounce = $unknown\nbiff = {{ biff }}\nsmtpd_tls_auth_only = 'yes'\n",
    "soft_bounce = yes # true\nbiff =\n  mydestination = a\n",
    // Depends on the load.
    "soft_bounce = ${stress?{true}:{false}}\n",
    // Only the branch that counts.
    "soft_bounce = ${{$compatibility_level} >=level {0} ? {yes} : {true}}\n",
    // Another line counts, and names of other versions.
    "soft_bounce = true\nsoft_bounce = yes\n",
    "enable_errors_to = maybe\n",
    { code: "smtputf8_enable = maybe\n", version: "2.9" },
    "-- master.cf --\nsmtp inet n - y - - smtpd -o soft_bounce=yes\n",
  ],
  invalid: [
    {
      code: "soft_bounce = «true»\n",
      message: "unknown",
      data: { name: "soft_bounce", value: "true", readers: "every Postfix program ends" },
      fixed: "soft_bounce = yes\n",
    },
    {
      code: "smtpd_sasl_auth_enable = «OFF»\nbiff = «ye»\nappend_dot_mydomain = «may»\n",
      findings: [
        {
          message: "unknown",
          data: { readers: "smtpd(8) ends" },
          fixed: "smtpd_sasl_auth_enable = no\nbiff = ye\nappend_dot_mydomain = may\n",
        },
        {
          message: "unknown",
          data: { readers: "local(8) ends" },
          fixed: "smtpd_sasl_auth_enable = OFF\nbiff = yes\nappend_dot_mydomain = may\n",
        },
        {
          message: "unknown",
          data: { readers: "trivial-rewrite(8) ends" },
          fixed: [
            "smtpd_sasl_auth_enable = OFF\nbiff = ye\nappend_dot_mydomain = yes\n",
            "smtpd_sasl_auth_enable = OFF\nbiff = ye\nappend_dot_mydomain = no\n",
          ],
        },
      ],
    },
    { code: "relayhost = a\n«biff» =\n", message: "empty", data: { name: "biff" }, fixed: "relayhost = a\n" },
    // A reference cannot be mended here.
    { code: "soft_bounce = «$my_choice»\nmy_choice = 1\n", message: "unknown", data: { value: "1" } },
    {
      code: "soft_bounce =\n  «yes\n  yes»\n",
      message: "unknown",
      data: { value: "yes yes" },
      fixed: ["soft_bounce =\n  yes\n", "soft_bounce =\n  no\n"],
    },
    {
      code: "-- master.cf --\nsmtp inet n - y - - smtpd -o smtpd_tls_wrappermode=«on» -o «biff»=\n",
      findings: [
        { message: "unknown", fixed: "smtp inet n - y - - smtpd -o smtpd_tls_wrappermode=yes -o biff=\n" },
        { message: "empty" },
      ],
    },
  ],
});
