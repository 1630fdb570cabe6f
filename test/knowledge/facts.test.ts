/** The fact files have the shape that knowledge/facts.ts promises, and every name has a text. */
import { describe, expect, it } from "vitest";
import {
  defaultHistory,
  parameterFacts,
  parameterSummaries,
  restrictionFacts,
  serviceFacts,
  tableFacts,
  words,
} from "../../server/src/knowledge/facts";
import { registryFor } from "../../server/src/knowledge/registry";
import { parseVersion } from "../../server/src/knowledge/version";
import { MASTER_FIELDS, SERVICE_TYPES } from "../../server/src/syntax/master-cf";

const TYPES = new Set(["bool", "nbool", "int", "nint", "long", "time", "str", "raw"]);
const STATUSES = new Set([undefined, "deprecated", "ignored", "obsolete", "legacy", "removed"]);

/** The names that break a rule; comparing the list with none shows them. */
function offenders<Fact>(
  facts: Readonly<Record<string, Fact>>,
  breaks: (fact: Fact, name: string) => boolean,
) {
  return Object.entries(facts)
    .filter(([name, fact]) => breaks(fact, name))
    .map(([name]) => name);
}

const isVersion = (text: string | undefined) => text === undefined || parseVersion(text) !== undefined;

describe("parameters", () => {
  const facts = parameterFacts();
  const kinds = words().valueKinds;

  it("have a type, a kind that is explained, and a default or a reason for none", () => {
    expect(Object.keys(facts).length).toBeGreaterThan(900);
    expect(offenders(facts, ({ type }) => !TYPES.has(type))).toEqual([]);
    expect(offenders(facts, ({ valueKind }) => !Object.hasOwn(kinds, valueKind))).toEqual([]);
    expect(offenders(facts, ({ status }) => !STATUSES.has(status))).toEqual([]);
    const hasNone = offenders(
      facts,
      ({ default: value, envDefault, status }) =>
        value === undefined && !envDefault && status !== "legacy" && status !== "removed",
    );
    expect(hasNone).toEqual([]);
    expect(offenders(facts, ({ type, unit }) => type === "time" && !/^[smhdw]$/.test(unit ?? ""))).toEqual(
      [],
    );
  });

  it("have versions that can be read, and successors that exist", () => {
    expect(
      offenders(facts, ({ since, deprecated, removed, renamedIn, backports = [] }) =>
        [since, deprecated, removed, renamedIn, ...backports].some((version) => !isVersion(version)),
      ),
    ).toEqual([]);
    expect(offenders(facts, ({ min, max }) => min !== undefined && max !== undefined && min > max)).toEqual(
      [],
    );
  });

  it("have a sentence each: ours, of its own, neither short nor long", () => {
    const summaries = parameterSummaries();
    expect(offenders(facts, (fact, name) => !fact.service && !summaries[name])).toEqual([]);
    expect(offenders(summaries, (_, name) => !facts[name])).toEqual([]);
    expect(offenders(summaries, (text) => !/^[^\s].{23,158}\.$/s.test(text))).toEqual([]);
    const texts = Object.values(summaries);
    expect(texts.length - new Set(texts).size).toBe(0);
  });
});

describe("words", () => {
  it("explain every restriction, table type, program, field and service type", () => {
    const { restrictions, tableTypes, services, masterFields, serviceTypes } = words();
    const missing = [
      ...Object.keys(restrictionFacts().restrictions).filter((name) => !restrictions[name]),
      ...Object.keys(tableFacts().types).filter((name) => !tableTypes[name]),
      ...Object.keys(serviceFacts().daemons).filter((name) => !services[name]),
      ...MASTER_FIELDS.filter((name) => !masterFields[name]),
      ...SERVICE_TYPES.filter((name) => !serviceTypes[name]),
    ];
    expect(missing).toEqual([]);
  });

  it("explain keywords of parameters that have them", () => {
    const facts = parameterFacts();
    const strange = Object.entries(words().keywords).flatMap(([parameter, keywords]) =>
      Object.keys(keywords).filter((keyword) => !facts[parameter]?.values?.includes(keyword)),
    );
    expect(strange).toEqual([]);
  });
});

describe("the registry of a version", () => {
  const at = (text: string) => registryFor(parseVersion(text)!);
  const defaultOf = (version: string, name: string) => at(version).parameter(name)?.default;

  it("has the defaults of that version", () => {
    expect(["2.8", "2.9", "3.7"].map((version) => defaultOf(version, "inet_protocols"))).toEqual([
      "ipv4",
      "all",
      "all",
    ]);
    expect(
      Object.values(defaultHistory())
        .flat()
        .every(([version]) => isVersion(version)),
    ).toBe(true);
  });

  it("takes a default that came with a patch of its branch from that patch on, and in no other branch", () => {
    const rows = Object.entries(defaultHistory()).flatMap(([name, list]) =>
      list.map((row) => ({ name, row })),
    );
    const { name, row } = rows.find(({ row: [version] }) => version === "3.7.16")!;
    expect([defaultOf("3.7.15", name), defaultOf("3.7.16", name)]).toEqual([row[1], row[2]]);
  });

  it("knows what is too new, what is gone, and what was backported", () => {
    const kind = (version: string, name: string) => at(version).parameter(name)?.availability.kind;
    expect(kind("2.9", "smtpd_relay_restrictions")).toBe("too-new");
    expect(kind("2.10", "smtpd_relay_restrictions")).toBe("available");
    expect(kind("2.0", "program_directory")).toBe("available");
    expect(at("3.7").parameter("program_directory")?.availability).toMatchObject({
      kind: "removed",
      removed: "2.1",
    });
    expect(["3.7.9", "3.7.10"].map((version) => kind(version, "cleanup_replace_stray_cr_lf"))).toEqual([
      "too-new",
      "available",
    ]);
  });

  it("gives the same object for the same version", () => {
    expect(at("3.7.11")).toBe(at("3.7.11"));
    expect(at("3.7.11").parameter("no_such_parameter")).toBeUndefined();
    expect(at("3.7.11").parameter("constructor")).toBeUndefined();
  });
});
