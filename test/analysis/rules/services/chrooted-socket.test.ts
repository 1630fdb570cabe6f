// Sockets that a program in the jail looks for at the wrong place.
import { chrootedSocket } from "../../../../server/src/analysis/rules/services/chrooted-socket";
import { ruleTester } from "../../../support/rule-tester";

const JAIL = "smtp inet n - y - - smtpd\n";
const FREE = "smtp inet n - n - - smtpd\n";
const config = (main: string, master: string) => `-- main.cf --\n${main}-- master.cf --\n${master}`;
const SASL = "smtpd_sasl_type = dovecot\n";
const AUTH = "smtpd_sasl_path = /var/spool/postfix/private/auth\n";

ruleTester(chrootedSocket, {
  valid: [
    config(SASL + AUTH, FREE),
    config(AUTH, JAIL),
    config(`${SASL}smtpd_sasl_path = private/auth\n`, JAIL),
    config(`${SASL}smtpd_sasl_path = /var/run/dovecot/auth\n`, JAIL),
    config(SASL + AUTH, `${JAIL}  -o smtpd_sasl_path=private/auth\n`),
    config(SASL + AUTH, "smtp inet n - - - - mine\n"),
    config(
      "virtual_transport = lmtp:unix:/var/spool/postfix/private/lmtp\n",
      `lmtp unix - - n - - lmtp\n${JAIL}`,
    ),
    config("virtual_alias_maps = hash:/var/spool/postfix/x\nqueue_directory = /q\n", JAIL),
    config("queue_directory = /q\nsmtpd_milters = unix:/var/spool/postfix/x\n", JAIL),
    AUTH + SASL,
  ],
  invalid: [
    {
      code: config(
        `${SASL}smtpd_sasl_path = «/var/spool/postfix/private/auth»\n`,
        `submission inet n - n - - smtpd\n${JAIL}`,
      ),
      message: "outside",
      data: { service: "smtp", directory: "/var/spool/postfix", relative: "private/auth" },
      fixed: `${SASL}smtpd_sasl_path = private/auth\n`,
    },
    {
      code: config(
        "smtpd_milters = unix:private/a, unix:«$queue_directory/b»\nnon_smtpd_milters = unix:«$dir/c»\ndir = /var/spool/postfix\n",
        `${JAIL}cleanup unix n - y - 0 cleanup\n`,
      ),
      findings: [
        {
          message: "outside",
          fixed:
            "smtpd_milters = unix:private/a, unix:b\nnon_smtpd_milters = unix:$dir/c\ndir = /var/spool/postfix\n",
        },
        { message: "outside", data: { service: "cleanup" } },
      ],
    },
    {
      code: config(
        "virtual_transport = lmtp:unix:«/var/spool/postfix/private/lmtp»\nsmtpd_recipient_restrictions = check_policy_service { unix:«/var/spool/postfix/p», timeout=1s }\n",
        `${JAIL}lmtp unix - - y - - lmtp\n`,
      ),
      findings: [
        {
          message: "outside",
          data: { service: "lmtp" },
          fixed:
            "virtual_transport = lmtp:unix:private/lmtp\nsmtpd_recipient_restrictions = check_policy_service { unix:/var/spool/postfix/p, timeout=1s }\n",
        },
        {
          message: "outside",
          fixed:
            "virtual_transport = lmtp:unix:/var/spool/postfix/private/lmtp\nsmtpd_recipient_restrictions = check_policy_service { unix:p, timeout=1s }\n",
        },
      ],
    },
    {
      code: "-- master.cf --\nsmtp inet n - y - - smtpd -o smtpd_proxy_filter=unix:«/var/spool/postfix/f»\n",
      message: "outside",
      fixed: "smtp inet n - y - - smtpd -o smtpd_proxy_filter=unix:f\n",
    },
  ],
});
