/**
 * What the rules call an error in real configuration files by many authors.
 * Each line of the golden file was looked at by hand: it is a mistake, or a
 * file that Postfix would not take as it stands. UPDATE=1 writes it anew; read
 * the difference.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Directory } from "../../server/src/analysis/directory";
import { RULES } from "../../server/src/analysis/rules/index";
import type { Severity } from "../../server/src/analysis/rules/rule";
import { decodeText } from "../../server/src/base/decode";
import { sourceText } from "../../server/src/base/source-text";
import { factsFor } from "../support/rule-tester";
import { nicknameOf } from "./nicknames";

const CORPUS = join(__dirname, "../../../shared/corpus");
const GOLDEN = join(__dirname, "golden/errors.txt");
const hasCorpus = existsSync(join(CORPUS, "main.cf"));

type Language = "postfix-main" | "postfix-master";

/** A file of the corpus. */
interface RealFile {
  readonly language: Language;
  /** As it is called where it comes from: `main.cf.proto` is not yet what Postfix reads. */
  readonly name: string;
  readonly text: string;
}

function read(kind: string, name: string, language: Language): RealFile {
  return { language, name, text: decodeText(readFileSync(join(CORPUS, kind, name))) };
}

/** Each file alone, and each main.cf with the master.cf that belongs to it. */
function configurations(): [name: string, files: RealFile[]][] {
  const mains = readdirSync(join(CORPUS, "main.cf")).map((name): [string, RealFile[]] => {
    const main = read("main.cf", name, "postfix-main");
    const sibling = `${name}.master.cf`;
    const hasSibling = existsSync(join(CORPUS, "siblings", sibling));
    return [`main.cf/${name}`, hasSibling ? [main, read("siblings", sibling, "postfix-master")] : [main]];
  });
  const masters = readdirSync(join(CORPUS, "master.cf")).map((name): [string, RealFile[]] => {
    return [`master.cf/${name}`, [read("master.cf", name, "postfix-master")]];
  });
  const templates = readdirSync(join(CORPUS, "template"))
    .filter((name) => /main[._]cf|master[._]cf/.test(name))
    .map((name): [string, RealFile[]] => {
      const language = /master[._]cf/.test(name) ? "postfix-master" : "postfix-main";
      return [`template/${name}`, [read("template", name, language)]];
    });
  return [...mains, ...masters, ...templates].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** `line:column rule (message)` of the findings of one severity in all files. */
function findings(files: readonly RealFile[], severity: Severity): string[] {
  const directory = new Directory(factsFor({}), RULES);
  for (const { language, name, text } of files) directory.setFile(language, name, sourceText(text));
  return files.flatMap(({ language }) =>
    directory
      .findings(language)
      .filter((located) => located.severity === severity)
      .map(({ finding, start }) => {
        const { line, character } = directory.file(language)!.source.positionAt(start);
        const file = language === "postfix-main" ? "main.cf" : "master.cf";
        return `  ${file}:${line + 1}:${character + 1} ${finding.rule.id} (${finding.message})`;
      }),
  );
}

describe.skipIf(!hasCorpus)("real configuration files", () => {
  it("have just the errors that were looked at", () => {
    const names: string[] = [];
    const found = configurations().flatMap(([name, files]) => {
      const errors = findings(files, "error");
      if (errors.length > 0) names.push(`${nicknameOf(name)} is ${name}`);
      return errors.length > 0 ? [nicknameOf(name), ...errors] : [];
    });
    const text = `${found.join("\n")}\n`;
    if (process.env.UPDATE === "1") writeFileSync(GOLDEN, text);
    expect(text, names.join("\n")).toBe(existsSync(GOLDEN) ? readFileSync(GOLDEN, "utf8") : "");
  });
});
