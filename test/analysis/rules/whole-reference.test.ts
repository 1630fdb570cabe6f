// Words that are nothing but a reference.
import { describe, expect, it } from "vitest";
import { Configuration } from "../../../server/src/analysis/model/configuration";
import { expandText } from "../../../server/src/analysis/model/expanded-text";
import { wholeReference } from "../../../server/src/analysis/rules/whole-reference";
import { splitWords } from "../../../server/src/syntax/lists";
import { parseExpression } from "../../../server/src/syntax/value";
import { factsFor } from "../../support/rule-tester";

describe("wholeReference", () => {
  it.each([
    ["a $mydomain", [undefined, "mydomain"]],
    ["${mydomain}, $(mydomain) ${ mydomain }", ["mydomain", "mydomain", "mydomain"]],
    ["a.$mydomain ${mydomain?b}", [undefined, undefined]],
  ])("of the words of %j is %j", (value, names) => {
    const configuration = new Configuration(factsFor({}));
    const expanded = expandText(configuration, value, () => parseExpression(value))!;
    expect(splitWords(expanded.text).map((word) => wholeReference(value, expanded, word))).toEqual(names);
  });
});
