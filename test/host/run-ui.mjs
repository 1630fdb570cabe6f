// Runs the page-driven tests of test/host/ui/ against dist/vscode-postfix.vsix.
// From the command line: node test/host/run-ui.mjs [WORD...] runs the files whose name contains one of the words.
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import Mocha from "mocha";
import { inRoot, isCi, isMain, vsixPath } from "../setup/project.mjs";
import { stopWindows } from "./ui.mjs";

/**
 * Runs the tests and counts them.
 * @param words only files whose name contains one of them; none means all.
 * @throws Error when there is no package to test or no file fits.
 */
export async function runUiTests(words = []) {
  if (!existsSync(vsixPath)) throw new Error("dist/vscode-postfix.vsix is missing: run `npm run package`");
  const dir = inRoot("test", "host", "ui");
  const files = readdirSync(dir).filter((name) => name.endsWith(".ui.mjs"));
  const chosen = files.filter((name) => words.length === 0 || words.some((word) => name.includes(word)));
  if (chosen.length === 0) throw new Error(`no file of test/host/ui is named ${words.join(" or ")}`);
  const mocha = new Mocha({ forbidOnly: isCi });
  for (const name of chosen.sort()) mocha.addFile(join(dir, name));
  try {
    await mocha.loadFilesAsync();
    const stats = await new Promise((resolve) => {
      const runner = mocha.run(() => resolve(runner.stats));
    });
    return { passed: stats.passes, failed: stats.failures, skipped: stats.pending };
  } finally {
    await stopWindows();
  }
}

if (isMain(import.meta.url)) {
  try {
    const { passed, failed, skipped } = await runUiTests(process.argv.slice(2));
    console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
    process.exitCode = failed > 0 ? 1 : 0;
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
