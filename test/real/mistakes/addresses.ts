/** Names and addresses of machines, networks and domains. */
import { deferred, FOREIGN_MAIL, fatal, type Mistake, refusal, SILENCE, START, send, talk } from "./mistake";

/** Mailboxes of users that the system does not know. */
const MAILBOXES = {
  without: ["mydestination"],
  main: `virtual_mailbox_domains = example.test
virtual_mailbox_maps = static:all/
virtual_mailbox_base = <dir>/mail
virtual_uid_maps = static:65534
virtual_gid_maps = static:65534`,
};

export const ADDRESS_MISTAKES: readonly Mistake[] = [
  {
    title: "all addresses as the interface",
    rule: "bad-address",
    main: "inet_interfaces = 0.0.0.0",
    does: START,
    seen: { start: refusal("parameter inet_interfaces: no local interface found for 0\\.0\\.0\\.0") },
    postconfSays: /^postconf: fatal: parameter inet_interfaces: no local interface found for 0\.0\.0\.0$/,
    checkSays: /^postfix: fatal: parameter inet_interfaces: no local interface found for 0\.0\.0\.0$/,
  },
  {
    title: "a name where mail is sent from",
    rule: "bad-address",
    main: "smtp_bind_address = mail.example.test",
    does: send(),
    seen: { log: fatal("smtp", "smtp_connect_addr: bad smtp_bind_address parameter: mail\\.example\\.test") },
  },
  {
    title: "a host name that ends with a dot",
    rule: "bad-hostname",
    main: "myhostname = mail.example.test.",
    does: START,
    seen: { start: refusal(".*: parameter myhostname: bad parameter value: mail\\.example\\.test\\.") },
    checkSays:
      /^postfix: warning: valid_hostname: misplaced delimiter: .*\npostfix: fatal: .*: bad parameter/,
  },
  {
    title: "the host's own name as relay host",
    rule: "self-relayhost",
    main: "relayhost = mail.example.test",
    does: START,
    seen: { start: refusal("myhostname and relayhost parameter settings must not be identical") },
    checkSays: /^postfix: fatal: myhostname and relayhost parameter settings must not be identical/,
  },
  {
    title: "a bad address among the networks",
    rule: "bad-network",
    main: "mynetworks = 127.0.0.1/8",
    does: talk(...FOREIGN_MAIL),
    seen: {
      log: /smtpd\[\d+\]: warning: mynetworks: non-null host address bits in "127\.0\.0\.1\/8"/,
      conversation: /S: 451 4\.3\.0 <user@foreign\.example>: Temporary lookup failure/,
    },
  },
  {
    title: "an IPv6 address without brackets among the networks",
    rule: "bad-network",
    main: "mynetworks = ::1, 127.0.0.1",
    does: talk(...FOREIGN_MAIL),
    seen: { log: fatal("smtpd", 'open dictionary: expecting "type:name" form instead of "::1"') },
  },
  {
    title: "an address for the web as relay host",
    rule: "bad-nexthop",
    main: "relayhost = smtp://127.0.0.1:<sink>",
    does: send(),
    seen: { log: fatal("smtp", "valid hostname or network address required in server description: smtp://") },
  },
  {
    title: "a relay host whose bracket is not closed",
    rule: "bad-nexthop",
    main: "relayhost = [127.0.0.1",
    does: send(),
    seen: { log: fatal("smtp", 'missing "\\]" in server description: \\[127\\.0\\.0\\.1') },
  },
  {
    title: "a mail filter without its type",
    rule: "bad-milter",
    main: "smtpd_milters = 127.0.0.1:8891",
    does: talk(),
    seen: { log: /warning: invalid transport name: 127\.0\.0\.1 in Milter service/ },
  },
  {
    title: "a mail filter with the port in front of the host",
    rule: "bad-milter",
    main: "smtpd_milters = inet:8891@localhost",
    does: talk(),
    seen: { log: fatal("smtpd", "8891@localhost: garbage after numerical service"), conversation: SILENCE },
  },
  {
    title: "virtual mailboxes without a directory",
    rule: "incomplete-mailbox-domain",
    given: MAILBOXES,
    without: ["virtual_mailbox_base"],
    does: send("nobody@example.test"),
    seen: { log: fatal("virtual", "bad string length 0 < 1: virtual_mailbox_base = ") },
  },
  {
    title: "virtual mailboxes without owners",
    rule: "incomplete-mailbox-domain",
    given: MAILBOXES,
    without: ["virtual_uid_maps"],
    does: send("nobody@example.test"),
    seen: { log: deferred("mail system configuration error") },
  },
];
