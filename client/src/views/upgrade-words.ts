/** What can be asked about when somebody thinks of another version. No VS Code here. */

/** A version, or a compatibility level, to compare with. */
export interface UpgradeGoal {
  readonly option: "--to-version" | "--to-level";
  readonly value: string;
  readonly label: string;
  readonly description: string;
}

/** The newest versions first; a test holds them against what the server knows. */
const VERSIONS: readonly string[] = ["3.11", "3.10", "3.9", "3.8", "3.7", "3.6", "3.5", "3.4"];

/** The levels at which defaults change, the highest first; the same test. */
const LEVELS: readonly string[] = ["3.11", "3.6", "2", "1"];

/** What is offered: what was typed, if it is none of the others, and all that is known. */
export function upgradeGoals(typed: string): UpgradeGoal[] {
  const text = typed.trim();
  const own = /^\d+\.\d+(?:\.\d+)?$/.test(text) && !VERSIONS.includes(text) ? [versionGoal(text)] : [];
  return [...own, ...VERSIONS.map(versionGoal), ...LEVELS.map(levelGoal)];
}

function versionGoal(value: string): UpgradeGoal {
  return { option: "--to-version", value, label: `Postfix ${value}`, description: "another version" };
}

function levelGoal(value: string): UpgradeGoal {
  return {
    option: "--to-level",
    value,
    label: `compatibility_level = ${value}`,
    description: "newer defaults of the same version",
  };
}
