/** Encryption and passwords. */
import { deferred, fatal, type Mistake, OWN_MAIL, send, talk, talkFromAfar } from "./mistake";

const SMUGGLED = [
  "Subject: outer\r\n\r\ntest\n.",
  "MAIL FROM:<admin@foreign.example>",
  "RCPT TO:<nobody@example.test>",
  "DATA",
  "Subject: inner\r\n\r\ntest",
].join("\r\n");
const NO_TLS = /C: STARTTLS\nS: 454 4\.7\.0 TLS not available due to local problem/;

/** Mail for elsewhere goes to a second server of the same Postfix, whose certificate must be in order. */
const VERIFIED = {
  main: `relayhost = [127.0.0.1]:<port2>
smtp_tls_security_level = verify
smtp_tls_verify_cert_match = mail.example.test`,
  master:
    "<port2> inet n - n - - smtpd -o { smtpd_recipient_restrictions = check_recipient_access static:discard }",
};

export const SECURITY_MISTAKES: readonly Mistake[] = [
  {
    title: "a protocol list for receiving that names no protocol",
    rule: "bad-tls-protocols",
    main: "smtpd_tls_protocols = !SSLv2, TLS1.2",
    does: talk("STARTTLS"),
    seen: {
      log: /smtpd\[\d+\]: warning: Invalid TLS protocol list "!SSLv2, TLS1\.2": disabling TLS support/,
      conversation: NO_TLS,
    },
  },
  {
    title: "a protocol list for sending that names no protocol",
    rule: "bad-tls-protocols",
    given: VERIFIED,
    main: "smtp_tls_mandatory_protocols = >=TLS1.2",
    does: send(),
    seen: { log: deferred("Cannot start TLS: handshake failure") },
  },
  {
    title: "a grade of ciphers that does not exist",
    rule: "bad-keyword",
    main: "smtpd_tls_ciphers = strong",
    does: talk("STARTTLS"),
    seen: {
      log: /smtpd\[\d+\]: warning: \S+: invalid cipher grade: "strong"/,
      conversation: /C: STARTTLS\nS: 220 .*\nclosed/,
    },
  },
  {
    title: "a cipher to be excluded twice over",
    rule: "bad-cipher-exclusion",
    main: "smtpd_tls_exclude_ciphers = !RC4",
    does: talk("STARTTLS"),
    seen: {
      log: /smtpd\[\d+\]: warning: \S+: invalid unary '!\+-@' in cipher exclusion: !RC4/,
      conversation: /C: STARTTLS\nS: 220 .*\nclosed/,
    },
  },
  {
    title: "TLS without a certificate",
    rule: "missing-certificate",
    main: "smtpd_tls_cert_file =\nsmtpd_tls_key_file =",
    does: talk("STARTTLS"),
    seen: {
      log: /smtpd\[\d+\]: warning: No server certs available\. TLS won't be enabled/,
      conversation: NO_TLS,
    },
  },
  {
    title: "a certificate that is not there",
    rule: "missing-file",
    main: "smtpd_tls_cert_file = <dir>/etc/missing.pem",
    does: talk("STARTTLS"),
    seen: {
      log: /smtpd\[\d+\]: warning: cannot get RSA certificate from file "\S*\/missing\.pem": disabling TLS/,
      conversation: NO_TLS,
    },
  },
  {
    title: "verification without an authority",
    rule: "unverifiable-peer",
    given: VERIFIED,
    main: "smtp_tls_CAfile =",
    does: send(),
    seen: { log: deferred("Server certificate not verified") },
  },
  {
    title: "bare newlines that may end a message",
    rule: "smuggled-mail",
    main: "smtpd_forbid_bare_newline = no",
    // What seems to be the text of a message becomes commands and another one.
    does: talkFromAfar(...OWN_MAIL, "DATA", SMUGGLED, "NOOP", "NOOP", "NOOP"),
    seen: { conversation: /C: NOOP\nS: 354 / },
  },
  {
    title: "passwords in the clear",
    rule: "cleartext-auth",
    main: "smtpd_tls_auth_only = no",
    does: talk(),
    seen: { conversation: /S: 250-AUTH PLAIN LOGIN\n/ },
  },
  {
    title: "a client that has no passwords",
    rule: "missing-passwords",
    main: "smtp_sasl_auth_enable = yes",
    does: send(),
    seen: { log: fatal("smtp", "specify a password table via the `smtp_sasl_password_maps'") },
  },
];
