// Servers that take a bare newline for the end of a line.
import { smuggledMail } from "../../../../server/src/analysis/rules/protocol-safety/smuggled-mail";
import { ruleTester } from "../../../support/rule-tester";

const SERVER = "-- master.cf --\nsmtp inet n - y - - smtpd\n";

ruleTester(smuggledMail, {
  valid: [
    "smtpd_forbid_bare_newline = normalize\nsmtpd_forbid_unauth_pipelining = yes\n",
    "smtpd_forbid_bare_newline = {{ x }}\n",
    "smtpd_forbid_bare_newline = no\ninet_interfaces = loopback-only\n",
    `-- main.cf --\nbiff = no\n${SERVER}`,
    { code: `-- main.cf --\nsmtpd_forbid_bare_newline = normalize\n${SERVER}`, version: "3.7.11" },
    // The version has no such parameter, or there may be no server.
    { code: `-- main.cf --\nsmtpd_forbid_bare_newline = no\n${SERVER}`, version: "3.7.8" },
    { code: "biff = no\n", version: "3.7.11" },
    { code: `-- main.cf --\ninet_interfaces = loopback-only\n${SERVER}`, version: "3.7.11" },
    {
      code: `-- main.cf --\nsmtpd_forbid_unauth_pipelining = no\n${SERVER}`,
      version: "3.7.11",
      installed: { smtpd_forbid_bare_newline: "normalize" },
    },
    {
      code: `-- main.cf --\nsmtpd_data_restrictions = reject_unauth_pipelining\nsmtpd_discard_ehlo_keywords = chunking\n${SERVER}`,
      version: "3.7.11",
    },
    { code: "-- master.cf --\nsmtp inet n - y - - smtpd\n", version: "3.7.11" },
    "-- main.cf --\nbiff = no\n-- master.cf --\n127.0.0.1:10025 inet n - y - - smtpd -o smtpd_forbid_bare_newline=no\n",
  ],
  invalid: [
    {
      code: "smtpd_forbid_bare_newline = «no»\nsmtpd_forbid_unauth_pipelining = «no»\n",
      findings: [
        {
          message: "off",
          fixed: "smtpd_forbid_bare_newline = normalize\nsmtpd_forbid_unauth_pipelining = no\n",
        },
        { message: "pipelining", data: { version: "3.11.6" } },
      ],
    },
    {
      code: "-- master.cf --\nsmtp inet n - y - - smtpd -o smtpd_forbid_bare_newline=«note»\n",
      message: "note",
      fixed: "smtp inet n - y - - smtpd -o smtpd_forbid_bare_newline=normalize\n",
    },
    {
      code: `-- main.cf --\n«biff = no»\n${SERVER}`,
      version: "3.7.11",
      message: "default",
      data: { version: "3.7.11" },
    },
  ],
});
