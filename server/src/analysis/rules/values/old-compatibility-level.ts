import { joinWords } from "../../../base/for-people";
import { shorten } from "../../markdown";
import { isLevel, isLowerLevel, LEVEL, newestLevel, oldDefaults } from "../compatibility";
import { hasMainSettings } from "../program-settings";
import { defineRule } from "../rule";
import { expandedValue, onSettings } from "../settings";

export const oldCompatibilityLevel = defineRule({
  id: "old-compatibility-level",
  since: "0.1.0",
  status: "stable",
  severity: "information",
  docs: {
    what: "A `compatibility_level` that is missing or so low that old defaults count.",
    why: "With a low level Postfix behaves like a version from years ago where main.cf is silent, and logs a line about it whenever that makes a difference. Some of the old defaults are less safe than those of today. It is meant for the time after an upgrade: set what should stay as it was, then raise the level.",
    bad: "compatibility_level = 2\n",
    good: "compatibility_level = 3.11\n",
    references: ["postconf(5)", "COMPATIBILITY_README"],
  },
  messages: {
    missing:
      "No compatibility_level is set, which counts as level 0. So these old defaults count: {defaults}; and services with '-' in the chroot column run chrooted. Set in main.cf, or in that column, what should stay so, then set compatibility_level to '{newest}'.",
    low: "With this level old defaults count: {defaults}. Set in main.cf what should stay so, then raise the level to '{newest}'.",
  },
  ...onSettings(
    (name) => name === LEVEL,
    (setting, { configuration, report }) => {
      const { version } = configuration.facts;
      const newest = newestLevel(version);
      const level = expandedValue(setting, configuration)?.text;
      if (newest === undefined || level === undefined || !isLevel(level, version)) return;
      if (setting.scope !== undefined || !isLowerLevel(level, newest)) return;
      const defaults = oldDefaults(configuration, level);
      if (defaults.length === 0) return;
      report({
        message: "low",
        data: { defaults: listed(defaults), newest },
        ...setting.valueSpan(0, setting.value.length),
      });
    },
  ),
  configuration({ configuration, report }) {
    const newest = newestLevel(configuration.facts.version);
    if (newest === undefined || configuration.definitions(LEVEL).length > 0) return;
    // A main.cf without services may be a part of one, and a master.cf alone says nothing of main.cf.
    if (!configuration.hasServices() || !hasMainSettings(configuration)) return;
    const defaults = oldDefaults(configuration, "0");
    if (defaults.length === 0) return;
    const data = { defaults: listed(defaults), newest };
    report({ message: "missing", file: "postfix-main", start: 0, end: 0, data });
  },
});

/** More than these make nobody wiser. */
const MOST = 6;

function listed(defaults: readonly string[]): string {
  const shown = defaults.slice(0, MOST).map((text) => `'${shorten(text, 60)}'`);
  const others = defaults.length - shown.length;
  return joinWords(others > 0 ? [...shown, `${others} more`] : shown);
}
