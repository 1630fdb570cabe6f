/**
 * Tests of rules that look at lookup tables, as data. As strict as
 * {@link ruleTester}: spans are exact and in order, the whole set of findings
 * is compared, every fix is applied, parsed again and must mend what it came
 * with, and every message of a rule needs a case. A case is one file, opened
 * by a line such as `-- header_checks.pcre --`, `-- access.key --` or `-- x.mysql --`
 * that also tells the format.
 */
import { describe, expect, it } from "vitest";
import type { LocatedFinding } from "../../server/src/analysis/directory";
import { type Fix, messageOf, type Rule, severityOf } from "../../server/src/analysis/rules/rule";
import { TableFile } from "../../server/src/analysis/table-file";
import { sourceText } from "../../server/src/base/source-text";
import { applyEdits } from "../../server/src/base/text-edit";
import { isTableFormat } from "../../server/src/syntax/tables/table";
import { fixtureFile, markSpans, parseFixture } from "./fixture";
import { PCRE2 } from "./pcre2";
import { factsFor } from "./rule-tester";

/** What a table is held against. */
interface Circumstances {
  /** Such as `3.7`; the newest release when not said. */
  readonly version?: string;
  /** The parameters and restrictions that refer to the table. */
  readonly uses?: readonly string[];
}

/** A table in which the rule finds nothing: a text, or one with circumstances. */
export type ValidTable = string | (Circumstances & { readonly code: string });

/** What one finding must be. */
export interface ExpectedTableFinding {
  /** Key of the rule's messages. */
  readonly message: string;
  readonly data?: Readonly<Record<string, string>>;
  /** The file after each fix, without the header, in the order of the fixes. Needed as soon as there is one. */
  readonly fixed?: string | readonly string[];
}

/** A table with `«spans»` where the rule finds something, and what it finds there, in the order of the file. */
export type InvalidTable = Circumstances & { readonly code: string } & (
    | ExpectedTableFinding
    | { readonly findings: readonly ExpectedTableFinding[] }
  );

const CASE_KEYS = ["code", "version", "uses", "findings", "message", "data", "fixed"];
const FINDING_KEYS = ["message", "data", "fixed"];

/** Declares the tests of a rule. @throws Error when the cases themselves are not as they should be */
export function tableRuleTester(
  rule: Rule,
  cases: { readonly valid: readonly ValidTable[]; readonly invalid: readonly InvalidTable[] },
): void {
  const valid = cases.valid.map((each) => (typeof each === "string" ? { code: each } : each));
  const { invalid } = cases;
  refuseBadCases(valid, invalid);
  describe(rule.id, () => {
    for (const each of valid) {
      it(`accepts ${titleOf(each)}`, () => {
        const { name, text, spans } = fileOf(each.code);
        expect(spans, "spans in a valid case").toEqual([]);
        expect(shown(text, load(rule, name, text, each).findings())).toEqual({ text, messages: [] });
      });
    }
    for (const each of invalid) it(`reports ${titleOf(each)}`, () => checkInvalid(rule, each));
    it("has a case for each message", () => {
      const used = new Set(invalid.flatMap((each) => expectedOf(each).map(({ message }) => message)));
      expect([...used].sort()).toEqual(Object.keys(rule.messages).sort());
    });
  });
}

function fileOf(code: string) {
  const names = [...parseFixture(code).files.keys()];
  if (names.length !== 1) throw new Error("A case is one table.");
  return { name: names[0]!, ...fixtureFile(code) };
}

/** A table's file by its name. @throws Error when the name does not tell the type */
function load(rule: Rule, name: string, text: string, { version, uses = [] }: Circumstances): TableFile {
  const type = name.slice(name.lastIndexOf(".") + 1);
  if (!isTableFormat(type)) throw new Error(`'${name}' is the name of no table that rules look at.`);
  return new TableFile(
    type,
    name,
    sourceText(text),
    factsFor(version === undefined ? {} : { version }),
    uses,
    [rule],
    [rule],
    undefined,
    PCRE2,
  );
}

function shown(text: string, found: readonly LocatedFinding[]) {
  return { text: markSpans(text, found), messages: found.map(({ finding }) => finding.message) };
}

function expectedOf(each: InvalidTable): readonly ExpectedTableFinding[] {
  return "findings" in each ? each.findings : [each];
}

function checkInvalid(rule: Rule, each: InvalidTable): void {
  const { name, text, spans } = fileOf(each.code);
  const expected = expectedOf(each);
  const found = load(rule, name, text, each).findings();
  const messages = expected.map(({ message }) => message);
  expect(shown(text, found)).toEqual({ text: markSpans(text, spans), messages });
  expect(spans.length, "spans that are marked").toBe(expected.length);
  for (const [index, located] of found.entries()) {
    const { data = {}, fixed } = expected[index]!;
    expect(located.finding.data, "data").toMatchObject(data);
    checkText(rule, located);
    const results = located.finding.fixes.map((fix) => applyEdits(text, placed(fix, located.chunkStart)));
    const wanted = fixed === undefined ? [] : typeof fixed === "string" ? [fixed] : fixed;
    expect(results, "the file after each fix").toEqual(wanted);
    checkFixes(located.finding.fixes);
    for (const result of results) {
      expect(result, "a fix changes something").not.toBe(text);
      const left = load(rule, name, result, each).findings().length;
      expect(left, "findings that are left after the fix").toBeLessThan(found.length);
    }
  }
  checkFixAll(rule, each, name, text, found);
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

function checkFixes(fixes: readonly Fix[]): void {
  expect(fixes.filter((fix) => fix.preferred).length, "preferred fixes").toBeLessThan(2);
  for (const { title } of fixes) expect(title, "title of a fix").toMatch(/^[A-Z]/);
}

/** Fixes that may be applied unseen must do so together, and leave nothing of theirs. */
function checkFixAll(
  rule: Rule,
  each: InvalidTable,
  name: string,
  text: string,
  found: readonly LocatedFinding[],
): void {
  const edits = found.flatMap(({ finding, chunkStart }) =>
    finding.fixes.filter((fix) => fix.fixAll).flatMap((fix) => placed(fix, chunkStart)),
  );
  if (edits.length === 0) return;
  const after = load(rule, name, applyEdits(text, edits), each).findings();
  const left = after.filter(({ finding }) => finding.fixes.some((fix) => fix.fixAll));
  expect(left.length, "findings after mending all").toBe(0);
}

function placed(fix: Fix, chunkStart: number) {
  return fix.edits.map(({ start, end, newText }) => ({
    start: chunkStart + start,
    end: chunkStart + end,
    newText,
  }));
}

function titleOf({ code, version, uses }: Circumstances & { readonly code: string }): string {
  return [JSON.stringify(code), version && `for ${version}`, uses && `used by ${uses.join(" ")}`]
    .filter(Boolean)
    .join(" ");
}

/** Cases that cannot be meant are mistakes in the test, not in the rule. */
function refuseBadCases(
  valid: readonly (Circumstances & { readonly code: string })[],
  invalid: readonly InvalidTable[],
): void {
  if (valid.length === 0 || invalid.length === 0) throw new Error("A rule needs valid and invalid cases.");
  const seen = new Set<string>();
  for (const each of [...valid, ...invalid]) {
    refuseUnknownKeys(each, CASE_KEYS);
    if ("findings" in each && Array.isArray(each.findings)) {
      for (const finding of each.findings as object[]) refuseUnknownKeys(finding, FINDING_KEYS);
    }
    if ("findings" in each && "message" in each)
      throw new Error("A case has either 'findings' or 'message'.");
    const key = JSON.stringify([each.code.replace(/[«»]/g, ""), each.version, each.uses]);
    if (seen.has(key)) throw new Error(`Two cases are the same: ${each.code}`);
    seen.add(key);
  }
}

function refuseUnknownKeys(value: object, known: readonly string[]): void {
  for (const key of Object.keys(value)) {
    if (!known.includes(key)) throw new Error(`'${key}' means nothing in a case of a rule.`);
  }
}
