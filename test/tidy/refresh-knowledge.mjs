// Prints where our knowledge differs from the Postfix that is installed: names, and defaults.
//
//   node test/tidy/refresh-knowledge.mjs
//
// Exit code 1 when a name or a default differs that is no choice of this build. Where the two differ, Postfix is right.
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { inRoot } from "../setup/project.mjs";
import { rawText } from "../setup/raw-text.mjs";

const directory = mkdtempSync(join(tmpdir(), "vscode-postfix-facts-"));
try {
  const outfile = join(directory, "compare-facts.cjs");
  const entryPoints = [inRoot("test", "tidy", "compare-facts.ts")];
  await build({
    entryPoints,
    outfile,
    bundle: true,
    platform: "node",
    plugins: [rawText],
    logLevel: "warning",
  });
  const { compareFacts, installedDefaults } = createRequire(import.meta.url)(outfile);
  const printed = installedDefaults();
  if (printed === undefined) {
    console.error("refresh-knowledge: there is no postconf here that could be asked.");
    process.exitCode = 2;
  } else {
    const { version, compared, missing, surplus, defaults, buildDefaults } = compareFacts(printed);
    console.log(`Postfix ${version}: ${compared} names compared`);
    const list = (title, lines) => lines.length > 0 && console.log(`${title}:\n  ${lines.join("\n  ")}`);
    list("names we do not know", missing);
    list("names it does not have", surplus);
    list("other defaults (ours | its own)", defaults);
    list("defaults chosen when it was compiled (ours | its own)", buildDefaults);
    if (missing.length + surplus.length + defaults.length > 0) process.exitCode = 1;
  }
} finally {
  rmSync(directory, { recursive: true, force: true });
}
