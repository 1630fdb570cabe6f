// The words of lists of networks, with their places.
import { describe, expect, it } from "vitest";
import { isNetworkList, networkWords } from "../../../server/src/analysis/rules/network-words";
import { defineRule } from "../../../server/src/analysis/rules/rule";
import { onSettings } from "../../../server/src/analysis/rules/settings";
import { factsFor, ruleTester } from "../../support/rule-tester";

/** Reports each word. */
const everyWord = defineRule({
  id: "every-word",
  since: "0.1.0",
  status: "stable",
  severity: "hint",
  docs: { what: "A.", why: "B.", bad: "", good: "", references: [] },
  messages: { written: "{word}.", unwritten: "{word}." },
  ...onSettings(
    (name, _value, facts) => isNetworkList(name, facts),
    (setting, { configuration, report }) => {
      for (const { text, span, isWritten } of networkWords(setting, configuration)) {
        report({ message: isWritten ? "written" : "unwritten", data: { word: text }, ...span });
      }
    },
  ),
});

ruleTester(everyWord, {
  valid: ["mynetworks =\nmydestination = a\n", "debug_peer_list = $mynetworks ${mynetworks}\n"],
  invalid: [
    {
      code: "nets = 10.0.0.0/8\nmynetworks = «127.0.0.1», «$nets»\n  «!a»\ndebug_peer_list = «b» $mynetworks\n",
      findings: [
        { message: "written", data: { word: "127.0.0.1" } },
        { message: "unwritten", data: { word: "10.0.0.0/8" } },
        { message: "written", data: { word: "!a" } },
        { message: "written", data: { word: "b" } },
      ],
    },
  ],
});

describe("isNetworkList", () => {
  it.each([
    ["mynetworks", true],
    ["smtpd_client_event_limit_exceptions", true],
    ["mydestination", false],
    ["no_such_name", false],
  ])("says of %s: %s", (name, expected) => {
    expect(isNetworkList(name, factsFor({}))).toBe(expected);
  });
});
