// What VS Code loads and runs: a mocha run over the test files listed here, its counts written as JSON to the file
// that the environment variable HOST_RESULTS_FILE names.
import { writeFileSync } from "node:fs";
import Mocha from "mocha";

// Listed by hand, since a bundle has no directory to search; the build fails when a test file is not in the list.
const testFiles = [
  () => import("./activation.test"),
  () => import("./cleanup.test"),
  () => import("./main-job.test"),
  () => import("./tables.test"),
];

/**
 * Runs every test file.
 * @throws Error when a test failed; VS Code turns that into exit code 1.
 */
export async function run(): Promise<void> {
  const mocha = new Mocha({
    ui: "bdd",
    timeout: 60_000,
    color: false,
    forbidOnly: process.env.CI === "true",
  });
  // Makes describe() and it() of the "mocha" module register with this run while the files are loaded.
  mocha.suite.emit("pre-require", globalThis, "", mocha);
  for (const load of testFiles) await load();
  // The launcher shows console output from this line on.
  console.log("host suite starts");
  const stats = await new Promise<Mocha.Stats | undefined>((resolve) => {
    const runner = mocha.run(() => resolve(runner.stats));
  });
  if (stats === undefined) throw new Error("mocha gave no counts");
  const counts = { passed: stats.passes, failed: stats.failures, skipped: stats.pending };
  const file = process.env.HOST_RESULTS_FILE;
  if (file !== undefined) writeFileSync(file, JSON.stringify(counts));
  if (counts.failed > 0) throw new Error(`${counts.failed} tests failed`);
}
