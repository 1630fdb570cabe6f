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
export function mainEntries({ chunks, starts }: MainTree): MainEntry[] {
  const places: number[] = [];
  for (let index = 0; index < chunks.length; index++) {
    const { node } = chunks[index]!;
    if (node && !node.problem) places.push(index);
  }
  const ids = idsOf(places.map((index) => chunks[index]!.node!.name));
  return places.map((index, number) => new Line(ids[number]!, chunks, index, starts[index]!));
}

/** A class: a file has thousands of lines, and most of them are asked for nothing but name and value. */
class Line implements MainEntry {
  readonly file = "main";
  readonly chunk: MainChunk;
  readonly name: string;
  readonly value: string;

  constructor(
    readonly id: string,
    readonly chunks: readonly MainChunk[],
    readonly index: number,
    readonly start: number,
  ) {
    this.chunk = chunks[index]!;
    const { name, value } = this.chunk.node!;
    this.name = name;
    this.value = value;
  }

  get inChunk(): Span {
    return { start: 0, end: this.chunk.text.length };
  }

  get span(): Span {
    return { start: this.start, end: this.start + this.chunk.text.length };
  }

  get above(): string {
    return commentsAbove(this.chunks, this.index);
  }
}

/** The overrides of master.cf, in file order. */
export function overrideEntries({ chunks, starts }: MasterTree): OverrideEntry[] {
  const entries = chunks.flatMap((chunk, index) => {
    const { node } = chunk;
    if (!node || node.problem) return [];
    const start = starts[index]!;
    const service = serviceKey(node);
    const above = commentsAbove(chunks, index);
    return node.overrides
      .filter(({ problem }) => !problem)
      .map((override) => {
        const { name, value } = override;
        const inChunk = overrideSpan(node, override);
        const span = { start: start + inChunk.start, end: start + inChunk.end };
        return { file: "master", name, value, chunk, inChunk, span, above, override, service } as const;
      });
  });
  const ids = idsOf(entries.map(({ service, name }) => `${service}/${name}`));
  return entries.map((entry, number) => ({ ...entry, id: ids[number]! }));
}

/** The last entry of a name counts and has the name for its id; those before it have a number as well. */
function idsOf(names: readonly string[]): string[] {
  const all = new Map<string, number>();
  for (const name of names) all.set(name, (all.get(name) ?? 0) + 1);
  const seen = new Map<string, number>();
  return names.map((name) => {
    if (all.get(name) === 1) return name;
    const number = (seen.get(name) ?? 0) + 1;
    seen.set(name, number);
    return number < all.get(name)! ? `${name}#${number}` : name;
  });
}
