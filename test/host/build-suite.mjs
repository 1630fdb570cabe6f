// Bundles test/host/suite into dist/test/index.js, the file that VS Code loads to run the tests.
import { readdirSync } from "node:fs";
import { build } from "esbuild";
import { inRoot, root } from "../setup/project.mjs";
import { rawText } from "../setup/raw-text.mjs";

/** @throws Error when the bundle fails or a test file is missing from the list in suite/index.ts. */
export async function buildHostSuite() {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: ["test/host/suite/index.ts"],
    outfile: "dist/test/index.js",
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    external: ["vscode", "mocha"],
    sourcemap: "inline",
    metafile: true,
    logLevel: "warning",
    plugins: [rawText],
  });
  const tests = readdirSync(inRoot("test", "host", "suite")).filter((name) => name.endsWith(".test.ts"));
  const forgotten = tests.filter((name) => !(`test/host/suite/${name}` in metafile.inputs));
  if (forgotten.length > 0)
    throw new Error(`not listed in test/host/suite/index.ts: ${forgotten.join(", ")}`);
}
