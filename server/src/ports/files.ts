/** Files, as far as the product reads and writes them. Paths are those of the machine the server runs on. */

/** What is at a path. */
export interface FileInfo {
  readonly kind: "file" | "directory" | "other";
  /** Bytes. */
  readonly size: number;
  /** Milliseconds since 1970. */
  readonly modified: number;
  /** Permission bits and owner; undefined where the system has none, as on Windows. */
  readonly access?: { readonly mode: number; readonly user: number } | undefined;
}

/** Why a file could not be had. */
export interface FileError {
  readonly kind: "missing" | "denied" | "not-a-file" | "changed" | "other";
  /** What the operating system says, without the path. */
  readonly message: string;
}

/** A result, or why there is none. */
export type FileResult<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: FileError };

/** The file system. No method throws. */
export interface Files {
  read(path: string): Promise<FileResult<Uint8Array>>;
  info(path: string): Promise<FileResult<FileInfo>>;
  /** Names in a directory, sorted. */
  list(path: string): Promise<FileResult<readonly string[]>>;
}

/** What became of a file that was written. */
export interface Replaced {
  /** Where the old content is; undefined when nobody wanted it kept. */
  readonly backup: string | undefined;
}

/** Writing files that a running system reads. */
export interface FileWriter {
  /**
   * Puts new content in the place of a file's, all at once: whoever reads it
   * sees the old content or the new one, never a part. Owner and mode stay. A
   * link stays a link.
   *
   * @param expected the content that is to be replaced; a file that holds
   *   anything else by now is left alone (`changed`)
   * @param backup whether to keep the old content beside the file, with its
   *   owner and mode, under a name with the time in it
   */
  replace(
    path: string,
    expected: Uint8Array,
    content: Uint8Array,
    backup?: boolean,
  ): Promise<FileResult<Replaced>>;

  /**
   * Makes a file that is not there yet, all at once. One that is there by now
   * is left alone (`changed`).
   *
   * @param like a file whose owner and mode the new one gets
   */
  create(path: string, content: Uint8Array, like: string): Promise<FileResult<undefined>>;

  /**
   * Takes a file away. Its content stays beside it, under a name with the time
   * in it. A file behind a link is left alone.
   *
   * @param expected what it holds; a file that holds anything else by now is left alone (`changed`)
   */
  remove(path: string, expected: Uint8Array): Promise<FileResult<Replaced>>;
}
