// Where things are in this repository, and how the set-up scripts start other programs.
// Nothing here may need node_modules: these scripts run before the first `npm ci`.
import { spawn, spawnSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository's top directory. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Downloaded or built tools that are kept between runs; git ignores it. */
export const cacheDir = join(root, ".vscode-test");

/** Screenshots and logs of the last test run; git ignores it. */
export const resultsDir = join(root, "test-results");

/** The packaged extension. */
export const vsixPath = join(root, "dist", "vscode-postfix.vsix");

/** True on a build server, where a suite that cannot run is a failure. */
export const isCi = process.env.CI === "true" || process.env.CI === "1";

/** An absolute path below the repository's top directory. */
export function inRoot(...parts) {
  return join(root, ...parts);
}

/** The full path of a program in PATH, or undefined. */
export function which(program) {
  for (const dir of (process.env.PATH ?? "").split(delimiter)) {
    for (const suffix of process.platform === "win32" ? [".exe", ".cmd", ""] : [""]) {
      const file = join(dir, program + suffix);
      try {
        accessSync(file, constants.X_OK);
        return file;
      } catch {
        // Not in this directory; the next one may have it.
      }
    }
  }
  return undefined;
}

/**
 * Runs a program with its output passed through and waits for it.
 * @returns the exit code; 127 when it could not be started, 128 when a signal ended it.
 */
export function run(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, stdio: "inherit", ...options });
    child.on("error", (error) => {
      console.error(`${command}: ${error.message}`);
      resolve(127);
    });
    child.on("exit", (code) => resolve(code ?? 128));
  });
}

/** Runs a program, keeps what it prints (both streams together) and waits for it. */
export function runQuietly(command, args, options = {}) {
  return new Promise((resolve) => {
    let output = "";
    const child = spawn(command, args, { cwd: root, stdio: ["ignore", "pipe", "pipe"], ...options });
    child.stdout.on("data", (data) => (output += data));
    child.stderr.on("data", (data) => (output += data));
    child.on("error", (error) => resolve({ code: 127, output: `${command}: ${error.message}` }));
    child.on("close", (code) => resolve({ code: code ?? 128, output }));
  });
}

/** Runs npm. On Windows npm is a script, which only a shell can start; the arguments here are all ours. */
export function npm(args, options = {}) {
  const runner = options.quiet ? runQuietly : run;
  return runner("npm", args, { shell: process.platform === "win32", ...options });
}

/** The standard output of a short command, or undefined when it fails. */
export function outputOf(command, args) {
  const result = spawnSync(command, args, { encoding: "utf8" });
  return result.status === 0 ? result.stdout : undefined;
}

/** Milliseconds as people read them: "820 ms", "4.2 s", "1 min 12 s". */
export function duration(milliseconds) {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 60_000) return `${(milliseconds / 1000).toFixed(1)} s`;
  return `${Math.floor(milliseconds / 60_000)} min ${Math.round((milliseconds % 60_000) / 1000)} s`;
}

/** True when this file was started as the program, not imported by another one. */
export function isMain(moduleUrl) {
  return process.argv[1] !== undefined && fileURLToPath(moduleUrl) === process.argv[1];
}
