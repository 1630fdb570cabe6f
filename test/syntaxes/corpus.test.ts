// Real configuration files, held against a line reader that shares nothing with the grammars: a line whose first
// character that is not white space is # is a comment, and any other line that starts at column 0 starts with a name.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type ConfigFile, loadGrammar, type Token, tokenizeLines } from "./tokenize";

const corpus = new URL("../../../shared/corpus/", import.meta.url);
const missing = !existsSync(corpus);
// Processor time, so that a busy machine does not fail the test.
const limitMilliseconds = 2000;
const nameScopes: Record<ConfigFile, string> = {
  "main.cf": "support.type.property-name.postfix-main",
  "master.cf": "entity.name.type.service.postfix-master",
};

describe.skipIf(missing)("corpus (skipped when ../shared/corpus is missing)", () => {
  it("holds both kinds of files", () => {
    expect(corpusFiles("main.cf", "main.cf").length).toBeGreaterThan(0);
    expect(corpusFiles("master.cf", "master.cf").length).toBeGreaterThan(0);
  });

  it.each([
    ...corpusFiles("main.cf", "main.cf"),
    ...corpusFiles("master.cf", "master.cf"),
    ...corpusFiles("siblings", "master.cf"),
  ])("$file: $path", async ({ file, path }) => {
    const text = read(path);
    expect(facts(await tokenizeInTime(file, text), file)).toEqual(expectedFacts(text));
  });

  it.each([
    ...corpusFiles("template", "main.cf"),
    ...corpusFiles("template", "master.cf"),
  ])("template of $file: $path", async ({ file, path }) => {
    const text = read(path);
    const comments = expectedFacts(text).filter((fact) => fact.endsWith("comment"));
    expect(facts(await tokenizeInTime(file, text), file).filter((fact) => fact.endsWith("comment"))).toEqual(
      comments,
    );
  });
});

interface CorpusFile {
  file: ConfigFile;
  path: string;
}

function corpusFiles(folder: string, file: ConfigFile): CorpusFile[] {
  if (missing) return [];
  const names = readdirSync(new URL(`${folder}/`, corpus)).sort();
  const wanted = folder === "template" ? names.filter((name) => templateKind(name) === file) : names;
  return wanted.map((name) => ({ file, path: `${folder}/${name}` }));
}

function templateKind(name: string): ConfigFile | undefined {
  if (/main\.cf|postfix\.conf/.test(name)) return "main.cf";
  return /templates-master\.cf|tpl-master_cf/.test(name) ? "master.cf" : undefined;
}

function read(path: string): string {
  return readFileSync(new URL(path.split("/").map(encodeURIComponent).join("/"), corpus), "utf8");
}

async function tokenizeInTime(file: ConfigFile, text: string): Promise<Token[][]> {
  const grammar = await loadGrammar(file);
  const start = process.cpuUsage();
  const lines = tokenizeLines(grammar, text);
  expect(process.cpuUsage(start).user / 1000).toBeLessThan(limitMilliseconds);
  return lines;
}

/** One fact a line: `12: comment`, `13: name myhostname`, or nothing for blank and continuation lines. */
function expectedFacts(text: string): string[] {
  return text.split("\n").flatMap((line, index) => {
    if (/^[\t-\r ]*#/.test(line)) return [`${index + 1}: comment`];
    const name = /^[^\t-\r =]+/.exec(line)?.[0];
    return name === undefined ? [] : [`${index + 1}: name ${name}`];
  });
}

function facts(lines: Token[][], file: ConfigFile): string[] {
  return lines.flatMap((tokens, index) => {
    const visible = tokens.filter((token) => /[^\t-\r ]/.test(token.text));
    const isComment = (token: Token) => token.scopes.includes("comment.line.number-sign.postfix-main");
    if (visible.length > 0 && visible.every(isComment)) return [`${index + 1}: comment`];
    if (visible.some(isComment)) return [`${index + 1}: partly a comment`];
    const name = tokens.filter((token) => token.scopes.includes(nameScopes[file])).map((token) => token.text);
    return name.length === 0 ? [] : [`${index + 1}: name ${name.join("")}`];
  });
}
