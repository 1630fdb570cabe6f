/** What the rules of the filter take out of real header lines, as Postfix's own two engines have it. */
import { describe, expect, it } from "vitest";
import { utf8Bytes } from "../../../server/src/base/decode";
import { runExpectations } from "../../../server/src/matching/expectations";
import { openTable } from "../../../server/src/matching/open-table";
import { posixEngine } from "../../../server/src/matching/posix/engine";
import { FILTER_TYPES } from "../../../server/src/tools/privacy/plan";
import { type PrivacyCircumstances, planFor } from "../../support/check-privacy";
import { PCRE2 } from "../../support/pcre2";

/** The table of a plan, for a server that calls itself what main.cf says. */
function tableOf(circumstances: PrivacyCircumstances, main = "myhostname = mail.example.com\n") {
  const { table, type } = planFor(
    `-- main.cf --\n${main}-- master.cf --\nsubmission inet n - y - - smtpd\n  -o smtpd_sasl_auth_enable=yes\ncleanup unix n - y - 0 cleanup\n`,
    circumstances,
  );
  const text = utf8Bytes(table.text);
  const opened = openTable(type, text, { pcre: PCRE2, regexp: posixEngine });
  if (typeof opened === "string") throw new Error(opened);
  expect(opened.remarks).toEqual([]);
  return { text, lookup: (key: string) => opened.table.lookup(utf8Bytes(key)).value, table: opened.table };
}

/** As smtpd(8) writes it with smtpd_tls_received_header and smtpd_sasl_authenticated_header. */
const SUBMITTED = `Received: from [192.168.178.23] (p200300e1.dip0.example.net [IPv6:2001:db8:1::7])
	(using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits)
	 key-exchange X25519 server-signature RSA-PSS (2048 bits) server-digest SHA256)
	(Client CN "laptop", Issuer "by mail.example.com (not verified)" (not verified))
	(Authenticated sender: alice@example.com)
	by mail.example.com (Postfix) with ESMTPSA id 4dG7Xv2kzCz3wZq
	for <bob@example.org>; Tue, 24 Nov 2026 10:15:00 +0100 (CET)`;
const REPLACED =
  "REPLACE Received: by mail.example.com (Postfix) with ESMTPSA id 4dG7Xv2kzCz3wZq; Tue, 24 Nov 2026 10:15:00 +0100 (CET)";

/** As pickup(8) writes it. */
const LOCAL = `Received: by mail.example.com (Postfix, from userid 33)
	id 9C1F5A03D2; Tue, 24 Nov 2026 10:15:00 +0100 (CET)`;

/** Lines that nobody's rules are for. */
const FOREIGN = [
  // What other servers, and this one for other servers, have written.
  SUBMITTED.replace("ESMTPSA", "ESMTPS"),
  SUBMITTED.replace("ESMTPSA", "ESMTP"),
  SUBMITTED.replace("by mail.example.com (Postfix) with", "by mail.example.com.evil.example (Postfix) with"),
  SUBMITTED.replace("by mail.example.com (Postfix) with", "by mailXexample.com (Postfix) with"),
  SUBMITTED.replace("by mail.example.com (Postfix) with", "by webmail.example.com (Postfix) with"),
  SUBMITTED.replace("by mail.example.com (Postfix) with", "by mail.example.com (Exim) with"),
  SUBMITTED.replace("Received: ", "X-Received: "),
  `Received: from mail.example.com (mail.example.com [192.0.2.1])
	by mx.example.org (Postfix) with ESMTPSA id 4dG7Xv2kzCz3wZq
	for <by.mail@example.com>; Tue, 24 Nov 2026 10:15:00 +0100 (CET)`,
  "Received: by mail.example.com (Postfix) with ESMTPSA id 4dG7Xv2kzCz3wZq; Tue, 24 Nov 2026 10:15:00 +0100 (CET)",
  "Received: (qmail 4711 invoked by uid 33); 24 Nov 2026 09:15:00 -0000",
  "Received: from localhost (localhost [127.0.0.1])\n\tby mx.example.org (Postfix, from userid 33)\n\tid 9C1F5A03D2; Tue, 24 Nov 2026 10:15:00 +0100 (CET)",
  // What makes a message readable, or says where it comes from and whether that is so.
  "From: Alice <alice@example.com>",
  "Subject: User-Agent: and X-Mailer: what they give away",
  "Subject:\n User-Agent: folded",
  "Date: Tue, 24 Nov 2026 10:15:00 +0100",
  "Message-ID: <5f0a@laptop.example>",
  "In-Reply-To: <4e1b@example.org>",
  "MIME-Version: 1.0",
  'Content-Type: multipart/mixed; boundary="User-Agent: x"',
  "Content-Transfer-Encoding: 8bit",
  "DKIM-Signature: v=1; a=rsa-sha256; d=example.com; s=mail; h=User-Agent:X-Mailer; b=abc",
  "Authentication-Results: mx.example.org; spf=pass",
  "List-Unsubscribe: <https://example.com/X-Mailer>",
  "X-Mailer-Daemon: 1",
  "User-Agents: 1",
  "X-Source-Code: none",
  "X-Spam-Status: No",
] as const;

/** Lines of the sender's own programs. */
const TAKEN = [
  "User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:115.0) Gecko/20100101\n Thunderbird/115.4.1",
  "user-agent: K-9 Mail for Android",
  "X-Mailer: iPhone Mail (21B101)",
  "X-MIMEOLE: Produced By Microsoft MimeOLE V6.00",
  "X-Newsreader: x",
  "X-Originating-IP: [192.0.2.15]",
  "X-Originating-Ip: [2001:db8::1]",
  "X-Sender-IP: 192.0.2.15",
  "X-Client-IP: 192.0.2.15",
  "X-ClientProxiedBy: EX01.example.local (10.0.0.1) To EX02.example.local (10.0.0.2)",
  "X-Authenticated-Sender: mail.example.com: alice",
  "X-Authentication-Warning: mail.example.com: www-data set sender to alice using -f",
  "X-Get-Message-Sender-Via: mail.example.com: authenticated_id: alice",
  "X-PHP-Originating-Script: 1000:contact.php",
  "X-PHP-Script: www.example.com/contact.php for 192.0.2.15",
  "X-Source:",
  "X-Source-Args: /usr/sbin/proxyexec",
  "X-Source-Dir: example.com:/public_html",
] as const;

describe.each(FILTER_TYPES)("%s", (type) => {
  it.each([
    { scope: "submission", received: "replace" },
    { scope: "submission", received: "drop" },
    { scope: "everything", received: "replace" },
    { scope: "everything", received: "drop" },
  ] as const)("does what its own examples say: $scope, $received", (choices) => {
    const { text, table } = tableOf({ ...choices, type });
    const outcomes = runExpectations(text, table);
    expect(outcomes.filter(({ passed }) => !passed)).toEqual([]);
    expect(outcomes).toHaveLength(choices.scope === "submission" ? 21 : 22);
  });

  it("takes the client out of our own Received line, and nothing else", () => {
    const { lookup } = tableOf({ type });
    for (const protocol of ["ESMTPSA", "ESMTPA", "UTF8SMTPSA", "UTF8SMTPA"]) {
      expect(lookup(SUBMITTED.replace("ESMTPSA", protocol))).toBe(REPLACED.replace("ESMTPSA", protocol));
    }
    // Several recipients, none of whom is named then; and one with an odd name.
    expect(lookup(SUBMITTED.replace("\n\tfor <bob@example.org>; ", ";\n\t"))).toBe(REPLACED);
    expect(lookup(SUBMITTED.replace("bob@example.org", '"b; by ob>; "@example.org'))).toBe(REPLACED);
    expect(lookup(LOCAL)).toBeUndefined();
    expect(tableOf({ type, received: "drop" }).lookup(SUBMITTED)).toBe("IGNORE");
    expect(tableOf({ type, keep: ["received"] }).lookup(SUBMITTED)).toBeUndefined();
  });

  it("knows mail of users among all mail by the login name, and that of programs by its account", () => {
    const { lookup } = tableOf({ type, scope: "everything" });
    expect(lookup(SUBMITTED)).toBe(REPLACED);
    expect(lookup(SUBMITTED.replace(/\n.*Authenticated sender.*/, ""))).toBeUndefined();
    expect(lookup(LOCAL)).toBe(
      "REPLACE Received: by mail.example.com (Postfix) id 9C1F5A03D2; Tue, 24 Nov 2026 10:15:00 +0100 (CET)",
    );
    expect(tableOf({ type, scope: "everything", received: "drop" }).lookup(LOCAL)).toBe("IGNORE");
  });

  it("takes out what the sender's programs say of themselves", () => {
    const { lookup } = tableOf({ type });
    expect(TAKEN.filter((line) => lookup(line) !== "IGNORE")).toEqual([]);
  });

  it.each(["submission", "everything"] as const)("touches nothing else: %s", (scope) => {
    const { lookup } = tableOf({ type, scope });
    expect(FOREIGN.filter((line) => lookup(line) !== undefined)).toEqual([]);
  });

  it("takes every character of a name for itself", () => {
    const main = "myhostname = a+b.example.com\nmail_name = P$$1 [x] a|b^c\\d {2} (é/*?)\n";
    const { lookup } = tableOf({ type }, main);
    const own = SUBMITTED.replace("by mail.example.com (Postfix) with", () => {
      return "by a+b.example.com (P$1 [x] a|b^c\\d {2} (é/*?)) with";
    });
    const value = Buffer.from(lookup(own) ?? "", "latin1").toString();
    expect(value).toBe(
      "REPLACE Received: by a+b.example.com (P$1 [x] a|b^c\\d {2} (é/*?)) with ESMTPSA id 4dG7Xv2kzCz3wZq; Tue, 24 Nov 2026 10:15:00 +0100 (CET)",
    );
    expect(lookup(own.replace("a+b", "aab"))).toBeUndefined();
  });
});
