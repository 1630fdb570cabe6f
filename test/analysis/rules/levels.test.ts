// The user's word on how grave findings are.
import { expect, it } from "vitest";
import { RULES } from "../../../server/src/analysis/rules/index";
import { OWN_LEVELS, readLevels, rulesAt } from "../../../server/src/analysis/rules/levels";

it("reads what is understood and says what is not", () => {
  const setting = {
    "unknown-parameter": "info",
    "restated-default": "off",
    "unknown-paramter": "off",
    everything: "off",
    "missing-equals": "loud",
    "nul-byte": 3,
  };
  const { levels, problems } = readLevels(setting, RULES);
  expect([...levels]).toEqual([
    ["unknown-parameter", "information"],
    ["restated-default", "off"],
  ]);
  expect(problems).toEqual([
    'There is no rule "unknown-paramter". Did you mean "unknown-parameter"?',
    'There is no rule "everything".',
    '"loud" is no level for the rule "missing-equals"; it takes off, hint, info, warning or error.',
    '"3" is no level for the rule "nul-byte"; it takes off, hint, info, warning or error.',
  ]);
});

it.each([undefined, null, "off", 7, []])("takes %j for nothing", (setting) => {
  expect(readLevels(setting, RULES)).toEqual({ levels: new Map(), problems: [] });
});

it("leaves out the rules that are off", () => {
  const { levels } = readLevels({ "restated-default": "off", "nul-byte": "hint" }, RULES);
  const left = rulesAt(RULES, levels);
  expect(RULES.filter((rule) => !left.includes(rule)).map(({ id }) => id)).toEqual(["restated-default"]);
  expect(rulesAt(RULES, OWN_LEVELS)).toBe(RULES);
});
