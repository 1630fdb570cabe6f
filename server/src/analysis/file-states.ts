/** Looking at the files that rules asked about. */
import type { Files } from "../ports/files";
import type { Directory } from "./directory";
import type { FileState } from "./model/known-files";

/** Answers can make rules ask for more, such as the index behind a table; not more often than this. */
const MAX_ROUNDS = 4;

/**
 * Looks at the files that the findings of a directory depend on.
 *
 * @param isFresh true: also at those that were looked at before, as they may have changed
 * @returns whether anything is different now, so that findings may be
 */
export async function lookAtFiles(directory: Directory, files: Files, isFresh = false): Promise<boolean> {
  let changed = false;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    directory.findings("postfix-main");
    directory.findings("postfix-master");
    const known = directory.configuration.files;
    const paths = isFresh && round === 0 ? [...known.asked] : known.unanswered();
    if (paths.length === 0) break;
    const states = await Promise.all(paths.map(async (path) => [path, await stateOf(files, path)] as const));
    changed = directory.answerFiles(new Map(states)) || changed;
  }
  return changed;
}

async function stateOf(files: Files, path: string): Promise<FileState> {
  const info = await files.info(path);
  if (info.ok) return info.value;
  return info.error.kind === "missing" ? { kind: "missing" } : { kind: "hidden" };
}
