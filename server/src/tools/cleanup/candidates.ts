/** The entries of both files, each with the name by which a user keeps or drops it. */
import { commentsAbove } from "../../analysis/directory";
import { overrideSpan } from "../../analysis/rules/remove-option";
import type { Span } from "../../base/span";
import type { MainChunk, MainTree } from "../../syntax/main-cf";
import { type MasterChunk, type MasterTree, type Override, serviceKey } from "../../syntax/master-cf";

interface EntryOf<Chunk> {
  /** See {@link CleanupEntry.id}. */
  readonly id: string;
  readonly name: string;
  readonly value: string;
  readonly chunk: Chunk;
  /** Where it is in its chunk. */
  readonly inChunk: Span;
  /** Where it is in its file. */
  readonly span: Span;
  /** The comments and blank lines in front of the chunk. */
  readonly above: string;
}

/** A line of main.cf that sets something. */
export interface MainEntry extends EntryOf<MainChunk> {
  readonly file: "main";
}

/** An override of a service of master.cf. */
export interface OverrideEntry extends EntryOf<MasterChunk> {
  readonly file: "master";
  readonly override: Override;
  /** `name/type`. */
  readonly service: string;
}

/** Anything that a clean-up may take out. */
export type Entry = MainEntry | OverrideEntry;

/** The lines of main.cf that set something, in file order. */
export function mainEntries(tree: MainTree): MainEntry[] {
  const entries = tree.chunks.flatMap((chunk, index): MainEntry[] => {
    const { node, text } = chunk;
    if (!node || node.problem) return [];
    const start = tree.starts[index]!;
    return [
      {
        file: "main",
        id: node.name,
        name: node.name,
        value: node.value,
        chunk,
        inChunk: { start: 0, end: text.length },
        span: { start, end: start + text.length },
        above: commentsAbove(tree.chunks, index),
      },
    ];
  });
  return numbered(entries);
}

/** The overrides of master.cf, in file order. */
export function overrideEntries(tree: MasterTree): OverrideEntry[] {
  const entries = tree.chunks.flatMap((chunk, index): OverrideEntry[] => {
    const { node } = chunk;
    if (!node || node.problem) return [];
    const start = tree.starts[index]!;
    const service = serviceKey(node);
    const above = commentsAbove(tree.chunks, index);
    return node.overrides
      .filter(({ problem }) => !problem)
      .map((override) => {
        const { name, value } = override;
        const inChunk = overrideSpan(node, override);
        const span = { start: start + inChunk.start, end: start + inChunk.end };
        return {
          file: "master",
          id: `${service}/${name}`,
          name,
          value,
          chunk,
          inChunk,
          span,
          above,
          override,
          service,
        };
      });
  });
  return numbered(entries);
}

/** The last entry of a name counts and has the name for its id; those before it have a number as well. */
function numbered<E extends Entry>(entries: readonly E[]): E[] {
  const all = new Map<string, number>();
  for (const { id } of entries) all.set(id, (all.get(id) ?? 0) + 1);
  const seen = new Map<string, number>();
  return entries.map((entry) => {
    const number = (seen.get(entry.id) ?? 0) + 1;
    seen.set(entry.id, number);
    return number < all.get(entry.id)! ? { ...entry, id: `${entry.id}#${number}` } : entry;
  });
}
