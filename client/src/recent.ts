/** What was entered last, for as long as the workspace is known to VS Code. */
import type * as vscode from "vscode";

/** How many entries are kept of each kind. */
const KEPT = 10;

/** A list of entries, the last one first. */
export interface Recent {
  entries(): readonly string[];
  /** Puts an entry in front, wherever it was before. */
  add(entry: string): Promise<void>;
}

/** The list of this name in a workspace's state. */
export function recentEntries(state: vscode.Memento, name: string): Recent {
  const entries = () => state.get<readonly string[]>(name, []);
  return {
    entries,
    async add(entry) {
      await state.update(name, [entry, ...entries().filter((other) => other !== entry)].slice(0, KEPT));
    },
  };
}
