// What speaks against a parameter, and what old TLS switches come to.
import { describe, expect, it } from "vitest";
import { directoryOf } from "../../../server/src/analysis/directory";
import {
  deprecationOf,
  levelOfSwitch,
  switchesBeside,
} from "../../../server/src/analysis/rules/deprecations";
import { factsFor } from "../../support/rule-tester";

const deprecation = (name: string, version = "3.11.6") => deprecationOf(name, factsFor({ version }));

describe("deprecationOf", () => {
  it("knows old names", () => {
    expect(deprecation("virtual_maps")).toEqual({
      kind: "renamed",
      replacement: "virtual_alias_maps",
      since: "2.0",
      warns: true,
    });
    expect(deprecation("virtual_maps", "3.10")).toMatchObject({ warns: false });
    expect(deprecation("virtual_maps", "1.1")).toBeUndefined();
  });

  it("knows what is ignored or will be", () => {
    expect(deprecation("tls_low_cipherlist")).toEqual({ kind: "ignored" });
    expect(deprecation("tls_low_cipherlist", "3.7")).toBeUndefined();
    expect(deprecation("smtpd_tls_dh1024_param_file")).toMatchObject({ kind: "deprecated", warns: true });
    expect(deprecation("smtpd_use_tls", "3.8")).toMatchObject({ kind: "deprecated", warns: false });
    expect(deprecation("smtpd_use_tls", "2.2")).toBeUndefined();
  });

  it("has nothing against others", () => {
    expect(deprecation("biff")).toBeUndefined();
    expect(deprecation("my_own")).toBeUndefined();
    expect(deprecation("smtpd_tls_cipherlist")).toBeUndefined();
  });
});

describe("levelOfSwitch", () => {
  const level = (name: string, value: string, main = "") =>
    levelOfSwitch(directoryOf(factsFor({}), [], { main }).configuration, name, value, undefined);

  it("translates", () => {
    expect(level("smtpd_use_tls", "yes")).toBe("may");
    expect(level("smtpd_enforce_tls", "YES")).toBe("encrypt");
    expect(level("smtp_enforce_tls", "yes")).toBe("verify");
    expect(level("smtp_enforce_tls", "yes", "smtp_tls_enforce_peername = no\n")).toBe("encrypt");
  });

  it("tells what changes nothing, and what is not plain", () => {
    expect(level("smtpd_use_tls", "no")).toBe("");
    expect(level("smtpd_use_tls", "yes", "smtpd_enforce_tls = yes\n")).toBe("");
    expect(level("smtpd_use_tls", "maybe")).toBeUndefined();
    expect(level("disable_dns_lookups", "yes")).toBeUndefined();
  });

  it("knows which switches belong together", () => {
    expect(switchesBeside("smtp_use_tls")).toEqual(["smtp_use_tls", "smtp_enforce_tls"]);
    expect(switchesBeside("biff")).toEqual([]);
  });
});
