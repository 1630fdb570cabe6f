import { describe, expect, it } from "vitest";
import { parseIp } from "../../../../server/src/base/ip-address";
import {
  dottedAddress,
  expand,
  expandName,
  type MacroValues,
  parseDomainSpec,
  parseMacros,
  usesMacro,
} from "../../../../server/src/tools/trinity/spf/macros";

/** The example of RFC 7208, section 7.4. */
const VALUES: MacroValues = {
  s: "strong-bad@email.example.com",
  l: "strong-bad",
  o: "email.example.com",
  d: "email.example.com",
  i: "192.0.2.3",
  p: "unknown",
  v: "in-addr",
  h: "mx.example.org",
};
const VALUES6: MacroValues = { ...VALUES, i: dottedAddress(parseIp("2001:db8::cb01")!), v: "ip6" };

function expanded(text: string, values = VALUES): string {
  const parts = parseMacros(text);
  return "problem" in parts ? parts.problem : expand(parts, values);
}

function name(text: string, values: Partial<MacroValues> = {}): string {
  const parts = parseDomainSpec(text);
  return "problem" in parts ? parts.problem : expandName(parts, { ...VALUES, ...values });
}

describe("macros", () => {
  it.each([
    ["%{s}", "strong-bad@email.example.com"],
    ["%{o}", "email.example.com"],
    ["%{d}", "email.example.com"],
    ["%{d4}", "email.example.com"],
    ["%{d3}", "email.example.com"],
    ["%{d2}", "example.com"],
    ["%{d1}", "com"],
    ["%{dr}", "com.example.email"],
    ["%{d2r}", "example.email"],
    ["%{l}", "strong-bad"],
    ["%{l-}", "strong.bad"],
    ["%{lr}", "strong-bad"],
    ["%{lr-}", "bad.strong"],
    ["%{l1r-}", "strong"],
    ["%{ir}.%{v}._spf.%{d2}", "3.2.0.192.in-addr._spf.example.com"],
    ["%{lr-}.lp._spf.%{d2}", "bad.strong.lp._spf.example.com"],
    ["%{lr-}.lp.%{ir}.%{v}._spf.%{d2}", "bad.strong.lp.3.2.0.192.in-addr._spf.example.com"],
    ["%{ir}.%{v}.%{l1r-}.lp._spf.%{d2}", "3.2.0.192.in-addr.strong.lp._spf.example.com"],
    ["%{d2}.trusted-domains.example.net", "example.com.trusted-domains.example.net"],
    ["%{h}", "mx.example.org"],
    ["%{p}", "unknown"],
    ["%%a%_b%-c", "%a b%20c"],
    ["%{S}", "strong-bad%40email.example.com"],
  ])("expands %s as the RFC does", (text, expected) => {
    expect(expanded(text)).toBe(expected);
  });

  it("expands an IPv6 address as the RFC does", () => {
    expect(expanded("%{ir}.%{v}._spf.%{d2}", VALUES6)).toBe(
      "1.0.b.c.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6._spf.example.com",
    );
  });

  it("splits at each of several delimiters", () => {
    expect(expanded("%{lr-+}", { ...VALUES, l: "a-b+c--d" })).toBe("d..c.b.a");
  });

  it("escapes what URLs reserve, in UTF-8, and stands half characters", () => {
    expect(expanded("%{L}", { ...VALUES, l: "a!*'~_ü\ud800" })).toBe("a%21%2A%27~_%C3%BC%EF%BF%BD");
  });

  it.each([
    ["%{d0}.example.org", "has the macro %{d0}, which keeps nothing"],
    ["%{x}.example.org", "has the macro %{x}, which is none"],
    ["%{c}.example.org", "has the macro %{c}, which only explanations may have"],
    ["%{R}.example.org", "has the macro %{R}, which only explanations may have"],
    ["%{t}.example.org", "has the macro %{t}, which only explanations may have"],
    ["%{d2rr}.example.org", "has the macro %{d2rr}, which is none"],
    ["%{d", "has the macro %{d, which is none"],
    ["%(d).example.org", "has the macro %(, which is none"],
    ["a.example%", "has the macro %, which is none"],
    ["ä.example.org", "has characters beyond printable ASCII"],
    ["", "names no domain"],
    ["museum", "does not end in a domain"],
    ["example.", "does not end in a domain"],
    ["example.org:25", "does not end in a domain"],
    ["192.0.2.1", "does not end in a domain"],
    ["example.-a", "does not end in a domain"],
    ["example.a-", "does not end in a domain"],
    ["%{d}.", "does not end in a domain"],
    ["a%%{d}", "does not end in a domain"],
  ])("finds no name in %j", (text, problem) => {
    expect(name(text)).toBe(problem);
  });

  it.each([
    ["Example.Org.", "Example.Org"],
    ["example.xn--p1ai", "example.xn--p1ai"],
    ["example.1a", "example.1a"],
    ["%{d}", "email.example.com"],
    ["%%%{d}", "%email.example.com"],
    ["a:b.example.org", "a:b.example.org"],
  ])("finds a name in %j", (text, expected) => {
    expect(name(text)).toBe(expected);
  });

  it("takes labels away from the left of what is too long", () => {
    const label = "a".repeat(62);
    expect(name("%{l}.example.org", { l: [label, label, label, label].join(".") })).toBe(
      `${[label, label, label].join(".")}.example.org`,
    );
    expect(name("%{l}.example.org", { l: "b".repeat(241) })).toHaveLength(253);
    expect(name("%{l}.example.org", { l: "b".repeat(242) })).toBe("example.org");
  });

  it("leaves out what only explanations have where nobody needs it", () => {
    expect(parseMacros("a%{c}b", true)).toEqual([{ literal: "a" }, { literal: "b" }]);
  });

  it("tells which macros a text has", () => {
    const parts = parseMacros("%{P}.example.org");
    expect("problem" in parts ? undefined : [usesMacro(parts, "p"), usesMacro(parts, "d")]).toEqual([
      true,
      false,
    ]);
  });
});
