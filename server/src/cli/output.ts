/** Text for people: lines on standard error, words for a shell, plurals, and characters that a terminal would obey. */
import type { CliRuntime } from "./runtime";

export { shellWords } from "../base/shell-words";

/** The program's name, at the start of everything it says on standard error. */
export const PROGRAM = "postfix-ls";

/** Says one thing on standard error, in one line. */
export function complain(runtime: CliRuntime, message: string): void {
  runtime.stderr.write(`${PROGRAM}: ${printable(message.trim().replace(/\s*\n\s*/g, " "))}\n`);
}

/**
 * Replaces control characters, one by one, but tabs: a configuration file
 * from elsewhere must not be able to steer the terminal it is shown in.
 */
export function printable(text: string): string {
  return text.replace(/[\x00-\x08\x0a-\x1f\x7f-\x9f]/g, "\ufffd");
}

/** `1 error`, `2 errors`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
