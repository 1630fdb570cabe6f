// Runs the mocha suite of test/host/suite inside a real VS Code, through @vscode/test-electron.
// Which VS Code: VSCODE_EXECUTABLE if it is set; else the VS Code server behind launcher.mjs where it is installed;
// else the desktop build that @vscode/test-electron downloads.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { cp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runTests } from "@vscode/test-electron";
import { inRoot, isMain, root } from "../setup/project.mjs";
import { hasVscodeServer } from "../setup/vscode-server.mjs";
import { buildHostSuite } from "./build-suite.mjs";

/** The executable for runTests; undefined lets it download the desktop build. */
function vscodeExecutable() {
  if (process.env.VSCODE_EXECUTABLE) return process.env.VSCODE_EXECUTABLE;
  return hasVscodeServer() ? inRoot("test", "host", "launcher.mjs") : undefined;
}

/**
 * Builds the suite, runs it in a fresh copy of the sample configuration and takes the counts it wrote.
 * @throws Error when VS Code ended without writing counts, because then nothing is known of the tests.
 */
export async function runHostSuite() {
  await buildHostSuite();
  const scratch = mkdtempSync(join(tmpdir(), "vscode-postfix-host-"));
  const workspace = join(scratch, "postfix");
  const resultsFile = join(scratch, "results.json");
  try {
    await cp(inRoot("test", "fixtures", "sample"), workspace, { recursive: true });
    let trouble;
    try {
      await runTests({
        vscodeExecutablePath: vscodeExecutable(),
        extensionDevelopmentPath: root,
        extensionTestsPath: inRoot("dist", "test", "index.js"),
        launchArgs: [workspace, "--disable-extensions"],
        extensionTestsEnv: { HOST_RESULTS_FILE: resultsFile },
      });
    } catch (error) {
      trouble = error;
    }
    return readCounts(resultsFile, trouble);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function readCounts(file, trouble) {
  let counts;
  try {
    counts = JSON.parse(readFileSync(file, "utf8"));
  } catch {
    throw new Error(
      `the suite inside VS Code wrote no results (${trouble?.message ?? "VS Code ended without error"})`,
    );
  }
  // VS Code failed although every test passed: an error that belongs to no test still fails the run.
  return trouble !== undefined && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

if (isMain(import.meta.url)) {
  try {
    const { passed, failed, skipped } = await runHostSuite();
    console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
    process.exitCode = failed > 0 ? 1 : 0;
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
