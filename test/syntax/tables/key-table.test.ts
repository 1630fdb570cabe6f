// How logical lines of the text that postmap reads are taken apart.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  isKeyTableType,
  type KeyLine,
  parseKeyTable,
  reparseKeyTable,
} from "../../../server/src/syntax/tables/key-table";

function show({ key, value, problem, logical }: KeyLine): string {
  const words = [`<${key.text}>`];
  if (value) words.push(`= ${value.text}`);
  if (problem) words.push(`! ${problem.kind} at '${logical.text.slice(problem.start, problem.end)}'`);
  return words.join(" ");
}

const shown = (text: string) => parseKeyTable(text).chunks.flatMap(({ node }) => (node ? show(node) : []));

describe("a line of the text that postmap reads", () => {
  it.each([
    ["example.com OK", "<example.com> = OK"],
    ["example.com\t\tREJECT  no mail \r\n", "<example.com> = REJECT  no mail"],
    ["a b\n  c # d\n", "<a> = b  c # d"],
    ['"a b"@example.com x', '<"a b"@example.com> = x'],
    ["a\\ b c", "<a\\ b> = c"],
    ['a\\"b c', '<a\\"b> = c'],
    ["a\\", "<a\\> ! missing-value at 'a\\'"],
    ["example.com", "<example.com> ! missing-value at 'example.com'"],
    ["example.com  \n", "<example.com> ! missing-value at 'example.com'"],
    ['"a b x', "<\"a b x> ! unclosed-quote at '\"a b x'"],
    ['a"b" "c', '<a"b"> = "c'],
    ["root: admin", "<root:> = admin ! colon-behind-key at ':'"],
    ["root :admin", "<root> = :admin"],
    ["  a b", "<a> = b ! leading-space at '  '"],
    ["a b\0c", "<a> = b"],
    ["a\0 b", "<a> ! missing-value at 'a'"],
    ["\0 b", "<> ! missing-key at '\0 b'"],
  ])("%j", (text, wanted) => expect(shown(text)).toEqual([wanted]));

  it("is parsed anew where it changed", () => {
    const before = "a x\nb y\n";
    const after = "a x\nc y\n";
    const old = parseKeyTable(before);
    const { tree } = reparseKeyTable(old, after, { start: 4, oldEnd: 5, newEnd: 5 });
    expect(tree.chunks[0]).toBe(old.chunks[0]);
    expect(show(tree.chunks[1]!.node!)).toBe("<c> = y");
  });

  it("has key and value where they say, whatever it holds", () => {
    const texts = fc.string({ unit: fc.constantFrom(...'ab:"\\ \t\n#\0é'), maxLength: 40 });
    fc.assert(
      fc.property(texts, (text) => {
        const tree = parseKeyTable(text);
        expect(tree.chunks.map((chunk) => chunk.text).join("")).toBe(text);
        for (const { node } of tree.chunks) {
          if (!node) continue;
          for (const word of [node.key, node.value]) {
            if (word) expect(node.logical.text.slice(word.start, word.end)).toBe(word.text);
          }
          expect(node.value?.text.trim()).not.toBe("");
        }
      }),
      { seed: 3, numRuns: 500 },
    );
  });

  it("costs little memory and time in a long file", () => {
    const text = Array.from(
      { length: 100_000 },
      (_, index) => `user${index}@example.com user${index}\n`,
    ).join("");
    const start = performance.now();
    const { chunks } = parseKeyTable(text);
    // Generous: it is some 50 ms on a slow machine.
    expect(performance.now() - start).toBeLessThan(2_000);
    expect(chunks).toHaveLength(100_000);
  });
});

describe("the types with such a text", () => {
  it("are those that postmap makes, and texthash", () => {
    expect(["hash", "texthash", "lmdb", "cidr", "pcre", "ldap"].filter(isKeyTableType)).toEqual([
      "hash",
      "texthash",
      "lmdb",
    ]);
  });
});
