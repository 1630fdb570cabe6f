// What other servers say, in their own wording, and the checks that explain it.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { COMMON_REFUSALS, KNOWN_REFUSALS } from "../../../server/src/tools/trinity/known-refusals";
import { explainRefusals } from "../../../server/src/tools/trinity/refusals";

/** What is said, and the checks of the best explanation. */
const EXAMPLES: readonly (readonly [said: string, checks: string])[] = [
  ["550 inconsistent or no DNS PTR record for IP-ADRESSE", "ptr forward-confirmed"],
  ["550 Bad DNS PTR resource record", "ptr forward-confirmed"],
  [
    "554-gmx.net (mxgmx110) Nemesis ESMTP Service not available 554-No SMTP service 554-invalid DNS PTR resource record.",
    "ptr forward-confirmed",
  ],
  [
    "550-5.7.1 [2001:db8::25      19] Our system has detected that this message does\n550-5.7.1 not meet IPv6 sending guidelines regarding PTR records and\n550 5.7.1 authentication. x102si19099743ioi.169 - gsmtp",
    "ptr forward-confirmed spf dkim",
  ],
  [
    "550-5.7.25 [192.0.2.1] The IP address sending this message does not have a 550-5.7.25 PTR record setup, or the corresponding forward DNS entry does not 550 5.7.25 match the sending IP. - gsmtp",
    "ptr forward-confirmed",
  ],
  [
    "421-4.7.23 [192.0.2.1] The IP address sending this message does not have a PTR record",
    "ptr forward-confirmed",
  ],
  [
    "550 5.7.25 Service unavailable, sending IPv6 address [2001:db8::1] must have a reverse DNS record",
    "ptr",
  ],
  [
    "554 IMTA08.westchester.pa.mail.comcast.net comcast 192.0.2.1 Comcast requires that all mail servers must have a PTR record with a valid Reverse DNS entry.",
    "ptr forward-confirmed",
  ],
  ["421 [Reverse DNS failure : Try again later]", "ptr forward-confirmed"],
  ["554 Reverse DNS does not match SMTP Banner", "banner ptr"],
  ["550 5.7.1 HELO mail.example.org does not match your PTR record", "ehlo ptr"],
  ["554 The source server's host name does not match its IP address", "ehlo ptr"],
  [
    "501 - Connection Refused: IP Address <192.0.2.1> - HELO/EHLO Invalid or Non-Existent Reverse DNS",
    "ehlo ptr",
  ],
  [
    "554 IP=192.0.2.1 - Dialup/transient IP not allowed. Use a mailgateway or contact toda@rx.t-online.de if obsolete. (DIAL)",
    "ptr public-address",
  ],
  ["550 We do not accept mail from hosts with dynamic IP or generic DNS PTR-records", "ptr public-address"],
  ["554 resimta-po-12v.sys.comcast.net 192.0.2.1 ES000010", "ptr public-address"],
  [
    "554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.spamhaus.org; Listed by PBL",
    "public-address ptr",
  ],
  ["550 5.7.1 Relaying denied. IP name possibly forged [192.0.2.1]", "forward-confirmed ptr"],
  ["550 5.7.1 Fix reverse DNS for 192.0.2.1", "ptr forward-confirmed"],
  ["554 5.7.1 - Connection refused. IP name lookup failed for 192.0.2.1", "ptr forward-confirmed"],
  ["450 4.7.1 Client host rejected: cannot find your reverse hostname, [192.0.2.1]", "ptr"],
  ["450 4.7.25 Client host rejected: cannot find your hostname, [192.0.2.1]", "forward-confirmed ptr"],
  ["421 4.7.1 : (DNS:NR) https://postmaster.aol.com/error-codes", "ptr forward-confirmed"],
  ["554 5.7.1 [C14] Missing reverse DNS for 192.0.2.1", "ptr"],
  ["550 Reverse DNS lookup failed for host 192.0.2.1.", "ptr"],
  ["550 Domain mail.example.org mismatches client IP", "forward-confirmed ptr"],
  [
    "554 IP=192.0.2.1 - A problem occurred. (Ask your postmaster for help or to contact tosa@rx.t-online.de to clarify.) (BL)",
    "ptr forward-confirmed ehlo",
  ],
  [
    "550 5.7.1 The IP you're using to send mail is not authorized to send email directly to our servers. - gsmtp",
    "public-address ptr",
  ],
  ["554 Mail from the private IP 10.0.0.1 refused", "public-address"],
  ["550-5.7.1 {mx-us007} Sorry, your helo has been denied. 550 5.7.1", "ehlo a ptr"],
  ["504 5.5.2 <localhost>: Helo command rejected: need fully-qualified hostname", "ehlo name"],
  ["550 HELO should be a FQDN or address literal (See RFC 2821 4.1.1.1)", "ehlo name"],
  ["450 4.7.1 <mail.example.org>: Helo command rejected: Host not found", "a ehlo"],
  ["550-Bad HELO: mail.example.org does not exist 550 Please see RFC 2821 section 4.1.1.1", "a ehlo"],
  ["550 5.7.0 HELO argument [mail.example.org] is missing a DNS entry", "a ehlo"],
  ["501 5.5.2 <mail_1.example.org>: Helo command rejected: Invalid name", "name ehlo"],
  ["501 Syntactically invalid EHLO argument(s)", "name ehlo"],
  ["550 Bad HELO - Host impersonating [mx.example.net]", "ehlo"],
  [
    "556 5.1.10 <ann@example.org>: Sender address rejected: Domain example.org does not accept mail (nullMX)",
    "mx",
  ],
  ["450 4.1.8 <root@host.example.org>: Sender address rejected: Domain not found", "mx a"],
  ["553 5.1.8 <ann@example.org>... Domain of sender address ann@example.org does not exist", "mx a"],
  ["550 Sender verify failed", "mx"],
  [
    "550-5.7.27 Your email has been blocked because SPF authentication didn't pass for this message. - gsmtp",
    "spf",
  ],
  [
    "421-4.7.30 Your email has been rate limited because DKIM authentication didn't pass for this message. - gsmtp",
    "dkim",
  ],
  [
    "550-5.7.40 Your email has been blocked because the sending domain doesn't have a DMARC record. - gsmtp",
    "dmarc",
  ],
  [
    "421-4.7.32 Your email has been rate limited because the From: header (RFC5322) in this message isn't aligned with either the authenticated SPF or DKIM organizational domain. - gsmtp",
    "dmarc dkim spf",
  ],
  [
    "550-5.7.26 Unauthenticated email from example.org is not accepted due to domain's 550-5.7.26 DMARC policy. - gsmtp",
    "dmarc dkim spf",
  ],
  [
    "550 5.7.509 Access denied, sending domain example.org does not pass DMARC verification and has a DMARC policy of reject.",
    "dmarc dkim spf",
  ],
  ["550 5.7.1 rejected by DMARC policy for example.org", "dmarc dkim spf"],
  ["550 DMARC Sender Invalid - envelope rejected", "dmarc dkim spf"],
  [
    "550 5.7.515 Access denied, sending domain example.org does not meet the required authentication level.",
    "spf dkim dmarc",
  ],
  [
    "450 4.7.26 Service unavailable, message sent over IPv6 [2001:db8::1] must pass either SPF or DKIM validation",
    "spf dkim",
  ],
  [
    "554 5.7.9 Message not accepted for policy reasons. See https://postmaster.yahooinc.com/",
    "dmarc dkim spf",
  ],
  [
    "550-5.7.26 This message fails to pass SPF checks for an SPF record with a hard 550 5.7.26 fail policy (-all).",
    "spf",
  ],
  [
    "550-5.7.26 This mail has been blocked because the sender is unauthenticated.\r\n550-5.7.26 Gmail requires all senders to authenticate with either SPF or DKIM.\r\n550-5.7.26  Authentication results:\r\n550-5.7.26  DKIM = did not pass\r\n550-5.7.26  SPF [example.org] with ip: [192.0.2.1] = did not pass",
    "spf dkim",
  ],
  ["550 Rejected by header based Anti-Spoofing policy: ann@example.org", "spf dkim dmarc"],
  ["550 5.7.24 SPF PermError: Too many DNS lookups", "spf"],
  [
    "550 <ann@example.org>: Reject due to SPF policy. The originating IP of the message is not permitted by the domain owner",
    "spf",
  ],
  ["550 5.7.23 The message was rejected because of Sender Policy Framework violation -> 550 5.7.23", "spf"],
  [
    "550 5.7.23 <bob@example.net>: Recipient address rejected: Message rejected due to: SPF fail - not authorized. Please see http://www.openspf.net/Why?s=mfrom",
    "spf",
  ],
  ["550 5.7.20 No passing DKIM signature found", "dkim"],
  ["550 5.7.0 DKIM: body hash did not verify", "dkim"],
  ["450 4.7.323 tlsa-invalid: The domain failed DANE validation", "tlsa certificate"],
  ["TLSA lookup error for mx.example.net:25", "tlsa certificate"],
  ["550 5.7.5 sts-policy-invalid: MTA-STS validation failed", "mta-sts mx certificate"],
  ["450 4.7.321 starttls-not-supported: Destination mail server must support TLS", "starttls"],
  ["TLS is required, but was not offered by host mx.example.net[198.51.100.7]", "starttls"],
  ["450 4.7.322 certificate-expired: Destination mail server's certificate is expired.", "certificate"],
  ["Server certificate not trusted", "certificate"],
  [
    "550-5.7.29 Your email has been blocked because this message wasn't sent over a TLS connection. - gsmtp",
    "starttls",
  ],
  ["403 4.7.0 TLS handshake failed.", "starttls certificate"],
  ["550 5.7.510 Access denied, contoso.example does not accept email over IPv6", "aaaa"],
  [
    "554-Transaction failed 554-Reject due to policy restrictions. 554 For explanation visit https://postmaster.gmx.net/en/case?c=hi&i=ip&v=192.0.2.1&r=0M",
    "ehlo ptr forward-confirmed",
  ],
  [
    "550 5.7.1 Unfortunately, messages from [192.0.2.1] weren't sent. Please contact your Internet service provider since part of their network is on our block list (S3150).",
    "",
  ],
  ["550 5.7.606 Access denied, banned sending IP [192.0.2.1]", ""],
  ["550 5.7.501 Access denied, spam abuse detected from IP address", ""],
  [
    "421-4.7.28 [192.0.2.1] Our system has detected an unusual rate of 421-4.7.28 unsolicited mail originating from your IP address. - gsmtp",
    "",
  ],
  [
    "421 4.7.0 [TSS04] Messages from 192.0.2.1 temporarily deferred due to unexpected volume or user complaints",
    "",
  ],
  ["554-gmx.net (mxgmx104) Nemesis ESMTP Service not available 554-IP address is block listed.", ""],
  ["554 Blocked - see https://ipcheck.proofpoint.com/?ip=192.0.2.1", ""],
  ["550 192.0.2.1 is listed, see https://csi.cloudmark.com/en/reset-request/", ""],
  ["554 resimta-po-12v.sys.comcast.net comcast 192.0.2.1 BL000001", ""],
  ["550-5.7.0 Message considered as spam or virus, rejected", ""],
  ["550 5.7.1 Sender IP reverse lookup rejected", "ptr forward-confirmed"],
  ["550 Invalid HELO name", "ehlo a"],
  ["550 5.7.26 Multiple checks failed", "spf dkim dmarc"],
  ["550 Cannot resolve sender", "mx"],
  ["530 5.7.0 Must issue a STARTTLS command first", "starttls"],
  ["421 4.7.0 TLS required for RCPT domain, closing connection. - gsmtp", "starttls"],
  ["554 5.7.1 Client host [192.0.2.1] blocked using bl.spamcop.net", ""],
];

describe("explainRefusals", () => {
  it.each(EXAMPLES)("%s", (said, checks) => {
    expect(explainRefusals(said)[0]?.checks.join(" ")).toBe(checks);
  });

  it("has no row that nothing is said for", () => {
    const best = new Set(EXAMPLES.map(([said]) => explainRefusals(said)[0]?.text));
    const rows = [...KNOWN_REFUSALS, ...COMMON_REFUSALS];
    expect(rows.filter(({ text }) => !best.has(text)).map(({ text }) => text)).toEqual([]);
  });

  it("says in sentences what is meant", () => {
    for (const { text } of [...KNOWN_REFUSALS, ...COMMON_REFUSALS]) {
      expect(text).toMatch(/^[A-Z][^\x00-\x1f]{40,600}\.$/);
      expect(text).not.toMatch(/undefined| {2}/);
    }
  });

  it.each([
    "",
    "250 2.0.0 Ok: queued as 12345",
    "550 5.1.1 User unknown",
    "450 4.2.0 Greylisted",
  ])("knows nothing of %j", (said) => expect(explainRefusals(said)).toEqual([]));

  it("finds it in a line of a log, and does not take the server that speaks for the one it speaks of", () => {
    const line = (reply: string) =>
      `Nov 25 00:57:20 mail postfix/smtp[2913]: 21B7B1: to=<bob@example.net>, relay=mx.example.net[198.51.100.7]:25, delay=2, dsn=4.7.1, status=deferred (host mx.example.net[198.51.100.7] said: ${reply} (in reply to RCPT TO command))`;
    expect(
      explainRefusals(line("450 4.7.1 <mail.example.org>: Helo command rejected: Host not found")),
    ).toMatchObject([{ checks: ["a", "ehlo"], address: undefined, name: "mail.example.org" }]);
    expect(
      explainRefusals(line("450 4.7.1 Client host rejected: cannot find your hostname, [192.0.2.1]")),
    ).toMatchObject([{ checks: ["forward-confirmed", "ptr"], address: "192.0.2.1", name: undefined }]);
  });

  it.each([
    ["554 IP=192.0.2.1 - A problem occurred.", "192.0.2.1"],
    ["550 5.7.1 Fix reverse DNS for 192.0.2.1.", "192.0.2.1"],
    ["550 5.7.1 Fix reverse DNS for [2001:db8::25      19]", "2001:db8::25"],
    ["550 5.7.1 Fix reverse DNS for 1.2.3.400 at 12:34:56", undefined],
    ["at 2001:db8::1: no reverse DNS", "2001:db8::1"],
  ])("finds the address in: %s", (said, address) => {
    expect(explainRefusals(`${said} no rDNS`)[0]?.address).toBe(address);
  });

  it.each([
    ["<localhost>: Helo command rejected: need fully-qualified hostname", "localhost"],
    ["450 4.1.8 <root@host.example.org>: Sender address rejected: Domain not found", "host.example.org"],
    ["Domain of sender address ann@example.org does not exist", "example.org"],
    ["HELO argument [mail.example.org] is missing a DNS entry", "mail.example.org"],
    ["reject: no reverse DNS; proto=ESMTP helo=<mail.example.org>", "mail.example.org"],
    ["the sender is unauthenticated: SPF [example.org] with ip: [192.0.2.1] = did not pass", "example.org"],
    ["sending domain example.org does not pass DMARC verification", "example.org"],
    ["Unauthenticated email from example.org is not accepted", "example.org"],
    ["rejected by DMARC policy for müller.example", "müller.example"],
    ["HELO [192.0.2.1] does not resolve", undefined],
  ])("finds the name in: %s", (said, name) => {
    expect(explainRefusals(said)[0]?.name).toBe(name);
  });

  it("explains several refusals, each once", () => {
    const said = [
      "450 4.7.1 Client host rejected: cannot find your reverse hostname, [192.0.2.1]",
      "550 5.7.20 No passing DKIM signature found",
      "450 4.7.1 Client host rejected: cannot find your hostname, [192.0.2.1]",
      "501 Syntactically invalid HELO argument(s)",
      "550 Sender verify failed",
    ].join("\n");
    expect(explainRefusals(said).map(({ checks }) => checks[0])).toEqual(["ptr", "name", "mx", "dkim"]);
  });

  it("does not mind control characters", () => {
    expect(explainRefusals("550\u0000 inconsistent\u001b or no\tDNS\u2028PTR  record")[0]?.checks).toEqual([
      "ptr",
      "forward-confirmed",
    ]);
  });
});

/** Pieces of which something hostile is made: the words that patterns start with, and what comes between. */
const PIECES = [
  ..."550- |helo |EHLO |spf |dkim |dmarc |ptr |reverse dns |banner |does not resolve |mail from |domain |<a@|a.|1.|:|::|[|host a[1]|relay=| |\n|\u0000|not |fail |tls |dane |4.7.".split(
    "|",
  ),
];

describe("hostile input", () => {
  it("never throws", () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.constantFrom(...PIECES), fc.string()), { maxLength: 60 }),
        (pieces) => {
          for (const { address, text } of explainRefusals(pieces.join(""))) {
            expect(text).not.toBe("");
            expect(address ?? "").toMatch(/^[\da-fA-F:.]*$/);
          }
        },
      ),
    );
  });

  it("takes no time worth mentioning for a megabyte", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 3 }), (pieces) => {
        const piece = pieces.join("");
        const said = piece.repeat(Math.ceil(1_000_000 / piece.length));
        const start = performance.now();
        explainRefusals(said);
        expect(performance.now() - start).toBeLessThan(2000);
      }),
      { numRuns: 20 },
    );
  });
});
