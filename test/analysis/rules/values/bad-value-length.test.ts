// Texts that are too short or too long, empty ones above all.
import { badValueLength } from "../../../../server/src/analysis/rules/values/bad-value-length";
import { ruleTester } from "../../../support/rule-tester";

ruleTester(badValueLength, {
  valid: [
    "queue_directory = /a\nrelayhost =\ndefault_verp_delimiters = +=\n",
    "queue_directory = $data_directory\nmy_name =\n",
    "queue_directory = $unknown\nmail_name = {{ a }}\nsyslog_name = ${stress?{a}:{}}\n",
    // An empty keyword is another matter.
    "smtp_tls_ciphers =\nmynetworks_style =\n",
    "queue_directory =\nqueue_directory = /a\n",
    // As it is without the line.
    "virtual_mailbox_base =\n",
    "queue_directory = # default\n",
  ],
  invalid: [
    {
      code: "«queue_directory» =\nrelayhost = a\n",
      message: "empty",
      data: { name: "queue_directory", readers: "every Postfix program ends" },
      fixed: "relayhost = a\n",
    },
    { code: "queue_directory = «$my_dir»\nmy_dir =\n", message: "empty", fixed: "my_dir =\n" },
    {
      code: "default_verp_delimiters = «+»\nsmtp_sasl_password_result_delimiter = «::»\n",
      findings: [
        { message: "short", data: { least: "2" } },
        { message: "long", data: { most: "1", readers: "smtp(8) ends" } },
      ],
    },
    { code: "-- master.cf --\nsmtp inet n - y - - smtpd -o «syslog_name»=\n", message: "empty" },
  ],
});
