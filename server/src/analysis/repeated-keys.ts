/**
 * The keys of a table and the lines that they are in, kept up to date with
 * the chunks that come and go: what stands in a file twice is known without
 * walking the file again.
 */
import type { Chunk } from "../syntax/logical-lines";
import type { TableFileLine, TableFormat } from "../syntax/tables/table";
import type { RepeatedKey } from "./rules/rule";
import { indexKey } from "./rules/table-keys";

type LineChunk = Chunk<TableFileLine>;

/** The lines of a table by their keys. */
export class RepeatedKeys {
  /** A line, or several where a key stands in more than one. */
  readonly #lines = new Map<string, LineChunk | LineChunk[]>();
  readonly #repeated = new Set<string>();

  constructor(readonly type: TableFormat) {}

  add(chunk: LineChunk): void {
    const key = indexKey(chunk, this.type);
    if (key === undefined) return;
    const found = this.#lines.get(key);
    if (found === undefined) {
      this.#lines.set(key, chunk);
      return;
    }
    if (Array.isArray(found)) found.push(chunk);
    else this.#lines.set(key, [found, chunk]);
    this.#repeated.add(key);
  }

  remove(chunk: LineChunk): void {
    const key = indexKey(chunk, this.type);
    if (key === undefined) return;
    const found = this.#lines.get(key);
    const left = Array.isArray(found) ? found.filter((each) => each !== chunk) : [];
    if (left.length > 1) {
      this.#lines.set(key, left);
      return;
    }
    this.#repeated.delete(key);
    if (left.length === 1) this.#lines.set(key, left[0]!);
    else this.#lines.delete(key);
  }

  /** Each line whose key stands in a line above it. */
  *repeated(): Iterable<RepeatedKey> {
    for (const key of this.#repeated) {
      const lines = this.#lines.get(key) as LineChunk[];
      const [first, ...others] = [...lines].sort((a, b) => a.order - b.order);
      for (const chunk of others) yield { chunk, first: first! };
    }
  }
}
