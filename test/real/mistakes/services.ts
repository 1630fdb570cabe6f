/** Services of master.cf, and transports that should be there. */
import { deferred, fatal, type Mistake, SILENCE, START, send, talk } from "./mistake";

/** The master writes its reason to the machine's log. */
const NO_MASTER = /^exit 1\n[\s\S]*postfix\/postfix-script: fatal: mail system startup failed/;
const NO_CHECK = /^exit 1\n[\s\S]*postfix\/postfix-script: fatal: cannot execute \S*\/postconf!/;
const NO_TRANSPORT = deferred("mail transport unavailable");
const LOCAL = "nobody@example.test";

/** Mail for elsewhere goes to a program. */
const TO_PROGRAM = {
  without: ["relayhost"],
  main: "default_transport = program",
  master: "program unix - n n - - pipe flags=R user=nobody argv=/bin/true",
};

function server(...lines: readonly string[]): string {
  return ["<port> inet n - n - - smtpd", ...lines].join("\n  ");
}

export const SERVICE_MISTAKES: readonly Mistake[] = [
  {
    title: "blanks around '=' in an option",
    rule: "lost-arguments",
    master: server("-o smtpd_tls_security_level = encrypt"),
    does: talk(),
    seen: {
      log: fatal("smtpd", "invalid \"-o smtpd_tls_security_level\" option value: missing '='"),
      conversation: SILENCE,
    },
  },
  {
    title: "a blank in the list of an option",
    rule: "lost-arguments",
    master: server("-o smtpd_client_restrictions=permit_mynetworks, reject"),
    does: talk(),
    seen: { log: fatal("smtpd", "unexpected command-line argument: reject"), conversation: SILENCE },
  },
  {
    title: "an option without '='",
    rule: "bad-override",
    master: server("-o smtpd_helo_required"),
    does: talk(),
    seen: {
      log: fatal("smtpd", "invalid \"-o smtpd_helo_required\" option value: missing '='"),
      conversation: SILENCE,
    },
  },
  {
    title: "an option in braces that are not closed",
    rule: "bad-override",
    master: server("-o { smtpd_helo_required = yes"),
    does: START,
    seen: { start: NO_MASTER },
    postconfSays: /^postconf: warning: master\.cf: missing '\}' in "\{ smtpd_helo_required = yes"$/,
    checkSays: /^postconf: warning: master\.cf: missing '\}' in "\{ smtpd_helo_required = yes"$/,
  },
  {
    title: "an option letter that does not exist",
    rule: "unknown-option",
    master: server("-x"),
    does: talk(),
    seen: { log: fatal("smtpd", ""), conversation: SILENCE },
  },
  {
    title: "a boolean option with another word for yes",
    rule: "bad-boolean",
    master: server("-o smtpd_helo_required=true"),
    does: talk(),
    seen: {
      log: fatal("smtpd", "bad boolean configuration: smtpd_helo_required = true"),
      conversation: SILENCE,
    },
  },
  {
    title: "a service twice",
    rule: "duplicate-service",
    severity: "warning",
    master: `${server("-o smtpd_banner=first")}\n${server("-o smtpd_banner=second")}`,
    does: talk(),
    seen: {
      log: /master\[\d+\]: warning: duplicate master\.cf entry for service "\d+" \(\d+\) -- using the last/,
      conversation: /^S: 220 second\n/,
    },
  },
  {
    title: "a private service on a port",
    rule: "private-inet",
    master: "<port> inet y - n - - smtpd",
    does: START,
    seen: { start: NO_MASTER },
  },
  {
    title: "a word that a field does not take",
    rule: "bad-service-field",
    master: "smtp unix - - maybe - - smtp",
    does: START,
    seen: { start: NO_CHECK },
    postconfSays: /^postconf: fatal: invalid chroot field "maybe" in "smtp unix - - maybe - - smtp"$/,
    checkSays: /^postconf: fatal: invalid chroot field "maybe" in "smtp unix - - maybe - - smtp"\n/,
  },
  {
    title: "a line with too few fields",
    rule: "bad-service-line",
    master: "smtp unix - - n smtp",
    does: START,
    seen: { start: NO_CHECK },
    postconfSays: /^postconf: fatal: file DIR\/etc\/master\.cf: line \d+: bad field count$/,
    checkSays: /^postconf: fatal: file DIR\/etc\/master\.cf: line \d+: bad field count\n/,
  },
  {
    title: "an endpoint without a port",
    rule: "bad-endpoint",
    master: "127.0.0.1: inet n - n - - smtpd",
    does: START,
    seen: { start: NO_MASTER },
  },
  {
    title: "an endpoint at an address that is none",
    rule: "bad-endpoint",
    master: "300.0.0.1:<port> inet n - n - - smtpd",
    does: START,
    seen: { start: NO_MASTER },
  },
  {
    title: "two queue managers",
    rule: "wrong-process-limit",
    master: "qmgr unix n - n 300 2 qmgr",
    does: START,
    seen: { log: fatal("qmgr", "service qmgr requires a process limit of 1") },
  },
  {
    title: "any number of postscreens",
    rule: "wrong-process-limit",
    master: "<port> inet n - n - - postscreen\nsmtpd pass - - n - - smtpd",
    does: talk(),
    seen: { log: fatal("postscreen", "service \\d+ requires a process limit of 1"), conversation: SILENCE },
  },
  {
    title: "a socket that the program cannot serve",
    rule: "wrong-service-type",
    master: "<port> inet n - n - 1 pickup",
    does: talk(),
    seen: { log: fatal("pickup", "unsupported transport type: inet"), conversation: SILENCE },
  },
  {
    title: "local delivery without privileges",
    rule: "wrong-privilege",
    master: "local unix - - n - - local",
    does: send(LOCAL),
    seen: { log: fatal("local", "service local requires privileged operation") },
  },
  {
    title: "local delivery in a jail",
    rule: "chrooted-program",
    master: "local unix - n y - - local",
    does: send(LOCAL),
    seen: { log: deferred("user lookup error") },
  },
  {
    title: "a program's delivery in a jail",
    rule: "chrooted-program",
    given: TO_PROGRAM,
    master: TO_PROGRAM.master.replace("- n n -", "- n y -"),
    does: send(),
    seen: { log: fatal("pipe", "get_service_attr: unknown username: nobody") },
  },
  {
    title: "a program's delivery without a user",
    rule: "bad-attribute",
    given: TO_PROGRAM,
    master: TO_PROGRAM.master.replace("user=nobody ", ""),
    does: send(),
    seen: { log: fatal("pipe", "missing user= command-line attribute") },
  },
  {
    title: "a program's delivery with a misspelt attribute",
    rule: "bad-attribute",
    given: TO_PROGRAM,
    master: TO_PROGRAM.master.replace("flags=R", "flag=R"),
    does: send(),
    seen: { log: fatal("pipe", "unknown attribute name: flag=R") },
  },
  {
    title: "a program's delivery as root",
    rule: "bad-attribute",
    given: TO_PROGRAM,
    master: TO_PROGRAM.master.replace("user=nobody", "user=root"),
    does: send(),
    seen: { log: fatal("pipe", "user= command-line attribute specifies root privileges") },
  },
  {
    title: "a program's delivery with a macro that does not exist",
    rule: "bad-attribute",
    given: TO_PROGRAM,
    master: `${TO_PROGRAM.master} \${recipent}`,
    does: send(),
    seen: { log: deferred("mail system configuration error") },
  },
  {
    title: "several recipients for a program that takes one",
    rule: "missing-recipient-limit",
    given: TO_PROGRAM,
    master: TO_PROGRAM.master.replace("flags=R", "flags=DR"),
    does: send("one@foreign.example", "two@foreign.example"),
    seen: {
      log: /pipe\[\d+\]: warning: pipe flag `D' requires program_destination_recipient_limit = 1/,
    },
  },
  {
    title: "no service that takes mail in",
    rule: "missing-service",
    without: ["cleanup unix"],
    does: send(),
    seen: {
      log: /pickup\[\d+\]: warning: connect #1 to subsystem public\/cleanup: No such file or directory/,
    },
  },
  {
    title: "a program that Postfix does not have",
    rule: "unknown-program",
    severity: "warning",
    master: "cleanup unix n - n - 0 claenup",
    does: send(),
    seen: { log: fatal("master", "master_spawn: exec \\S*/claenup: No such file or directory") },
  },
  {
    title: "a program with its path",
    rule: "unknown-program",
    master: "smtp unix - - n - - /usr/lib/postfix/sbin/smtp",
    does: send(),
    seen: { log: fatal("master", "master_spawn: exec \\S*//usr/lib/postfix/sbin/smtp: No such file") },
  },
  {
    title: "a default transport that is no service",
    rule: "unknown-service",
    given: { without: ["relayhost"] },
    main: "default_transport = smtpp:[127.0.0.1]:<sink>",
    does: send(),
    seen: { log: NO_TRANSPORT },
  },
  {
    title: "a class of domains with a transport that is no service",
    rule: "unknown-service",
    given: {
      without: ["mydestination"],
      main: "virtual_mailbox_domains = example.test\nvirtual_transport = discard",
    },
    main: "virtual_transport = dovecot-lmtp:unix:private/dovecot-lmtp",
    does: send(LOCAL),
    seen: { log: NO_TRANSPORT },
  },
  {
    title: "a content filter without a transport",
    rule: "unknown-service",
    main: "content_filter = 127.0.0.1:10024",
    does: send(),
    seen: { log: NO_TRANSPORT },
  },
];
