// Defaults that Postfix computes from the machine, and what they depend on.
import { describe, expect, it } from "vitest";
import type { MachineFacts } from "../../../server/src/ports/machine";
import { configurationOf, factsOf } from "./support";

const defaultOf = (name: string, main: string, machine: Partial<MachineFacts> = {}) =>
  configurationOf(main, factsOf("3.7.11", machine)).defaultOf(name)?.text;

describe("myhostname and mydomain", () => {
  it.each([
    ["mail.example.test", "", "mail.example.test", "example.test"],
    ["mail", "", "mail.localdomain", "localdomain"],
    ["mail", "mydomain = example.org", "mail.example.org", "example.org"],
    ["mail", "mydomain = $own\nown = example.net", "mail.example.net", "example.net"],
    ["mail", "mydomain = x$mail_name", "mail.x", "x"],
    ["mail", "myhostname = a.b.c", "mail.localdomain", "b.c"],
    ["mail", "myhostname = alone", "mail.localdomain", "localdomain"],
    ["mail.example.test", "myhostname = $own.test\nown = a", "mail.example.test", "test"],
    ["mail.example.test", "mydomain = other.test", "mail.example.test", "example.test"],
    ["mail", "mydomain = ${", "mail.localdomain", "localdomain"],
  ])("on the machine %s with %j are %s and %s", (hostname, main, name, domain) => {
    expect([defaultOf("myhostname", main, { hostname }), defaultOf("mydomain", main, { hostname })]).toEqual([
      name,
      domain,
    ]);
  });
});

describe("mynetworks", () => {
  const V4 = "127.0.0.0/8 192.0.2.0/24";
  const V6 = "[::1]/128 [2001:db8::]/64";
  const HOST = "mynetworks_style = host\n";
  const networks = (main: string, machine?: Partial<MachineFacts>) =>
    defaultOf("mynetworks", main, machine)?.trimEnd();

  it.each([
    ["compatibility_level = 0", `${V4} ${V6}`],
    ["compatibility_level = 2", "127.0.0.1/32 192.0.2.2/32 192.0.2.3/32 [::1]/128 [2001:db8::2]/128"],
    ["mynetworks_style = subnet", `${V4} ${V6}`],
    ["mynetworks_style = $own\nown = subnet", `${V4} ${V6}`],
    ["mynetworks_style = class", `127.0.0.0/8 192.0.2.0/24 ${V6}`],
    ["mynetworks_style = host, host", "127.0.0.1/32 192.0.2.2/32 192.0.2.3/32 [::1]/128 [2001:db8::2]/128"],
    ["mynetworks_style = host subnet", undefined],
    ["mynetworks_style =", undefined],
    ["mynetworks_style = HOST", undefined],
    ["inet_protocols = ipv4", V4],
    ["inet_protocols = ipv6", V6],
    ["inet_protocols = ipv6, ipv4", `${V4} ${V6}`],
    ["inet_protocols =", ""],
    ["inet_protocols =\nmynetworks_style = none", ""],
    ["inet_protocols = IPv4", undefined],
    ["inet_protocols = ipv5", undefined],
    [`${HOST}inet_interfaces = loopback-only`, "127.0.0.1/32 [::1]/128"],
    [`${HOST}inet_interfaces = 192.0.2.3, 127.0.0.1`, "192.0.2.3/32 127.0.0.1/32"],
    [`${HOST}inet_interfaces = [2001:db8::2]`, "[2001:db8::2]/128"],
    [`${HOST}inet_interfaces = 2001:DB8:0::2`, "[2001:db8::2]/128"],
    [`${HOST}inet_interfaces = localhost`, "127.0.0.1/32 [::1]/128"],
    [`${HOST}inet_interfaces = [LOCALHOST]`, "127.0.0.1/32 [::1]/128"],
    [`${HOST}inet_interfaces = both.example.test\ninet_protocols = ipv4`, "192.0.2.2/32"],
    [`${HOST}inet_interfaces = $own\nown = 127.0.0.1`, "127.0.0.1/32"],
    ["inet_interfaces = 192.0.2.2 192.0.2.3", "192.0.2.0/24"],
    ["inet_interfaces = 198.51.100.1", undefined],
    ["inet_interfaces = elsewhere.example.test", undefined],
    ["inet_interfaces = unheard-of.example.test", undefined],
    ["inet_interfaces = 127.0.0.1\ninet_protocols = ipv6", undefined],
    ["inet_interfaces = ALL", undefined],
    ["inet_interfaces =", ""],
  ])("with %j: %j", (main, expected) => {
    const settings = /mynetworks_style|compatibility_level/.test(main)
      ? main
      : `mynetworks_style = subnet\n${main}`;
    expect(networks(settings)).toBe(expected);
  });

  it("has a blank behind each network, which shows where a value refers to it", () => {
    expect(
      configurationOf(
        "mynetworks_style = host\ninet_interfaces = 127.0.0.1\na = $mynetworks!",
      ).expandedValueOf("a"),
    ).toBe("127.0.0.1/32 !");
  });

  it("has the old classes of addresses for style class", () => {
    const machine = (address: string) => ({
      addresses: [{ family: "IPv4", address, netmask: "255.255.255.252" }] as const,
    });
    const style = "mynetworks_style = class";
    expect(
      ["10.1.2.3", "172.16.1.1", "192.0.2.1", "224.0.0.9"].map((address) =>
        networks(style, machine(address)),
      ),
    ).toEqual(["10.0.0.0/8", "172.16.0.0/16", "192.0.2.0/24", "224.0.0.0/4"]);
    expect(networks(style, machine("240.0.0.1"))).toBeUndefined();
  });

  it("masks subnets of any size", () => {
    const addresses = [
      { family: "IPv4", address: "192.0.2.77", netmask: "255.255.255.192" },
      { family: "IPv6", address: "2001:db8::ffff", netmask: "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ff80" },
    ] as const;
    expect(networks("mynetworks_style = subnet", { addresses })).toBe("192.0.2.64/26 [2001:db8::ff80]/121");
  });

  it("is what main.cf says, where main.cf says it", () => {
    expect(configurationOf("mynetworks = 10.0.0.0/8").valueOf("mynetworks")).toMatchObject({
      text: "10.0.0.0/8",
      origin: "main",
    });
  });
});
