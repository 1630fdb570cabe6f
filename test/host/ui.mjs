// Page-driven tests: the packaged extension, installed as a user installs it, in a real VS Code window that the
// test drives with keyboard and mouse. A test file is a handful of lines:
//
//   import assert from "node:assert/strict";
//   import { uiTest } from "../ui.mjs";
//
//   uiTest("offers relayhost", { files: { "main.cf": "relayh" } }, async (editor) => {
//     await editor.openFile("main.cf");
//     await editor.press("End");
//     assert.ok((await editor.suggestions()).includes("relayhost"));
//   });
//
// run-ui.mjs runs the files of test/host/ui/ one after the other, in one process with one browser. Opening a window takes
// as long as two tests do, so the tests share one, which is made as good as new before each of them.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import Mocha from "mocha";
import { vsixPath } from "../setup/project.mjs";
import { startChromium, workbenchUrl } from "./browser.mjs";
import { createEditor, until } from "./editor.mjs";
import { freshenKeybindings, freshenWindow } from "./freshen.mjs";
import { startServer } from "./server.mjs";

const extensionId = "postfix-tools.vscode-postfix";

// One browser and at most two servers (trusted, restricted) serve every test; each is started at its first use.
let browser;
const servers = new Map();
/** The window of each server that tests share, while there is one. */
const sharedWindows = new Map();

function serverFor(trusted) {
  if (!servers.has(trusted))
    servers.set(trusted, startServer({ trusted, vsix: vsixPath, keybindings: freshenKeybindings }));
  return servers.get(trusted);
}

/** Stops the servers and the browser; run-ui.mjs calls it once, after the last test. */
export async function stopWindows() {
  for (const { close } of sharedWindows.values()) await close();
  sharedWindows.clear();
  for (const started of servers.values()) await (await started.catch(() => undefined))?.stop();
  servers.clear();
  await (await browser?.catch(() => undefined))?.close();
  browser = undefined;
}

/** Opens a new window on a new folder with these files. @returns what editor.mjs offers, and `close()` */
async function openWindow(server, files, settings = {}) {
  server.setSettings(settings);
  const folder = mkdtempSync(join(tmpdir(), "vscode-postfix-ui-"));
  writeFiles(folder, files);
  const hostsBefore = readyExtensionHosts(server);
  browser ??= startChromium();
  // A browser context of its own: VS Code keeps there what a window looked like, for the next window to look the same.
  const context = await (await browser).newContext({ viewport: { width: 1280, height: 800 } });
  const close = async () => {
    // The workbench asks before it loses unsaved text, but not when its browser goes.
    await context.close();
    server.setSettings();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: server.url });
    const page = await context.newPage();
    await page.goto(workbenchUrl(server, folder), { timeout: 60_000 });
    await page.locator(".monaco-workbench .statusbar").waitFor({ timeout: 60_000 });
    // Until its extension host is ready a window knows no extension, no language of one, and finds no file.
    await until(page, "the extension host", () => readyExtensionHosts(server) > hostsBefore, 60_000);
    return { ...createEditor(page, folder, server), close };
  } catch (error) {
    await close();
    throw error;
  }
}

function writeFiles(folder, files) {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

/** How many extension hosts of a server have started so far, each with its log of its own. */
function readyExtensionHosts(server) {
  return server.extensionHostLog().split("Eager extensions activated").length - 1;
}

/** Takes the window that tests of a server share, made as good as new with these files, or opens one. */
async function takeSharedWindow(server, files) {
  const shared = sharedWindows.get(server);
  if (shared === undefined) return await openWindow(server, files);
  sharedWindows.delete(server);
  try {
    await freshenWindow(shared, () => writeFiles(shared.folder, files), Object.keys(files));
    return shared;
  } catch (error) {
    console.log(`      a new window, because the old one cannot be made as good as new: ${error.message}`);
    await shared.close();
    return await openWindow(server, files);
  }
}

/** The errors in the extension host log that name the extension, each with its time and the stack below it. */
function ownErrors(server) {
  const errors = server.extensionHostLog().match(/^\S+ \S+ \[error\] .*(\n(?!\d{4}-).*)*/gm) ?? [];
  return errors.filter((error) => error.includes(extensionId));
}

/**
 * A test in a VS Code window with the extension installed and a folder opened. When it fails, a picture of the window
 * goes to test-results/.
 * @param options.files name → text of the files in the folder.
 * @param options.settings user settings for the test, which then gets a window of its own; a function gives them when it
 * starts.
 * @param options.ownWindow true: the test gets a window of its own: a new one, which no other test uses after it.
 * @param options.trusted false opens the folder in Restricted Mode (default true).
 * @param options.seconds the time limit of the test (default 180: a busy machine needs it).
 * @param body is given what editor.mjs offers.
 */
export function uiTest(title, options, body) {
  const { files = {}, settings, trusted = true, seconds = 180 } = options;
  // A window that is open does not take up every setting.
  const ownWindow = settings !== undefined || options.ownWindow === true;
  Mocha.it(title, async function () {
    this.timeout(seconds * 1000);
    const server = await serverFor(trusted);
    const editor = await (ownWindow
      ? openWindow(server, files, typeof settings === "function" ? settings() : settings)
      : takeSharedWindow(server, files));
    // A window that is closed ends the language server first, of which the extension may complain.
    const known = new Set(ownErrors(server));
    try {
      await body(editor);
      // What the extension throws in the background would go unseen otherwise.
      const errors = ownErrors(server).filter((error) => !known.has(error));
      if (errors.length > 0) throw new Error(`the extension host logged errors:\n${errors.join("\n")}`);
    } catch (error) {
      const picture = await editor.screenshot(`failed ${title}`).catch(() => undefined);
      if (picture !== undefined) console.log(`      picture of the window: ${picture}`);
      await editor.close();
      throw error;
    }
    // Nobody knows what a test that failed has left behind, so only those that passed pass their window on.
    if (ownWindow) await editor.close();
    else sharedWindows.set(server, editor);
  });
}
