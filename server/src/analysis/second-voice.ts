/**
 * The second voice: what the installed postconf says about a directory. Most
 * of it the rules have said already, with a better place; only what they have
 * not is shown.
 */
import type { LanguageId } from "../contract/languages";
import type { Exec } from "../ports/exec";
import type { Directory } from "./directory";
import type { Severity } from "./rules/rule";

/** One thing that postconf said of a file. */
export interface PostconfRemark {
  readonly language: LanguageId;
  readonly severity: Extract<Severity, "error" | "warning">;
  /** Its own words, without its name and the directory. */
  readonly words: string;
}

/** A remark that the rules have not made, with its place in the file. */
export interface PlacedRemark {
  readonly severity: PostconfRemark["severity"];
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** What postconf is made to read: main.cf with what master.cf refers to, and all overrides. */
const RUNS = ["-n", "-P"] as const;

/** Warnings are short; a file with more than this many bytes of them helps nobody. */
const OUTPUT_LIMIT = 1_000_000;

/** How long postconf may take; one that dies sleeps for a second first. */
const TIMEOUT_MS = 10_000;

/**
 * Asks postconf about a directory.
 *
 * @returns undefined when it could not be asked; each remark once
 */
export async function askPostconf(
  exec: Exec,
  postconf: string,
  directory: string,
): Promise<readonly PostconfRemark[] | undefined> {
  const results = await Promise.all(
    RUNS.map((list) =>
      exec.run({
        program: postconf,
        args: ["-c", directory, list],
        timeout: TIMEOUT_MS,
        outputLimit: OUTPUT_LIMIT,
      }),
    ),
  );
  const remarks = new Map<string, PostconfRemark>();
  for (const result of results) {
    if (result.kind !== "exit") return undefined;
    for (const remark of readRemarks(result.stderr, directory)) remarks.set(remark.words, remark);
  }
  return [...remarks.values()];
}

/** Reads postconf's standard error. */
export function readRemarks(stderr: string, directory: string): PostconfRemark[] {
  const remarks: PostconfRemark[] = [];
  for (const line of stderr.split("\n")) {
    const match = /^\S*postconf: (warning|fatal|error): (.*?)\s*$/.exec(line);
    if (!match) continue;
    const words = match[2]!.replaceAll(`${directory}/`, "");
    // The directory named on the command line is itself a setting that main.cf may override.
    if (words.endsWith(`: overriding earlier entry: config_directory=${directory}`)) continue;
    const language = /\bmaster\.cf\b|^invalid \S+ field/.test(words) ? "postfix-master" : "postfix-main";
    remarks.push({ language, severity: match[1] === "warning" ? "warning" : "error", words });
  }
  return remarks;
}

/** A kind of remark: the rules that say the same, and what tells which finding it is. */
interface RemarkKind {
  readonly pattern: RegExp;
  readonly rules: readonly string[];
}

/** Groups: `name` of a parameter, `line` counted from 1. */
const KINDS: readonly RemarkKind[] = [
  {
    pattern: /: unused parameter: (?<name>[^=]+)=/,
    rules: ["unknown-parameter", "unused-parameter", "deprecated-parameter"],
  },
  { pattern: /: undefined parameter: (?<name>\S+)/, rules: ["undefined-reference"] },
  { pattern: /: read-only parameter assignment: (?<name>[^=]+)=/, rules: ["read-only-parameter"] },
  { pattern: /: overriding earlier entry: (?<name>[^=]+)=/, rules: ["duplicate-parameter"] },
  { pattern: /must not start with whitespace/, rules: ["leading-space"] },
  { pattern: /missing '\}' in |syntax error after '\}' in /, rules: ["bad-override"] },
  { pattern: /, line (?<line>\d+): missing '=' after attribute name/, rules: ["missing-equals"] },
  { pattern: /, line (?<line>\d+): missing attribute name/, rules: ["missing-parameter-name"] },
  { pattern: /line (?<line>\d+): bad field count/, rules: ["bad-service-line"] },
  { pattern: /^invalid \S+ field/, rules: ["bad-service-field"] },
  { pattern: /macro processing error|unreasonable macro/, rules: ["bad-expression", "endless-reference"] },
  {
    pattern: /(?<name>\S+): (support for parameter|parameter name) .*(removed|deprecated)/,
    rules: ["deprecated-parameter", "unknown-parameter"],
  },
];

/** What postconf said of a file that no finding says, whether a comment or a setting silences the finding or not. */
export function unsaidRemarks(
  directory: Directory,
  language: LanguageId,
  remarks: readonly PostconfRemark[],
): PlacedRemark[] {
  const own = remarks.filter((remark) => remark.language === language);
  if (own.length === 0) return [];
  const findings = directory.allFindings(language);
  const source = directory.file(language)!.source;
  return own.flatMap(({ words, severity }) => {
    const kind = KINDS.find(({ pattern }) => pattern.test(words));
    const { name, line } = kind?.pattern.exec(words)?.groups ?? {};
    const isSaid = findings.some(
      ({ finding, start }) =>
        kind?.rules.includes(finding.rule.id) &&
        (name === undefined || finding.data.name === name) &&
        (line === undefined || source.positionAt(start).line === Number(line) - 1),
    );
    const isOff = kind?.rules.some((rule) => directory.levelOf(rule) === "off");
    if (isSaid || isOff) return [];
    const text = `The installed Postfix says: ${words}.`;
    return [{ severity, text, ...placeOf(directory, language, words, name) }];
  });
}

/** The line that postconf names, else the one that sets the name it names, else the first line. */
function placeOf(
  directory: Directory,
  language: LanguageId,
  words: string,
  name: string | undefined,
): { start: number; end: number } {
  const source = directory.file(language)!.source;
  const text = source.getText();
  const named = /, line (\d+)/.exec(words);
  let start = named ? source.offsetAt({ line: Number(named[1]) - 1, character: 0 }) : 0;
  if (!named && name !== undefined) {
    const pattern = new RegExp(`^${name.replace(/[^\w]/g, "\\$&")}[ \\t]*=`, "m");
    start = pattern.exec(text)?.index ?? Math.max(0, text.indexOf(`${name}=`));
  }
  const end = start + /^[^\r\n]*/.exec(text.slice(start))![0].length;
  return { start, end };
}
