// What rules ask of a service of master.cf.
import { describe, expect, it } from "vitest";
import { directoryOf } from "../../../server/src/analysis/directory";
import {
  changeField,
  daemonOf,
  fieldText,
  isChrooted,
  isPlainService,
} from "../../../server/src/analysis/rules/service-fields";
import { parseMasterCf } from "../../../server/src/syntax/master-cf";
import { factsFor } from "../../support/rule-tester";

const serviceOf = (text: string) => parseMasterCf(`${text}\n`).chunks[0]!.node!;

describe("isPlainService", () => {
  it("leaves out templates and broken lines", () => {
    const lines = [
      "a unix - - n - - smtp",
      "a unix - - n - - {{ x }}",
      "a unix - - n - - smtp -o b=[% c %]",
      "a unix - -",
    ];
    expect(lines.map((line) => isPlainService(serviceOf(line)))).toEqual([true, false, false, false]);
  });
});

describe("daemonOf", () => {
  it("knows the programs of the version", () => {
    const programOf = (program: string, version: string) =>
      daemonOf(serviceOf(`a unix - - n - - ${program}`), factsFor({ version }))?.program;
    expect([programOf("postlogd", "3.4"), programOf("postlogd", "3.3"), programOf("mine", "3.4")]).toEqual([
      "postlogd",
      undefined,
      undefined,
    ]);
  });
});

describe("changeField", () => {
  it("edits the field alone", () => {
    const node = serviceOf("a unix - - n - - smtp");
    expect(fieldText(node, "chroot")).toBe("n");
    expect(changeField(node, "chroot", "y")).toEqual({
      title: "Change to 'y'",
      edits: [{ start: 11, end: 12, newText: "y" }],
    });
  });
});

describe("isChrooted", () => {
  const chrooted = (field: string, main?: string, version?: string) => {
    const master = `a unix - - ${field} - - smtp\n`;
    const facts = factsFor(version === undefined ? {} : { version });
    const { configuration } = directoryOf(facts, [], main === undefined ? { master } : { main, master });
    return isChrooted(configuration.services()[0]!.node!, configuration);
  };

  it("takes the field's word", () => {
    expect([chrooted("y"), chrooted("n")]).toEqual([true, false]);
  });

  it("resolves the default where main.cf is at hand", () => {
    expect(chrooted("-")).toBeUndefined();
    expect(chrooted("-", "myhostname = a.example.com\n")).toBe(true);
    expect(chrooted("-", "compatibility_level = 2\n")).toBe(false);
    expect(chrooted("-", undefined, "2.11")).toBe(true);
  });
});
