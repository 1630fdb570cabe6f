/** PCRE2 as a WebAssembly module, from the file beside the program. */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** The file beside the bundles, and where its npm package has it. */
const BESIDE = "libpcre2.wasm";
const IN_PACKAGE = join("node_modules", "@stephen-riley", "pcre2-wasm", "dist", BESIDE);

let compiled: WebAssembly.Module | undefined;

/**
 * Reads and compiles the module once.
 *
 * @throws Error when the file is nowhere: the program was not installed whole
 */
export function readPcre2Module(): WebAssembly.Module {
  compiled ??= new WebAssembly.Module(readFileSync(findModule(__dirname)));
  return compiled;
}

/** Looks beside the program, and when it is run from its sources, in the packages of the folders above. */
function findModule(directory: string): string {
  const beside = join(directory, BESIDE);
  if (existsSync(beside)) return beside;
  for (let folder = directory; folder !== dirname(folder); folder = dirname(folder)) {
    const file = join(folder, IN_PACKAGE);
    if (existsSync(file)) return file;
  }
  throw new Error(`${BESIDE} is not in ${directory}: pcre tables cannot be evaluated; install again`);
}
