/** The libraries for patterns of lookup tables. */
import type { Engines } from "../matching/open-table";
import { Pcre2 } from "../matching/pcre2/engine";
import { posixEngine } from "../matching/posix/engine";
import { CliError, type CliRuntime } from "./runtime";

const made = new WeakMap<CliRuntime, Pcre2>();

/** The libraries of a run; PCRE2 is loaded once, when a table needs it. */
export function enginesOf(runtime: CliRuntime): Engines {
  return {
    get pcre() {
      const engine = made.get(runtime) ?? load(runtime);
      made.set(runtime, engine);
      return engine;
    },
    regexp: posixEngine,
  };
}

function load(runtime: CliRuntime): Pcre2 {
  try {
    return new Pcre2(runtime.pcre2());
  } catch (error) {
    throw new CliError(error instanceof Error ? error.message : String(error));
  }
}
