// The names below in-addr.arpa and ip6.arpa, with the examples of RFC 1035 and RFC 3596.
import { describe, expect, it } from "vitest";
import { reverseName } from "../../server/src/base/reverse-name";

describe("reverseName", () => {
  it.each([
    ["192.0.2.1", "1.2.0.192.in-addr.arpa"],
    ["10.2.0.52", "52.0.2.10.in-addr.arpa"],
    ["0.0.0.0", "0.0.0.0.in-addr.arpa"],
    ["4321:0:1:2:3:4:567:89ab", "b.a.9.8.7.6.5.0.4.0.0.0.3.0.0.0.2.0.0.0.1.0.0.0.0.0.0.0.1.2.3.4.ip6.arpa"],
    ["2001:DB8::1", "1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa"],
    ["::ffff:192.0.2.1", "1.0.2.0.0.0.0.c.f.f.f.f.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.ip6.arpa"],
  ])("%s", (address, name) => expect(reverseName(address)).toBe(name));

  it.each([
    "",
    "mail.example.org",
    "192.0.2",
    "[192.0.2.1]",
    "fe80::1%eth0",
    "192.0.2.1.",
  ])("knows no name for %j", (text) => expect(reverseName(text)).toBeUndefined());
});
