// Bundles the engine's own benches as the extension is bundled, and runs them in fresh processes.
import { spawnSync } from "node:child_process";
import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { inRoot, root } from "../setup/project.mjs";
import { rawText } from "../setup/raw-text.mjs";
import { generateMainCf, generateMasterCf } from "./documents/postfix.mjs";
import { generateKeyTable, generateMessage, generatePcreTable } from "./documents/tables.mjs";

/** Builds a bench. @returns a function that runs it in a process of its own and calls `note` with each figure */
async function createBench(directory, name, input) {
  const outfile = join(directory, `${name}.cjs`);
  await build({
    absWorkingDir: root,
    entryPoints: [inRoot("test", "bench", `${name}.ts`)],
    outfile,
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    mainFields: ["module", "main"],
    charset: "utf8",
    minify: true,
    logLevel: "warning",
    plugins: [rawText],
  });
  return (note) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ["--expose-gc", outfile], {
      input: JSON.stringify(input),
      encoding: "utf8",
    });
    if (status !== 0) throw new Error(`the bench ${name} failed:\n${stderr}`);
    for (const [figure, values] of Object.entries(JSON.parse(stdout))) {
      for (const value of values) note(figure, value);
    }
  };
}

/** The engine on main.cf and master.cf. @param directory where the bundle goes */
export function createEngineBench(directory) {
  const long = generateMainCf(10_000);
  return createBench(directory, "internals", {
    short: generateMainCf(300).text,
    half: generateMainCf(5_000).text,
    long: long.text,
    master: generateMasterCf(),
    edit: long.edit,
    completion: long.completion,
  });
}

/** The engine on lookup tables. @param directory where the bundle goes */
export function createTablesBench(directory) {
  copyFileSync(
    inRoot("node_modules", "@stephen-riley", "pcre2-wasm", "dist", "libpcre2.wasm"),
    join(directory, "libpcre2.wasm"),
  );
  return createBench(directory, "tables", {
    patterns: generatePcreTable(2_000),
    keys: generateKeyTable(100_000),
    message: generateMessage(50),
  });
}
