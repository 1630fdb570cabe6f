// Results of rules as actions.
import { describe, expect, it } from "vitest";
import { actionsIn, isHeader } from "../../../server/src/analysis/rules/table-actions";
import { parseTable, type TableType } from "../../../server/src/syntax/tables/table";

const actions = (type: TableType, text: string) =>
  actionsIn(parseTable(type, text)).map(({ word, text: rest, isVariable, result, placeOf }) => {
    const { start, end } = placeOf(word);
    return [word.text, rest.text, isVariable, end - start === word.text.length, result.text.length].join("|");
  });

describe("actions", () => {
  it("are a word and text, of rules that count", () => {
    expect(actions("pcre", "/a/ REJECT \t no\n/(b)/ WARN $1\n/(c)/ $1 x\n/d/\n/e/z OK\n/f/ OK\n")).toEqual([
      "REJECT|no|false|true|11",
      "WARN|$1|true|true|7",
      "OK||false|true|2",
    ]);
    expect(actions("cidr", "192.0.2.1 OK x\n192.0.2.1/24 y\nif ::1\nendif\n")).toEqual(["OK|x|false|true|4"]);
  });

  it("may have a header as text", () => {
    expect(["X-A: b", "X :", "a:b", "no header", ": x", "two words: x", "ü: x", ""].map(isHeader)).toEqual([
      true,
      true,
      true,
      false,
      false,
      false,
      false,
      false,
    ]);
  });
});
