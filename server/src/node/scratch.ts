/** Directories for a moment behind the {@link Scratch} port. */
import { mkdtemp, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Scratch } from "../ports/scratch";

/** Lends directories among the system's temporary files. */
export const nodeScratch: Scratch = {
  lend: async (use) => {
    // Made with mode 0700: what a configuration holds may be secret.
    const path = await mkdtemp(join(tmpdir(), "postfix-ls-"));
    try {
      return await use({ path, write: (name, content) => writeOld(join(path, name), content) });
    } finally {
      await rm(path, { recursive: true, force: true });
    }
  },
};

/**
 * Writes a file that seems an hour old. Postfix's programs take one that
 * changed within the last seconds for unfinished, and wait and read it again.
 */
async function writeOld(path: string, content: Uint8Array): Promise<void> {
  await writeFile(path, content);
  const past = Date.now() / 1_000 - 3_600;
  await utimes(path, past, past);
}
