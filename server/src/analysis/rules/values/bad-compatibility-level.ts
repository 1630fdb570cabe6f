import { hasSince } from "../../../knowledge/version";
import { shorten } from "../../markdown";
import { isLevel, LEVEL } from "../compatibility";
import { defineRule } from "../rule";
import { onTypedValues } from "../value-types";

export const badCompatibilityLevel = defineRule({
  id: "bad-compatibility-level",
  since: "0.1.0",
  status: "stable",
  severity: "error",
  docs: {
    what: "A `compatibility_level` that is no level.",
    why: "Every program of Postfix reads the level first and ends with a fatal error when it is none, so that no mail moves.",
    bad: "compatibility_level = latest\n",
    good: "compatibility_level = 3.11\n",
    references: ["postconf(5)", "COMPATIBILITY_README"],
  },
  messages: {
    syntax:
      "'{value}' is no compatibility level, and every Postfix program ends with a fatal error because of it. A level is a version such as '3.6', or one of '0', '1' and '2'.",
    dotted:
      "Postfix {version} knows only whole numbers for levels, and every Postfix program ends with a fatal error because of '{value}'. Its highest level is '2'.",
  },
  ...onTypedValues(
    (_fact, value, name) => name === LEVEL && !/^\d$/.test(value),
    (typed, { configuration, report }) => {
      const { version } = configuration.facts;
      const { text, place } = typed;
      if (isLevel(text, version)) return;
      const isDotted = !hasSince(version, "3.6") && /^\d+\.[\d.]+$/.test(text);
      report({
        message: isDotted ? "dotted" : "syntax",
        data: { value: shorten(text, 60), version: version.text },
        ...place,
        fixes: () => (isDotted ? typed.changeTo("2") : []),
      });
    },
  ),
});
