// Each rule has a file, a place in the list, tests and documentation, and its documentation tells the truth.
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join, relative } from "node:path";
import { describe, expect, it } from "vitest";
import type { LocatedFinding } from "../../server/src/analysis/directory";
import { RULES } from "../../server/src/analysis/rules/index";
import {
  type ExampleMachine,
  exampleLanguage,
  messageOf,
  type Rule,
} from "../../server/src/analysis/rules/rule";
import { TableFile } from "../../server/src/analysis/table-file";
import { sourceText } from "../../server/src/base/source-text";
import { directoryWith, factsFor } from "../support/rule-tester";
import { rulesPage } from "./rules-docs";

const ROOT = join(__dirname, "../..");
const RULES_FOLDER = join(ROOT, "server/src/analysis/rules");
const TESTS_FOLDER = join(ROOT, "test/analysis/rules");
const PAGE = join(ROOT, "docs/rules.md");

/** The files of the areas: all rules, and nothing else. */
const areas = readdirSync(RULES_FOLDER, { withFileTypes: true }).filter((entry) => entry.isDirectory());
const files = areas
  .flatMap(({ name }) => readdirSync(join(RULES_FOLDER, name)).map((file) => `${name}/${file}`))
  .sort();

describe("the list of rules", () => {
  it("is sorted by id, and no id occurs twice", () => {
    const ids = RULES.map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)].sort());
  });

  it("has exactly the rules that there are files for", () => {
    const named = files.map((file) => basename(file, ".ts")).sort();
    expect(RULES.map(({ id }) => id)).toEqual(named);
  });

  it("has a test at the same place for each file, and no test without a rule", () => {
    const tests = readdirSync(TESTS_FOLDER, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(TESTS_FOLDER, join(entry.parentPath, entry.name)));
    const ofRules = tests.filter((test) => test.includes("/")).sort();
    expect(ofRules).toEqual(files.map((file) => file.replace(/\.ts$/, ".test.ts")));
  });

  it.each(files)("%s exports one rule, whose name is the file's in camel case", async (file) => {
    const module = (await import(join(RULES_FOLDER, file))) as Record<string, unknown>;
    const id = basename(file, ".ts");
    const name = id.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
    expect(Object.keys(module)).toEqual([name]);
    expect(RULES).toContain(module[name]);
  });
});

describe.each(RULES.map((rule) => [rule.id, rule] as const))("%s", (_, rule) => {
  it("is named and described in full", () => {
    expect(rule.id).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(rule.since).toMatch(/^\d+\.\d+\.\d+$/);
    expect(
      rule.assignment ?? rule.service ?? rule.settings ?? rule.configuration ?? rule.comment ?? rule.table,
    ).toBeDefined();
    expect(rule.docs.what).toMatch(/^[A-Z`].*\.$/);
    expect(rule.docs.why).toMatch(/^(?:[A-Z`]|[a-z0-9]+[_(]).*\.$/s);
    expect(rule.docs.references.length).toBeGreaterThan(0);
    for (const text of Object.values(rule.messages)) expect(text).toMatch(/([.?]|\{\w+\})$/);
    for (const key of Object.keys(rule.severities ?? {})) expect(Object.keys(rule.messages)).toContain(key);
  });

  it("reports its bad example and accepts its good one", () => {
    expect(messagesFor(rule, rule.docs.bad, [rule]), "bad example").not.toEqual([]);
    expect(messagesFor(rule, rule.docs.good, RULES), "good example").toEqual([]);
  });
});

/** What rules say about an example. */
function messagesFor(rule: Rule, text: string, rules: readonly Rule[]): string[] {
  return findingsIn(rule, text, rules).map(({ finding }) => `${finding.rule.id}: ${messageOf(finding)}`);
}

function findingsIn(rule: Rule, text: string, rules: readonly Rule[]): LocatedFinding[] {
  const { table, machine } = rule.docs;
  if (table) {
    const name = `table.${table.type}`;
    return new TableFile(table.type, name, sourceText(text), factsFor({}), table.uses, rules).findings();
  }
  const language = exampleLanguage(rule);
  const file = language === "postfix-main" ? "main.cf" : "master.cf";
  return directoryWith(rules, `-- ${file} --\n${text}`, circumstancesOf(machine)).findings(language);
}

function circumstancesOf(machine: ExampleMachine | undefined) {
  if (!machine) return {};
  const { files = {}, tableTypes } = machine;
  return { files, ...(tableTypes && { tableTypes }) };
}

describe("docs/rules.md", () => {
  it("is what the rules say (UPDATE=1 writes it anew)", () => {
    const page = rulesPage(RULES);
    if (process.env.UPDATE === "1") writeFileSync(PAGE, page);
    expect(existsSync(PAGE) ? readFileSync(PAGE, "utf8") : "").toBe(page);
  });
});
