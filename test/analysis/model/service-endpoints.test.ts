// Where services listen, in the form in which the master daemon compares them.
import { describe, expect, it } from "vitest";
import { endpointOf, parseHostAndPort } from "../../../server/src/analysis/model/service-endpoints";
import { parseMasterCf } from "../../../server/src/syntax/master-cf";

function endpoint(line: string) {
  const node = parseMasterCf(`${line} - n - - smtpd\n`).chunks[0]?.node;
  return node && endpointOf(node);
}

describe("endpointOf", () => {
  it("takes names and numbers of a port for the same", () => {
    const everywhere = { kind: "inet", host: undefined, port: "25" };
    for (const name of ["smtp", "25", ":25", "025"]) expect(endpoint(`${name} inet n`)).toEqual(everywhere);
    expect(endpoint("[0:0::1]:smtps inet n")).toEqual({ kind: "inet", host: "::1", port: "465" });
    expect(endpoint("LocalHost:sieve inet n")).toEqual({ kind: "inet", host: "localhost", port: "sieve" });
  });

  it("tells public sockets from private ones", () => {
    expect(endpoint("smtp unix -")).toEqual({ kind: "socket", path: "private/smtp" });
    expect(endpoint("cleanup unix n")).toEqual({ kind: "socket", path: "public/cleanup" });
  });

  it("knows no endpoint where there is none", () => {
    expect(endpoint("*:25 inet n")).toBeUndefined();
  });
});

describe("parseHostAndPort", () => {
  it("takes host and port apart at the last colon", () => {
    expect(parseHostAndPort("::1:25")).toEqual({ host: "::1", port: "25", portStart: 4, problem: undefined });
    expect(parseHostAndPort("[ipv6:::1]:x")).toMatchObject({ host: "::1", port: "x", portStart: 11 });
  });

  it("names what is wrong", () => {
    const problems = ["[::1", "[::1]x", "a:", "*:1", "[ipv6:1.2.3.4]:1", "1x", "65536", "65535"].map(
      (text) => parseHostAndPort(text).problem,
    );
    expect(problems).toEqual([
      "missing-bracket",
      "text-after-bracket",
      "missing-port",
      "bad-host",
      "bad-host",
      "bad-port",
      "port-range",
      undefined,
    ]);
  });
});
