// Which substitutions stand in a result.
import { describe, expect, it } from "vitest";
import { parseSubstitutions } from "../../../server/src/syntax/tables/substitutions";

const found = (text: string) =>
  parseSubstitutions(text, 0, text.length).map(({ start, end, name, index, problem }) =>
    [`${text.slice(start, end)}`, name, index, problem].filter((part) => part !== undefined).join(" "),
  );

describe("substitutions", () => {
  it.each([
    ["a $1 ${2} $(3)x$12", ["$1 1 1", "${2} 2 2", "$(3) 3 3", "$12 12 12"]],
    ["$$ $$1 $$$1", ["$1 1 1"]],
    ["$a_1-$1_", ["$a_1 a_1", "$1_ 1_"]],
    ["${a{b}c}", ["${a{b}c} a{b}c"]],
    ["$1 $ $2", ["$1 1 1", "$  empty"]],
    ["${} $1", ["${}  empty"]],
    ["$(1 $2", ["$(1 $2 1 $2 unclosed"]],
    ["none", []],
  ])("in %s", (text, wanted) => expect(found(text)).toEqual(wanted));

  it("end where the text ends", () => {
    expect(parseSubstitutions("$1$2", 1, 3).map(({ problem }) => problem)).toEqual(["empty"]);
  });
});
