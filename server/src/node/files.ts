/** The real file system behind the {@link Files} port. */
import { randomBytes } from "node:crypto";
import { type FileHandle, open, readdir, readFile, realpath, rename, stat, unlink } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { FileError, FileResult, Files, FileWriter } from "../ports/files";

/** The machine's own files. */
export const nodeFiles: Files = {
  read: (path) =>
    attempt(async () => {
      // Opening a pipe or a device can block for ever, so the question comes before the opening.
      const info = await stat(path);
      if (!info.isFile()) throw new NotAFile(info.isDirectory() ? "is a directory" : "is not a regular file");
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

/** Writes the machine's own files. */
export const nodeFileWriter: FileWriter = {
  replace: (path, expected, content) => attempt(() => replace(path, expected, content)),
};

async function replace(path: string, expected: Uint8Array, content: Uint8Array): Promise<undefined> {
  const target = await realpath(path);
  const { mode, uid, gid } = await stat(target);
  const draft = join(dirname(target), `.${basename(target)}.${randomBytes(6).toString("hex")}`);
  // Nobody but the writer may see the draft before it has the old file's owner and mode.
  const handle = await open(draft, "wx", 0o600);
  try {
    await fill(handle, content, { mode, uid, gid });
    if (!(await readFile(target)).equals(expected)) throw new Changed("has changed in the meantime");
    await rename(draft, target);
  } catch (error) {
    await unlink(draft).catch(() => undefined);
    throw error;
  }
  return undefined;
}

async function fill(
  handle: FileHandle,
  content: Uint8Array,
  { mode, uid, gid }: { mode: number; uid: number; gid: number },
): Promise<void> {
  try {
    await handle.writeFile(content);
    if (process.platform !== "win32") {
      const own = await handle.stat();
      // Giving a file away clears some bits of its mode, so the mode comes last.
      if (own.uid !== uid || own.gid !== gid) await handle.chown(uid, gid);
      await handle.chmod(mode & 0o7777);
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
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
