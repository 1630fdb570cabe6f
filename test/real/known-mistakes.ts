/**
 * The mistakes that administrators make most, one row a diagnostic: what is
 * written, what Postfix's own tools say of it, and what we say at which place.
 * known-mistakes.test.ts holds both halves against the truth.
 */

import type { FileInfo } from "../../server/src/ports/files";
import { SERVICES } from "../support/services";

/** A row. */
export interface KnownMistake {
  readonly title: string;
  /** main.cf, master.cf or a table's file, with `«spans»` where the rule reports. */
  readonly code: string;
  /** The rule that reports it. */
  readonly rule: string;
  /** How grave it is. */
  readonly severity: "error" | "warning" | "information" | "hint";
  /** What postconf says on standard error (`-n`, `-M`, `-P`, `-nx`), or postmap of a table; undefined: nothing. */
  readonly tools?: RegExp;
  /** What `postfix check` says of it; undefined: what postconf says, which it runs. */
  readonly check?: RegExp | "nothing";
  /** Files that are on the machine; with it, the directory is the live one. */
  readonly files?: Readonly<Record<string, Partial<FileInfo>>>;
  /** Table types of the installed Postfix, where they matter. */
  readonly tableTypes?: readonly string[];
  /** Version to hold the mistake against; the installed one when not said. */
  readonly version?: string;
}

const service = (line: string) =>
  `-- main.cf --\ncompatibility_level = 3.6\n-- master.cf --\n${SERVICES}${line}`;

/** The rows, in the order of how much they are worth. */
export const KNOWN_MISTAKES: readonly KnownMistake[] = [
  {
    title: "1 unknown parameter",
    code: "«relayhsot» = [mx.example.com]\n",
    rule: "unknown-parameter",
    severity: "warning",
    tools: /unused parameter: relayhsot/,
  },
  {
    title: "1 unknown parameter of a service",
    code: service("smtps inet n - n - - smtpd\n  -o «smtpd_tls_securty_level»=encrypt\n"),
    rule: "unknown-parameter",
    severity: "warning",
    tools: /unused parameter: smtpd_tls_securty_level/,
  },
  {
    title: "2 text behind a #",
    code: "smtpd_helo_required = yes «# be strict»\n",
    rule: "inline-comment",
    severity: "error",
  },
  { title: "3 no yes or no", code: "smtpd_helo_required = «true»\n", rule: "bad-boolean", severity: "error" },
  {
    title: "3 no number",
    code: "message_size_limit = «10MB»\n",
    rule: "bad-number",
    severity: "error",
    check: /bad numerical configuration/,
  },
  { title: "3 no time", code: "queue_run_delay = «5 minutes»\n", rule: "bad-time", severity: "error" },
  {
    title: "3 no keyword",
    code: "smtp_tls_security_level = «mandatory»\n",
    rule: "bad-keyword",
    severity: "error",
  },
  {
    title: "4 unknown restriction",
    code: "smtpd_recipient_restrictions = permit_mynetworks, «reject_unauth_destinations», reject_unauth_destination\n",
    rule: "unknown-restriction",
    severity: "error",
  },
  {
    title: "4 argument out of place",
    code: "smtpd_client_restrictions = reject_rbl_client zen.spamhaus.org, «bl.example.net»\n",
    rule: "unknown-restriction",
    severity: "error",
  },
  {
    title: "5 no relay guard",
    code: `-- main.cf --\n«smtpd_relay_restrictions = permit_mynetworks»\n-- master.cf --\n${SERVICES}`,
    rule: "missing-relay-guard",
    severity: "error",
  },
  {
    title: "6 restriction never reached",
    code: "smtpd_sender_restrictions = reject, «reject_unknown_sender_domain»\n",
    rule: "unreachable-restriction",
    severity: "warning",
  },
  {
    title: "7 open relay by mynetworks",
    code: "mynetworks = 127.0.0.0/8, «0.0.0.0/0»\n",
    rule: "open-relay",
    severity: "error",
  },
  {
    title: "7 open relay by a list",
    code: `-- main.cf --
smtpd_relay_restrictions = «permit_mynetworks, reject_rbl_client reject_unauth_destination»
-- master.cf --
${SERVICES}`,
    rule: "open-relay-list",
    severity: "error",
  },
  {
    title: "8 network with host bits",
    code: "mynetworks = 127.0.0.0/8, «192.0.2.5/24»\n",
    rule: "bad-network",
    severity: "error",
  },
  {
    title: "8 network with host bits in a table",
    code: "-- postscreen_access.cidr --\n«192.0.2.5/24» reject\n",
    rule: "bad-network-pattern",
    severity: "warning",
    tools: /non-null host address bits/,
  },
  {
    title: "9 set twice",
    code: "«relayhost = [a.example.com]»\nrelayhost = [b.example.com]\n",
    rule: "duplicate-parameter",
    severity: "warning",
    tools: /overriding earlier entry: relayhost/,
  },
  {
    title: "10 swallowed by the line above",
    code: "mydestination = example.com\n  «relayhost» = [mx.example.net]\n",
    rule: "swallowed-parameter",
    severity: "error",
  },
  {
    title: "10 adopted by the entry before the comment",
    code: "mydestination = example.com\n#relay_domains = example.net,\n    «example.org»\n",
    rule: "adopted-continuation",
    severity: "warning",
  },
  {
    title: "10 white space first",
    code: "«relayhost = [mx.example.com]»\n".replace("«", "  «"),
    rule: "leading-space",
    severity: "warning",
    // Behind the lines that a running Postfix needs, it continues the last of them.
    check: "nothing",
    tools: /must not start with whitespace/,
  },
  {
    title: "11 no equals sign",
    code: "«relayhost» [mx.example.com]\n",
    rule: "missing-equals",
    severity: "error",
    tools: /missing '='/,
  },
  {
    title: "12 -o with blanks",
    code: service(
      "smtps inet n - n - - smtpd\n  -o «smtpd_tls_wrappermode = yes» -o smtpd_tls_security_level=encrypt\n",
    ),
    rule: "lost-arguments",
    severity: "error",
  },
  {
    title: "12 -o list with blanks",
    code: service(
      "smtps inet n - n - - smtpd\n  -o smtpd_recipient_restrictions=permit_sasl_authenticated, «reject» -o smtpd_tls_wrappermode=yes\n",
    ),
    rule: "lost-arguments",
    severity: "error",
  },
  {
    title: "13 $name of nothing",
    code: "mydestination = $«myhostnam», localhost\n",
    rule: "undefined-reference",
    severity: "warning",
    tools: /undefined parameter: myhostnam/,
  },
  {
    title: "14 service twice",
    code: `-- main.cf --\ncompatibility_level = 3.6\n-- master.cf --\n${SERVICES.replace("smtp inet", "«smtp inet»")}smtp inet n - n - - smtpd\n`,
    rule: "duplicate-service",
    severity: "warning",
  },
  {
    title: "14 bad field",
    code: service("smtps inet n - «yes» - - smtpd\n"),
    rule: "bad-service-field",
    severity: "error",
    tools: /invalid chroot field/,
  },
  {
    title: "14 private inet service",
    code: service("smtps inet «y» - n - - smtpd\n"),
    rule: "private-inet",
    severity: "error",
  },
  {
    title: "14 unknown program",
    code: service("smtps inet n - n - - «smtpdd»\n"),
    rule: "unknown-program",
    severity: "warning",
  },
  {
    title: "15 chroot that a program cannot bear",
    code: service("maildrop unix - n «y» - - pipe user=vmail argv=/usr/bin/maildrop\n"),
    rule: "chrooted-program",
    severity: "error",
  },
  {
    title: "16 deprecated parameter",
    code: "«smtpd_use_tls» = yes\n",
    rule: "deprecated-parameter",
    severity: "warning",
    version: "3.9",
  },
  {
    title: "16 deprecated restriction",
    code: "smtpd_client_restrictions = «permit_naked_ip_address»\n",
    rule: "deprecated-restriction",
    severity: "warning",
    version: "3.8",
  },
  {
    title: "17 table type misspelt",
    code: "virtual_alias_maps = «hahs»:/etc/postfix/virtual\n",
    rule: "unknown-table-type",
    severity: "error",
  },
  {
    title: "17 table type not installed",
    code: "virtual_alias_maps = «lmdb»:/etc/postfix/x.cf\n",
    rule: "unavailable-table-type",
    severity: "error",
    tableTypes: ["hash", "pcre"],
  },
  {
    title: "18 index never made",
    code: "virtual_alias_maps = hash:«/etc/postfix/virtual»\n",
    rule: "missing-table-index",
    severity: "error",
    files: { "/etc/postfix/virtual": {} },
    tableTypes: ["hash"],
  },
  {
    title: "18 index older than its source",
    code: "virtual_alias_maps = hash:«/etc/postfix/virtual»\n",
    rule: "stale-table-index",
    severity: "warning",
    files: { "/etc/postfix/virtual": { modified: 9_000 }, "/etc/postfix/virtual.db": { modified: 1_000 } },
    tableTypes: ["hash"],
  },
  {
    title: "19 pattern without its end",
    code: "-- header_checks.pcre --\n«/^Subject: spam REJECT»\n",
    rule: "unclosed-pattern",
    severity: "warning",
    tools: /no closing regexp delimiter/,
  },
  {
    title: "19 $n out of range",
    code: "-- header_checks.pcre --\n/^Subject: (a)/ REJECT «$2»\n",
    rule: "bad-substitution",
    severity: "warning",
    tools: /out of range replacement index/,
  },
  {
    title: "19 if without endif",
    code: "-- header_checks.pcre --\n«if» /^Subject:/\n/spam/ REJECT\n",
    rule: "unbalanced-if",
    severity: "warning",
    tools: /IF has no matching ENDIF/,
  },
  {
    title: "19 indented inside if",
    code: "-- header_checks.pcre --\nif /^Subject:/\n  «/spam/ REJECT»\nendif\n",
    rule: "indented-rule",
    severity: "warning",
    tools: /ignoring extra text after IF/,
  },
  {
    title: "20 unknown action",
    code: "-- header_checks.pcre --\n/^Subject: a/ «IGNOR»\n",
    rule: "unknown-action",
    severity: "warning",
  },
  {
    title: "20 FILTER without a destination",
    code: "-- header_checks.pcre --\n/^Subject: a/ FILTER «smtp»\n",
    rule: "bad-action-argument",
    severity: "warning",
  },
  {
    title: "21 catastrophic backtracking",
    code: "-- header_checks.pcre --\n/^Subject: «(a+)+»$/ REJECT\n",
    rule: "slow-pattern",
    severity: "warning",
  },
  {
    title: "21 \\d in a POSIX table",
    code: "-- header_checks.regexp --\n/^Subject: «\\d»+/ REJECT\n",
    rule: "posix-escape",
    severity: "warning",
  },
  {
    title: "22 domain in two classes",
    code: "mydestination = localhost, example.com\nvirtual_alias_domains = «example.com»\nvirtual_alias_maps = inline:{a@example.com=b}\n",
    rule: "domain-in-two-classes",
    severity: "warning",
  },
  {
    title: "23 bad protocol list",
    code: "smtpd_tls_protocols = !SSLv2, «!TLSv9»\n",
    rule: "bad-tls-protocols",
    severity: "error",
  },
  {
    title: "23 old protocols let in",
    code: "smtpd_tls_protocols = «!SSLv2»\n",
    rule: "weak-tls-protocols",
    severity: "warning",
  },
  {
    title: "24 verify without a CA",
    code: "smtp_tls_security_level = «verify»\n",
    rule: "unverifiable-peer",
    severity: "error",
  },
  {
    title: "25 AUTH in the clear",
    code: "smtpd_sasl_auth_enable = «yes»\nsmtpd_tls_security_level = may\nsmtpd_tls_cert_file = /etc/ssl/c.pem\nsmtpd_tls_key_file = /etc/ssl/k.pem\n",
    rule: "cleartext-auth",
    severity: "error",
  },
  {
    title: "26 smuggling defence off",
    code: `-- main.cf --\n«compatibility_level = 3.6»\n-- master.cf --\n${SERVICES}`,
    rule: "smuggled-mail",
    severity: "warning",
    version: "3.8.4",
  },
  {
    title: "27 passwords that everybody can read",
    code: "smtp_sasl_auth_enable = yes\nsmtp_sasl_password_maps = texthash:«/etc/postfix/sasl_passwd»\n",
    rule: "exposed-secret",
    severity: "error",
    files: {
      "/etc": { kind: "directory", access: { mode: 0o755, user: 0 } },
      "/etc/postfix": { kind: "directory", access: { mode: 0o755, user: 0 } },
      "/etc/postfix/sasl_passwd": { access: { mode: 0o644, user: 0 } },
    },
    tableTypes: ["texthash"],
  },
  {
    title: "28 privacy filter too wide",
    code: "-- header_checks.pcre --\n«/^Received:.*/» IGNORE\n",
    rule: "removed-received",
    severity: "information",
  },
  {
    title: "29 compatibility level missing",
    code: `-- main.cf --\n«mydestination = example.com»\n-- master.cf --\n${SERVICES}`,
    rule: "old-compatibility-level",
    severity: "information",
  },
  {
    title: "30 relayhost is this host",
    code: "myhostname = mail.example.com\nrelayhost = «mail.example.com»\n",
    rule: "self-relayhost",
    severity: "error",
    check: /must not be identical/,
  },
  {
    title: "31 transport names no service",
    code: `-- main.cf --\ncompatibility_level = 3.6\ndefault_transport = «smtpp»\n-- master.cf --\n${SERVICES}`,
    rule: "unknown-service",
    severity: "error",
  },
  {
    title: "32 quotes kept in the value",
    code: 'relayhost = «"[mx.example.com]"»\n',
    rule: "quoted-value",
    severity: "warning",
  },
  {
    title: "33 explicit default",
    code: "«queue_run_delay = 5m»\n",
    rule: "restated-default",
    severity: "hint",
  },
  {
    title: "34 no newline at the end",
    code: "compatibility_level = 3.6\n«mail_name = MyMail»",
    rule: "missing-final-newline",
    severity: "hint",
  },
  {
    title: "35 value that refers to itself",
    code: "mydomain = «$mydomain»\n",
    rule: "endless-reference",
    severity: "error",
    tools: /unreasonable macro call nesting/,
  },
];
