// What must be true of every text: nothing lost, and after an edit the same as from scratch.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Chunk,
  type ChunkTree,
  joinLines,
  type Reparse,
  type TextChange,
} from "../../server/src/syntax/logical-lines";
import { type Assignment, parseMainCf, reparseMainCf } from "../../server/src/syntax/main-cf";
import { parseMasterCf, reparseMasterCf, type Service } from "../../server/src/syntax/master-cf";
import { applyEdit, edits, mainText, masterText, runs, SEED } from "./arbitraries";

const anyText = fc.oneof(mainText, masterText);

describe("every text", () => {
  it("is the joined texts of its chunks, and each starts where it says", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        for (const tree of [parseMainCf(text), parseMasterCf(text)]) {
          expect(tree.chunks.map((chunk) => chunk.text).join("")).toBe(text);
          tree.chunks.forEach((chunk, index) => {
            expect(text.startsWith(chunk.text, tree.starts[index])).toBe(true);
            expect(chunk.text).not.toBe("");
          });
          expect(tree.starts.length).toBe(tree.chunks.length);
        }
      }),
      { seed: SEED, numRuns: runs(500) },
    );
  });

  it("maps each character of a logical line to the file and back", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        for (const { kind, text: own } of parseMainCf(text).chunks) {
          if (kind === "trivia") continue;
          const joined = joinLines(own);
          const offsets = Array.from({ length: joined.text.length }, (_, index) => joined.offsetOf(index));
          expect(offsets.map((offset) => own.charAt(offset)).join("")).toBe(joined.text);
          offsets.forEach((offset, index) => {
            expect(joined.indexOf(offset)).toBe(index);
            expect(joined.endOffset(index + 1)).toBe(offset + 1);
            if (index > 0) expect(offset).toBeGreaterThan(offsets[index - 1]!);
          });
          for (let offset = 0; offset <= own.length; offset++) {
            const next = offsets.findIndex((at) => at >= offset);
            expect(joined.indexOf(offset)).toBe(next < 0 ? joined.text.length : next);
          }
        }
      }),
      { seed: SEED, numRuns: runs(500) },
    );
  });
});

/** A tree as plain data: methods and order numbers left out, expressions worked out. */
const plain = <Node extends Assignment | Service>(tree: ChunkTree<Node>) => ({
  text: tree.text,
  starts: [...tree.starts],
  chunks: tree.chunks.map(({ kind, text, node }) => ({
    kind,
    text,
    node: node && JSON.parse(JSON.stringify(node)),
  })),
});

/** Chunks that an edit has not touched must be the same objects, so that what is known of them stays known. */
function expectReuse<Node>(
  old: ChunkTree<Node>,
  { tree, removed, added }: Reparse<Node>,
  change: TextChange,
): void {
  const delta = change.newEnd - change.oldEnd;
  const at = new Map(tree.chunks.map((chunk, index) => [tree.starts[index]!, chunk]));
  const kept = new Set<Chunk<Node>>(tree.chunks);
  old.chunks.forEach((chunk, index) => {
    const start = old.starts[index]!;
    const end = start + chunk.text.length;
    const moved = end <= change.start ? start : start >= change.oldEnd ? start + delta : undefined;
    const now = moved === undefined ? undefined : at.get(moved);
    if (now?.kind === chunk.kind && now.text === chunk.text) expect(now).toBe(chunk);
    expect(removed.includes(chunk)).toBe(!kept.has(chunk));
  });
  const before = new Set(old.chunks);
  expect(added).toEqual(tree.chunks.filter((chunk) => !before.has(chunk)));
}

describe("a text after edits", () => {
  const check = <Node extends Assignment | Service>(
    source: fc.Arbitrary<string>,
    parse: (text: string) => ChunkTree<Node>,
    again: (old: ChunkTree<Node>, text: string, change: TextChange) => Reparse<Node>,
  ) =>
    fc.assert(
      fc.property(source, edits(source, 6), (text, sequence) => {
        let tree = parse(text);
        for (const edit of sequence) {
          const edited = applyEdit(tree.text, edit);
          const result = again(tree, edited.text, edited.change);
          expect(plain(result.tree)).toEqual(plain(parse(edited.text)));
          expectReuse(tree, result, edited.change);
          const orders = result.tree.chunks.map((chunk) => chunk.order);
          expect(orders.every((order, index) => index === 0 || order > orders[index - 1]!)).toBe(true);
          tree = result.tree;
        }
      }),
      { seed: SEED, numRuns: runs(300) },
    );

  it("parses as it would from scratch, and keeps what was not touched: main.cf", () => {
    check(mainText, parseMainCf, reparseMainCf);
  });

  it("parses as it would from scratch, and keeps what was not touched: master.cf", () => {
    check(masterText, parseMasterCf, reparseMasterCf);
  });

  it("keeps order numbers apart when lines are put in at one place for ever", () => {
    let tree = parseMainCf("a = 1\nb = 2\n");
    const [first, last] = tree.chunks;
    for (let count = 0; count < 1_000; count++) {
      const text = `${tree.text.slice(0, 6)}x = ${count}\n${tree.text.slice(6)}`;
      const newEnd = 6 + text.length - tree.text.length;
      tree = reparseMainCf(tree, text, { start: 6, oldEnd: 6, newEnd }).tree;
    }
    const orders = tree.chunks.map((chunk) => chunk.order);
    expect(orders.every((order, index) => index === 0 || order > orders[index - 1]!)).toBe(true);
    expect([tree.chunks[0], tree.chunks.at(-1)]).toEqual([first, last]);
  });
});
