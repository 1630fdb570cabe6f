import { describe, expect, it } from "vitest";
import { isSpfRecord, parseRecord } from "../../../../server/src/tools/trinity/spf/record";

function problemOf(terms: string): unknown {
  const record = parseRecord(`v=spf1 ${terms}`);
  return "problem" in record ? record : undefined;
}

describe("isSpfRecord", () => {
  it.each([
    ["v=spf1", true],
    ["V=SPF1 -all", true],
    ["v=spf1  ", true],
    ["v=spf10 -all", false],
    ["v=spf1\t-all", false],
    [" v=spf1 -all", false],
    ["spf2.0/pra -all", false],
    ["", false],
  ])("%j: %s", (text, expected) => {
    expect(isSpfRecord(text)).toBe(expected);
  });
});

describe("parseRecord", () => {
  it("reads every kind of term with its place", () => {
    const text =
      "V=spf1  a/24 MX:Example.org//64 -ip4:192.0.2.0/24 ~ip6:2001:db8::/32 ?ptr +exists:a.example include:b.example " +
      "moo=%{c} redirect=c.example exp=d.example -ALL ";
    const domain = (literal: string) => [{ literal }];
    expect(parseRecord(text)).toEqual({
      directives: [
        { text: "a/24", offset: 8, qualifier: "+", name: "a", domain: undefined, prefix4: 24, prefix6: 128 },
        {
          text: "MX:Example.org//64",
          offset: 13,
          qualifier: "+",
          name: "mx",
          domain: domain("Example.org"),
          prefix4: 32,
          prefix6: 64,
        },
        {
          text: "-ip4:192.0.2.0/24",
          offset: 32,
          qualifier: "-",
          name: "ip4",
          network: [192, 0, 2, 0],
          prefix: 24,
        },
        {
          text: "~ip6:2001:db8::/32",
          offset: 50,
          qualifier: "~",
          name: "ip6",
          network: [0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
          prefix: 32,
        },
        { text: "?ptr", offset: 69, qualifier: "?", name: "ptr", domain: undefined },
        {
          text: "+exists:a.example",
          offset: 74,
          qualifier: "+",
          name: "exists",
          domain: domain("a.example"),
        },
        {
          text: "include:b.example",
          offset: 92,
          qualifier: "+",
          name: "include",
          domain: domain("b.example"),
        },
        { text: "-ALL", offset: 152, qualifier: "-", name: "all" },
      ],
      redirect: { text: "redirect=c.example", offset: 119, domain: domain("c.example") },
    });
  });

  it("reads a record of its version alone", () => {
    expect(parseRecord("v=spf1")).toEqual({ directives: [], redirect: undefined });
  });

  it.each([
    "a:example.org/24//64",
    "a/0//0",
    "a:a/b.example.org/24",
    "a:%{d/}/24",
    "mx/32//128",
    "exists:%{ir}.%{v}.example.org",
    "moo.x-y_z=",
    "moo= moo=",
    "ip6:::ffff:192.0.2.1/96",
  ])("takes %s", (terms) => {
    expect(problemOf(terms)).toBeUndefined();
  });

  it.each([
    ["all:example.org", "all:example.org says more than all, which takes nothing behind it."],
    ["-all.", "-all. says more than all, which takes nothing behind it."],
    ["include", "include lacks a colon and a domain behind include."],
    ["include:", "include: names no domain."],
    ["include:example.org/24", "include:example.org/24 does not end in a domain."],
    ["exists/24", "exists/24 lacks a colon and a domain behind exists."],
    ["ptr/24", "ptr/24 lacks a colon and a domain behind ptr."],
    ["a:", "a: names no domain."],
    ["a=example.org/33 a/33", "a/33 has no prefix length from 0 to 32 behind its slash."],
    ["a/024", "a/024 has no prefix length from 0 to 32 behind its slash."],
    ["mx//129", "mx//129 has no prefix length from 0 to 128 behind its slashes."],
    ["a/24/64", "a/24/64 has no prefix length from 0 to 32 behind its slash."],
    ["a/24/32", "a/24/32 is no term of SPF."],
    ["a/", "a/ is no term of SPF."],
    ["ip4:192.0.2.300", "ip4:192.0.2.300 names no IPv4 address."],
    ["ip4:2001:db8::1", "ip4:2001:db8::1 names no IPv4 address."],
    ["ip4", "ip4 names no IPv4 address."],
    ["ip4:192.0.2", "ip4:192.0.2 names no IPv4 address."],
    ["ip6:192.0.2.1", "ip6:192.0.2.1 names no IPv6 address."],
    ["ip4:192.0.2.0/33", "ip4:192.0.2.0/33 has no prefix length from 0 to 32 behind its slash."],
    ["ip4:192.0.2.0/", "ip4:192.0.2.0/ has no prefix length from 0 to 32 behind its slash."],
    ["ip4:192.0.2.0//24", "ip4:192.0.2.0//24 has no prefix length from 0 to 32 behind its slash."],
    ["ip6:2001:db8::/129", "ip6:2001:db8::/129 has no prefix length from 0 to 128 behind its slash."],
    ["ipv4:192.0.2.1", "ipv4:192.0.2.1 is no term of SPF."],
    ["--all", "--all is no term of SPF."],
    ["-redirect=example.org", "-redirect=example.org is no term of SPF."],
    ["192.0.2.1", "192.0.2.1 is no term of SPF."],
    ["redirect=", "redirect= names no domain."],
    [
      "redirect=a.example Redirect=b.example",
      "Redirect=b.example is the second redirect= where one is allowed.",
    ],
    ["exp=a.example exp=a.example", "exp=a.example is the second exp= where one is allowed."],
    ["exp=%{c}.example", "exp=%{c}.example has the macro %{c}, which only explanations may have."],
    ["moo=%x", "moo=%x has the macro %x, which is none."],
    ["a\tmx", "a\tmx is no term of SPF."],
    ["ä", "ä is no term of SPF."],
  ])("finds the mistake in %j", (terms, problem) => {
    expect(problemOf(terms)).toMatchObject({ problem });
  });

  it("says where the mistake begins", () => {
    expect(parseRecord("v=spf1 mx  ip4:x -all")).toEqual({
      offset: 11,
      problem: "ip4:x names no IPv4 address.",
    });
  });
});
