/**
 * Tests of rules as data. `ruleTester` is the only place that runs a rule; it
 * is strict on purpose: spans are exact and in order, the whole set of
 * findings is compared, every fix is applied, parsed again and must mend what
 * it came with, and every message of a rule needs a case.
 */
import { describe, expect, it } from "vitest";
import {
  type Directory,
  directoryOf,
  type LocatedFinding,
  startOf,
} from "../../server/src/analysis/directory";
import type { FileState } from "../../server/src/analysis/model/known-files";
import { installedFacts, knownFacts, type PostfixFacts } from "../../server/src/analysis/model/postfix-facts";
import { type Fix, messageOf, type Rule, severityOf } from "../../server/src/analysis/rules/rule";
import { applyEdits } from "../../server/src/base/text-edit";
import type { LanguageId } from "../../server/src/contract/languages";
import { NEWEST_RELEASE, parseVersion } from "../../server/src/knowledge/version";
import type { FileInfo } from "../../server/src/ports/files";
import type { MachineFacts } from "../../server/src/ports/machine";
import { markSpans, parseFixture } from "./fixture";

/** What a configuration is held against. */
interface Circumstances {
  /** Such as `3.7`; the newest release when not said. */
  readonly version?: string;
  /** The installed Postfix speaks; these defaults differ from those of the version. `undefined` values: not built in. */
  readonly installed?: Readonly<Record<string, string | undefined>>;
  /** Table types that the installed Postfix has; with it, the installed Postfix speaks. */
  readonly tableTypes?: readonly string[];
  /**
   * The configuration is the live one in /etc/postfix, and these files are on the machine; all others are missing.
   * With it, the installed Postfix speaks. A state without a word about it is a file that root alone may write.
   */
  readonly files?: Readonly<Record<string, Partial<FileInfo> | { readonly kind: "hidden" }>>;
}

/** A configuration in which the rule finds nothing: a text, or one with circumstances. */
export type ValidCase = string | (Circumstances & { readonly code: string });

/** What one finding must be. */
export interface ExpectedFinding {
  /** Key of the rule's messages. */
  readonly message: string;
  readonly data?: Readonly<Record<string, string>>;
  /** Related places as `file:line: text`, lines counted from 1; only the first line of the text. */
  readonly related?: readonly string[];
  /** The file after each fix, in the order of the fixes. Needed as soon as there is one. */
  readonly fixed?: string | readonly string[];
}

/** A configuration with `«spans»` where the rule finds something, and what it finds there, in the order of the files. */
export type InvalidCase = Circumstances & { readonly code: string } & (
    | ExpectedFinding
    | { readonly findings: readonly ExpectedFinding[] }
  );

const CIRCUMSTANCES = ["version", "installed", "tableTypes", "files"] as const;
const CASE_KEYS = ["code", ...CIRCUMSTANCES, "findings", "message", "data", "related", "fixed"];
const FINDING_KEYS = ["message", "data", "related", "fixed"];

/** A machine that is the same everywhere. */
export const TEST_MACHINE: MachineFacts = {
  hostname: "host.example.test",
  addresses: [
    { family: "IPv4", address: "127.0.0.1", netmask: "255.0.0.0" },
    { family: "IPv4", address: "192.0.2.5", netmask: "255.255.255.0" },
  ],
  hosts: new Map([["localhost", ["127.0.0.1"]]]),
  processId: 4711,
};

const LANGUAGES: Readonly<Record<string, LanguageId>> = {
  "main.cf": "postfix-main",
  "master.cf": "postfix-master",
};

/** Declares the tests of a rule. @throws Error when the cases themselves are not as they should be */
export function ruleTester(
  rule: Rule,
  cases: { readonly valid: readonly ValidCase[]; readonly invalid: readonly InvalidCase[] },
): void {
  const { valid, invalid } = cases;
  refuseBadCases(valid, invalid);
  describe(rule.id, () => {
    for (const each of valid) {
      const { code, ...circumstances } = typeof each === "string" ? { code: each } : each;
      it(`accepts ${titleOf(code, circumstances)}`, () => {
        const { directory, files } = load(rule, code, circumstances);
        for (const { name, spans } of files) expect(spans, `spans in ${name} of a valid case`).toEqual([]);
        expect(shown(directory, files)).toEqual(
          files.map(({ name, text }) => ({ name, text, findings: [] })),
        );
      });
    }
    for (const each of invalid) {
      it(`reports ${titleOf(each.code, each)}`, () => checkInvalid(rule, each));
    }
    it("has a case for each message", () => {
      const used = new Set(invalid.flatMap((each) => expectedOf(each).map(({ message }) => message)));
      expect([...used].sort()).toEqual(Object.keys(rule.messages).sort());
    });
  });
}

interface LoadedFile {
  readonly name: string;
  readonly language: LanguageId;
  readonly text: string;
  readonly spans: readonly { readonly start: number; readonly end: number }[];
}

function load(
  rule: Rule,
  code: string,
  circumstances: Circumstances,
): { directory: Directory; files: readonly LoadedFile[] } {
  const files = filesOf(code);
  return { files, directory: directoryFor([rule], files, circumstances) };
}

function filesOf(code: string): LoadedFile[] {
  return [...parseFixture(code).files].map(([name, { text, spans }]) => {
    const language = LANGUAGES[name];
    if (!language) throw new Error(`Rules look at main.cf and master.cf, not at '${name}'.`);
    return { name, language, text, spans };
  });
}

/** A directory with several rules, for tests of what they say together. */
export function directoryWith(rules: readonly Rule[], code: string, circumstances: Circumstances): Directory {
  return directoryFor(rules, filesOf(code), circumstances);
}

function directoryFor(
  rules: readonly Rule[],
  files: readonly Pick<LoadedFile, "language" | "text">[],
  circumstances: Circumstances,
): Directory {
  const textOf = (language: LanguageId) => files.find((file) => file.language === language)?.text;
  const texts: { main?: string; master?: string } = {};
  const main = textOf("postfix-main");
  const master = textOf("postfix-master");
  if (main !== undefined) texts.main = main;
  if (master !== undefined) texts.master = master;
  const directory = directoryOf(
    factsFor(circumstances),
    rules,
    texts,
    circumstances.files && { path: "/etc/postfix" },
  );
  if (circumstances.files) answerFiles(directory, circumstances.files);
  return directory;
}

/** Answers what the rule asks about files until it asks no more. */
function answerFiles(directory: Directory, files: NonNullable<Circumstances["files"]>): void {
  const usual = { kind: "file", size: 100, modified: 1_000, access: { mode: 0o644, user: 0 } } as const;
  const stateOf = (path: string): FileState =>
    Object.hasOwn(files, path) ? ({ ...usual, ...files[path] } as FileState) : { kind: "missing" };
  for (let round = 0; round < 10; round++) {
    for (const language of Object.values(LANGUAGES)) directory.findings(language);
    const asked = directory.configuration.files.unanswered();
    if (asked.length === 0) return;
    directory.answerFiles(new Map(asked.map((path) => [path, stateOf(path)])));
  }
  throw new Error("The rule asks for ever more files.");
}

const factsCache = new Map<string, PostfixFacts>();

/** The facts of a version, or those of an installed Postfix of this version. */
export function factsFor({ version, installed, tableTypes, files }: Circumstances): PostfixFacts {
  const key = JSON.stringify([version, installed, Object.keys(installed ?? {}), tableTypes, files && true]);
  let facts = factsCache.get(key);
  if (!facts) {
    const parsed = version === undefined ? NEWEST_RELEASE : parseVersion(version);
    if (!parsed) throw new Error(`'${version}' is no version.`);
    const known = knownFacts(parsed, TEST_MACHINE);
    const printed = new Map<string, string | undefined>([
      ...known.defaults,
      ...Object.entries(installed ?? {}),
    ]);
    const lines = [...printed].flatMap(([name, value]) =>
      value === undefined ? [] : [`${name} = ${value}\n`],
    );
    const isInstalled = installed ?? tableTypes ?? files;
    facts = isInstalled ? installedFacts(lines.join(""), tableTypes, TEST_MACHINE) : known;
    if (!facts) throw new Error("These are no facts of an installed Postfix.");
    factsCache.set(key, facts);
  }
  return facts;
}

function checkInvalid(rule: Rule, each: InvalidCase): void {
  const { directory, files } = load(rule, each.code, each);
  const expected = expectedOf(each);
  const located = files.flatMap(({ language }) =>
    directory.findings(language).map((found) => ({ language, found })),
  );
  expect(shown(directory, files)).toEqual(shownAs(files, expected));
  for (const [index, { found, language }] of located.entries()) {
    const { data = {}, related = [] } = expected[index]!;
    expect(found.finding.data, "data").toMatchObject(data);
    expect(relatedOf(directory, found), "related places").toEqual(related);
    checkText(rule, found);
    checkFixes(rule, each, files, language, index, found);
  }
  checkFixAll(rule, each, files, located);
}

function expectedOf(each: InvalidCase): readonly ExpectedFinding[] {
  return "findings" in each ? each.findings : [each];
}

/** What is compared: each file with its spans marked, and the message at each span. */
function shown(directory: Directory, files: readonly LoadedFile[]) {
  return files.map(({ name, language, text }) => {
    const found = directory.findings(language);
    return {
      name,
      text: markSpans(
        text,
        found.map(({ start, end }) => ({ start, end })),
      ),
      findings: found.map(({ finding }) => finding.message),
    };
  });
}

function shownAs(files: readonly LoadedFile[], expected: readonly ExpectedFinding[]) {
  let next = 0;
  const all = files.map(({ name, text, spans }) => ({
    name,
    text: markSpans(text, spans),
    findings: spans.map(() => expected[next++]?.message),
  }));
  if (next !== expected.length)
    throw new Error(`${next} spans are marked, but ${expected.length} findings described.`);
  return all;
}

function relatedOf(directory: Directory, { finding }: LocatedFinding): string[] {
  return finding.related.map(({ chunk, file, start, end, message }) => {
    const parsed = directory.file(file)!;
    const chunkStart = startOf<unknown>(parsed.tree, chunk);
    if (chunkStart === undefined) throw new Error("A related place is not in its file.");
    expect(message).not.toBe("");
    const text = parsed.source.getText().slice(chunkStart + start, chunkStart + end);
    const { line } = parsed.source.positionAt(chunkStart + start);
    return `${parsed.uri}:${line + 1}: ${text.split("\n")[0]}`;
  });
}

/** A message must have all of its data, and end as sentences do. */
function checkText(rule: Rule, { finding }: LocatedFinding): void {
  const template = rule.messages[finding.message] ?? "";
  for (const [, key] of template.matchAll(/\{(\w+)\}/g)) {
    expect(Object.keys(finding.data), `data of '${finding.message}'`).toContain(key);
  }
  expect(messageOf(finding)).toMatch(/[.?]$/);
  expect(severityOf(finding)).toMatch(/^(error|warning|information|hint)$/);
}

/** Applies each fix to the whole fixture. */
function checkFixes(
  rule: Rule,
  each: InvalidCase,
  files: readonly LoadedFile[],
  language: LanguageId,
  index: number,
  { finding, chunkStart }: LocatedFinding,
): void {
  const { fixed } = expectedOf(each)[index]!;
  const wanted = fixed === undefined ? [] : typeof fixed === "string" ? [fixed] : fixed;
  const before = files.find((file) => file.language === language)!.text;
  const results = finding.fixes.map((fix) => applyEdits(before, placed(fix, chunkStart)));
  expect(results, "the file after each fix").toEqual(wanted);
  expect(finding.fixes.filter((fix) => fix.preferred).length, "preferred fixes").toBeLessThan(2);
  for (const [number, text] of results.entries()) {
    expect(finding.fixes[number]!.title, "title of a fix").toMatch(/^[A-Z]/);
    expect(text, "a fix changes something").not.toBe(before);
    const after = afterFix(rule, each, files, language, text);
    const countOf = (directory: Directory) =>
      files.flatMap((file) => directory.findings(file.language)).length;
    const found = countOf(directoryFor([rule], files, each));
    expect(countOf(after), "findings that are left after the fix").toBeLessThan(found);
  }
}

/** Fixes that may be applied unseen must do so together, and leave nothing of theirs. */
function checkFixAll(
  rule: Rule,
  each: InvalidCase,
  files: readonly LoadedFile[],
  located: readonly { readonly language: LanguageId; readonly found: LocatedFinding }[],
): void {
  for (const { language, text } of files) {
    const fixes = located.flatMap(({ language: own, found }) =>
      own === language
        ? found.finding.fixes.filter((fix) => fix.fixAll).map((fix) => placed(fix, found.chunkStart))
        : [],
    );
    if (fixes.length === 0) continue;
    const after = afterFix(rule, each, files, language, applyEdits(text, fixes.flat()));
    const left = after.findings(language).filter(({ finding }) => finding.fixes.some((fix) => fix.fixAll));
    expect(left.length, "findings after mending all").toBe(0);
  }
}

function placed(fix: Fix, chunkStart: number) {
  return fix.edits.map(({ start, end, newText }) => ({
    start: chunkStart + start,
    end: chunkStart + end,
    newText,
  }));
}

function afterFix(
  rule: Rule,
  circumstances: Circumstances,
  files: readonly LoadedFile[],
  language: LanguageId,
  text: string,
): Directory {
  const changed = files.map((file) => (file.language === language ? { ...file, text } : file));
  return directoryFor([rule], changed, circumstances);
}

function titleOf(code: string, { version, installed, tableTypes, files }: Circumstances): string {
  const circumstances = [
    version && `for ${version}`,
    installed && `installed ${JSON.stringify(installed)}`,
    tableTypes && `table types ${tableTypes.join(" ")}`,
    files && `files ${JSON.stringify(files)}`,
  ];
  return [JSON.stringify(code), ...circumstances.filter(Boolean)].join(" ");
}

/** Cases that cannot be meant are mistakes in the test, not in the rule. */
function refuseBadCases(valid: readonly ValidCase[], invalid: readonly InvalidCase[]): void {
  if (valid.length === 0 || invalid.length === 0) throw new Error("A rule needs valid and invalid cases.");
  const seen = new Set<string>();
  for (const each of [...valid, ...invalid]) {
    const whole = typeof each === "string" ? { code: each } : each;
    refuseUnknownKeys(whole, CASE_KEYS);
    if ("findings" in whole && Array.isArray(whole.findings)) {
      for (const finding of whole.findings as object[]) refuseUnknownKeys(finding, FINDING_KEYS);
    }
    if ("findings" in whole && "message" in whole)
      throw new Error("A case has either 'findings' or 'message'.");
    const { code, ...circumstances } = whole;
    const { version, installed, tableTypes, files } = circumstances as Circumstances;
    const key = JSON.stringify([
      code.replace(/[«»]/g, ""),
      version,
      installed,
      Object.keys(installed ?? {}),
      tableTypes,
      files,
    ]);
    if (seen.has(key)) throw new Error(`Two cases are the same: ${code}`);
    seen.add(key);
  }
}

function refuseUnknownKeys(value: object, known: readonly string[]): void {
  for (const key of Object.keys(value)) {
    if (!known.includes(key)) throw new Error(`'${key}' means nothing in a case of a rule.`);
  }
}
