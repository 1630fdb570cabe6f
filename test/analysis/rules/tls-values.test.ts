// Values of TLS parameters.
import { describe, expect, it } from "vitest";
import { directoryOf } from "../../../server/src/analysis/directory";
import {
  allowedProtocols,
  clientTlsLevel,
  protocolsFrom,
  protocolWords,
  serverTlsLevel,
  TLS_PROTOCOLS,
} from "../../../server/src/analysis/rules/tls-values";
import { parseVersion } from "../../../server/src/knowledge/version";
import { factsFor } from "../../support/rule-tester";

const NEW = parseVersion("3.7")!;
const OLD = parseVersion("3.5")!;
const configurationOf = (main: string) => directoryOf(factsFor({}), [], { main }).configuration;

describe("allowedProtocols", () => {
  it.each([
    ["", "SSLv2 SSLv3 TLSv1 TLSv1.1 TLSv1.2 TLSv1.3"],
    [">=TLSv1.2", "TLSv1.2 TLSv1.3"],
    [">=TLSv1, <=tlsv1.2", "TLSv1 TLSv1.1 TLSv1.2"],
    ["<=None, >=0303", "TLSv1.2 TLSv1.3"],
    ["!SSLv2:!SSLv3", "TLSv1 TLSv1.1 TLSv1.2 TLSv1.3"],
    ["TLSv1.2 SSLv3 !SSLv3", "TLSv1.2"],
    [">= TLSv1.2", "TLSv1.2"],
    [">=TLSv1.3 <=TLSv1", ""],
  ])("of '%s' are '%s'", (text, expected) => {
    const allowed = allowedProtocols(protocolWords(text, NEW)).map((index) => TLS_PROTOCOLS[index]);
    expect(allowed.join(" ")).toBe(expected);
  });
});

describe("protocolWords", () => {
  it("refuses what Postfix does", () => {
    const refused = (text: string, version = NEW) =>
      protocolWords(text, version)
        .filter(({ protocol }) => protocol === undefined)
        .map((word) => word.text);
    expect(refused("TLSv1.0 ! >=SSLv2 =>TLSv1 all >=TLSv1 <=30x")).toEqual([
      "TLSv1.0",
      "!",
      ">=SSLv2",
      "=>TLSv1",
      "all",
      "<=30x",
    ]);
    expect(refused(">=TLSv1 !TLSv1", OLD)).toEqual([">=TLSv1"]);
  });
});

describe("protocolsFrom", () => {
  it("writes a list as the version takes it", () => {
    const oldest = TLS_PROTOCOLS.indexOf("TLSv1.1");
    expect(protocolsFrom(oldest, NEW)).toBe(">=TLSv1.1");
    expect(protocolsFrom(oldest, OLD)).toBe("!SSLv2, !SSLv3, !TLSv1");
  });
});

describe("serverTlsLevel", () => {
  it.each([
    ["", "none"],
    ["smtpd_tls_security_level = May\n", "may"],
    ["smtpd_tls_security_level = secure\n", "encrypt"],
    ["smtpd_tls_security_level = none\nsmtpd_enforce_tls = yes\n", "none"],
    ["smtpd_use_tls = yes\n", "may"],
    ["smtpd_use_tls = yes\nsmtpd_enforce_tls = yes\n", "encrypt"],
    ["smtpd_tls_security_level = may\nsmtpd_tls_wrappermode = yes\n", "encrypt"],
    ["smtpd_tls_security_level = maybe\n", undefined],
    ["smtpd_use_tls = maybe\n", undefined],
  ])("of %j is %s", (main, expected) => {
    expect(serverTlsLevel(configurationOf(main))).toBe(expected);
  });
});

describe("clientTlsLevel", () => {
  it.each([
    ["", "none"],
    ["compatibility_level = 3.11\n", "may"],
    ["smtp_tls_security_level = DANE\n", "dane"],
    ["smtp_use_tls = yes\nsmtp_tls_security_level =\n", "may"],
    ["smtp_enforce_tls = yes\n", "verify"],
    ["smtp_enforce_tls = yes\nsmtp_tls_enforce_peername = no\n", "encrypt"],
    ["smtp_tls_security_level = maybe\n", undefined],
  ])("of %j is %s", (main, expected) => {
    expect(clientTlsLevel(configurationOf(main), "smtp")).toBe(expected);
  });
});
