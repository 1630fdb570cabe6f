// Words that got lost among options, and ways to mend them.
import { describe, expect, it } from "vitest";
import { daemonArguments } from "../../../server/src/analysis/rules/daemon-arguments";
import { argumentRepair, strayGroups } from "../../../server/src/analysis/rules/lost-arguments";
import { applyEdits } from "../../../server/src/base/text-edit";
import { parseMasterCf } from "../../../server/src/syntax/master-cf";
import { factsFor } from "../../support/rule-tester";

const START = "a inet n - n - - smtpd ";

function groupsOf(text: string, version = "3.11.6") {
  const { node, text: whole } = parseMasterCf(`${START}${text}\n`).chunks[0]!;
  const { strays } = daemonArguments(node!, false);
  const groups = strayGroups(node!, whole, strays, (name) => name === "relayhost");
  return groups.map((group) => ({
    kind: group.kind,
    fixed: argumentRepair(node!, whole, group, factsFor({ version })).map(({ edits }) =>
      applyEdits(whole, edits).slice(START.length, -1),
    ),
  }));
}

describe("strayGroups and argumentRepair", () => {
  it("joins a single word, and puts several in braces", () => {
    expect(groupsOf("-o a = b")).toEqual([{ kind: "spaced", fixed: ["-o a=b", "-o { a = b }"] }]);
    expect(groupsOf("-o a = b c")).toEqual([{ kind: "spaced", fixed: ["-o { a = b c }"] }]);
    expect(groupsOf("-o a=b c")).toEqual([{ kind: "split", fixed: ["-o { a=b c }"] }]);
  });

  it("knows no braces before Postfix 3.0", () => {
    expect(groupsOf("-o a=b, c", "2.11")).toEqual([{ kind: "split", fixed: ["-o a=b,c"] }]);
    expect(groupsOf("-o a=b c", "2.11")).toEqual([{ kind: "split", fixed: [] }]);
  });

  it("puts '-o' in front of settings", () => {
    expect(groupsOf("relayhost=x -v")).toEqual([{ kind: "missing-option", fixed: ["-o relayhost=x -v"] }]);
    expect(groupsOf("other=x")).toEqual([{ kind: "stray", fixed: [] }]);
  });

  it("joins nothing over a comment line", () => {
    expect(groupsOf("-o a=b,\n# comment\n  c")).toEqual([
      { kind: "split", fixed: ["-o { a=b,\n# comment\n  c }"] },
    ]);
  });
});
