// Attributes behind the options of pipe(8) and others.
import { describe, expect, it } from "vitest";
import {
  attributesOf,
  flagLetters,
  unknownMacros,
} from "../../../server/src/analysis/rules/program-attributes";
import { daemonOf } from "../../../server/src/analysis/rules/service-fields";
import { parseMasterCf } from "../../../server/src/syntax/master-cf";
import { factsFor } from "../../support/rule-tester";

function read(text: string) {
  const node = parseMasterCf(`a unix - n n - - ${text}\n`).chunks[0]!.node!;
  const facts = factsFor({});
  return attributesOf(node, daemonOf(node, facts)!, facts);
}

describe("attributesOf", () => {
  it("reads names and values, up to the command", () => {
    const found = read("pipe -v FLAGS=R {user=x} y argv=/bin/z -a user=b");
    expect(found.map(({ name, value }) => [name, value.text])).toEqual([
      ["flags", "R"],
      ["user", "x"],
      ["", "y"],
      ["argv", "/bin/z"],
    ]);
    expect(found.at(-1)!.command.map((word) => word.text)).toEqual(["/bin/z", "-a", "user=b"]);
  });

  it("knows of none where a program takes none", () => {
    expect(read("smtpd a=b")).toEqual([]);
  });
});

describe("unknownMacros", () => {
  it("reads all forms of a macro", () => {
    const [command] = read("pipe user=x argv=$$a $b ${c}$(d) ${sender}").slice(-1);
    const unknown = unknownMacros(command!.command, ["sender"]);
    expect(unknown.map((word) => word.text)).toEqual(["b", "c", "d"]);
  });
});

describe("flagLetters", () => {
  it("depends on the version", () => {
    const letters = { B: {}, X: { since: "2.5" }, D: "2.0" };
    expect(flagLetters(letters, factsFor({ version: "2.4" }).version)).toEqual(["B", "D"]);
    expect(flagLetters(letters, factsFor({}).version)).toEqual(["B", "X", "D"]);
  });
});
