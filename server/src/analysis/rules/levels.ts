/** How grave a rule's findings are to be: the user's word over the rule's own. */

import { nearest } from "../../base/edit-distance";
import { joinWords } from "../../base/for-people";
import { type Finding, type Rule, type Severity, severityOf } from "./rule";

/** What a user may set for a rule. */
export type Level = Severity | "off";

/** The words for levels in settings and on the command line. */
export const LEVEL_WORDS: Readonly<Record<string, Level>> = {
  off: "off",
  hint: "hint",
  info: "information",
  information: "information",
  warning: "warning",
  error: "error",
};

/** Levels by rule id. */
export type Levels = ReadonlyMap<string, Level>;

/** No rule has another level than its own. */
export const OWN_LEVELS: Levels = new Map();

/** The rules that are to run at all. */
export function rulesAt(rules: readonly Rule[], levels: Levels): readonly Rule[] {
  return levels.size === 0 ? rules : rules.filter((rule) => levels.get(rule.id) !== "off");
}

/** What a grave finding is in a template: nobody knows yet what Postfix will read there. */
const IN_TEMPLATE: Readonly<Record<Severity, Severity>> = {
  error: "warning",
  warning: "information",
  information: "information",
  hint: "hint",
};

/** How grave a finding is here; a level that was set counts as it is. */
export function severityAt(finding: Finding, levels: Levels, isTemplate: boolean): Severity {
  const level = levels.get(finding.rule.id);
  if (level !== undefined && level !== "off") return level;
  const own = severityOf(finding);
  return isTemplate ? IN_TEMPLATE[own] : own;
}

/**
 * Reads levels from a setting, which may hold anything.
 *
 * @returns the levels that are understood, and one sentence about each that is not
 */
export function readLevels(
  setting: unknown,
  rules: readonly Rule[],
): { readonly levels: Levels; readonly problems: readonly string[] } {
  const levels = new Map<string, Level>();
  const problems: string[] = [];
  if (typeof setting !== "object" || setting === null) return { levels, problems };
  const ids = rules.map(({ id }) => id);
  for (const [rule, word] of Object.entries(setting)) {
    if (!ids.includes(rule)) {
      const like = nearest(rule, ids).map((id) => `"${id}"`);
      problems.push(
        `There is no rule "${rule}".${like.length > 0 ? ` Did you mean ${joinWords(like, "or")}?` : ""}`,
      );
    } else if (typeof word !== "string" || !Object.hasOwn(LEVEL_WORDS, word)) {
      problems.push(
        `"${word}" is no level for the rule "${rule}"; it takes off, hint, info, warning or error.`,
      );
    } else {
      levels.set(rule, LEVEL_WORDS[word]!);
    }
  }
  return { levels, problems };
}
