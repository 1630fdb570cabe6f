// Names of this server that are no host names.
import { badHostname } from "../../../../server/src/analysis/rules/networks/bad-hostname";
import { ruleTester } from "../../../support/rule-tester";

ruleTester(badHostname, {
  valid: [
    "myhostname = mail.example.com\nmydomain = example.com\n",
    "myhostname = my_host.example.com\nmydomain = local\n",
    "myhostname = $nobody.example.com\nmydomain = {{ domain }}\n",
    "myhostname = mail@example # comment\nmyorigin = /etc/mailname\n",
    "myhostname = mail.$mydomain\nmydomain = <SERVERNAME>\n",
    "myhostname =\n",
    "myhostname = mail\nsmtp_helo_name = mail.example.com\n",
    "-- master.cf --\nsmtp inet n - y - - smtpd -o myhostname=mail\n",
  ],
  invalid: [
    {
      code: "myhostname = «mail.example.com.»\n",
      message: "bad",
      data: { value: "mail.example.com." },
      fixed: "myhostname = mail.example.com\n",
    },
    { code: "a = b..c\nmyhostname = «$a»\n", message: "bad" },
    {
      code: "myhostname = «192.0.2.1»\nmydomain = «@example.com»\n",
      findings: [{ message: "bad" }, { message: "bad" }],
    },
    { code: "myhostname = «-a.example»\n", message: "bad" },
    { code: "-- master.cf --\nsmtp inet n - y - - smtpd -o myhostname=«a/b»\n", message: "bad" },
    { code: "myhostname = «mail»\n", message: "short", data: { value: "mail" } },
  ],
});
