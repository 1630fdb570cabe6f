/** How wide text may be. */
import type { CliRuntime } from "../runtime";

/** Lines longer than that are hard to read. */
const WIDEST = 100;

/** Characters in a line: those of the terminal where it says so, and not too many. */
export function widthOf({ env, stdout }: CliRuntime): number {
  const columns = stdout.columns ?? Number(env.COLUMNS);
  return Math.min(WIDEST, columns > 0 ? columns : WIDEST);
}
