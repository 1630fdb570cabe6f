// IP addresses, read as inet_pton() reads them and written as inet_ntop() writes them.
import { describe, expect, it } from "vitest";
import { formatIp, maskIp, parseIp, prefixLength } from "../../server/src/base/ip-address";

describe("parseIp and formatIp", () => {
  it.each([
    ["127.0.0.1", "127.0.0.1"],
    ["0.0.0.0", "0.0.0.0"],
    ["255.255.255.255", "255.255.255.255"],
    ["::", "::"],
    ["::1", "::1"],
    ["1::", "1::"],
    ["2001:DB8:0:0:0:0:0:1", "2001:db8::1"],
    ["2001:db8:0:0:1:0:0:0", "2001:db8:0:0:1::"],
    ["2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"],
    ["2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"],
    ["1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"],
    ["1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8"],
    ["fe80::00fc:ff:fe00:1", "fe80::fc:ff:fe00:1"],
    ["::ffff:192.0.2.1", "::ffff:192.0.2.1"],
    ["::192.0.2.1", "::192.0.2.1"],
    ["::1:0", "::0.1.0.0"],
    ["::1:2:3", "::1:2:3"],
    ["64:ff9b::192.0.2.1", "64:ff9b::c000:201"],
    ["1:2:3:4:5:6:192.0.2.1", "1:2:3:4:5:6:c000:201"],
  ])("%s", (text, written) => expect(formatIp(parseIp(text) ?? [])).toBe(written));

  it.each([
    "",
    "1.2.3",
    "1.2.3.4.5",
    "1.2.3.256",
    "01.2.3.4",
    "1.2.3.4 ",
    "1.2.3.-4",
    "a.b.c.d",
    "localhost",
    ":",
    ":::",
    "1::2::3",
    "1:2:3:4:5:6:7",
    "1:2:3:4:5:6:7:8:9",
    "::1:2:3:4:5:6:7:8",
    "1:2:3:4:5:6:7:8::",
    "12345::",
    "g::",
    "1.2.3.4::",
    "::1.2.3.4:5",
    "1:2:3:4:5:6:7:1.2.3.4",
    "::1.2.3",
    "fe80::1%eth0",
    "[::1]",
    ":1:2:3:4:5:6:7",
    "1:2:3:4:5:6:7:",
  ])("refuses %j", (text) => expect(parseIp(text)).toBeUndefined());
});

describe("masks", () => {
  it.each([
    ["192.0.2.77", 24, "192.0.2.0"],
    ["192.0.2.77", 26, "192.0.2.64"],
    ["192.0.2.77", 32, "192.0.2.77"],
    ["192.0.2.77", 0, "0.0.0.0"],
    ["fe80::fc:ff:fe00:1", 64, "fe80::"],
    ["2001:db8::ffff", 121, "2001:db8::ff80"],
  ])("%s/%i", (text, prefix, network) => {
    expect(formatIp(maskIp(parseIp(text)!, prefix))).toBe(network);
  });

  it.each([
    ["0.0.0.0", 0],
    ["255.0.0.0", 8],
    ["255.255.254.0", 23],
    ["255.255.255.255", 32],
    ["ffff:ffff:ffff:ffff::", 64],
    ["ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", 128],
    ["255.0.255.0", 8],
  ])("%s has %i leading ones", (mask, length) => expect(prefixLength(parseIp(mask)!)).toBe(length));
});
