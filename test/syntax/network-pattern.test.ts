// Words of a list of networks; what Postfix makes of each was tried with smtpd(8) of Postfix 3.7.
import { describe, expect, it } from "vitest";
import { formatNetwork, parseNetworkPattern } from "../../server/src/syntax/network-pattern";

/** A pattern in one line. */
function shown(word: string): string {
  const pattern = parseNetworkPattern(word);
  const negated = "!".repeat(pattern.negations);
  if (pattern.kind === "network") return `${negated}${formatNetwork(pattern.network)}`;
  if (pattern.kind !== "bad") return `${negated}${pattern.kind}`;
  return [pattern.problem, ...pattern.repairs].join(" ");
}

describe("parseNetworkPattern", () => {
  it.each([
    ["127.0.0.1", "127.0.0.1"],
    ["10.0.0.0/8", "10.0.0.0/8"],
    ["10.0.0.1/32", "10.0.0.1"],
    ["0.0.0.0/0", "0.0.0.0/0"],
    ["!10.0.0.0/8", "!10.0.0.0/8"],
    ["[127.0.0.0]/8", "127.0.0.0/8"],
    ["[127.0.0.0/8]", "127.0.0.0/8"],
    ["[::1]", "[::1]"],
    ["[::1]/128", "[::1]"],
    ["[2001:DB8::]/32", "[2001:db8::]/32"],
    ["[::ffff:127.0.0.0]/104", "[::ffff:127.0.0.0]/104"],
    ["/etc/postfix/networks", "file"],
    ["!/etc/postfix/networks", "!file"],
    ["hash:/etc/postfix/networks", "table"],
    ["static:all", "table"],
    ["fe80:/no/address", "table"],
    ["cidr:{{0.0.0.0/0 x}}", "table"],
    ["localhost", "name"],
    [".example.com", "name"],
    ["host-12.example.com", "name"],
    ["!", "!empty"],
  ])("reads %s as %s", (word, expected) => {
    expect(shown(word)).toBe(expected);
  });

  it.each([
    ["::1", "missing-brackets [::1]"],
    ["::1/128", "missing-brackets [::1]"],
    ["!fe80::/10", "missing-brackets ![fe80::]/10"],
    ["2001:db8::5/32", "missing-brackets [2001:db8::]/32 [2001:db8::5]"],
    ["2001:db8::/200", "missing-brackets"],
    ["127.0.0.1/8", "host-bits 127.0.0.0/8 127.0.0.1"],
    ["!192.168.1.5/24", "host-bits !192.168.1.0/24 !192.168.1.5"],
    ["[2001:db8::5]/32", "host-bits [2001:db8::]/32 [2001:db8::5]"],
    ["10.0.0.0/255.0.0.0", "bad-mask 10.0.0.0/8"],
    ["10.0.0.0/255.0.255.0", "bad-mask"],
    ["10.0.0.0/", "bad-mask"],
    ["10.0.0.0/33", "long-mask"],
    ["[::]/129", "long-mask"],
    ["192.168.1/24", "bad-network 192.168.1.0/24"],
    ["300.0.0.0/8", "bad-network"],
    ["10.0.0.0//8", "bad-network"],
    ["[::1", "bad-network [::1]"],
    ["[fe80::/10", "bad-network [fe80::]/10"],
    ["[::1]]/128", "bad-network"],
    ["[::1]x", "never-matches"],
    ["[127.0.0.1", "never-matches 127.0.0.1"],
    ["10.0.0.0/8;", "never-matches"],
    ["localhost/8", "never-matches"],
    ["192.168.1", "never-matches 192.168.1.0/24"],
    ["192.168.", "never-matches 192.168.0.0/16"],
    ["192.168.1.*", "never-matches 192.168.1.0/24"],
    ["10.*.*.*", "never-matches 10.0.0.0/8"],
    ["192.168.1.x", "never-matches 192.168.1.0/24"],
    ["10.0.0.1-10.0.0.9", "never-matches"],
    ["010.0.0.1", "never-matches"],
    ["*.example.com", "never-matches"],
    ["*", "never-matches"],
    ["25", "never-matches"],
  ])("finds in %s: %s", (word, expected) => {
    expect(shown(word)).toBe(expected);
  });
});
