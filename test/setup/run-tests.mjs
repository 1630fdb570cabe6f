// `npm test`: the whole gate. Sets up, builds, runs every suite, and closes with one line that sums them:
// "N passed, N failed, N skipped". `npm test -- unit ui` runs these suites only; further words choose test files
// (`npm test -- unit parser`).
import { readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { duration, inRoot, isCi, resultsDir, run } from "./project.mjs";
import { prepareMachine, prepareVscodeServer } from "./setup.mjs";

const tool = (...parts) => inRoot("node_modules", ...parts);
const counts = (passed, failed, skipped = 0) => ({ passed, failed, skipped });

/** A tool that says yes or no counts as one test. */
async function oneCheck(...command) {
  const code = await run(process.execPath, command);
  return code === 0 ? counts(1, 0) : counts(0, 1);
}

async function unitTests(words) {
  const report = join(tmpdir(), `vscode-postfix-unit-${process.pid}.json`);
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const code = await run(process.execPath, [tool("vitest", "vitest.mjs"), "run", ...reporters, ...words]);
  let result;
  try {
    result = JSON.parse(readFileSync(report, "utf8"));
  } catch {
    return counts(0, 1);
  } finally {
    rmSync(report, { force: true });
  }
  // A file that could not be loaded, or an error outside any test, fails the run without a failed test.
  const failed = result.numFailedTests === 0 && code !== 0 ? 1 : result.numFailedTests;
  return counts(result.numPassedTests, failed, result.numPendingTests + result.numTodoTests);
}

async function packageSuite() {
  const { packageExtension } = await import("./package.mjs");
  console.log(await packageExtension());
  return counts(1, 0);
}

/** Why the suites inside VS Code cannot run here, or undefined. */
async function noVscode() {
  const { hasVscodeServer, canInstallVscodeServer } = await import("./vscode-server.mjs");
  const { chromiumPath } = await import("../host/browser.mjs");
  if (!canInstallVscodeServer()) return "the VS Code server runs on Linux only";
  if (!hasVscodeServer()) return "the VS Code server is not installed";
  return chromiumPath() === undefined ? "Chromium is not installed" : undefined;
}

/** In the order in which they run: what fails fast comes first. `needsBuild`: not worth a try without bundles. */
const suites = [
  { name: "lint", run: () => oneCheck(tool("@biomejs", "biome", "bin", "biome"), "check", ".") },
  { name: "types", run: () => oneCheck(tool("typescript", "bin", "tsc"), "--noEmit") },
  { name: "unit", run: unitTests },
  { name: "package", needsBuild: true, run: packageSuite },
  {
    name: "host",
    needsBuild: true,
    // Elsewhere than on Linux, and with an executable named, the desktop VS Code takes the server's place.
    missing: () => (process.env.VSCODE_EXECUTABLE || process.platform !== "linux" ? undefined : noVscode()),
    run: async () => (await import("../host/run.mjs")).runHostSuite(),
  },
  {
    name: "ui",
    needsBuild: true,
    missing: noVscode,
    run: async (words) => (await import("../host/run-ui.mjs")).runUiTests(words),
  },
];

/** Sets up and builds. Undefined: nothing can run. False: there are no bundles, and only what needs none can. */
async function prepare() {
  const machine = prepareMachine();
  // Where VS Code cannot be had, the suites that run in it say so, and the others run.
  const vscode = prepareVscodeServer(machine).catch((error) =>
    console.error(`not ready to test inside VS Code: ${error.message}`),
  );
  const [{ reason }] = await Promise.allSettled([machine, vscode]);
  if (reason !== undefined) {
    console.error(`not ready to test: ${reason.message}`);
    return undefined;
  }
  // Loaded only now: before `npm ci` there is no esbuild to import. It prints what is wrong by itself.
  const { build } = await import("./build.mjs");
  return await build().then(
    () => true,
    () => false,
  );
}

/** Runs one suite; whatever goes wrong outside its tests counts as one failure. */
async function runSuite(suite, words, built) {
  console.log(`\n=== ${suite.name}`);
  if (suite.needsBuild && !built) {
    console.log("not run: the build failed");
    return counts(0, 0, 1);
  }
  const reason = await suite.missing?.();
  if (reason !== undefined) {
    console.log(`not run: ${reason}`);
    return isCi ? counts(0, 1) : counts(0, 0, 1);
  }
  try {
    return await suite.run(words);
  } catch (error) {
    console.error(error.message);
    return counts(0, 1);
  }
}

/** The suites and words of the command line. The page-driven tests drive the package, so it is made for them. */
function chosen(args) {
  const names = suites.map((suite) => suite.name);
  const wanted = new Set(args.filter((arg) => names.includes(arg)));
  const words = args.filter((arg) => !names.includes(arg));
  if (wanted.size === 0 && words.length > 0) {
    console.error(`npm test: no suite is named ${words[0]}; there are ${names.join(", ")}`);
    process.exit(2);
  }
  if (wanted.has("ui")) wanted.add("package");
  return { selected: suites.filter((suite) => wanted.size === 0 || wanted.has(suite.name)), words };
}

/** Runs suites one after the other. @returns a name, the milliseconds and the counts of each */
async function runSuites(selected, words, built) {
  const results = [];
  for (const suite of selected) {
    const start = Date.now();
    const result = await runSuite(suite, words, built);
    results.push({ name: suite.name, time: Date.now() - start, ...result });
  }
  return results;
}

async function main() {
  const { selected, words } = chosen(process.argv.slice(2));
  const started = Date.now();
  const total = counts(0, 0);
  rmSync(resultsDir, { recursive: true, force: true });
  const built = await prepare();
  if (!built) total.failed += 1;
  const times = [`${"setup".padEnd(8)} ${duration(Date.now() - started)}`];
  for (const { name, time, ...result } of built === undefined
    ? []
    : await runSuites(selected, words, built)) {
    for (const key of Object.keys(total)) total[key] += result[key];
    const sum = `${result.passed} passed, ${result.failed} failed, ${result.skipped} skipped`;
    times.push(`${name.padEnd(8)} ${duration(time).padEnd(12)} ${sum}`);
  }
  console.log(`\n${times.join("\n")}\n${"all".padEnd(8)} ${duration(Date.now() - started)}\n`);
  console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
  process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;
}

await main();
