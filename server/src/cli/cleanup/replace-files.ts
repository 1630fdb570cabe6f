/** Writing the files of a configuration, one after the other, and saying what became of each. */
import { encodeText } from "../../base/decode";
import type { FileError } from "../../ports/files";
import { shellWords } from "../output";
import { absolutePath } from "../paths";
import type { CliRuntime } from "../runtime";

/** A file and its new content. */
export interface NewContent {
  /** As the user would write it. */
  readonly path: string;
  /** What it holds. */
  readonly bytes: Uint8Array;
  /** What it is to hold, in the encoding of what it holds. */
  readonly text: string;
}

/** A file that was written. */
export interface WrittenFile {
  readonly file: string;
  /** Path of the old content. */
  readonly backup: string;
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
  for (const { path, bytes, text } of files) {
    const content = encodeText(text, bytes);
    const result = await runtime.writer.replace(absolutePath(runtime.cwd, path), bytes, content, true);
    if (!result.ok) {
      const remedy = result.error.kind === "denied" ? shellWords(["sudo", ...words]) : undefined;
      return { written, problem: whyNot(path, result.error, written), remedy };
    }
    written.push({ file: path, backup: result.value.backup ?? "" });
  }
  return { written, problem: undefined, remedy: undefined };
}

function whyNot(path: string, { kind, message }: FileError, written: readonly WrittenFile[]): string {
  const what =
    kind === "changed"
      ? `${path}: somebody else has changed it in the meantime, so it was not overwritten. Run this again to start from what it holds now.`
      : `${path}: ${message}, so it was not written.`;
  const others = written.map(
    ({ file, backup }) => `${file} was written before that; its old content is ${backup}.`,
  );
  return [what, ...(others.length > 0 ? others : ["Nothing has changed."])].join(" ");
}
