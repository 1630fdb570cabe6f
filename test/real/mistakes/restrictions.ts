/** Lists of what the server restricts. */
import { FOREIGN_MAIL, fatal, type Mistake, OWN_MAIL, SILENCE, talk, talkFromAfar } from "./mistake";

const CONFIGURATION_ERROR = /S: 451 4\.3\.5 (?:.*: )?Server configuration error/;
const RELAYED = /C: RCPT TO:<user@foreign\.example>\nS: 250 2\.1\.5 Ok/;
const LOGIN = Buffer.from("\0user\0secret").toString("base64");
const NO_GUARD = "in parameter smtpd_relay_restrictions or smtpd_recipient_restrictions, specify at least";
const UNDEFINED_CLASS = /^postconf: warning: DIR\/etc\/main\.cf: undefined parameter: strict$/;

export const RESTRICTION_MISTAKES: readonly Mistake[] = [
  {
    title: "a restriction that does not exist",
    rule: "unknown-restriction",
    main: "smtpd_recipient_restrictions = permit_mynetwork, reject",
    does: talk(...OWN_MAIL),
    seen: {
      log: /smtpd\[\d+\]: warning: unknown smtpd restriction: "permit_mynetwork"/,
      conversation: CONFIGURATION_ERROR,
    },
  },
  {
    title: "a second blocklist without its restriction",
    rule: "unknown-restriction",
    main: "smtpd_recipient_restrictions = permit_mynetworks, zen.example.org",
    does: talkFromAfar(...OWN_MAIL),
    seen: {
      log: /smtpd\[\d+\]: warning: unknown smtpd restriction: "zen\.example\.org"/,
      conversation: CONFIGURATION_ERROR,
    },
  },
  {
    title: "a restriction that lacks its table",
    rule: "bad-restriction-argument",
    main: "smtpd_client_restrictions = check_client_access, permit_mynetworks",
    does: talk(...OWN_MAIL),
    seen: {
      log: /restriction check_client_access: bad argument "permit_mynetworks": need maptype:mapname/,
      conversation: CONFIGURATION_ERROR,
    },
  },
  {
    title: "a restriction that lacks its domain",
    rule: "bad-restriction-argument",
    severity: "warning",
    main: "smtpd_client_restrictions = reject_rbl_client",
    does: talk(...OWN_MAIL),
    // The restriction does nothing.
    seen: { log: /smtpd\[\d+\]: warning: restriction reject_rbl_client requires domain name argument/ },
  },
  {
    title: "nothing that keeps others from relaying",
    rule: "missing-relay-guard",
    main: "smtpd_relay_restrictions =\nsmtpd_recipient_restrictions = permit_mynetworks",
    does: talk(),
    seen: { log: fatal("smtpd", NO_GUARD), conversation: SILENCE },
  },
  {
    title: "permit in front of what keeps others from relaying",
    rule: "missing-relay-guard",
    main: "smtpd_relay_restrictions = permit, reject_unauth_destination",
    does: talk(),
    seen: { log: fatal("smtpd", NO_GUARD), conversation: SILENCE },
  },
  {
    title: "restrictions that stand nowhere",
    rule: "undefined-reference",
    severity: "warning",
    main: "smtpd_relay_restrictions = $own_restrictions",
    does: talk(),
    seen: { log: fatal("smtpd", NO_GUARD), conversation: SILENCE },
    postconfSays: /^postconf: warning: DIR\/etc\/main\.cf: undefined parameter: own_restrictions$/,
    checkSays: /^postconf: warning: DIR\/etc\/main\.cf: undefined parameter: own_restrictions$/,
  },
  {
    title: "all addresses among the own networks",
    rule: "open-relay",
    main: "mynetworks = 0.0.0.0/0",
    does: talkFromAfar(...FOREIGN_MAIL),
    seen: { conversation: RELAYED },
  },
  {
    title: "a restriction class without a definition",
    rule: "undefined-reference",
    main: "smtpd_restriction_classes = strict",
    does: talk(),
    seen: { log: fatal("smtpd", "restriction class `strict' needs a definition"), conversation: SILENCE },
    postconfSays: UNDEFINED_CLASS,
    checkSays: UNDEFINED_CLASS,
  },
  {
    title: "a restriction class without restrictions",
    rule: "bad-restriction-class",
    main: "smtpd_restriction_classes = strict\nstrict =",
    does: talk(),
    seen: { log: fatal("smtpd", "restriction class `strict' needs a definition"), conversation: SILENCE },
  },
  {
    title: "restriction classes that lead to each other",
    rule: "bad-restriction-class",
    main: `smtpd_restriction_classes = strict, stricter
strict = stricter
stricter = strict
smtpd_client_restrictions = strict`,
    does: talk(...OWN_MAIL),
    seen: {
      log: /master\[\d+\]: warning: process \S*\/smtpd pid \d+ killed by signal 11/,
      conversation: /C: RCPT TO:<nobody@example\.test>\nclosed/,
    },
  },
  {
    title: "a setting that policy servers do not have",
    rule: "bad-policy-option",
    main: "smtpd_client_restrictions = check_policy_service { unix:private/policy, time_out=10s }",
    does: talk(),
    seen: { log: fatal("smtpd", 'unknown option: "time_out = 10s"'), conversation: SILENCE },
  },
  {
    title: "restrictions behind reject",
    rule: "unreachable-restriction",
    severity: "warning",
    main: "smtpd_recipient_restrictions = reject, permit_mynetworks",
    does: talk(...OWN_MAIL),
    seen: {
      log: /smtpd\[\d+\]: warning: restriction `permit_mynetworks' after `reject' is ignored/,
      conversation: /S: 554 5\.7\.1 <nobody@example\.test>: Recipient address rejected: Access denied/,
    },
  },
  {
    title: "a blocklist that swallows what keeps others from relaying",
    rule: "open-relay-list",
    main: "smtpd_relay_restrictions = permit_mynetworks, reject_rbl_client reject_unauth_destination",
    does: talkFromAfar(...FOREIGN_MAIL),
    seen: { conversation: RELAYED },
  },
  {
    title: "a table that permits everybody in front of what keeps others from relaying",
    rule: "open-relay-list",
    main: "smtpd_relay_restrictions = permit_mynetworks, check_client_access static:OK, reject_unauth_destination",
    does: talkFromAfar(...FOREIGN_MAIL),
    seen: { conversation: RELAYED },
  },
  {
    title: "senders held against logins that nobody has",
    rule: "missing-login-maps",
    main: "smtpd_sender_restrictions = reject_sender_login_mismatch",
    does: talk("STARTTLS", "EHLO client.example", `AUTH PLAIN ${LOGIN}`, ...FOREIGN_MAIL),
    seen: {
      conversation: /S: 553 5\.7\.1 <sender@client\.example>: Sender address rejected: not owned by user/,
    },
  },
];
