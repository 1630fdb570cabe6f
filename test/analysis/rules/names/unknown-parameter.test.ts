// Names that Postfix does not know, but that look like one it knows.
import { unknownParameter } from "../../../../server/src/analysis/rules/names/unknown-parameter";
import { ruleTester } from "../../../support/rule-tester";

const MASTER =
  "smtp unix - - y - - smtp\nrelay unix - - y - - smtp\npolicy unix - n n - - spawn user=a argv=b\n";

ruleTester(unknownParameter, {
  valid: [
    "relayhost = a\nmyhostname = b\nprocess_name = c\n",
    // Nothing like it exists: another rule's business.
    "zzz_unheard_of = a\n",
    // A variable that is referred to may have any name.
    "relayhosts = a\nrelayhost = $relayhosts\n",
    // Old names that are honoured.
    "virtual_maps = a\n",
    { code: "postscreen_blacklist_action = enforce\n", version: "3.5" },
    { code: "postscreen_blacklist_action = enforce\n", version: "3.6" },
    `-- main.cf --\nrelay_destination_rate_delay = 1s\npolicy_time_limit = 1h\n-- master.cf --\n${MASTER}`,
    "relay{{ x }}host = a\n",
    { code: "only_here = a\n", installed: { only_here: "b" } },
    "-- master.cf --\nsmtp inet n - y - - smtpd -o smtpd_tls_security_level=may -o virtual_maps=\n",
  ],
  invalid: [
    {
      code: "«relayhsot» = a\n",
      message: "typo",
      data: { name: "relayhsot", candidates: "'relayhost'" },
      fixed: "relayhost = a\n",
    },
    {
      code: "smtpd_sasl_auth_enable = no\n«Smtpd_SASL_auth_enabled»=yes\n",
      message: "typo",
      fixed: "smtpd_sasl_auth_enable = no\nsmtpd_sasl_auth_enable=yes\n",
    },
    {
      code: "«smtp_recipient_limit» = 1\n",
      message: "typo",
      data: { candidates: "'smtpd_recipient_limit'" },
      fixed: "smtpd_recipient_limit = 1\n",
    },
    {
      code: "«my_hostname» = a\nmyhostname = b\n",
      message: "typo",
      fixed: "myhostname = a\nmyhostname = b\n",
    },
    {
      code: "«smtpd_forbid_bare_newline» = yes\n",
      version: "3.6.1",
      message: "too-new",
      data: { version: "3.6.1", since: "3.9" },
    },
    { code: "«tls_dane_digest_agility» = on\n", message: "removed", data: { removed: "3.4" } },
    {
      code: "«sender_based_routing» = yes\n",
      message: "replaced",
      data: { removed: "2.3", replacement: "sender_dependent_relayhost_maps" },
      fixed: "sender_dependent_relayhost_maps = yes\n",
    },
    {
      code: "«biff» = no\n",
      installed: { biff: undefined },
      message: "not-built-in",
      data: { name: "biff" },
    },
    {
      code: `-- main.cf --\n«dovecot_destination_recipient_limit» = 1\n-- master.cf --\n${MASTER}`,
      message: "no-service",
      data: { service: "dovecot" },
    },
    // Without master.cf nobody knows which services there are.
    {
      code: "«dovecot_destination_recipient_limit» = 1\n",
      message: "no-master",
      data: { service: "dovecot" },
    },
    {
      code: "«defalt_destination_rate_delay» = 1s\n",
      message: "typo",
      data: { candidates: "'default_destination_rate_delay'" },
      fixed: "default_destination_rate_delay = 1s\n",
    },
    {
      code: "-- master.cf --\nsmtp inet n - y - - smtpd\n  -o «smtpd_tls_securty_level»=may -o { «mynetwork» = a }\n",
      findings: [
        {
          message: "typo",
          fixed: "smtp inet n - y - - smtpd\n  -o smtpd_tls_security_level=may -o { mynetwork = a }\n",
        },
        {
          message: "typo",
          fixed: "smtp inet n - y - - smtpd\n  -o smtpd_tls_securty_level=may -o { mynetworks = a }\n",
        },
      ],
    },
  ],
});
