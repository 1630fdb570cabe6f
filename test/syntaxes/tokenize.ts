// Runs the TextMate grammars as VS Code does, and compares the tokens of a one-string fixture with a
// written expectation.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect } from "vitest";
import { createOnigScanner, createOnigString, loadWASM } from "vscode-oniguruma";
import { type IGrammar, INITIAL, parseRawGrammar, Registry } from "vscode-textmate";

/** The grammars of configuration files. */
export type ConfigFile = "main.cf" | "master.cf";

/** The grammars of lookup tables, by the type of table, and of queued messages. */
export type TableFile = "pattern" | "cidr" | "table" | "aliases" | "db" | "message";

/** A token: its text and its scopes from the outermost to the innermost, without the grammar's own. */
export interface Token {
  text: string;
  scopes: string[];
}

const languageSuffix = /\.postfix-(?:main|master|table)$/;
const fixtureHeader = /^-- (main\.cf|master\.cf|pattern|cidr) --\n/;
const registry = createRegistry();

/** Loads the grammar of a file. Fails when a grammar cannot be read or parsed. */
export async function loadGrammar(file: ConfigFile | TableFile): Promise<IGrammar> {
  const grammar = await registry.loadGrammar(`source.postfix-${file.replace(".cf", "")}`);
  if (!grammar) throw new Error(`There is no grammar for ${file}.`);
  return grammar;
}

/**
 * The tokens of each line of a text. Lines end with a line feed; a carriage return in front of it stays in the
 * line, which is harder on the grammar than VS Code is. The joined tokens must equal the text.
 */
export function tokenizeLines(grammar: IGrammar, text: string): Token[][] {
  let stack = INITIAL;
  return text.split("\n").map((line) => {
    const result = grammar.tokenizeLine(line, stack);
    stack = result.ruleStack;
    const tokens = result.tokens.map(({ startIndex, endIndex, scopes }) => ({
      text: line.slice(startIndex, endIndex),
      scopes: scopes.slice(1),
    }));
    expect(tokens.map((token) => token.text).join("")).toBe(line);
    return tokens;
  });
}

/**
 * Checks every token of a fixture. The fixture opens with `-- main.cf --`, `-- master.cf --`, `-- pattern --` or `-- cidr --`. The expectation has
 * one line a token: its text, white space, its innermost scope without the language suffix, or `-` when no rule
 * gave one. Tokens of white space are left out; a blank line stands between the tokens of two lines.
 */
export async function checkScopes(fixture: string, expected: string): Promise<void> {
  expect(describeTokens(...(await tokenizeFixture(fixture)))).toBe(normalize(expected));
}

/** Checks that a fixture gives the same tokens, carriage returns aside, when its lines end as on Windows. */
export async function checkCarriageReturns(fixture: string): Promise<void> {
  const [grammar, text] = await tokenizeFixture(fixture);
  expect(describeTokens(grammar, text.replaceAll("\n", "\r\n"))).toBe(describeTokens(grammar, text));
}

async function tokenizeFixture(fixture: string): Promise<[IGrammar, string]> {
  const header = fixtureHeader.exec(fixture.trimStart());
  if (!header) throw new Error("A fixture opens with -- main.cf -- or -- master.cf --.");
  const text = fixture.trimStart().slice(header[0].length).replace(/\n$/, "");
  return [await loadGrammar(header[1] as ConfigFile | TableFile), text];
}

function describeTokens(grammar: IGrammar, text: string): string {
  return tokenizeLines(grammar, text)
    .map((tokens) =>
      tokens
        .filter((token) => token.text.trim() !== "")
        .map(describeToken)
        .join("\n"),
    )
    .filter((line) => line !== "")
    .join("\n\n");
}

function describeToken({ text, scopes }: Token): string {
  const innermost = scopes.at(-1);
  if (innermost === undefined) return `${text.trim()}  -`;
  expect(innermost).toMatch(languageSuffix);
  return `${text.trim()}  ${innermost.replace(languageSuffix, "")}`;
}

function normalize(expected: string): string {
  return expected
    .trim()
    .split("\n")
    .map((line) => line.trim().replace(/\s+(\S+)$/, "  $1"))
    .join("\n");
}

function createRegistry(): Registry {
  const wasm = readFileSync(createRequire(import.meta.url).resolve("vscode-oniguruma/release/onig.wasm"));
  return new Registry({
    onigLib: loadWASM(wasm).then(() => ({ createOnigScanner, createOnigString })),
    loadGrammar: async (scopeName) => {
      const path = new URL(
        `../../syntaxes/${scopeName.replace("source.", "")}.tmLanguage.json`,
        import.meta.url,
      );
      return parseRawGrammar(readFileSync(path, "utf8"), path.pathname);
    },
  });
}

/**
 * The tokens of a text with their innermost scopes, one a line; a blank line
 * stands between the tokens of two lines.
 */
export async function showTokens(file: TableFile, text: string): Promise<string> {
  return tokenizeLines(await loadGrammar(file), text)
    .map((tokens) => tokens.filter((token) => token.text.trim() !== ""))
    .filter((tokens) => tokens.length > 0)
    .map((tokens) =>
      tokens
        .map(
          ({ text: part, scopes }) =>
            `${part.trim()}  ${scopes.at(-1)?.replace(/\.postfix-table$/, "") ?? "-"}`,
        )
        .join("\n"),
    )
    .join("\n\n");
}
