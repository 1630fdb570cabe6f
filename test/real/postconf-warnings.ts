/** What postconf says on standard error about main.cf and master.cf, as facts that can be compared. */
import type { Directory, LocatedFinding } from "../../server/src/analysis/directory";
import type { LanguageId } from "../../server/src/contract/languages";
import type { MainChunk } from "../../server/src/syntax/main-cf";
import { fieldOf, type MasterChunk, serviceKey } from "../../server/src/syntax/master-cf";

/** One thing said, such as `main.cf unused zz` or `main.cf overridden a 3`, and what postconf died of. */
export interface Remarks {
  readonly warnings: readonly string[];
  /** Such as `main.cf missing-equals 3`; undefined when postconf went on to the end. */
  readonly fatal: string | undefined;
  /** It died of an expression; postconf does not say which. */
  readonly dies: boolean;
  /** Lines of the kinds above that could not be read: none, or the comparison is worth nothing. */
  readonly unread: readonly string[];
}

type Reader = readonly [pattern: RegExp, remark: (match: RegExpExecArray) => string];

const WARNINGS: readonly Reader[] = [
  [/^(\S+): unused parameter: ([^=]+)=/, ([, file, name]) => `${file} unused ${name}`],
  [/^(\S+): undefined parameter: (.*)$/, ([, file, name]) => `${file} undefined ${name}`],
  [/^(\S+): read-only parameter assignment: ([^=]+)=/, ([, file, name]) => `${file} read-only ${name}`],
  [
    /^(\S+), line (\d+): overriding earlier entry: ([^=]+)=/,
    ([, file, line, name]) => `${file} overridden ${name} ${line}`,
  ],
  [/^(\S+): logical line must not start with whitespace/, ([, file]) => `${file} leading-space`],
  [/^(master\.cf): missing '\}' in /, ([, file]) => `${file} missing-brace`],
  [/^(master\.cf): syntax error after '\}' in /, ([, file]) => `${file} text-after-brace`],
];

const FATALS: readonly Reader[] = [
  [
    /^(\S+), line (\d+): missing '=' after attribute name/,
    ([, file, line]) => `${file} missing-equals ${line}`,
  ],
  [
    /^(\S+), line (\d+): missing attribute name/,
    ([, file, line]) => `${file} missing-parameter-name ${line}`,
  ],
  [/^file (\S+): line (\d+): bad field count/, ([, file, line]) => `${file} bad-service-line ${line}`],
  [/^invalid (\S+) field "(.*?)" in "/, ([, , value]) => `master.cf bad-service-field ${value}`],
];

/** Words of the kinds of remarks that are compared; a line with one of them must have been read. */
const KINDS = /unused parameter|undefined parameter|read-only|overriding|must not start with/;

/** Reads postconf's standard error. A program that a signal ended has the code -1: it ran out of stack. */
export function readRemarks(stderr: string, directory: string, code: number): Remarks {
  const warnings: string[] = [];
  const unread: string[] = [];
  let fatal: string | undefined;
  for (const line of stderr.split("\n")) {
    const match = /^\S*postconf: (warning|fatal): (.*)$/.exec(line);
    if (!match) continue;
    const text = match[2]!.replaceAll(`${directory}/`, "");
    // The directory named on the command line is a setting that main.cf may override.
    if (text.endsWith(`: overriding earlier entry: config_directory=${directory}`)) continue;
    const remark = firstOf(match[1] === "fatal" ? FATALS : WARNINGS, text);
    if (match[1] === "fatal") fatal = remark ?? text;
    else if (remark) warnings.push(remark);
    else if (KINDS.test(text)) unread.push(line);
  }
  if (code < 0) fatal = "a signal";
  const dies = code < 0 || (fatal !== undefined && /macro processing error/.test(fatal));
  return { warnings: warnings.sort(), fatal, dies, unread };
}

function firstOf(readers: readonly Reader[], text: string): string | undefined {
  for (const [pattern, remark] of readers) {
    const match = pattern.exec(text);
    if (match) return remark(match);
  }
  return undefined;
}

const FILES: Readonly<Record<LanguageId, string>> = {
  "postfix-main": "main.cf",
  "postfix-master": "master.cf",
};

/** The same from our findings: the first fatal error of each file, and whether an expression is fatal. */
export function remarksOf(directory: Directory): {
  readonly warnings: readonly string[];
  readonly fatal: Partial<Record<LanguageId, string>>;
  readonly dies: boolean;
} {
  const warnings: string[] = [];
  const fatal: Partial<Record<LanguageId, string>> = {};
  let dies = false;
  for (const language of ["postfix-main", "postfix-master"] as const) {
    for (const found of directory.findings(language)) {
      const file = FILES[language];
      const line = directory.file(language)!.source.positionAt(found.start).line + 1;
      const { rule, data, message } = found.finding;
      switch (rule.id) {
        case "unknown-parameter":
        case "unused-parameter":
          warnings.push(...repeated(`${file} unused ${data.name}`, directory, language, found));
          break;
        case "undefined-reference":
          warnings.push(...repeated(`${file} undefined ${data.name}`, directory, language, found));
          break;
        case "read-only-parameter":
          warnings.push(`${file} read-only ${data.name}`);
          break;
        case "duplicate-parameter":
          // postconf speaks at the line that overrides, and only where that changes the value.
          if (message === "overridden")
            warnings.push(`${file} overridden ${data.name} ${overridingLine(directory, found)}`);
          break;
        case "leading-space":
          warnings.push(`${file} leading-space`);
          break;
        case "bad-override":
          if (message.endsWith("-brace")) warnings.push(`${file} ${message}`);
          break;
        case "bad-expression":
        case "endless-reference":
          dies = true;
          break;
        case "missing-equals":
        case "missing-parameter-name":
        case "bad-service-line":
          fatal[language] ??= `${file} ${rule.id} ${line}`;
          break;
        case "bad-service-field":
          fatal[language] ??= `${file} ${rule.id} ${data.value}`;
          break;
      }
    }
  }
  return { warnings: warnings.sort(), fatal, dies };
}

function overridingLine(directory: Directory, { finding }: LocatedFinding): number {
  const { tree, source } = directory.main!;
  const index = tree.chunks.indexOf(finding.related[0]!.chunk as MainChunk);
  return source.positionAt(tree.starts[index]!).line + 1;
}

/** postconf repeats what it says of a service for every line of the same name and type, from the first with options on. */
function repeated(
  remark: string,
  directory: Directory,
  language: LanguageId,
  { chunkStart }: LocatedFinding,
): string[] {
  if (language === "postfix-main") return [remark];
  const { tree } = directory.master!;
  const own =
    tree.chunks[[...Array(tree.chunks.length).keys()].find((index) => tree.starts[index] === chunkStart)!]!;
  const same = tree.chunks.filter((chunk) => isServiceLike(chunk, own));
  const first = same.findIndex((chunk) =>
    chunk.node!.overrides.some(({ problem }) => problem !== "no-assignment"),
  );
  return same.slice(first).map(() => remark);
}

function isServiceLike({ node }: MasterChunk, own: MasterChunk): boolean {
  return (
    node !== undefined && fieldOf(node, "command") !== undefined && serviceKey(node) === serviceKey(own.node!)
  );
}
