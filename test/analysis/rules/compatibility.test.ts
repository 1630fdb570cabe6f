// Levels, and what they keep.
import { describe, expect, it } from "vitest";
import { directoryOf } from "../../../server/src/analysis/directory";
import {
  isLevel,
  isLowerLevel,
  newestLevel,
  oldDefaults,
} from "../../../server/src/analysis/rules/compatibility";
import { parseVersion } from "../../../server/src/knowledge/version";
import { factsFor } from "../../support/rule-tester";

const version = (text: string) => parseVersion(text)!;
const defaultsOf = (main: string, level: string, of = "3.11.6") =>
  oldDefaults(directoryOf(factsFor({ version: of }), [], { main }).configuration, level);

describe("compatibility levels", () => {
  it("knows the highest level of a version", () => {
    expect(
      ["2.11", "3.0", "3.5.9", "3.6", "3.10", "3.11.6"].map((text) => newestLevel(version(text))),
    ).toEqual([undefined, "2", "2", "3.6", "3.6", "3.11"]);
  });

  it("reads levels as the version does", () => {
    expect(
      ["2", "3.6", "3.6.1", "9999", "", "3.", "3.x", "-1", "1.2.3.4"].map((text) =>
        isLevel(text, version("3.6")),
      ),
    ).toEqual([true, true, true, true, false, false, false, false, false]);
    expect(isLevel("3.6", version("3.5"))).toBe(false);
  });

  it("compares levels number by number", () => {
    expect(isLowerLevel("3.6", "3.11")).toBe(true);
    expect(isLowerLevel("2", "3.6")).toBe(true);
    expect(isLowerLevel("3.11", "3.11.0")).toBe(false);
    expect(isLowerLevel("9999", "3.11")).toBe(false);
  });

  it("lists the old defaults that count", () => {
    expect(defaultsOf("", "3.6")).toEqual(["smtp_tls_security_level ="]);
    expect(defaultsOf("smtp_tls_security_level = may\n", "3.6")).toEqual([]);
    expect(defaultsOf("", "2", "3.7")).toEqual([
      "smtpd_relay_before_recipient_restrictions = no",
      "respectful_logging = no",
      "smtpd_tls_fingerprint_digest = md5",
      "smtp_tls_fingerprint_digest = md5",
      "lmtp_tls_fingerprint_digest = md5",
    ]);
    expect(defaultsOf("mynetworks = 10.0.0.0/8\nmydestination = a\n", "1", "3.5")).toEqual([
      "relay_domains = a",
    ]);
    expect(defaultsOf("", "0", "2.11")).toEqual([]);
  });
});
