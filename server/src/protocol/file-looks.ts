/**
 * Looks at the files that the findings of a directory depend on: tables,
 * certificates, passwords. Nobody tells when they change, so they are looked
 * at again when somebody asks for findings and the last look is a while ago.
 */
import type { Directory } from "../analysis/directory";
import { lookAtFiles } from "../analysis/file-states";
import type { Files } from "../ports/files";

/** How long what was seen is taken for true. */
const FRESH_MS = 2_000;

/** Sees to it that findings know the files they depend on. */
export interface FileLooks {
  /** The findings of a directory are asked for. */
  wanted(directory: Directory): void;
}

/** Makes one; `onNews` hears of directories whose findings may differ now. */
export function createFileLooks(files: Files, onNews: (directory: Directory) => void): FileLooks {
  const looked = new WeakMap<Directory, number>();
  const looking = new WeakSet<Directory>();

  const look = async (directory: Directory, isFresh: boolean) => {
    if (looking.has(directory)) return;
    looking.add(directory);
    try {
      if (await lookAtFiles(directory, files, isFresh)) onNews(directory);
      looked.set(directory, Date.now());
    } finally {
      looking.delete(directory);
    }
  };

  return {
    wanted(directory) {
      if (!directory.configuration.isLive) return;
      const { asked } = directory.configuration.files;
      const isOld = Date.now() - (looked.get(directory) ?? 0) > FRESH_MS;
      const hasNew = directory.configuration.files.unanswered().length > 0;
      if (hasNew || (isOld && asked.size > 0)) void look(directory, isOld);
    },
  };
}
