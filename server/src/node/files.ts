/** The real file system behind the {@link Files} port. */
import { readdir, readFile, stat } from "node:fs/promises";
import type { FileError, FileResult, Files } from "../ports/files";

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

class NotAFile extends Error {}

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
  const { code, message } = error as NodeJS.ErrnoException;
  return { kind: KINDS[code ?? ""] ?? "other", message: withoutPath(message) };
}

/** `ENOENT: no such file or directory, stat '/x'` → `no such file or directory`. */
function withoutPath(message: string): string {
  return /^[A-Z0-9_]+: (.*?), [a-z]+(?: '.*)?$/s.exec(message)?.[1] ?? message;
}
