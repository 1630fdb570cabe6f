/** The reasons that are known: each explained by the row that is meant for it. */
import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { registryFor } from "../../../server/src/knowledge/registry";
import { parseVersion } from "../../../server/src/knowledge/version";
import { OWN_REASONS, SUSPENDED } from "../../../server/src/tools/queue/own-reasons";
import { explainReason, relayOf } from "../../../server/src/tools/queue/reasons";
import { REMOTE_REASONS } from "../../../server/src/tools/queue/remote-reasons";

const MX = "mx.example.org[192.0.2.7]";
const DNS = "Host or domain name not found. Name service error for name=example.org type=MX: ";

/** A reason of Postfix's own, the first parameter, a piece of what is said. In the order of the table. */
const OWN_EXAMPLES: readonly (readonly [reason: string, parameter: string, said: string])[] = [
  [
    "connect to mail.example.org[private/dovecot-lmtp]: No such file or directory",
    "virtual_transport",
    "no socket at this path",
  ],
  ["connect to mail.example.org[private/dovecot-lmtp]: Permission denied", "mail_owner", "may not use it"],
  ["connect to mail.example.org[private/dovecot-lmtp]: Connection refused", "virtual_transport", "left over"],
  [`connect to ${MX}:25: Connection refused`, "transport_maps", "takes no mail at this port"],
  ["connect to mx.example.org[2001:db8::7]:25: Network is unreachable", "inet_protocols", "over IPv6"],
  [`connect to ${MX}:25: No route to host`, "relayhost", "No route leads"],
  [`connect to ${MX}:25: Connection timed out`, "relayhost", "Nothing came back"],
  [`connect to ${MX}:25: Permission denied`, "smtp_bind_address", "itself forbids"],
  [
    `connect to ${MX}:25: Cannot assign requested address`,
    "smtp_bind_address",
    "does not belong to this machine",
  ],
  [`connect to ${MX}:25: Connection reset by peer`, "transport_maps", "hung up at once"],
  [`connect to ${MX}:25: Protocol not available`, "transport_maps", "what the operating system says"],
  [
    `lost connection with ${MX} while receiving the initial server greeting`,
    "default_destination_concurrency_limit",
    "before it said anything",
  ],
  [
    `conversation with ${MX} timed out while receiving the initial server greeting`,
    "smtp_helo_timeout",
    "no greeting came",
  ],
  [
    `lost connection with ${MX} while performing the EHLO handshake`,
    "smtp_helo_name",
    "after the first words",
  ],
  [
    `lost connection with ${MX} while receiving the STARTTLS response`,
    "smtp_tls_policy_maps",
    "offered TLS and stopped",
  ],
  [
    `lost connection with ${MX} while sending end of data -- message may be sent more than once`,
    "smtp_data_done_timeout",
    "get it twice",
  ],
  [
    `conversation with ${MX} timed out while sending message body`,
    "smtp_data_xfer_timeout",
    "middle of the message",
  ],
  [
    `lost connection with ${MX} while sending RCPT TO`,
    "default_destination_concurrency_limit",
    "middle of the conversation",
  ],
  [`conversation with ${MX} timed out while sending MAIL FROM`, "smtp_mail_timeout", "too slow to answer"],
  [`local data error while talking to ${MX}`, "queue_directory", "from its own queue"],
  ["mail for example.org loops back to myself", "mydestination", "this very machine"],
  [`host ${MX} greeted me with my own hostname mail.example.net`, "myhostname", "by the name of this one"],
  ["unable to find primary relay for example.org", "transport_maps", "a backup for the domain"],
  ["mail forwarding loop for ann@example.org", "alias_maps", "Delivered-To"],
  [`${DNS}Host not found, try again`, "smtp_host_lookup", "gave no answer"],
  [`${DNS}Host found but no data record of requested type`, "inet_protocols", "of the kind"],
  [`${DNS}Host not found`, "relayhost", "this name does not exist"],
  [
    "Name service error for name=example.org type=MX: Malformed or unexpected name server reply",
    "ignore_mx_lookup_error",
    "makes no sense",
  ],
  ["Name service error for -example-.org: invalid host or domain name", "transport_maps", "not even asked"],
  [
    "Error looking up name=example.org type=MX: DNS reply filter drops all results",
    "smtp_dns_reply_filter",
    "threw everything away",
  ],
  [`${DNS}Unknown error 17`, "smtp_host_lookup", "`dig`"],
  [
    "unable to look up host mail.example.org: Temporary failure in name resolution",
    "smtp_host_lookup",
    "no name server answered",
  ],
  [
    "unable to look up host mail.example.org: Name or service not known",
    "smtp_host_lookup",
    "knows no address",
  ],
  ["Domain example.org does not accept mail (nullMX)", "soft_bounce", "takes no mail at all"],
  ["all network protocols are disabled", "inet_protocols", "Neither IPv4 nor IPv6"],
  ["server unavailable or unable to receive mail", "smtp_fallback_relay", "no server was left"],
  [
    `REQUIRETLS Failure: sender requested REQUIRETLS, but TLS service was not offered by host ${MX}`,
    "smtp_tls_security_level",
    "The sender asked",
  ],
  [`TLS is required, but was not offered by host ${MX}`, "smtp_tls_security_level", "wrapper mode"],
  [
    `TLS is required, but host ${MX} refused to start TLS: 454 4.7.0 TLS not available`,
    "smtp_tls_policy_maps",
    "then refuses it",
  ],
  ["TLS is required, but our TLS engine is unavailable", "smtp_tls_CAfile", "its own side"],
  ["Cannot start TLS: handshake failure", "smtp_tls_mandatory_protocols", "did not agree"],
  ["Server certificate not trusted", "smtp_tls_CAfile", "vouches for"],
  ["Server certificate not verified", "smtp_tls_policy_maps", "another name"],
  ["client TLS configuration problem", "smtp_tls_policy_maps", "cannot be used"],
  ["TLSA lookup error for mx.example.org:25", "smtp_tls_security_level", "asked for the keys"],
  ["no TLSA records found", "smtp_tls_security_level", "demands DANE"],
  ["Temporary lookup error", "smtp_tls_policy_maps", "that of TLS policies"],
  [
    `SASL [CACHED] authentication failed; server ${MX} said: 535 5.7.8 bad`,
    "smtp_sasl_password_maps",
    "a while ago",
  ],
  [
    `SASL authentication failed: server ${MX} offered no compatible authentication mechanisms for this type of connection security`,
    "smtp_tls_security_level",
    "both sides may use",
  ],
  [
    `SASL authentication failed; cannot authenticate to server ${MX}: no mechanism available`,
    "smtp_sasl_security_options",
    "libsasl2-modules",
  ],
  [
    `SASL authentication failed; server ${MX} said: 535 5.7.8 bad password`,
    "smtp_sasl_password_maps",
    "refuses name or password",
  ],
  [`SASL authentication failed; server ${MX} said: 454 4.7.0 later`, "smtp_sasl_password_maps", "just now"],
  [
    `SASL authentication failed; authentication protocol loop with server ${MX}`,
    "smtp_sasl_mechanism_filter",
    "broke off",
  ],
  [`SMTPUTF8 is required, but was not offered by host ${MX}`, "smtputf8_enable", "beyond ASCII"],
  [
    `message size 5000 exceeds size limit 1000 of server ${MX}`,
    "message_size_limit",
    "larger than the next server",
  ],
  [
    `Protocol error: host ${MX} said: 250 2.1.5 Ok (in reply to DATA command)`,
    "smtp_discard_ehlo_keyword_address_maps",
    "against the rules",
  ],
  ["mail transport unavailable", "transport_maps", "not in master.cf"],
  ["unknown mail transport error", "transport_maps", "ended before it had reported"],
  ["deferred transport", "defer_transports", "until the queue is flushed"],
  ["address resolver failure", "transport_maps", "where the address leads"],
  ["Too many address verification requests", "address_verify_pending_request_limit", "probes of addresses"],
  ["message is administratively expired", "maximal_queue_lifetime", "postsuper -e"],
  ["bad address syntax", "soft_bounce", "no address"],
  ["bounce or trace service failure", "queue_directory", "what became of the message"],
  ["unreadable mail queue entry", "queue_directory", "damaged"],
  ["queue file write error", "message_size_limit", "written to the queue"],
  ["temporary failure. Command output: database is down", "mailbox_command", "exit code 75"],
  ['Command time limit exceeded: "/usr/bin/procmail"', "command_time_limit", "did not finish in time"],
  ['Command died with signal 11: "/usr/bin/procmail"', "mailbox_command", "crashed or was killed"],
  [
    'Command died with status 1: "/usr/bin/procmail". Command output: no',
    "mailbox_command",
    "no meaning for Postfix",
  ],
  ["local configuration error. Command output: no such file", "mailbox_command", "by its exit code"],
  ["mail system configuration error", "virtual_mailbox_maps", "waits until it is mended"],
  ["alias database unavailable", "alias_maps", "newaliases"],
  ["alias database loop for ann", "alias_maps", "in a circle"],
  ["unable to forward message", "forward_path", "Passing the message on"],
  ["cannot open include file /etc/mail/list: Permission denied", "alias_maps", "from another file"],
  ["mail to command is restricted", "allow_mail_to_files", "where that is not allowed"],
  ["user lookup error", "mailbox_transport", "whether this user exists"],
  ["table lookup failure", "mailbox_transport_maps", "how to deliver to this user"],
  ['unknown user: "ann"', "soft_bounce", "no such mailbox here"],
  [
    "cannot update mailbox /var/mail/ann for user ann. unable to lock for exclusive access: Resource temporarily unavailable",
    "mailbox_delivery_lock",
    "locked by another program",
  ],
  [
    "cannot update mailbox /var/mail/ann for user ann. destination /var/mail/ann is not owned by recipient",
    "strict_mailbox_ownership",
    "chown",
  ],
  [
    "cannot update mailbox /var/mail/ann for user ann. destination /var/mail/ann is not a regular file",
    "home_mailbox",
    "end in a slash",
  ],
  [
    "cannot update mailbox /var/mail/ann for user ann. target file status changed unexpectedly",
    "mailbox_delivery_lock",
    "replaced the mailbox file",
  ],
  [
    "maildir delivery failed: create maildir file /home/ann/Maildir/tmp/1.P2.mail: No space left on device",
    "queue_minfree",
    "Make room",
  ],
  [
    "cannot update mailbox /var/mail/ann for user ann. error writing message: File too large",
    "mailbox_size_limit",
    "reached its limit",
  ],
  [
    "maildir delivery failed: create maildir file /home/ann/Maildir/tmp/1.P2.mail: Permission denied",
    "virtual_mailbox_base",
    "make it beforehand",
  ],
  [
    "maildir delivery failed: error writing message: Input/output error",
    "virtual_mailbox_base",
    "Writing to the maildir failed",
  ],
  [
    "cannot update mailbox /var/mail/ann for user ann. cannot open file: Permission denied",
    "mail_spool_directory",
    "opened or written",
  ],
];

/** What another server answers, the first parameter, a piece of what is said. In the order of the table. */
const REMOTE_EXAMPLES: readonly (readonly [answer: string, parameter: string, said: string])[] = [
  [
    "450 4.7.1 <ann@example.org>: Recipient address rejected: Greylisted (in reply to RCPT TO command)",
    "minimal_backoff_time",
    "greylisting",
  ],
  [
    "421 4.7.0 Too many concurrent SMTP connections",
    "default_destination_concurrency_limit",
    "more connections open",
  ],
  [
    "452 4.5.3 Error: too many recipients (in reply to RCPT TO command)",
    "default_destination_recipient_limit",
    "more recipients at once",
  ],
  [
    "452 4.2.2 The email account that you tried to reach is over quota (in reply to RCPT TO command)",
    "maximal_queue_lifetime",
    "is full",
  ],
  ["452 4.3.1 Insufficient system storage (in reply to MAIL FROM command)", "queue_minfree", "no room left"],
  [
    "421 4.7.28 Gmail has detected an unusual rate of mail",
    "default_destination_rate_delay",
    "too much at a time",
  ],
  [
    "450 4.7.25 Client host rejected: cannot find your hostname, [192.0.2.1] (in reply to RCPT TO command)",
    "smtp_helo_name",
    "PTR record",
  ],
  [
    "450 4.7.1 <localhost>: Helo command rejected: Host not found (in reply to RCPT TO command)",
    "smtp_helo_name",
    "introduces itself",
  ],
  [
    "554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.spamhaus.org",
    "smtp_bind_address",
    "on a blocklist",
  ],
  [
    "421 4.7.26 This mail is unauthenticated, SPF and DKIM did not pass (in reply to end of DATA command)",
    "smtpd_milters",
    "SPF and DKIM records",
  ],
  [
    "450 4.1.8 <a@b.invalid>: Sender address rejected: Domain not found (in reply to RCPT TO command)",
    "myorigin",
    "sender's address",
  ],
  [
    "530 5.7.0 Must issue a STARTTLS command first (in reply to MAIL FROM command)",
    "smtp_tls_security_level",
    "encrypted connections only",
  ],
  [
    "530 5.7.0 Authentication required (in reply to MAIL FROM command)",
    "smtp_sasl_auth_enable",
    "a name and a password",
  ],
  [
    "454 4.7.1 <ann@example.org>: Relay access denied (in reply to RCPT TO command)",
    "transport_maps",
    "in charge of this domain",
  ],
  [
    "552 5.3.4 Message size exceeds fixed limit (in reply to MAIL FROM command)",
    "message_size_limit",
    "too large for this server",
  ],
  [
    "451 4.7.1 Message looks like spam (in reply to end of DATA command)",
    "smtpd_milters",
    "takes the message for spam",
  ],
  [
    "450 4.1.1 <ann@example.org>: Recipient address rejected: unverified address (in reply to RCPT TO command)",
    "maximal_queue_lifetime",
    "behind it",
  ],
  [
    "451 4.3.0 Error: queue file write error (in reply to end of DATA command)",
    "message_size_limit",
    "could not store",
  ],
  [
    "451 4.3.0 <ann@example.org>: Temporary lookup failure (in reply to RCPT TO command)",
    "maximal_queue_lifetime",
    "other server itself",
  ],
  ["421 4.3.2 Service not available, closing transmission channel", "minimal_backoff_time", "busy or closed"],
  [
    "550 5.1.1 <ann@example.org>: Recipient address rejected: User unknown (in reply to RCPT TO command)",
    "soft_bounce",
    "no such recipient",
  ],
  ["554 5.7.1 Command rejected (in reply to end of DATA command)", "soft_bounce", "refuses for good"],
  [
    "450 4.0.0 Not now (in reply to RCPT TO command)",
    "maximal_queue_lifetime",
    "for this recipient just now",
  ],
  ["450 4.0.0 Not now (in reply to MAIL FROM command)", "smtp_generic_maps", "from this sender"],
  ["450 4.0.0 Not now (in reply to end of DATA command)", "minimal_backoff_time", "looked at the message"],
  ["450 4.0.0 Not now (in reply to EHLO command)", "minimal_backoff_time", "asks to be tried again"],
];

const ENTRIES = [...OWN_REASONS, ...REMOTE_REASONS, SUSPENDED];

describe("a reason", () => {
  it.each(OWN_EXAMPLES)("%s", (reason, parameter, said) => {
    const help = explainReason(reason);
    expect(help?.text).toContain(said);
    expect(help?.parameters[0]).toBe(parameter);
    expect(explainReason(`delivery temporarily suspended: ${reason}`)).toBe(help);
  });

  it.each(REMOTE_EXAMPLES)("of another server: %s", (answer, parameter, said) => {
    const help = explainReason(`host ${MX} said: ${answer}`);
    expect(help?.text).toContain(said);
    expect(help?.parameters[0]).toBe(parameter);
    expect(explainReason(`host ${MX} refused to talk to me: ${answer}`)).toBe(help);
  });

  it("has one example for each row, that no row before it takes away", () => {
    expect(OWN_EXAMPLES.map(([reason]) => explainReason(reason))).toEqual([...OWN_REASONS]);
    expect(REMOTE_EXAMPLES.map(([answer]) => explainReason(`host ${MX} said: ${answer}`))).toEqual([
      ...REMOTE_REASONS,
    ]);
  });

  it("that is unknown is not explained, unless it is said to be repeated", () => {
    for (const reason of ["", "mailbox full", "the administrator says no", "host mx said nothing"])
      expect(explainReason(reason)).toBeUndefined();
    expect(explainReason("delivery temporarily suspended: the administrator says no")).toBe(SUSPENDED);
  });

  it("of another server that is too much at once is not greylisting, though it says for how long to wait", () => {
    const reason = `host ${MX} said: 450 4.7.0 rate limited, try again in 60 seconds`;
    expect(explainReason(reason)?.text).toContain("too much at a time");
    expect(explainReason(reason.replace("rate limited", "unknown sender"))?.text).toContain("greylisting");
  });

  it("of another server is not taken for one of Postfix's own", () => {
    const reason = `host ${MX} said: 450 4.0.0 mail transport unavailable (in reply to EHLO command)`;
    expect(explainReason(reason)?.text).toContain("asks to be tried again");
  });
});

describe("what is said", () => {
  it("names one to five parameters, none twice, that Postfix 3.7 knows", () => {
    const registry = registryFor(parseVersion("3.7.11")!);
    for (const { text, parameters } of ENTRIES) {
      expect(parameters.length, text).toBeGreaterThan(0);
      expect(parameters.length, text).toBeLessThan(6);
      expect(new Set(parameters).size, text).toBe(parameters.length);
      expect(
        parameters.filter((name) => registry.parameter(name)?.availability.kind !== "available"),
      ).toEqual([]);
    }
  });

  it("is one to three whole sentences", () => {
    for (const { text } of ENTRIES) {
      expect(text).toMatch(/^[A-Z].*\.$/);
      expect(text.match(/[.!?](?= [A-Z]|$)/g)!.length, text).toBeLessThan(4);
      expect(text.length, text).toBeLessThan(320);
    }
    expect(new Set(ENTRIES.map(({ text }) => text)).size).toBe(ENTRIES.length);
  });
});

describe("the server of a reason", () => {
  const named = { name: "mx.example.org", address: "192.0.2.7", port: undefined };

  it("is found behind Postfix's own words", () => {
    for (const reason of [
      `host ${MX} said: 450 4.2.0 host other.example.net[192.0.2.9] is down`,
      `host ${MX} refused to talk to me: 421 no`,
      `Protocol error: host ${MX} said: 250 Ok`,
      `lost connection with ${MX} while sending MAIL FROM`,
      `conversation with ${MX} timed out while sending RCPT TO`,
      `delivery temporarily suspended: host ${MX} greeted me with my own hostname mx`,
      `local data error while talking to ${MX}`,
      `TLS is required, but host ${MX} refused to start TLS: 454 no`,
      `TLS is required, but was not offered by host ${MX}`,
      `SMTPUTF8 is required, but was not offered by host ${MX}`,
      `REQUIRETLS Failure: sender requested REQUIRETLS, but TLS service was not offered by host ${MX}`,
      `message size 5000 exceeds size limit 1000 of server ${MX}`,
      `SASL [CACHED] authentication failed; server ${MX} said: 535 no`,
      `SASL authentication failed; server ${MX} said: 535 no`,
      `SASL authentication failed: server ${MX} offered no compatible authentication mechanisms`,
      `SASL authentication failed; cannot authenticate to server ${MX}: no mechanism available`,
      `SASL authentication failed; non-empty initial LOGIN challenge from server ${MX}: x`,
    ])
      expect(relayOf(reason), reason).toEqual(named);
  });

  it("has the port where Postfix says it, and a path for a socket", () => {
    expect(relayOf(`connect to ${MX}:587: Connection refused`)).toEqual({ ...named, port: 587 });
    expect(relayOf(`host ${MX}:25 said: 450 no`)).toEqual({ ...named, port: 25 });
    expect(relayOf("connect to 2001:db8::7[2001:db8::7]:25: Connection refused")).toEqual({
      name: "2001:db8::7",
      address: "2001:db8::7",
      port: 25,
    });
    expect(relayOf("connect to mail.example.org[private/dovecot-lmtp]: Connection refused")).toEqual({
      name: "mail.example.org",
      address: "private/dovecot-lmtp",
      port: undefined,
    });
    expect(relayOf("TLSA lookup error for mx.example.org:25")).toEqual({
      name: "mx.example.org",
      address: undefined,
      port: 25,
    });
  });

  it("is nobody's where the words are those of somebody else", () => {
    for (const reason of [
      "",
      "mail transport unavailable",
      "Cannot start TLS: handshake failure",
      `temporary failure. Command output: connect to ${MX}:25: Connection refused`,
    ])
      expect(relayOf(reason), reason).toBeUndefined();
  });
});

const PAGES = [
  ...["postconf", "access", "header_checks", "master", "transport", "virtual", "aliases"].map((name) => [
    "5",
    name,
  ]),
  ...["smtp", "local", "virtual", "pipe", "qmgr", "error", "bounce", "trivial-rewrite", "master"].map(
    (name) => ["8", name],
  ),
  ...["postqueue", "postsuper"].map((name) => ["1", name]),
].map(([section, name]) => {
  const env = { PATH: process.env.PATH, LC_ALL: "C", MANWIDTH: "2000" };
  const { status, stdout } = spawnSync("man", [section!, name!], {
    env,
    encoding: "utf8",
    maxBuffer: 2 ** 26,
  });
  return status === 0 ? stdout : "";
});

function sequences(text: string): string[] {
  const found = text.toLowerCase().match(/[a-z0-9_$]+/g) ?? [];
  return found.slice(5).map((_, index) => found.slice(index, index + 6).join(" "));
}

describe.skipIf(PAGES[0] === "")("texts and the installed manual", () => {
  it("share no six words in a row", () => {
    const manual = new Set(PAGES.flatMap(sequences));
    expect(manual.size).toBeGreaterThan(10_000);
    const copied = ENTRIES.flatMap(({ text }) => sequences(text).filter((sequence) => manual.has(sequence)));
    expect(copied).toEqual([]);
  });
});
