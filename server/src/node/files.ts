/** The real file system behind the {@link Files} port. */
import { randomBytes } from "node:crypto";
import { constants, type Stats } from "node:fs";
import {
  access,
  link,
  lstat,
  open,
  readdir,
  readFile,
  realpath,
  rename,
  stat,
  unlink,
} from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { FileError, FileResult, Files, FileWriter, Replaced } from "../ports/files";

/** The machine's own files. */
export const nodeFiles: Files = {
  read: (path) =>
    attempt(async () => {
      // Opening a pipe or a device can block for ever, so the question comes before the opening.
      refuseOthers(await stat(path));
      return await readFile(path);
    }),
  info: (path) =>
    attempt(async () => {
      const info = await stat(path);
      const kind = info.isFile() ? "file" : info.isDirectory() ? "directory" : "other";
      const access = process.platform === "win32" ? undefined : { mode: info.mode & 0o7777, user: info.uid };
      return { kind, size: info.size, modified: info.mtimeMs, access };
    }),
  list: (path) => attempt(async () => (await readdir(path)).sort()),
};

/** The system's calls that writing a file consists of; a test puts failing ones in their place. */
export interface FileCalls {
  realpath(path: string): Promise<string>;
  stat(path: string): Promise<FileStatus>;
  lstat(path: string): Promise<unknown>;
  access(path: string, mode: number): Promise<void>;
  readFile(path: string): Promise<Uint8Array>;
  open(path: string, flags: string, mode?: number): Promise<OpenFile>;
  link(existing: string, path: string): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  unlink(path: string): Promise<void>;
}

/** The calls on a file that is open. */
export interface OpenFile {
  writeFile(content: Uint8Array): Promise<void>;
  stat(): Promise<FileStatus>;
  chown(user: number, group: number): Promise<void>;
  chmod(mode: number): Promise<void>;
  sync(): Promise<void>;
  close(): Promise<void>;
}

/** What is asked of a file before it is replaced. */
export type FileStatus = Pick<Stats, "mode" | "uid" | "gid" | "isFile" | "isDirectory">;

/** The calls of the machine that this runs on. */
export const nodeFileCalls: FileCalls = {
  realpath,
  stat,
  lstat,
  access,
  readFile,
  open,
  link,
  rename,
  unlink,
};

/** Writes the machine's own files. */
export const nodeFileWriter: FileWriter = createFileWriter();

/**
 * Makes a writer that replaces a file by a new one. At every moment, whatever
 * ends the program then, the old content or the new is at the path, whole; and
 * a backup has its name only when it is whole and on the disk.
 *
 * A failure means that the file is as it was, and nothing lies about: drafts,
 * hidden files in the same directory, stay only when the program is killed.
 *
 * Not kept, because the file is another one afterwards: access control lists
 * and other extended attributes, and the tie to further names of the same file
 * (hard links), which go on holding the old content. Nor can the system
 * compare and rename in one step: what another program writes between the two,
 * some microseconds, is lost.
 *
 * @param now what backups are named after
 */
export function createFileWriter(calls: FileCalls = nodeFileCalls, now = () => new Date()): FileWriter {
  return {
    replace: (path, expected, content, backup = false) =>
      attempt(async () => {
        const work = await begin(calls, path, expected);
        return await orNothing(work, () => replace(work, content, backup ? now() : undefined));
      }),
    create: (path, content, like) =>
      attempt(async () => {
        const old = await calls.stat(like);
        const work = { calls, target: path, old, expected: content, made: new Set<string>() };
        await orNothing(work, async () => {
          const draft = await writeDraft(work, content);
          if (!(await giveName(work, draft, path))) throw new Changed("is there already");
        });
        await syncDirectory(work).catch(() => undefined);
        return undefined;
      }),
    remove: (path, expected) =>
      attempt(async () => {
        const work = await begin(calls, path, expected);
        // Directories on the way may be links; the file itself may not, because the link would lead nowhere.
        const own = join(await calls.realpath(dirname(path)), basename(path));
        if (work.target !== own) throw new NotAFile("is a link");
        const backup = await orNothing(work, () => moveToBackup(work, now()));
        await syncDirectory(work).catch(() => undefined);
        return { backup };
      }),
  };
}

/** A file that is being replaced, made or taken away. */
interface Work {
  readonly calls: FileCalls;
  /** The file itself, where the path is that of a link. */
  readonly target: string;
  readonly old: FileStatus;
  /** What the file holds, and has to hold until it is replaced. */
  readonly expected: Uint8Array;
  /** Paths of files that were made, and that have to go if all this comes to nothing. */
  readonly made: Set<string>;
}

async function begin(calls: FileCalls, path: string, expected: Uint8Array): Promise<Work> {
  const target = await calls.realpath(path);
  const old = await calls.stat(target);
  refuseOthers(old);
  // A rename does not ask whether the file itself may be written. Whoever took that right away meant it.
  await calls.access(target, constants.W_OK);
  const work = { calls, target, old, expected, made: new Set<string>() };
  await refuseChanged(work);
  return work;
}

/** Does something; if it fails, what it has made until then goes again. */
async function orNothing<T>({ calls, made }: Work, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    for (const path of made) await calls.unlink(path).catch(() => undefined);
    throw error;
  }
}

/** @param time when to say that the backup was made; undefined for no backup */
async function replace(work: Work, content: Uint8Array, time: Date | undefined): Promise<Replaced> {
  const draft = await writeDraft(work, content);
  const backup = time && (await keepOld(work, time));
  await refuseChanged(work);
  try {
    await work.calls.rename(draft, work.target);
  } catch (error) {
    await refuseUnlessDone(work, content, backup, error);
    await work.calls.unlink(draft).catch(() => undefined);
  }
  // The new content is in its place. That its name may not survive a power cut is no reason to say that it is not.
  await syncDirectory(work).catch(() => undefined);
  return { backup };
}

/** Writes a hidden file beside the target, with its owner and mode, down to the disk. @returns its path */
async function writeDraft(work: Work, content: Uint8Array): Promise<string> {
  const { target, calls, old, made } = work;
  const draft = join(dirname(target), `.${basename(target)}.${randomBytes(6).toString("hex")}`);
  // Nobody but the writer may see the draft before it has the old file's owner and mode.
  const file = await calls.open(draft, "wx", 0o600);
  made.add(draft);
  try {
    await file.writeFile(content);
    if (process.platform !== "win32") {
      const own = await file.stat();
      // Giving a file away clears some bits of its mode, so the mode comes last.
      if (own.uid !== old.uid || own.gid !== old.gid) await file.chown(old.uid, old.gid);
      await file.chmod(old.mode & 0o7777);
    }
    await file.sync();
  } finally {
    await file.close();
  }
  return draft;
}

/** Puts the old content beside the file. @returns the path of the backup */
async function keepOld(work: Work, time: Date): Promise<string> {
  const draft = await writeDraft(work, work.expected);
  const backup = await giveBackupName(work, draft, time);
  await syncDirectory(work);
  return backup;
}

/** Moves the target itself to the name of a backup. @returns its path */
async function moveToBackup(work: Work, time: Date): Promise<string> {
  try {
    return await giveBackupName(work, work.target, time);
  } catch (error) {
    // The second name of the file goes again, unless the first is gone, or nobody can tell: then the second is all there is.
    const isThere = await exists(work.calls, work.target).catch(() => false);
    if (!isThere) work.made.clear();
    throw error;
  }
}

/** Moves a file to the first free name for a backup. @returns that name */
async function giveBackupName(work: Work, file: string, time: Date): Promise<string> {
  // Universal time: local time comes twice when summer ends.
  const stamp = time.toISOString().replace(/[-:]|\.\d+/g, "");
  for (let number = 1; ; number++) {
    const backup = `${work.target}.${stamp}${number === 1 ? "" : `-${number}`}.bak`;
    if (await giveName(work, file, backup)) return backup;
  }
}

/** Moves a draft to a name that is free. @returns false if it is taken */
async function giveName({ calls, made }: Work, draft: string, name: string): Promise<boolean> {
  try {
    // A link never replaces what is there, as a rename would.
    await calls.link(draft, name);
    made.add(name);
    await calls.unlink(draft);
  } catch (error) {
    const code = codeOf(error);
    if (code === "EEXIST") return false;
    if (made.has(name) || !NOT_POSSIBLE.has(code)) throw error;
    // This file system has no hard links.
    if (await exists(calls, name)) return false;
    await calls.rename(draft, name);
    made.add(name);
  }
  made.delete(draft);
  return true;
}

async function exists(calls: FileCalls, path: string): Promise<boolean> {
  try {
    await calls.lstat(path);
    return true;
  } catch (error) {
    if (codeOf(error) === "ENOENT") return false;
    throw error;
  }
}

/** Makes names that were given in the target's directory survive a power cut, where the system can. */
async function syncDirectory({ calls, target }: Work): Promise<void> {
  try {
    const directory = await calls.open(dirname(target), "r");
    try {
      await directory.sync();
    } finally {
      await directory.close();
    }
  } catch (error) {
    if (!NOT_POSSIBLE.has(codeOf(error))) throw error;
  }
}

/** What systems say of a call that they, or one of their file systems, do not have, or not for directories. */
const NOT_POSSIBLE: ReadonlySet<string | undefined> = new Set([
  "EACCES",
  "EBADF",
  "EINVAL",
  "EISDIR",
  "ENOSYS",
  "ENOTSUP",
  "EOPNOTSUPP",
  "EPERM",
]);

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}

function refuseOthers(status: Pick<FileStatus, "isFile" | "isDirectory">): void {
  if (!status.isFile()) {
    throw new NotAFile(status.isDirectory() ? "is a directory" : "is not a regular file");
  }
}

async function refuseChanged({ calls, target, expected }: Work): Promise<void> {
  if (!same(await calls.readFile(target), expected)) throw new Changed("has changed in the meantime");
}

/**
 * A file system of the network may rename, lose the answer, and say that it
 * failed. What the file holds tells.
 *
 * @throws unknown `error`, if nothing was renamed
 */
async function refuseUnlessDone(
  { calls, target, made }: Work,
  content: Uint8Array,
  backup: string | undefined,
  error: unknown,
): Promise<void> {
  const found = await calls.readFile(target).catch(() => undefined);
  if (found === undefined && backup !== undefined) {
    // Nobody can tell which content is there, so the backup may be all that is left of the old one.
    made.delete(backup);
  }
  if (found === undefined || !same(found, content)) throw error;
}

function same(one: Uint8Array, other: Uint8Array): boolean {
  return Buffer.compare(one, other) === 0;
}

class NotAFile extends Error {}
class Changed extends Error {}

async function attempt<T>(action: () => Promise<T>): Promise<FileResult<T>> {
  try {
    return { ok: true, value: await action() };
  } catch (error) {
    return { ok: false, error: toFileError(error) };
  }
}

const KINDS: Readonly<Record<string, FileError["kind"]>> = {
  ENOENT: "missing",
  ENOTDIR: "missing",
  EACCES: "denied",
  EPERM: "denied",
  EISDIR: "not-a-file",
};

function toFileError(error: unknown): FileError {
  if (error instanceof NotAFile) return { kind: "not-a-file", message: error.message };
  if (error instanceof Changed) return { kind: "changed", message: error.message };
  const { code, message } = error as NodeJS.ErrnoException;
  return { kind: KINDS[code ?? ""] ?? "other", message: withoutPath(message) };
}

/** `ENOENT: no such file or directory, stat '/x'` → `no such file or directory`. */
function withoutPath(message: string): string {
  return /^[A-Z0-9_]+: (.*?), [a-z]+(?: '.*)?$/s.exec(message)?.[1] ?? message;
}
