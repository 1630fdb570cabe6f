// The questions of a plan as lines for a shell.
import { describe, expect, it } from "vitest";
import type { TrinityIdentity, TrinityPlan } from "../../../server/src/contract/trinity";
import { commandsFor } from "../../../server/src/tools/trinity/commands";

const IDENTITY: TrinityIdentity = {
  name: "mail.example.org",
  unicodeName: "mail.example.org",
  parameter: "myhostname",
  service: null,
  services: ["smtp/unix"],
  serverName: "mail.example.org",
  banner: "mail.example.org ESMTP Postfix",
  addresses: [
    { address: "192.0.2.1", source: "smtp_bind_address" },
    { address: "2001:db8::1", source: "smtp_bind_address6" },
  ],
  families: ["IPv4", "IPv6"],
  listensAt: [],
  relay: null,
  domain: "example.org",
  selectors: ["s2026"],
  notes: [],
};

function plan(identities: readonly Partial<TrinityIdentity>[], more: Partial<TrinityPlan> = {}): TrinityPlan {
  return {
    identities: identities.map((part) => ({ ...IDENTITY, ...part })),
    dns: null,
    port: 25,
    ...more,
  };
}

const withoutComments = (lines: readonly string[]) => lines.filter((line) => !line.startsWith("# "));

describe("commandsFor", () => {
  it("asks all that is checked, in the order of the old recipe", () => {
    expect(commandsFor(plan([{}]))).toEqual([
      "# A: the addresses of mail.example.org",
      "host mail.example.org",
      "dig +short mail.example.org A",
      "dig +short mail.example.org AAAA",
      "# PTR: the names of the addresses; each should be the one in EHLO",
      "dig +short -x 192.0.2.1",
      "dig +short -x 2001:db8::1",
      "# Back again: the addresses of these names",
      "dig +short -x 192.0.2.1 | xargs -I NAME dig +short NAME A",
      "dig +short -x 2001:db8::1 | xargs -I NAME dig +short NAME AAAA",
      '# EHLO: the greeting; type "EHLO test", then "QUIT"',
      "telnet 192.0.2.1 25",
      "telnet 2001:db8::1 25",
      "# The same over TLS, and the certificate",
      "openssl s_client -connect 192.0.2.1:25 -starttls smtp -crlf -servername mail.example.org",
      "openssl s_client -connect '[2001:db8::1]:25' -starttls smtp -crlf -servername mail.example.org",
      "# MX: who takes the mail of example.org",
      "dig +short example.org MX",
      "# SPF: the line that starts with v=spf1 says who may send its mail",
      "dig +short example.org TXT",
      "# DKIM: the key of the selector s2026",
      "dig +short s2026._domainkey.example.org TXT",
      "# DMARC: what becomes of mail that is not proved to be its own",
      "dig +short _dmarc.example.org TXT",
      "# MTA-STS: whether there is a policy that demands TLS",
      "dig +short _mta-sts.example.org TXT",
      "# TLS-RPT: where reports on TLS go",
      "dig +short _smtp._tls.example.org TXT",
      "# TLSA: the certificates of the exchangers that DANE allows",
      'dig +short example.org MX | while read -r preference exchange; do dig +short "_25._tcp.$exchange" TLSA; done',
    ]);
  });

  it("takes the addresses of the name where the configuration names none", () => {
    const lines = commandsFor(plan([{ addresses: [], selectors: [] }], { port: 2525 }));
    expect(lines).toContain("dig +short mail.example.org A | xargs -I ADDRESS dig +short -x ADDRESS");
    expect(lines).toContain("dig +short mail.example.org AAAA | xargs -I ADDRESS dig +short -x ADDRESS");
    expect(lines).toContain("telnet mail.example.org 2525");
    expect(lines).toContain(
      "openssl s_client -connect mail.example.org:2525 -starttls smtp -crlf -servername mail.example.org",
    );
    expect(lines).not.toContain("# Back again: the addresses of these names");
    expect(lines.join("\n")).not.toContain("_domainkey");
  });

  it("greets the server where it listens", () => {
    const lines = commandsFor(plan([{ listensAt: ["198.51.100.7"] }]));
    expect(lines.filter((line) => line.startsWith("telnet"))).toEqual(["telnet 198.51.100.7 25"]);
  });

  it.each([
    ["203.0.113.53", "dig @203.0.113.53 +short example.org MX", "host mail.example.org 203.0.113.53"],
    ["2001:db8::53", "dig @2001:db8::53 +short example.org MX", "host mail.example.org 2001:db8::53"],
    ["127.0.0.1:5353", "dig @127.0.0.1 -p 5353 +short example.org MX", undefined],
    ["[2001:db8::53]:5353", "dig @2001:db8::53 -p 5353 +short example.org MX", undefined],
  ])("asks the name server %s", (dns, dig, host) => {
    const lines = withoutComments(commandsFor(plan([{}], { dns })));
    expect(lines).toContain(dig);
    expect(lines.find((line) => line.startsWith("host"))).toBe(host);
    expect(lines.filter((line) => /\bdig (?!@)/.test(line))).toEqual([]);
  });

  it("asks nothing twice", () => {
    const lines = withoutComments(commandsFor(plan([{}, { name: "out.example.org" }])));
    expect(new Set(lines).size).toBe(lines.length);
    expect(lines).toContain("dig +short out.example.org A");
  });

  it("lets no name become a command", () => {
    const evil = "a;reboot\n$(reboot)'";
    const lines = commandsFor(
      plan([{ name: evil, domain: evil, selectors: [evil], addresses: [], listensAt: [evil] }]),
    );
    for (const line of lines) {
      expect(line).not.toMatch(/[\x00-\x1f]/);
      if (!line.startsWith("# ")) expect(line.replace(/'[^']*'|\\'/g, "")).not.toContain("reboot");
    }
  });
});
