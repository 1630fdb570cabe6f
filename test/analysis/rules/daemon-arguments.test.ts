// Arguments of services, as getopt(3) takes them apart.
import { describe, expect, it } from "vitest";
import { daemonArguments, takesAttributes } from "../../../server/src/analysis/rules/daemon-arguments";
import { daemonOf } from "../../../server/src/analysis/rules/service-fields";
import { parseMasterCf } from "../../../server/src/syntax/master-cf";
import { factsFor } from "../../support/rule-tester";

const serviceOf = (text: string) => parseMasterCf(`a unix - n n - - ${text}\n`).chunks[0]!.node!;
const read = (text: string, hasAttributes = false) => {
  const { options, strays, attributes } = daemonArguments(serviceOf(text), hasAttributes);
  return {
    options: options.map(({ letter, argument }) =>
      [letter, argument?.text].filter((part) => part !== undefined),
    ),
    strays: strays.map(({ words, after }) => [after?.letter ?? "", ...words.map((word) => word.text)]),
    attributes: attributes.map((word) => word.text),
  };
};

describe("daemonArguments", () => {
  it("reads options with and without arguments", () => {
    expect(read("smtpd -v -oa=b -vo c=d -m 5 -D").options).toEqual([
      ["v"],
      ["o", "a=b"],
      ["v"],
      ["o", "c=d"],
      ["m", "5"],
      ["D"],
    ]);
  });

  it("gathers words that are no options, and goes on behind them", () => {
    const { options, strays } = read("smtpd x -o a=b c d -v - -- e -f");
    expect(options.map(([letter]) => letter)).toEqual(["o", "v", "f"]);
    expect(strays).toEqual([
      ["", "x"],
      ["o", "c", "d"],
      ["v", "-", "--", "e"],
    ]);
  });

  it("takes nothing for an option behind '--'", () => {
    expect(read("smtpd -v -- -x").strays).toEqual([["", "-x"]]);
    expect(read("pipe -- -x", true).attributes).toEqual(["-x"]);
  });

  it("leaves attributes alone", () => {
    expect(read("pipe -v user=x argv=y -o z", true)).toEqual({
      options: [["v"]],
      strays: [],
      attributes: ["user=x", "argv=y", "-o", "z"],
    });
  });
});

describe("takesAttributes", () => {
  it("depends on the program and the version", () => {
    const takes = (program: string, version: string) => {
      const facts = factsFor({ version });
      const daemon = daemonOf(serviceOf(program), facts);
      return daemon && takesAttributes(daemon, facts);
    };
    expect([takes("pipe", "2.0"), takes("smtp", "3.5"), takes("smtp", "3.4")]).toEqual([true, true, false]);
    expect([takes("smtpd", "3.11"), takes("mine", "3.11")]).toEqual([false, undefined]);
  });
});
