/** Text for people: lines on standard error, words for a shell, plurals, and characters that a terminal would obey. */
import { count, printable } from "../base/for-people";
import type { CliRuntime } from "./runtime";

export { shellWords } from "../base/shell-words";
export { count, printable };

/** The program's name, at the start of everything it says on standard error. */
export const PROGRAM = "postfix-ls";

/** Says one thing on standard error, in one line. */
export function complain(runtime: CliRuntime, message: string): void {
  runtime.stderr.write(`${PROGRAM}: ${printable(message.trim().replace(/\s*\n\s*/g, " "))}\n`);
}
