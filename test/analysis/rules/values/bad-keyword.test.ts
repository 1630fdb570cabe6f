// Words that a parameter does not take.
import { badKeyword } from "../../../../server/src/analysis/rules/values/bad-keyword";
import { ruleTester } from "../../../support/rule-tester";

ruleTester(badKeyword, {
  valid: [
    "smtp_tls_security_level = MAY\nsmtpd_tls_security_level =\nmilter_default_action = Accept\n",
    "inet_protocols = ipv4, ipv6\nnotify_classes =\nmilter_protocol = 6\nsmtp_host_lookup =\n  native\n",
    // Other words are legal as well, or nobody looks.
    "inet_interfaces = mail.example.com\nhash_queue_names = mine\nsmtp_tls_secure_cert_match = example.com\n",
    "smtpd_tls_eecdh_grade = nonsense\ninternal_mail_filter_classes = smtpd\n",
    "mynetworks = 10.0.0.0/8\nmynetworks_style = nonsense\n",
    "smtp_tls_security_level = $unknown\ninet_protocols = {{ a }}\nmilter_protocol = '6'\n",
    "smtp_tls_security_level = ${stress?{x}:{y}}\nsmtp_tls_security_level = x\nsmtp_tls_security_level = may\n",
    "smtp_tls_security_level = $my_level\nmy_level = dane\n",
    // Dovecot's options may be written in any way.
    "smtpd_sasl_type = dovecot\nsmtpd_sasl_security_options = NoAnonymous\n",
    { code: "smtpd_discard_ehlo_keywords = chunking\n", version: "3.3" },
    { code: "milter_default_action = quarantine\n", version: "2.6" },
    "-- master.cf --\nsmtp inet n - y - - smtpd -o smtpd_tls_security_level=encrypt\n",
  ],
  invalid: [
    {
      code: "smtp_tls_security_level = «opportunistic»\nsmtpd_tls_security_level = «encrpyt»\n",
      findings: [
        {
          message: "fatal",
          data: {
            name: "smtp_tls_security_level",
            meant: "",
            readers: "smtp(8) and tlsproxy(8) end",
            legal: "'none', 'may', 'encrypt', 'dane', 'dane-only', 'fingerprint', 'verify' or 'secure'",
          },
        },
        {
          message: "fatal",
          data: { meant: " (did you mean 'encrypt'?)" },
          fixed: "smtp_tls_security_level = opportunistic\nsmtpd_tls_security_level = encrypt\n",
        },
      ],
    },
    {
      code: "inet_protocols = «IPv4», «ipv5»\n",
      findings: [
        { message: "case", data: { right: "ipv4" }, fixed: "inet_protocols = ipv4, ipv5\n" },
        {
          message: "fatal",
          data: { meant: " (did you mean 'ipv4' or 'ipv6'?)", readers: "every Postfix program ends" },
          fixed: ["inet_protocols = IPv4, ipv4\n", "inet_protocols = IPv4, ipv6\n"],
        },
      ],
    },
    {
      code: "smtp_tls_security_level = «$my_level»\nmy_level = mya\n",
      message: "fatal",
      data: { value: "mya" },
    },
    {
      code: "smtp_tls_mandatory_ciphers = «strong»\nmilter_protocol = «7»\nmilter_default_action = «discard»\n",
      findings: [{ message: "no-tls" }, { message: "no-filter" }, { message: "deferred" }],
    },
    {
      code: "smtpd_tls_loglevel = «5»\nsmtpd_discard_ehlo_keywords = «chunkin», dsn\n",
      findings: [
        { message: "dropped" },
        {
          message: "skipped",
          fixed: "smtpd_tls_loglevel = 5\nsmtpd_discard_ehlo_keywords = chunking, dsn\n",
        },
      ],
    },
    { code: "maillog_file_permissions = «rw-rw----»\n", message: "refused" },
    {
      code: "«smtp_address_preference» =\nrelayhost = a\n",
      message: "empty",
      fixed: "relayhost = a\n",
    },
    {
      code: "smtp_tls_security_level = «dane»\n",
      version: "2.10",
      message: "too-new",
      data: { since: "2.11", version: "2.10" },
    },
    {
      code: "smtpd_tls_security_level = «verify»\n",
      message: "taken-as",
      data: { other: "encrypt" },
      fixed: "smtpd_tls_security_level = encrypt\n",
    },
    { code: "mynetworks_style = «Subnet»\n", message: "case", fixed: "mynetworks_style = subnet\n" },
    {
      code: "-- master.cf --\nsmtp inet n - y - - smtpd -o receive_override_options=«no_milter»,no_address_mappings\n",
      message: "fatal",
      fixed: "smtp inet n - y - - smtpd -o receive_override_options=no_milters,no_address_mappings\n",
    },
  ],
});
