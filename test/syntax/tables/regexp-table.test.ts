// How logical lines of pcre and regexp tables are taken apart.
import { describe, expect, it } from "vitest";
import {
  parseRegexpTable,
  type RegexpLine,
  type RegexpType,
  reparseRegexpTable,
} from "../../../server/src/syntax/tables/regexp-table";

const lines = (text: string, type: RegexpType = "pcre") =>
  parseRegexpTable(text, type).chunks.flatMap(({ node }) => node ?? []);

/** A line in short: kind, patterns with negation and flags, result, problem. */
function show({ kind, patterns, result, problem, logical, substitutions }: RegexpLine): string {
  const parts = patterns.map(
    ({ negated, text, flags }) =>
      `${negated ? "not " : ""}<${text.text}>${flags.map((flag) => flag.text).join("")}`,
  );
  const groups = substitutions.map(({ name }) => name).join(",");
  const words = [kind, ...parts, result && `= ${result.text}`, groups && `with ${groups}`];
  if (problem) words.push(`! ${problem.kind} at '${logical.text.slice(problem.start, problem.end)}'`);
  return words.filter(Boolean).join(" ");
}

const shown = (text: string, type?: RegexpType) => lines(text, type).map(show);

describe("a line of a pcre table", () => {
  it.each([
    ["/a/ x y  \n", ["rule <a> = x y"]],
    ["!/a/i x", ["rule not <a>i = x"]],
    ["! !|a\\|b|im\t$1", ["rule <a\\|b>im = $1 with 1"]],
    ["/a\n b/\n  x", ["rule <a b> = x"]],
    ["/a/", ["rule <a>"]],
    ["//x/", ["rule <>x/ ! unknown-flag at '/'"]],
    ["/a", ["rule ! unclosed-pattern at '/'"]],
    ["/a\\/", ["rule ! unclosed-pattern at '/'"]],
    ["!", ["rule ! no-pattern at '!'"]],
    ["/a/!/b/ x", ["rule <a>!/b/ = x ! unknown-flag at '!'"].map((text) => text.replace(" = x", ""))],
    ["IF !/a/i", ["if not <a>i"]],
    ["if/a/ x", ["if <a> = x"]],
    ["if a", ["if ! unclosed-pattern at 'a'"]],
    ["if", ["if ! no-pattern at 'if'"]],
    ["EndIf x", ["endif = x"]],
    ["ifx /a/\nendif2\nuser x", ["unknown", "unknown", "unknown"]],
    ["  /a/ x\n/b/ y", ["orphan", "rule <b> = y"]],
    ["/a/ x\0y\n\0/b/", ["rule <a> = x", "empty"]],
    ["/a/ x\r\n", ["rule <a> = x"]],
  ])("%j", (text, wanted) => expect(shown(text)).toEqual(wanted));

  it("has its patterns read, with white space left out by the flag x", () => {
    const [plain, extended, twice] = lines("/( a )/ x\n/( # ( \n )/x x\n/(a)/xx x\n");
    expect(plain!.patterns[0]!.tree!.groups).toBe(1);
    expect(extended!.patterns[0]!.tree!.problem?.kind).toBe("unclosed-group");
    expect(twice!.patterns[0]!.tree!.groups).toBe(1);
  });
});

describe("a line of a regexp table", () => {
  it.each([
    ["/a/!/b/i x", ["rule <a> not <b>i = x"]],
    ["/a/i !/b/ x", ["rule <a>i = !/b/ x"]],
    ["/a/!/b/!/c/ x", ["rule <a> not <b> = !/c/ x"]],
    ["/a/s x", ["rule <a>s ! unknown-flag at 's'"]],
    ["if /a/!/b/", ["if <a> = !/b/"]],
    ["/a/!", ["rule <a> ! no-pattern at '/a/!'"]],
  ])("%j", (text, wanted) => expect(shown(text, "regexp")).toEqual(wanted));

  it("may be a basic expression, which is not followed", () => {
    const [line] = lines("/\\(a\\)/x $1", "regexp");
    expect(line!.patterns[0]!.tree).toBeUndefined();
  });
});

describe("a change", () => {
  it("gives what parsing anew does", () => {
    const before = "/a/ x\nif /b/\n/c/ y\nendif\n";
    const after = "/a/ x\nif /b/\n/cc/ y\nendif\n";
    const at = before.indexOf("c/");
    const change = { start: at, oldEnd: at, newEnd: at + 1 };
    const old = parseRegexpTable(before, "pcre");
    const { tree } = reparseRegexpTable(old, after, change, "pcre");
    expect(tree.chunks.map(({ text }) => text)).toEqual(
      parseRegexpTable(after, "pcre").chunks.map(({ text }) => text),
    );
    expect(tree.chunks[0]).toBe(old.chunks[0]);
    expect(show(tree.chunks[2]!.node!)).toBe("rule <cc> = y");
  });
});
