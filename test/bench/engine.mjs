// Bundles internals.ts as the extension is bundled, and runs it in a fresh process.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { build } from "esbuild";
import { inRoot, root } from "../setup/project.mjs";
import { rawText } from "../setup/raw-text.mjs";
import { generateMainCf, generateMasterCf } from "./documents/postfix.mjs";

/**
 * Builds the bundle once.
 * @param directory where it goes
 * @returns a function that runs it in a process of its own and calls `note` with each figure
 */
export async function createEngineBench(directory) {
  const outfile = join(directory, "internals.cjs");
  await build({
    absWorkingDir: root,
    entryPoints: [inRoot("test", "bench", "internals.ts")],
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
  const long = generateMainCf(10_000);
  const input = JSON.stringify({
    short: generateMainCf(300).text,
    half: generateMainCf(5_000).text,
    long: long.text,
    master: generateMasterCf(),
    edit: long.edit,
    completion: long.completion,
  });
  return (note) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ["--expose-gc", outfile], {
      input,
      encoding: "utf8",
    });
    if (status !== 0) throw new Error(`the engine's own bench failed:\n${stderr}`);
    for (const [name, values] of Object.entries(JSON.parse(stdout))) {
      for (const value of values) note(name, value);
    }
  };
}
