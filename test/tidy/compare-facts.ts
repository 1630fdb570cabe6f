/** Where our knowledge of a Postfix version differs from what the installed Postfix says of itself. */
import { spawnSync } from "node:child_process";
import { COMPUTED_PARAMETERS, READ_ONLY_PARAMETERS } from "../../server/src/analysis/model/postfix-facts";
import { registryFor } from "../../server/src/knowledge/registry";
import { parseVersion } from "../../server/src/knowledge/version";

/** What {@link compareFacts} finds; all lists are sorted. */
export interface FactDifferences {
  readonly version: string;
  /** How many names were compared. */
  readonly compared: number;
  /** Names that only the installed Postfix has. */
  readonly missing: readonly string[];
  /** Names that only we have for this version. */
  readonly surplus: readonly string[];
  /** `name: ours | theirs`, where the default is no build's choice. */
  readonly defaults: readonly string[];
  /** The same, where it was chosen when this Postfix was compiled. */
  readonly buildDefaults: readonly string[];
}

/** Compares names and defaults. @param printed what `postconf -d` prints for a directory without master.cf */
export function compareFacts(printed: string): FactDifferences {
  const theirs = new Map<string, string>();
  for (const line of printed.split("\n")) {
    const match = /^(\S+) =(?: (.*))?$/.exec(line);
    if (match) theirs.set(match[1]!, match[2] ?? "");
  }
  const version = parseVersion(theirs.get("mail_version") ?? "");
  if (!version) throw new Error("This is not what postconf -d prints: it names no version.");
  const registry = registryFor(version);
  const ours = new Set(registry.builtinNames());
  const differing = [...theirs].flatMap(([name, value]) => {
    const parameter = registry.parameter(name);
    const isElsewhere = COMPUTED_PARAMETERS.has(name) || READ_ONLY_PARAMETERS.has(name);
    const own = parameter?.default?.replace(/\s+/g, " ").trim();
    if (!parameter || !ours.has(name) || isElsewhere || own === value) return [];
    return [{ line: `${name}: ${own} | ${value}`, isBuild: parameter.fact.buildDefault === true }];
  });
  return {
    version: version.text,
    compared: theirs.size,
    missing: [...theirs.keys()].filter((name) => !ours.has(name)).sort(),
    surplus: [...ours].filter((name) => !theirs.has(name)).sort(),
    defaults: differing.filter(({ isBuild }) => !isBuild).map(({ line }) => line),
    buildDefaults: differing.filter(({ isBuild }) => isBuild).map(({ line }) => line),
  };
}

/** What the installed postconf says; undefined where there is none. */
export function installedDefaults(): string | undefined {
  const path = `${process.env.PATH}:/usr/sbin:/usr/local/sbin`;
  const env = { PATH: path, LC_ALL: "C" };
  const { status, stdout } = spawnSync("postconf", ["-d", "-c", "/nonexistent"], { env, encoding: "latin1" });
  return status === 0 ? stdout : undefined;
}
