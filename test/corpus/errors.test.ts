/**
 * What the rules call an error in real configuration files by many authors.
 * Each line of the golden file was looked at by hand: it is a mistake, or a
 * file that Postfix would not take as it stands. UPDATE=1 writes it anew; read
 * the difference.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { directoryOf } from "../../server/src/analysis/directory";
import { RULES } from "../../server/src/analysis/rules/index";
import type { Severity } from "../../server/src/analysis/rules/rule";
import { decodeText } from "../../server/src/base/decode";
import type { LanguageId } from "../../server/src/contract/languages";
import { factsFor } from "../support/rule-tester";

const CORPUS = join(__dirname, "../../../shared/corpus");
const GOLDEN = join(__dirname, "golden/errors.txt");
const hasCorpus = existsSync(join(CORPUS, "main.cf"));

interface Configuration {
  readonly main?: string;
  readonly master?: string;
}

function read(kind: string, name: string): string {
  return decodeText(readFileSync(join(CORPUS, kind, name)));
}

/** Each file alone, and each main.cf with the master.cf that belongs to it. */
function configurations(): [name: string, configuration: Configuration][] {
  const mains = readdirSync(join(CORPUS, "main.cf")).map((name): [string, Configuration] => {
    const sibling = join(CORPUS, "siblings", `${name}.master.cf`);
    const master = existsSync(sibling) ? { master: decodeText(readFileSync(sibling)) } : {};
    return [`main.cf/${name}`, { main: read("main.cf", name), ...master }];
  });
  const masters = readdirSync(join(CORPUS, "master.cf")).map((name): [string, Configuration] => {
    return [`master.cf/${name}`, { master: read("master.cf", name) }];
  });
  const templates = readdirSync(join(CORPUS, "template"))
    .filter((name) => /(main|master)[._](cf|in)|main\.cf|master\.cf/.test(name))
    .map((name): [string, Configuration] => {
      const text = read("template", name);
      return [
        `template/${name}`,
        /master/.test(name) && !/ispconfig/.test(name) ? { master: text } : { main: text },
      ];
    });
  return [...mains, ...masters, ...templates].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** `line:column rule (message)` of the findings of one severity in both files. */
function findings(configuration: Configuration, severity: Severity): string[] {
  const directory = directoryOf(factsFor({}), RULES, configuration);
  return (["postfix-main", "postfix-master"] as const).flatMap((language: LanguageId) =>
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
    const found = configurations().flatMap(([name, configuration]) => {
      const errors = findings(configuration, "error");
      return errors.length > 0 ? [name, ...errors] : [];
    });
    const text = `${found.join("\n")}\n`;
    if (process.env.UPDATE === "1") writeFileSync(GOLDEN, text);
    expect(text).toBe(existsSync(GOLDEN) ? readFileSync(GOLDEN, "utf8") : "");
  });
});
