// Endpoints of mail filters.
import { badMilter } from "../../../../server/src/analysis/rules/networks/bad-milter";
import { ruleTester } from "../../../support/rule-tester";

ruleTester(badMilter, {
  valid: [
    "smtpd_milters = inet:localhost:8891, unix:/run/opendkim.sock, local:/run/x, inet:[::1]:11332\n",
    "smtpd_milters = inet::8891 inet:mail.example.com:smtp inet:8891\n",
    "smtpd_milters = { inet:localhost:8891, default_action = accept }, { unix:/run/x }\nnon_smtpd_milters = $smtpd_milters\n",
    "smtpd_milters =\nnon_smtpd_milters = {{ milters }} $nothing\n",
    "smtpd_milter_maps = cidr:/etc/postfix/milters\nmilter_protocol = 6\n",
  ],
  invalid: [
    {
      code: "smtpd_milters = «127.0.0.1:8891», unix:/run/x, «/run/opendkim.sock», «opendkim»\n",
      findings: [
        {
          message: "type",
          fixed: "smtpd_milters = inet:127.0.0.1:8891, unix:/run/x, /run/opendkim.sock, opendkim\n",
        },
        {
          message: "type",
          fixed: "smtpd_milters = 127.0.0.1:8891, unix:/run/x, unix:/run/opendkim.sock, opendkim\n",
        },
        { message: "type", data: { word: "opendkim" } },
      ],
    },
    {
      code: "smtpd_milters = «inet:8891@localhost»\n  «inet6:8891@::1»\n",
      findings: [
        { message: "order", fixed: "smtpd_milters = inet:localhost:8891\n  inet6:8891@::1\n" },
        { message: "order", fixed: "smtpd_milters = inet:8891@localhost\n  inet:[::1]:8891\n" },
      ],
    },
    {
      code: "-- master.cf --\nsmtp inet n - y - - smtpd\n  -o { non_smtpd_milters = { «inet:localhost», connect_timeout = 10s }, «inet:localhost:99999» }\n",
      findings: [{ message: "port" }, { message: "port" }],
    },
    {
      code: "smtpd_milters = «inet:-a:8891» «inet:[::1:8891»\n",
      findings: [{ message: "host" }, { message: "host" }],
    },
    { code: "own = inet:localhost\nsmtpd_milters = «$own»\n", message: "port" },
  ],
});
