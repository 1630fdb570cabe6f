/** Files that are lent to a program in a terminal, until somebody says that it has ended. */
import type { Guard } from "./guard";
import type { Runtime } from "./runtime";

/** Files in a directory that only this user may enter. */
export interface Lent {
  /** Absolute. */
  readonly path: string;
  /** Takes them away. */
  release(): void;
}

/** Lends files. */
export interface Lender {
  /**
   * Writes files where a program in a terminal can read them.
   *
   * @param files their texts by name
   * @throws Error when there is no room for them
   */
  lend(files: Readonly<Record<string, string>>): Promise<Lent>;
  /** Takes away what is still lent: nobody comes back for it when the server ends. */
  releaseAll(): void;
}

/** Makes a lender. */
export function createLender({ scratch }: Runtime, guard: Guard): Lender {
  const lent = new Set<() => void>();
  return {
    lend: (files) =>
      new Promise<Lent>((resolve, reject) => {
        const use = guard.notification("lend", () =>
          scratch.lend(async ({ path, write }) => {
            for (const [name, text] of Object.entries(files)) {
              await write(name, new TextEncoder().encode(text));
            }
            await new Promise<void>((done) => {
              lent.add(done);
              const release = () => {
                lent.delete(done);
                done();
              };
              resolve({ path, release });
            });
          }),
        );
        void use(undefined).then(() =>
          reject(new Error("there is no room for files that a program is to read")),
        );
      }),
    releaseAll() {
      for (const release of lent) release();
      lent.clear();
    },
  };
}
