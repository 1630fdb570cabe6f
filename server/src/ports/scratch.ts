/** A place for files that a program is to read and nobody else: copies of a configuration that is not to be yet. */

/** A directory for a moment, which only this user may enter. */
export interface ScratchDirectory {
  /** Absolute. */
  readonly path: string;
  /** Writes a file of this name, in place of one that is there; it does not seem new to programs that mistrust new files. */
  write(name: string, content: Uint8Array): Promise<void>;
}

/** Makes such directories. */
export interface Scratch {
  /**
   * Lends a directory; it is gone when `use` has ended, however it ended.
   *
   * @throws Error what `use` throws, and that of the system when there is no room for a directory
   */
  lend<T>(use: (directory: ScratchDirectory) => Promise<T>): Promise<T>;
}
