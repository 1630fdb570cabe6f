/** Writing the files of a configuration, one after the other, and saying what became of each. */
import { encodeText } from "../../base/decode";
import type { FileError, FileResult, Replaced } from "../../ports/files";
import { shellWords } from "../output";
import { absolutePath } from "../paths";
import type { CliRuntime } from "../runtime";

/** A file and its new content. */
export interface NewContent {
  /** As the user would write it. */
  readonly path: string;
  /** What it holds; undefined: there is none yet. */
  readonly bytes: Uint8Array | undefined;
  /** What it is to hold, in the encoding of what it holds; undefined: there is to be none. */
  readonly text: string | undefined;
  /** For a new file: one whose owner and mode it gets. */
  readonly like?: string;
}

/** A file that was written. */
export interface WrittenFile {
  readonly file: string;
  /** Path of the old content; empty where there was none. */
  readonly backup: string;
  /** Whether there is no such file any longer. */
  readonly isGone?: true;
}

/** What was written, and why the rest was not. */
export interface Replacement {
  readonly written: readonly WrittenFile[];
  /** In sentences; undefined when all was written. */
  readonly problem: string | undefined;
  /** What would do it, where rights are what is missing. */
  readonly remedy: string | undefined;
}

/**
 * Writes files in the order given, each with its old content kept beside it,
 * and stops at the first that cannot be written.
 *
 * @param words the command line that does all this, to be run with other rights
 */
export async function replaceFiles(
  runtime: CliRuntime,
  files: readonly NewContent[],
  words: readonly string[],
): Promise<Replacement> {
  const written: WrittenFile[] = [];
  for (const file of files) {
    const result = await writeOne(runtime, file);
    if (!result.ok) {
      const remedy = result.error.kind === "denied" ? shellWords(["sudo", ...words]) : undefined;
      return { written, problem: whyNot(file, result.error, written), remedy };
    }
    const backup = result.value?.backup ?? "";
    written.push({ file: file.path, backup, ...(file.text === undefined && { isGone: true as const }) });
  }
  return { written, problem: undefined, remedy: undefined };
}

async function writeOne(
  { writer, cwd }: CliRuntime,
  { path: name, bytes, text, like }: NewContent,
): Promise<FileResult<Replaced | undefined>> {
  const path = absolutePath(cwd, name);
  if (bytes === undefined) {
    return writer.create(path, new TextEncoder().encode(text), absolutePath(cwd, like ?? name));
  }
  if (text === undefined) return writer.remove(path, bytes);
  return writer.replace(path, bytes, encodeText(text, bytes), true);
}

function whyNot(
  { path, bytes, text }: NewContent,
  { kind, message }: FileError,
  written: readonly WrittenFile[],
): string {
  const isGone = text === undefined;
  const what =
    kind !== "changed"
      ? `${path}: ${message}, so it was not ${isGone ? "removed" : "written"}.`
      : bytes === undefined
        ? `${path}: somebody else has made a file of this name in the meantime, so it was not written. Run this again to start from what is there now.`
        : `${path}: somebody else has changed it in the meantime, so it was not ${isGone ? "removed" : "overwritten"}. Run this again to start from what it holds now.`;
  const others = written.map(({ file, backup, isGone: wasRemoved }) => {
    if (backup === "") return `${file} was made before that.`;
    return `${file} was ${wasRemoved ? "removed" : "written"} before that; its old content is ${backup}.`;
  });
  return [what, ...(others.length > 0 ? others : ["Nothing has changed."])].join(" ");
}
