import { describe, expect, it } from "vitest";
import {
  isRestrictionName,
  isTerminal,
  parseRestrictions,
  type Restriction,
  relayGuardIn,
  restrictionAvailability,
  verdictOnStranger,
} from "../../../server/src/analysis/model/restrictions";
import { registryFor } from "../../../server/src/knowledge/registry";
import { NEWEST_RELEASE, parseVersion } from "../../../server/src/knowledge/version";
import { splitWords } from "../../../server/src/syntax/lists";

const registry = registryFor(NEWEST_RELEASE);
const none = () => undefined;

function parse(
  text: string,
  classes: readonly string[] = [],
  version = NEWEST_RELEASE,
): readonly Restriction[] {
  return parseRestrictions(text, registryFor(version), new Set(classes));
}

function shown(items: readonly Restriction[]): string[] {
  return items.map(({ kind, name, argument, isTestOnly }) =>
    [kind, name, ...(argument ? [argument.text] : []), ...(isTestOnly ? ["(test)"] : [])].join(" "),
  );
}

/** Classes as Postfix has them: each name with its list. */
function classesOf(lists: Readonly<Record<string, string>>) {
  const names = Object.keys(lists);
  return {
    parse: (text: string) => parse(text, names),
    contents: (name: string) => (Object.hasOwn(lists, name) ? parse(lists[name]!, names) : undefined),
  };
}

describe("parseRestrictions", () => {
  it("reads names without regard to case, and arguments behind those that take one", () => {
    expect(
      shown(parse("PERMIT_mynetworks,check_client_access hash:/a reject_rbl_client, a.b=127.0.0.[2;3]")),
    ).toEqual([
      "restriction permit_mynetworks",
      "restriction check_client_access hash:/a",
      "restriction reject_rbl_client a.b=127.0.0.[2;3]",
    ]);
  });

  it("takes whatever follows for the argument, and keeps braces together", () => {
    expect(
      shown(parse("check_policy_service { inet:a:1, timeout=2 } reject_rbl_client permit sleep")),
    ).toEqual([
      "restriction check_policy_service { inet:a:1, timeout=2 }",
      "restriction reject_rbl_client permit",
      "restriction sleep",
    ]);
  });

  it("marks what stands behind warn_if_reject, however often", () => {
    expect(shown(parse("warn_if_reject Warn_If_Reject reject permit warn_if_reject"))).toEqual([
      "restriction reject (test)",
      "restriction permit",
    ]);
  });

  it("tells classes, tables and unknown words apart", () => {
    expect(shown(parse("grey Grey hash:/a permit_x permit", ["grey", "permit"]))).toEqual([
      "class grey",
      "unknown Grey",
      "table hash:/a",
      "unknown permit_x",
      "restriction permit",
    ]);
  });

  it("keeps classes apart that make something else of the same list", () => {
    expect(shown(parse("grey", ["grey"]))).toEqual(["class grey"]);
    expect(shown(parse("grey"))).toEqual(["unknown grey"]);
    const classes = new Set(["grey"]);
    expect(parseRestrictions("grey", registry, classes)).toBe(parseRestrictions("grey", registry, classes));
  });

  it("takes what a version has no longer, or not yet, for unknown, argument included", () => {
    const [gone, rest] = parse("check_relay_domains permit");
    expect([gone?.kind, gone?.fact?.removed, rest?.kind]).toEqual(["unknown", "3.9", "restriction"]);
    expect(shown(parse("check_sasl_access hash:/a", [], parseVersion("2.10")))).toEqual([
      "unknown check_sasl_access hash:/a",
    ]);
  });
});

describe("restrictionAvailability", () => {
  it("depends on the version", () => {
    const fact = registry.restriction("check_relay_domains")!;
    expect(restrictionAvailability(fact, parseVersion("3.8")!)).toBe("available");
    expect(restrictionAvailability(fact, parseVersion("3.9")!)).toBe("removed");
    const newer = registry.restriction("check_sasl_access")!;
    expect(restrictionAvailability(newer, parseVersion("2.10")!)).toBe("too-new");
  });
});

describe("isRestrictionName", () => {
  it.each([
    ["permit_mynetworks", true],
    ["REJECT", true],
    ["grey", true],
    ["hash:/a", false],
    ["zen.spamhaus.org", false],
  ])("'%s': %s", (text, expected) => {
    expect(isRestrictionName(splitWords(text)[0]!, registry, new Set(["grey"]))).toBe(expected);
  });
});

describe("isTerminal", () => {
  it.each([
    ["permit", true],
    ["reject", true],
    ["DEFER", true],
    ["warn_if_reject permit", true],
    ["warn_if_reject reject", false],
    ["defer_if_permit", false],
    ["reject_unauth_destination", false],
    ["hash:/a", false],
    ["denies", true],
    ["warn_if_reject denies", false],
    ["warn_if_reject allows", true],
    ["asks", false],
    ["loop", false],
    ["unreadable", false],
  ])("'%s': %s", (text, expected) => {
    const { parse: read, contents } = classesOf({
      denies: "permit_mynetworks, reject",
      allows: "permit",
      asks: "permit_mynetworks",
      loop: "loop",
    });
    const items = text === "unreadable" ? parse(text, ["unreadable"]) : read(text);
    expect(isTerminal(items[0]!, contents)).toBe(expected);
  });
});

describe("verdictOnStranger", () => {
  it.each([
    ["", "passes"],
    ["permit_mynetworks, permit_sasl_authenticated, permit_auth_destination", "passes"],
    ["reject_unknown_client_hostname, sleep 1, reject_rbl_client a.b", "passes"],
    ["permit, reject", "permit"],
    ["allows, reject", "permit"],
    ["reject_unauth_destination, permit", "denied"],
    ["warn_if_reject reject_unauth_destination", "passes"],
    ["warn_if_reject guards", "passes"],
    ["permit_mynetworks, guards, permit", "denied"],
    ["defer_if_permit", "denied"],
    ["check_client_access hash:/a, permit", "unknown"],
    ["check_policy_service unix:private/a", "unknown"],
    ["permit_dnswl_client a.b", "unknown"],
    ["permit_mx_backup", "unknown"],
    ["nonsense", "unknown"],
    ["hash:/a", "unknown"],
    ["loop", "unknown"],
  ])("'%s': %s", (text, expected) => {
    const { parse: read, contents } = classesOf({
      allows: "permit_mynetworks, permit",
      guards: "reject_unauth_destination",
      loop: "loop",
    });
    const verdict = verdictOnStranger(read(text), contents);
    const outcome = verdict.kind === "passes" && verdict.permit ? "permit" : verdict.kind;
    expect(outcome).toBe(expected);
  });
});

describe("relayGuardIn", () => {
  const guards = new Set(["reject_unauth_destination", "reject"]);
  const lists: Readonly<Record<string, string>> = {
    guarded: "permit_mynetworks, Reject",
    open: "permit, reject",
    loop: "loop",
  };
  const classes = new Set([...Object.keys(lists), "unreadable"]);

  it.each([
    ["", "missing"],
    ["permit_mynetworks", "missing"],
    ["permit_mynetworks REJECT_unauth_destination", "present"],
    ["reject_rbl_client reject", "present"],
    ["permit, reject", "behind-permit"],
    ["permit", "missing"],
    ["warn_if_reject reject", "test-only"],
    ["warn_if_reject reject, reject", "present"],
    ["warn_if_reject warn_if_reject reject", "present"],
    ["reject_unlisted_sender warn_if_reject", "missing"],
    ["guarded", "present"],
    ["Guarded", "missing"],
    ["warn_if_reject guarded", "missing"],
    ["open", "behind-permit"],
    ["open reject", "present"],
    ["loop", "unknown"],
    ["unreadable", "unknown"],
  ])("'%s': %s", (text, expected) => {
    expect(relayGuardIn(text, guards, classes, (name) => lists[name])).toBe(expected);
  });

  it("knows no classes where there are none", () => {
    expect(relayGuardIn("guarded", guards, new Set(), none)).toBe("missing");
  });
});
