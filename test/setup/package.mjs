// Packages the extension: dist/vscode-postfix.vsix, the file that users install.
import { mkdirSync } from "node:fs";
import { inRoot, runQuietly, vsixPath } from "./project.mjs";

/** @throws Error with vsce's own words when it refuses. The bundles must have been built before. */
export async function packageExtension() {
  mkdirSync(inRoot("dist"), { recursive: true });
  const vsce = inRoot("node_modules", "@vscode", "vsce", "vsce");
  const args = [vsce, "package", "--no-dependencies", "--allow-missing-repository", "--out", vsixPath];
  const { code, output } = await runQuietly(process.execPath, args);
  if (code !== 0) throw new Error(`vsce package failed:\n${output}`);
  return output;
}
