import { describe, expect, it } from "vitest";
import type { DnsType } from "../../server/src/ports/dns";
import { fakeResolver } from "./fake-resolver";

const ZONE = `
  # a comment
  Example.ORG     TXT "v=spf1 " "-all"
  example.org     TXT "say \\"hello\\""
  example.org     A 192.0.2.1
  example.org     A 192.0.2.2
  example.org     MX 10 mx.example.org.
  example.com     MX 0 .
  www.example.org CNAME example.org
  circle.example  CNAME circle.example
  192.0.2.1       PTR mx.example.org
  2001:db8::1     PTR mx.example.org
  _25._tcp.mx.example.org TLSA 3 1 1 00FF 01
  xn--mller-kva.example AAAA 2001:db8::1
  bad.example     SERVFAIL
  half.example    TIMEOUT TXT
  half.example    A 192.0.2.3
`;

async function records(name: string, type: DnsType): Promise<unknown> {
  const answer = await fakeResolver(ZONE).ask(name, type);
  if (answer.kind === "found") return answer.records;
  return answer.kind === "failed" ? answer.reason : answer.kind;
}

describe("fakeResolver", () => {
  it.each<[string, DnsType, unknown]>([
    ["example.org", "TXT", ["v=spf1 -all", 'say "hello"']],
    ["EXAMPLE.org.", "A", ["192.0.2.1", "192.0.2.2"]],
    ["example.org", "MX", [{ preference: 10, exchange: "mx.example.org" }]],
    ["example.com", "MX", [{ preference: 0, exchange: "" }]],
    ["www.example.org", "A", ["192.0.2.1", "192.0.2.2"]],
    ["www.example.org", "CNAME", ["example.org"]],
    ["circle.example", "A", "server-failure"],
    ["1.2.0.192.in-addr.arpa", "PTR", ["mx.example.org"]],
    ["1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa", "PTR", ["mx.example.org"]],
    ["_25._tcp.mx.example.org", "TLSA", [{ usage: 3, selector: 1, matchingType: 1, data: "00ff01" }]],
    ["müller.example", "AAAA", ["2001:db8::1"]],
    ["bad.example", "A", "server-failure"],
    ["half.example", "TXT", "timeout"],
    ["half.example", "A", ["192.0.2.3"]],
    ["example.org", "AAAA", "no-data"],
    ["_tcp.mx.example.org", "A", "no-data"],
    ["other.example.org", "A", "no-name"],
    ["a::b::c", "A", "no-name"],
  ])("answers %s %s", async (name, type, expected) => {
    expect(await records(name, type)).toEqual(expected);
  });

  it("says which answers are authentic only where a name is", async () => {
    const zone = "a.example A 192.0.2.1\nb.example A 192.0.2.2";
    expect(await fakeResolver(zone).ask("a.example", "A")).toEqual({ kind: "found", records: ["192.0.2.1"] });
    const signed = fakeResolver(`${zone}\na.example SECURE`);
    expect(await signed.ask("a.example", "A")).toMatchObject({ isAuthentic: true });
    expect(await signed.ask("b.example", "A")).toMatchObject({ isAuthentic: false });
  });

  it("notes down what it was asked", async () => {
    const resolver = fakeResolver("");
    await resolver.ask("Example.org", "MX");
    expect(resolver.asked).toEqual(["Example.org MX"]);
  });

  it("refuses what is no line of a zone", () => {
    expect(() => fakeResolver("example.org")).toThrow("no line of a zone");
    expect(() => fakeResolver("example.org SPF -all")).toThrow("no such type");
  });
});
