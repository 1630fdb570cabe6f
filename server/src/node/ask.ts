/** A question at the terminal. */
import { createInterface } from "node:readline/promises";

/** Asks, where somebody can be asked. @returns the line that was typed; undefined where there is no terminal, or it was closed */
export async function askAtTerminal(question: string): Promise<string | undefined> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return undefined;
  const reader = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const closed = new Promise<undefined>((resolve) => reader.once("close", () => resolve(undefined)));
    return await Promise.race([reader.question(question), closed]);
  } finally {
    reader.close();
  }
}
