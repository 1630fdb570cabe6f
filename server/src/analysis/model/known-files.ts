/**
 * What is known of the files that a configuration refers to. Rules ask and do
 * not wait: what nobody has looked at yet is unknown, is remembered as asked
 * for, and makes the rule run again once the answer is there.
 */
import type { FileInfo } from "../../ports/files";

/** What is at a path. */
export type FileState =
  | FileInfo
  | { readonly kind: "missing" }
  /** It is there or not: this user may not see it. */
  | { readonly kind: "hidden" };

/** Stands for what is at a path among the names that a question looked at. */
export function fileName(path: string): string {
  return `file ${path}`;
}

/** States of files by absolute path. */
export class KnownFiles {
  readonly #states = new Map<string, FileState>();
  readonly #asked = new Set<string>();

  /** What is at a path; undefined when nobody has looked yet. */
  at(path: string): FileState | undefined {
    this.#asked.add(path);
    return this.#states.get(path);
  }

  /** Paths that were asked for, answered or not. */
  get asked(): ReadonlySet<string> {
    return this.#asked;
  }

  /** Paths that nobody has looked at yet. */
  unanswered(): string[] {
    return [...this.#asked].filter((path) => !this.#states.has(path));
  }

  /** Takes answers over. @returns the names of those that are news */
  answer(states: ReadonlyMap<string, FileState>): Set<string> {
    const changed = new Set<string>();
    for (const [path, state] of states) {
      if (JSON.stringify(this.#states.get(path)) === JSON.stringify(state)) continue;
      this.#states.set(path, state);
      changed.add(fileName(path));
    }
    return changed;
  }
}
