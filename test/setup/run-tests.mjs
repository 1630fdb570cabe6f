// `npm test`: the whole gate. Sets up, builds, runs every suite, and closes with one line that sums them:
// "N passed, N failed, N skipped". `npm test -- unit ui` runs these suites only; further words choose test files
// (`npm test -- unit parser`).
//
// The suites run in two lanes at the same time: those inside VS Code spend most of their time waiting for it. The second
// lane is a process of its own, and what it prints comes when it has ended, so that the two do not mix.
import { spawn } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { duration, inRoot, isCi, resultsDir, root, run } from "./project.mjs";
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

/**
 * In the order in which they run: what fails fast comes first. `needsBuild`: not worth a try without bundles.
 * `inVscode`: runs in the second lane.
 */
const suites = [
  { name: "lint", run: () => oneCheck(tool("@biomejs", "biome", "bin", "biome"), "check", ".") },
  { name: "types", run: () => oneCheck(tool("typescript", "bin", "tsc"), "--noEmit") },
  { name: "unit", run: unitTests },
  { name: "package", needsBuild: true, inVscode: true, run: packageSuite },
  {
    name: "host",
    needsBuild: true,
    inVscode: true,
    // Elsewhere than on Linux, and with an executable named, the desktop VS Code takes the server's place.
    missing: () => (process.env.VSCODE_EXECUTABLE || process.platform !== "linux" ? undefined : noVscode()),
    run: async () => (await import("../host/run.mjs")).runHostSuite(),
  },
  {
    name: "ui",
    needsBuild: true,
    inVscode: true,
    missing: noVscode,
    run: async (words) => (await import("../host/run-ui.mjs")).runUiTests(words),
  },
];

/** Sets up and builds. Undefined: nothing can run. False: there are no bundles, and only what needs none can. */
async function prepare() {
  try {
    await prepareMachine();
  } catch (error) {
    console.error(`not ready to test: ${error.message}`);
    return undefined;
  }
  // Before any suite: what has to be compiled for VS Code takes many times as long while tests are running.
  await prepareVscodeServer().catch((error) =>
    console.error(`not ready to test inside VS Code: ${error.message}`),
  );
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

/** The word that makes this program the second lane; `built` is told with it. */
const laneWord = "--lane-in-vscode";

/** Runs suites in a process of their own. @returns the results, and what the process has printed */
function runLane(selected, words, built) {
  const args = [fileURLToPath(import.meta.url), `${laneWord}=${built}`, ...selected.map(({ name }) => name)];
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [...args, ...words], {
      cwd: root,
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    let output = "";
    let results;
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text) => {
        output += text;
      });
    }
    child.on("message", (message) => {
      results = message;
    });
    child.on("close", (code) => {
      if (results === undefined) output += `\nthe suites inside VS Code ended early with code ${code}\n`;
      const lost = selected.map(({ name }) => ({ name, time: 0, ...counts(0, 1) }));
      resolve({ output, results: results ?? lost });
    });
  });
}

/** What the second lane does: its suites, of which it tells the first lane in the end. */
async function runAsLane(args, built) {
  const orphaned = () => process.exit(1);
  process.once("disconnect", orphaned);
  const { selected, words } = chosen(args);
  const results = await runSuites(selected, words, built);
  process.off("disconnect", orphaned);
  process.send(results);
  process.disconnect();
}

/** Runs everything that was chosen. @returns the results in the order of `suites` */
async function runAll(selected, words, built) {
  const inVscode = selected.filter((suite) => suite.inVscode);
  const others = selected.filter((suite) => !suite.inVscode);
  if (inVscode.length === 0) return await runSuites(others, words, built);
  // Whoever wants these alone wants to see the output as it comes.
  if (others.length === 0) return await runSuites(inVscode, words, built);
  const second = runLane(inVscode, words, built);
  const first = await runSuites(others, words, built);
  const { output, results } = await second;
  process.stdout.write(output);
  return [...first, ...results];
}

async function main() {
  const { selected, words } = chosen(process.argv.slice(2));
  const started = Date.now();
  const total = counts(0, 0);
  rmSync(resultsDir, { recursive: true, force: true });
  const built = await prepare();
  if (!built) total.failed += 1;
  const times = [`${"setup".padEnd(8)} ${duration(Date.now() - started)}`];
  for (const { name, time, ...result } of built === undefined ? [] : await runAll(selected, words, built)) {
    for (const key of Object.keys(total)) total[key] += result[key];
    const sum = `${result.passed} passed, ${result.failed} failed, ${result.skipped} skipped`;
    times.push(`${name.padEnd(8)} ${duration(time).padEnd(12)} ${sum}`);
  }
  console.log(`\n${times.join("\n")}\n${"all".padEnd(8)} ${duration(Date.now() - started)}\n`);
  console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
  process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;
}

const [firstWord = "", ...otherWords] = process.argv.slice(2);
if (firstWord.startsWith(laneWord)) await runAsLane(otherWords, firstWord === `${laneWord}=true`);
else await main();
