// Lines that say what would be so anyway, and the many that only seem to.
import { restatedDefault } from "../../../../server/src/analysis/rules/values/restated-default";
import { ruleTester } from "../../../support/rule-tester";

/** Below this level Postfix uses old defaults, and logs it. */
const LEVEL = "compatibility_level = 3.6\n";
const service = (main: string, options: string) =>
  `-- main.cf --\n${main}-- master.cf --\nsmtp inet n - y - - smtpd ${options}\n`;

ruleTester(restatedDefault, {
  valid: [
    "relayhost = a\nbiff = no\nbiff\n  # comment\n",
    // Computed, read-only, read by those who look for main.cf, old or unknown names.
    "myhostname = host.example.test\nmydomain = example.test\nprocess_name = postconf\n",
    "config_directory = /etc/postfix\nvirtual_maps =\nno_such_name =\nlocal_destination_foo_limit = 1\n",
    // postscreen(8) reads these two differently where main.cf sets them.
    "smtpd_reject_footer =\nsmtpd_expansion_filter = a\n",
    // Chosen when Postfix is compiled, and nobody asked the installed one.
    "alias_maps = hash:/etc/aliases\nqueue_directory = /var/spool/postfix\n",
    {
      code: "alias_maps = hash:/etc/aliases\n",
      installed: { alias_maps: "hash:/etc/aliases, nis:mail.aliases" },
    },
    // A later release has another default: the line holds on to this one.
    { code: "smtp_tls_security_level =\n", version: "3.10" },
    { code: "smtpd_forbid_bare_newline = no\n", version: "3.8" },
    // Other numbers, units, keywords; case counts in most texts, and order in lists.
    "smtp_helo_timeout = 5\nsmtp_helo_timeout = 30m\nlmtp_tcp_port = 25\nbiff = true\nsoft_bounce = yes\n",
    "mail_name = POSTFIX\nmynetworks_style = HOST\nlocal_transport = LOCAL:$myhostname\n",
    "mydestination = localhost, $myhostname, localhost.$mydomain\n",
    // Nothing but a separator is not quite nothing.
    "mydestination =\nsmtpd_client_restrictions = ,\n",
    // Blanks count in text that is sent, and commas where nothing is split at them.
    "smtpd_banner = $myhostname  ESMTP $mail_name\n",
    { code: "known_tcp_ports = lmtp=24,smtp=25\n", installed: { known_tcp_ports: "lmtp=24 smtp=25" } },
    // Another line would count without this one.
    "biff = no\nbiff = yes\n",
    // The default depends on the machine, the load, the program or a version.
    "smtp_helo_name = host.example.test\nmyorigin = host.example.test\n",
    "smtpd_timeout = 300s\nsyslog_name = postfix/$process_name\n",
    "smtpd_banner = host.example.test ESMTP Postfix\n",
    {
      code: "mail_version = 3.7\nsmtpd_banner = $myhostname ESMTP $mail_name ($mail_version)\n",
      version: "3.8",
    },
    // An old default that Postfix would log as such if it were not set.
    "append_dot_mydomain = yes\nsmtputf8_enable = no\nrelay_domains = $mydestination\n",
    "fast_flush_domains = $relay_domains\nmynetworks_style = subnet\n",
    "compatibility_level = 2\nsmtp_tls_fingerprint_digest = md5\nsmtpd_tls_fingerprint_digest = md5\n",
    // A variable would be without use.
    "office = $myhostname\nmyhostname = a.b\nmyorigin = $office\n",
    // A service overrides what the value depends on.
    service("myhostname = a.b\nsmtp_helo_name = a.b\n", "-o myhostname=c.d"),
    // What refers to it would read another spelling.
    "biff = YES\nmydestination = $biff\n",
    service("biff = YES\n", "-o mydestination=$biff"),
    "mydestination = $smtpd_tls_ciphers\nsmtpd_tls_ciphers = MEDIUM\n",
    `${LEVEL}relay_domains =\nmydestination = \${relay_domains:a}\n`,
    service(`${LEVEL}relay_domains =\n`, "-o mydestination=${relay_domains:a}"),
    // Postfix reads these before it knows defaults.
    "smtpd_client_restrictions =\nsmtpd_restriction_classes = $smtpd_client_restrictions a\na = permit\n",
    "mail_name = Postfix\nmyhostname = $b.c\nb = $mail_name\n",
    "biff = {{ yes }}\nrelayhost = # a\n  {% if relay %}\n",
    "biff = yes\0\n",
  ],
  invalid: [
    {
      code: "a = b\n«biff = yes»\nmyhostname = $a\n",
      message: "same",
      data: { name: "biff", default: "'yes'", voice: "the default of Postfix 3.11.6" },
      fixed: "a = b\nmyhostname = $a\n",
    },
    {
      code: "«queue_directory = /var/spool/mta»\n",
      installed: { queue_directory: "/var/spool/mta", mail_version: "3.7.11" },
      version: "3.7.11",
      message: "same",
      data: { voice: "Postfix 3.7.11's default" },
      fixed: "",
    },
    { code: "«relayhost =»  \n", message: "same", data: { default: "empty" }, fixed: "" },
    {
      code: "# above\n«mydestination = $myhostname,\n# inside\n\n\tlocalhost.$mydomain,  localhost»\n# below\n",
      message: "same",
      fixed: "# above\n# inside\n\n# below\n",
    },
    // The default of the version counts.
    { code: "«smtpd_forbid_bare_newline = normalize»\n", version: "3.9", message: "same", fixed: "" },
    { code: "«smtp_tls_loglevel = 0»\r\nrelayhost = a\r\n", message: "same", fixed: "relayhost = a\r\n" },
    // All lines of a name say the same.
    {
      code: "«biff = yes»\nrelayhost = a\n«biff = YES»\n",
      findings: [
        { message: "same", fixed: "relayhost = a\nbiff = YES\n" },
        { message: "equal", fixed: "biff = yes\nrelayhost = a\n" },
      ],
    },
    // In other words.
    { code: "«biff = Yes»\n", message: "equal", data: { default: "'yes'" }, fixed: "" },
    { code: "«smtp_helo_timeout = 5m»\n", message: "equal", data: { default: "'300s'" }, fixed: "" },
    {
      code: "«queue_run_delay = 300»\n«maximal_queue_lifetime = 5»\n",
      findings: [
        { message: "equal", fixed: "maximal_queue_lifetime = 5\n" },
        { message: "equal", data: { default: "'5d'" }, fixed: "queue_run_delay = 300\n" },
      ],
    },
    { code: "«bounce_size_limit = 050000»\n", message: "equal", fixed: "" },
    { code: "«header_from_format = Standard»\n", message: "equal", fixed: "" },
    {
      code: "«mydestination = $myhostname localhost.$mydomain localhost»\n",
      message: "equal",
      data: { default: "'$myhostname, localhost.$mydomain, localhost'" },
      fixed: "",
    },
    // Once expanded.
    { code: "myhostname = a.b\n«myorigin = a.b»\n", message: "expands", fixed: "myhostname = a.b\n" },
    { code: `${LEVEL}«append_dot_mydomain = NO»\n`, message: "expands", fixed: LEVEL },
    {
      code: `${LEVEL}«fast_flush_domains = $relay_domains»\n«relay_domains =»\n`,
      findings: [
        { message: "same", fixed: `${LEVEL}relay_domains =\n` },
        { message: "expands", fixed: `${LEVEL}fast_flush_domains = $relay_domains\n` },
      ],
    },
    {
      code: "a = b\nsmtp_sasl_security_options = noanonymous\n«smtp_sasl_tls_security_options = noanonymous»\nmyorigin = $a\n",
      message: "expands",
      fixed: "a = b\nsmtp_sasl_security_options = noanonymous\nmyorigin = $a\n",
    },
    // A service overrides the very parameter, or something else.
    {
      code: service("myhostname = a.b\n«smtp_helo_name = a.b»\n", "-o smtp_helo_name=x -o biff=no"),
      message: "expands",
      fixed: "myhostname = a.b\n",
    },
    // What refers to it does so by default, and reads all spellings alike.
    { code: "«smtpd_tls_ciphers = MEDIUM»\n", message: "equal", fixed: "" },
    // What refers to it reads the very same text.
    { code: "«biff = yes»\nmyorigin = $biff\n", message: "same", fixed: "myorigin = $biff\n" },
    // Parameters of a service.
    {
      code: "-- main.cf --\n«x_destination_rate_delay = $default_destination_rate_delay»\n«x_destination_recipient_limit = 50»\n-- master.cf --\nx unix n n n - - pipe user=a argv=b\n",
      findings: [
        { message: "same", fixed: "x_destination_recipient_limit = 50\n" },
        { message: "expands", fixed: "x_destination_rate_delay = $default_destination_rate_delay\n" },
      ],
    },
  ],
});
