#!/usr/bin/env node
// Stands in for the desktop VS Code's executable: @vscode/test-electron's runTests starts it with VS Code's own
// arguments, and it runs the suite in the extension host of a VS Code server, shown in a headless Chromium.
// Exit code: 0 = the suite's run() resolved, 1 = it rejected or VS Code could not run it.
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pictureFile, startChromium, workbenchUrl } from "./browser.mjs";
import { startServer } from "./server.mjs";

/** The line that suite/index.ts prints before its first test. */
const suiteStarts = "host suite starts";

const timeLimit = Number(process.env.HOST_TIME_LIMIT_SECONDS ?? 300) * 1000;

/** The arguments of the desktop program that mean something here; the others concern a window that is not there. */
function parseArguments(args) {
  const valueIn = (name) => args.find((arg) => arg.startsWith(`--${name}=`))?.slice(name.length + 3);
  return {
    extensions: args
      .filter((arg) => arg.startsWith("--extensionDevelopmentPath="))
      .map((arg) => arg.split("=")[1]),
    tests: valueIn("extensionTestsPath"),
    trusted: args.includes("--disable-workspace-trust"),
    folder: args.find((arg) => !arg.startsWith("-")),
  };
}

async function main() {
  const { extensions, tests, trusted, folder } = parseArguments(process.argv.slice(2));
  if (tests === undefined || extensions.length === 0) {
    throw new Error("usage: launcher.mjs --extensionDevelopmentPath=DIR --extensionTestsPath=FILE [FOLDER]");
  }
  const workspace =
    folder === undefined ? mkdtempSync(join(tmpdir(), "vscode-postfix-ws-")) : resolve(folder);
  const server = await startServer({ trusted });
  const browser = await startChromium();
  try {
    const remote = (path) => `vscode-remote://${server.authority}${resolve(path)}`;
    const payload = extensions.map((path) => ["extensionDevelopmentPath", remote(path)]);
    payload.push(["extensionTestsPath", remote(tests)]);
    return await runSuite(await browser.newPage(), workbenchUrl(server, workspace, payload));
  } finally {
    await browser.close();
    await server.stop();
  }
}

async function runSuite(page, url) {
  const log = suiteLog();
  let timer;
  const finished = new Promise((resolveCode, reject) => {
    page.on("crash", () => reject(new Error("the page crashed")));
    timer = setTimeout(
      () => reject(new Error(`the suite did not end within ${timeLimit / 1000} s`)),
      timeLimit,
    );
    // The workbench calls these two when it runs an extension's tests; console output comes through the first.
    Promise.all([
      page.exposeFunction("codeAutomationLog", (_level, args) => log.add(args)),
      page.exposeFunction("codeAutomationExit", (code) => resolveCode(code)),
    ])
      .then(() => page.goto(url, { timeout: timeLimit }))
      .catch(reject);
  });
  try {
    const code = await finished;
    if (code !== 0) log.printHeldBack();
    return code;
  } catch (error) {
    log.printHeldBack();
    const picture = pictureFile("host suite");
    await page.screenshot({ path: picture }).catch(() => {});
    throw new Error(`${error.message}; a picture of the window is in ${picture}`);
  } finally {
    clearTimeout(timer);
  }
}

/** Prints what the suite prints. What the workbench says before it starts the suite is of use only when that fails. */
function suiteLog() {
  let heldBack = [];
  let started = false;
  return {
    add(args) {
      if (args[0] === suiteStarts) {
        started = true;
        heldBack = [];
      } else if (started) {
        console.log(...args);
      } else {
        heldBack.push(args);
      }
    },
    printHeldBack() {
      for (const args of heldBack) console.log(...args);
    },
  };
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(`launcher: ${error.message}`);
  process.exitCode = 1;
}
