// How logical lines of a file of aliases are taken apart.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type AliasLine,
  parseAliasesTable,
  reparseAliasesTable,
} from "../../../server/src/syntax/tables/aliases-table";

function show({ name, destinations, problem, logical }: AliasLine): string {
  const words = [`<${name?.target ?? ""}>`];
  for (const { kind, argument, isUnseparated } of destinations) {
    words.push(`${isUnseparated ? "+" : ""}${kind}(${argument})`);
  }
  if (problem) words.push(`! ${problem.kind} at '${logical.text.slice(problem.start, problem.end)}'`);
  return words.join(" ");
}

const linesOf = (text: string) => parseAliasesTable(text).chunks.flatMap(({ node }) => node ?? []);

describe("a line of a file of aliases", () => {
  it.each([
    ["root: admin", "<root> name(admin)"],
    ["root: admin, a@example.com", "<root> name(admin) address(a@example.com)"],
    ["root:\n  admin,\n# no\n  other\n", "<root> name(admin) name(other)"],
    ["list: :include:/etc/list", "<list> include(/etc/list)"],
    ['list: ":Include:/a b"', "<list> include(/a b)"],
    ['run: "|cmd a b"', "<run> command(cmd a b)"],
    ["run: |cmd a b", "<run> command(cmd) +name(a) +name(b)"],
    ["box: /var/mail/box, ~/x", "<box> file(/var/mail/box) home-file(~/x)"],
    ["a: b c", "<a> name(b) +name(c)"],
    ["a: Some One <b@example.com>, c", "<a> address(b@example.com) name(c)"],
    ["a: team: b, c;", "<a> name(b) name(c)"],
    ["a: (note) b (more)", "<a> name(b)"],
    ["a: b\\, c", "<a> name(b,) +name(c)"],
    ['"a b": c', "<a b> name(c)"],
    ["a b : c", "<a b> name(c)"],
    ['"a:b@c": d', "<a:b@c> name(d)"],
    ["a: \\b", "<a> name(b)"],
    ["a b", "<a b> ! missing-colon at 'a b'"],
    [": b", "<> name(b) ! missing-name at ':'"],
    ["a:", "<a> ! missing-value at 'a:'"],
    ["a, b: c", "<a, b> name(c) ! several-names at ','"],
    ["a@example.com: b", "<a@example.com> name(b) ! remote-name at '@example.com'"],
    ["a%b: c", "<a%b> name(c) ! remote-name at '%b'"],
    ["  a: b", "<a> name(b) ! leading-space at '  '"],
    ["a: b\0, c", "<a> name(b)"],
    ["\0a: b", "<>"],
  ])("%j", (text, wanted) => expect(linesOf(text).map(show)).toEqual([wanted]));

  it.each([
    ["a: b,c  d", "b, c d"],
    ['a: "|cmd  x"', '"|cmd  x"'],
    ["a: b\\@c", '"b@c"'],
    ["a: (x (y)) [1.2.3.4]", "(x (y)) [1.2.3.4]"],
    ["a: One <b@c>", "One <b@c>"],
  ])("%j is written into the table as postalias does", (text, wanted) =>
    expect(linesOf(text).map((line) => line.storedValue)).toEqual([wanted]));

  it("tells where destinations stand", () => {
    const [{ logical, destinations }] = linesOf('a: b,  "|cmd x" , c@d\n') as [AliasLine];
    expect(destinations.map(({ start, end }) => logical.text.slice(start, end))).toEqual([
      "b",
      '"|cmd x"',
      "c@d",
    ]);
  });

  it("is parsed anew where it changed", () => {
    const old = parseAliasesTable("a: x\nb: y\n");
    const { tree } = reparseAliasesTable(old, "a: x\nc: y\n", { start: 5, oldEnd: 6, newEnd: 6 });
    expect(tree.chunks[0]).toBe(old.chunks[0]);
    expect(show(tree.chunks[1]!.node!)).toBe("<c> name(y)");
  });

  it("has its parts where they say, whatever it holds", () => {
    const texts = fc.string({ unit: fc.constantFrom(...'ab:,;<>()[]"\\|/ \t\n#@\0'), maxLength: 40 });
    fc.assert(
      fc.property(texts, (text) => {
        const tree = parseAliasesTable(text);
        expect(tree.chunks.map((chunk) => chunk.text).join("")).toBe(text);
        for (const { node } of tree.chunks) {
          if (!node) continue;
          let end = 0;
          for (const word of [node.name, ...node.destinations]) {
            if (!word) continue;
            expect(word.start).toBeGreaterThanOrEqual(end);
            expect(node.logical.text.slice(word.start, word.end)).toBe(word.text);
            end = word.end;
          }
        }
      }),
      { seed: 5, numRuns: 500 },
    );
  });
});
