// `npm start`: try the extension. Builds it, prints what the command line says of the sample configuration, and
// opens that in VS Code: the desktop one where `code` is in PATH, else a VS Code server with the packaged
// extension, until Ctrl-C. With --no-open (or CI=true) it starts, waits until the extension is active, and stops.
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { inRoot, isCi, isMain, root, run, vsixPath, which } from "./project.mjs";
import { setup } from "./setup.mjs";

const sample = inRoot("test", "fixtures", "sample");

async function start({ open }) {
  await setup();
  // Loaded only now: before `npm ci` there is nothing to import.
  await (await import("./build.mjs")).build();
  await checkSample();
  if (open && which("code") !== undefined) {
    // A copy, because what is tried out in it should not end up in the repository.
    const copy = sampleCopy();
    console.log(`\nOpening ${copy} in VS Code with the extension.`);
    return await run("code", [`--extensionDevelopmentPath=${root}`, copy], {
      shell: process.platform === "win32",
    });
  }
  return await startInServer(open);
}

async function checkSample() {
  console.log("\npostfix-ls check test/fixtures/sample");
  const code = await run(process.execPath, [inRoot("dist", "cli.js"), "check", "test/fixtures/sample"]);
  // The sample is wrong on purpose: findings (exit code 1) are what it is for.
  if (code > 1) throw new Error(`postfix-ls check ended with exit code ${code}`);
}

function sampleCopy() {
  const copy = join(mkdtempSync(join(tmpdir(), "vscode-postfix-sample-")), "postfix");
  cpSync(sample, copy, { recursive: true });
  return copy;
}

async function startInServer(open) {
  // Ctrl-C is how this program is meant to end; set before server.mjs, which would make an error of it.
  process.on("SIGINT", () => process.exit(0));
  const { packageExtension } = await import("./package.mjs");
  const { startServer } = await import("../host/server.mjs");
  const { workbenchUrl } = await import("../host/browser.mjs");
  await packageExtension();
  const folder = sampleCopy();
  process.on("exit", () => rmSync(dirname(folder), { recursive: true, force: true }));
  const server = await startServer({ vsix: vsixPath, keepRunning: open });
  try {
    const address = workbenchUrl(server, folder);
    if (!open) return await seeItWork(server, address);
    console.log(`\nVS Code with the extension: ${address}\nCtrl-C stops it.`);
    await server.ended;
    throw new Error("the VS Code server ended by itself");
  } finally {
    await server.stop();
  }
}

/** Opens the address as a browser would and waits until the extension has marked something in main.cf. */
async function seeItWork(server, address) {
  const { startChromium } = await import("../host/browser.mjs");
  const { createEditor } = await import("../host/editor.mjs");
  const browser = await startChromium();
  try {
    const page = await browser.newPage();
    await page.goto(address);
    const editor = createEditor(page, sample, server);
    await editor.openFile("main.cf");
    const problems = await editor.problems();
    const picture = await editor.screenshot("start");
    console.log(
      `\nVS Code answered; the extension is active and reports ${problems.length} problems (${picture}).`,
    );
    return 0;
  } finally {
    await browser.close();
  }
}

if (isMain(import.meta.url)) {
  try {
    process.exitCode = await start({ open: !isCi && !process.argv.includes("--no-open") });
  } catch (error) {
    console.error(`npm start: ${error.message}`);
    process.exitCode = 1;
  }
}
