// What paths in settings are for.
import { describe, expect, it } from "vitest";
import { keyParameterOf, purposeOf } from "../../../server/src/analysis/rules/path-settings";

describe("purposeOf", () => {
  it.each([
    ["smtpd_tls_cert_file", "certificate"],
    ["smtp_tls_eckey_file", "key"],
    ["tlsproxy_client_chain_files", "chain"],
    ["lmtp_tls_CAfile", "authorities"],
    ["smtpd_tls_CApath", "authority-directory"],
    ["smtpd_tls_dh1024_param_file", "parameters"],
    ["smtp_tls_trust_anchor_file", "trust-anchor"],
    ["bounce_template_file", "template"],
    ["queue_directory", "directory"],
    ["html_directory", undefined],
    ["maillog_file", undefined],
  ])("of %s is %s", (name, purpose) => {
    expect(purposeOf(name)).toBe(purpose);
  });
});

describe("keyParameterOf", () => {
  it("keeps the algorithm", () => {
    expect(keyParameterOf("smtpd_tls_cert_file")).toBe("smtpd_tls_key_file");
    expect(keyParameterOf("smtp_tls_eccert_file")).toBe("smtp_tls_eckey_file");
  });
});
