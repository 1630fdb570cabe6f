/**
 * Asks the installed postconf about a directory after a save, and keeps what
 * it said until a file of the directory changes.
 */
import { askPostconf, type PostconfRemark } from "../analysis/second-voice";
import type { Runtime } from "./runtime";
import { whereaboutsOf } from "./uris";

/**
 * postconf reads a file again that changed "now", and then repeats what it
 * says with wrong lines (dict.c): it is asked when a second and a bit is over.
 */
const SETTLED_MS = 2_100;

/** What postconf said of the directories that were saved. */
export interface RemarkKeeper {
  /** What is known of the directory of a document. */
  of(uri: string): readonly PostconfRemark[];
  /** A document has been saved; asks once its files are old enough. */
  saved(uri: string, postconf: string): Promise<void>;
  /** A document has changed or gone: what was said is of another text. */
  changed(uri: string): void;
}

/** Makes a keeper; `onNews` hears of directories for which there is something else to show. */
export function createRemarkKeeper(runtime: Runtime, onNews: (uri: string) => void): RemarkKeeper {
  const known = new Map<string, readonly PostconfRemark[]>();
  /** Grows with every event of a directory, so that an answer that comes too late is told from one in time. */
  const turns = new Map<string, number>();
  const nextTurn = (directory: string) => {
    const turn = (turns.get(directory) ?? 0) + 1;
    turns.set(directory, turn);
    return turn;
  };

  return {
    of: (uri) => known.get(directoryOf(uri) ?? "") ?? [],
    async saved(uri, postconf) {
      const directory = directoryOf(uri);
      if (directory === undefined) return;
      const turn = nextTurn(directory);
      await delay(await restlessness(runtime, directory));
      if (turns.get(directory) !== turn) return;
      const remarks = await askPostconf(runtime.exec, postconf, directory);
      if (turns.get(directory) !== turn || !remarks) return;
      known.set(directory, remarks);
      onNews(uri);
    },
    changed(uri) {
      const directory = directoryOf(uri);
      if (directory === undefined) return;
      nextTurn(directory);
      known.delete(directory);
    },
  };
}

/** The directory that postconf can be asked about. */
function directoryOf(uri: string): string | undefined {
  return whereaboutsOf(uri).path;
}

/** Milliseconds until both files are old enough. */
async function restlessness({ files }: Runtime, directory: string): Promise<number> {
  const infos = await Promise.all(["main.cf", "master.cf"].map((name) => files.info(`${directory}/${name}`)));
  const newest = Math.max(0, ...infos.map((info) => (info.ok ? info.value.modified : 0)));
  return Math.min(SETTLED_MS, Math.max(0, newest + SETTLED_MS - Date.now()));
}

function delay(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds).unref());
}
