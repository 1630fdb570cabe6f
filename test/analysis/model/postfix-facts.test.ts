// What a configuration is held against: our knowledge of a version, or what the installed Postfix says.
import { describe, expect, it } from "vitest";
import { installedFacts, upgradedFacts } from "../../../server/src/analysis/model/postfix-facts";
import { parseVersion } from "../../../server/src/knowledge/version";
import { factsOf, MACHINE } from "./support";

describe("facts from our knowledge", () => {
  const facts = factsOf("3.7.11");

  it("are those of the version", () => {
    expect([facts.voice, facts.version.text, facts.tableTypes]).toEqual(["knowledge", "3.7.11", undefined]);
    expect(facts.defaults.get("mail_version")).toBe("3.7.11");
    expect(facts.defaults.get("mail_name")).toBe("Postfix");
    expect(factsOf("2.9").defaults.has("smtpd_relay_restrictions")).toBe(false);
    expect(factsOf("2.10").defaults.has("smtpd_relay_restrictions")).toBe(true);
  });

  it("say what names of the reading program are for postconf", () => {
    expect(["process_name", "service_name", "process_id"].map((name) => facts.defaults.get(name))).toEqual([
      "postconf",
      "",
      "4711",
    ]);
  });

  it("have no default where it is computed, and keep old names apart", () => {
    expect(
      ["myhostname", "mydomain", "mynetworks", "virtual_maps"].filter((name) => facts.defaults.has(name)),
    ).toEqual([]);
    expect(facts.legacy.has("virtual_maps")).toBe(true);
    expect([...facts.legacy].filter((name) => facts.defaults.has(name))).toEqual([]);
  });

  it("parse a default once", () => {
    expect(facts.defaultExpression("virtual_alias_maps")).toBe(facts.defaultExpression("virtual_alias_maps"));
    expect(facts.defaultExpression("mynetworks")).toBeUndefined();
    expect(facts.defaultExpression("service_name")?.parts).toEqual([]);
  });

  it("know which defaults refer to a name", () => {
    expect(facts.defaultReferences.get("virtual_maps")).toEqual(["virtual_alias_maps"]);
    expect(facts.defaultReferences.get("compatibility_level")).toContain("append_dot_mydomain");
    // forward_path has $home in it, but local(8) expands that one itself.
    expect(facts.defaultReferences.has("home")).toBe(false);
  });
});

describe("facts from the installed Postfix", () => {
  const printed =
    "a = 1\nb =\nmail_version = 3.7.11\nmynetworks = 10.0.0.0/8\nc = x = y\nwarning: nothing\nd\n";

  it("are what postconf prints, but for what is computed from the file being edited", () => {
    const facts = installedFacts(printed, ["hash", "cdb"], MACHINE);
    expect(
      facts && { voice: facts.voice, version: facts.version.text, tableTypes: facts.tableTypes },
    ).toEqual({
      voice: "installed",
      version: "3.7.11",
      tableTypes: ["hash", "cdb"],
    });
    expect(Object.fromEntries(facts!.defaults)).toEqual({
      a: "1",
      b: "",
      c: "x = y",
      mail_version: "3.7.11",
      process_name: "postconf",
      service_name: "",
      process_id: "4711",
    });
  });

  it("are none when the text names no version", () => {
    expect(installedFacts("a = 1\n", [], MACHINE)).toBeUndefined();
    expect(installedFacts("mail_version = unknown\n", [], MACHINE)).toBeUndefined();
  });
});

describe("facts of another version on the same machine", () => {
  const printed = [
    "mail_version = 3.7.11",
    "daemon_directory = /usr/lib/postfix/sbin",
    "milter_default_action = tempfail",
    "tls_dane_digests = sha512",
    "patched_name = 1",
    "smtpd_forbid_bare_newline = no",
  ].join("\n");
  const facts = installedFacts(printed, ["hash"], MACHINE)!;

  it("are what is installed, but for what is known to differ between the two versions", () => {
    const { voice, version, tableTypes, defaults } = upgradedFacts(facts, parseVersion("3.11")!);
    expect([voice, version.text, tableTypes]).toEqual(["knowledge", "3.11", undefined]);
    const names = [
      "mail_version",
      "daemon_directory",
      "milter_default_action",
      "tls_dane_digests",
      "patched_name",
    ];
    expect(names.map((name) => defaults.get(name))).toEqual([
      "3.11",
      "/usr/lib/postfix/sbin",
      "shutdown",
      "sha512",
      "1",
    ]);
    expect(defaults.get("requiretls_enable")).toBe("yes");
  });

  it("have no names that the other version has not", () => {
    const { defaults, legacy } = upgradedFacts(facts, parseVersion("3.5")!);
    expect([...facts.defaults.keys()].filter((name) => !defaults.has(name))).toEqual([
      "smtpd_forbid_bare_newline",
    ]);
    expect(defaults.get("smtp_per_record_deadline")).toBe("no");
    expect(legacy.has("smtp_per_record_deadline")).toBe(false);
  });
});
