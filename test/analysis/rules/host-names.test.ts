// Host names and destinations, as valid_hostname.c and host_port.c take them.
import { describe, expect, it } from "vitest";
import { hostNameProblem, isHost, parseDestination } from "../../../server/src/analysis/rules/host-names";

describe("hostNameProblem", () => {
  it.each([
    ["mail.example.com", undefined],
    ["my_host", undefined],
    ["1.2.3.example", undefined],
    ["a--b", undefined],
    ["mail.example.com.", "dot"],
    ["a..b", "dot"],
    ["", "dot"],
    ["-a.example", "hyphen"],
    ["a-.example", "hyphen"],
    ["192.0.2.1", "numeric"],
    ["a@b", "character"],
    ["bücher.example", "character"],
    [`${"a".repeat(64)}.example`, "long"],
    [`${"a.".repeat(130)}b`, "long"],
  ])("says of %s: %s", (name, problem) => {
    expect(hostNameProblem(name)).toBe(problem);
  });
});

describe("parseDestination", () => {
  it.each([
    ["example.com", { host: "example.com", isBracketed: false, port: undefined }],
    ["example.com:587", { host: "example.com", isBracketed: false, port: "587" }],
    ["example.com:", { host: "example.com", isBracketed: false, port: undefined }],
    ["[mx.example.com]:submission", { host: "mx.example.com", isBracketed: true, port: "submission" }],
    ["[192.0.2.1]", { host: "192.0.2.1", isBracketed: true, port: undefined }],
    ["[2001:db8::1]:25", { host: "2001:db8::1", isBracketed: true, port: "25" }],
    ["[ipv6:2001:db8::1]", { host: "ipv6:2001:db8::1", isBracketed: true, port: undefined }],
    ["[mx.example.com", "bracket"],
    ["[mx.example.com]587", "bracket"],
    ["[mx.example.com:587]", "host"],
    ["2001:db8::1", "host"],
    ["smtp:[mx.example.com]", "port"],
    ["smtp://mx.example.com", "port"],
    ["user@example.com", "host"],
    [":587", "host"],
    ["587", "host"],
    ["example.com:0", "port"],
    ["example.com:65536", "port"],
    ["example.com:587x", "port"],
    ["smtp:mx.example.com", "port"],
  ])("takes %s apart", (text, expected) => {
    expect(parseDestination(text)).toEqual(expected);
  });

  it("takes names beyond ASCII for hosts", () => {
    expect(isHost("bücher.example")).toBe(true);
  });
});
