/** Running as a process that ends soon. */
import { setFlagsFromString } from "node:v8";

/**
 * How many bytes of bytecode a function runs through before V8 considers
 * making machine code of it; V8 itself takes a fraction of that.
 */
const BUDGET = 1_000_000;

/**
 * Has V8 make fast machine code only of what runs for long. A command line
 * lives for half a second, in which making the code, and throwing it away when
 * it did not fit, takes more time than the code saves: a quarter of all on a
 * long main.cf. Another engine, or another V8, may not know the flag, and goes
 * on as it is.
 */
export function expectShortLife(): void {
  setFlagsFromString(`--interrupt-budget=${BUDGET}`);
}
