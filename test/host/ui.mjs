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
// run-ui.mjs runs the files of test/host/ui/ one after the other, in one process with one browser.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import Mocha from "mocha";
import { vsixPath } from "../setup/project.mjs";
import { startChromium, workbenchUrl } from "./browser.mjs";
import { createEditor, until } from "./editor.mjs";
import { startServer } from "./server.mjs";

const extensionId = "postfix-tools.vscode-postfix";

// One browser and at most two servers (trusted, restricted) serve every test; each is started at its first use.
let browser;
const windows = new Map();

async function windowFor(trusted) {
  browser ??= startChromium();
  if (!windows.has(trusted)) {
    const start = async () => {
      const server = await startServer({ trusted, vsix: vsixPath });
      // One browser context for all tests of a server: its cache makes the second window open in half the time.
      const context = await (await browser).newContext({ viewport: { width: 1280, height: 800 } });
      await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: server.url });
      return { server, context };
    };
    windows.set(trusted, start());
  }
  return await windows.get(trusted);
}

/** Stops the servers and the browser; run-ui.mjs calls it once, after the last test. */
export async function stopWindows() {
  for (const started of windows.values()) await (await started.catch(() => undefined))?.server.stop();
  windows.clear();
  await (await browser?.catch(() => undefined))?.close();
  browser = undefined;
}

/**
 * Opens a fresh folder in a VS Code window with the extension installed.
 * @param options.files name → text of the files in the folder.
 * @param options.folder an existing folder to open instead (it is not removed afterwards).
 * @param options.settings user settings for this window.
 * @param options.trusted false opens the folder in Restricted Mode (default true).
 * @returns what editor.mjs offers, and `close()`.
 */
export async function openWindow({ files = {}, folder, settings = {}, trusted = true } = {}) {
  const { server, context } = await windowFor(trusted);
  server.setSettings(settings);
  const dir = folder ?? mkdtempSync(join(tmpdir(), "vscode-postfix-ui-"));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, name)), { recursive: true });
    writeFileSync(join(dir, name), text);
  }
  const hostsBefore = readyExtensionHosts(server);
  const page = await context.newPage();
  await page.goto(workbenchUrl(server, dir), { timeout: 60_000 });
  await page.locator(".monaco-workbench .statusbar").waitFor({ timeout: 60_000 });
  // Until its extension host is ready a window knows no extension, no language of one, and finds no file.
  await until(page, "the extension host", () => readyExtensionHosts(server) > hostsBefore, 60_000);
  const close = async () => {
    // The workbench asks before it loses unsaved text; a test that ends has nothing to keep.
    await page.close({ runBeforeUnload: false });
    if (folder === undefined) rmSync(dir, { recursive: true, force: true });
  };
  return { ...createEditor(page, dir, server), close };
}

/** How many extension hosts of a server have started so far, each with its log of its own. */
function readyExtensionHosts(server) {
  return server.extensionHostLog().split("Eager extensions activated").length - 1;
}

/** The errors in the extension host log that name the extension, each with the stack below it. */
function ownErrors(editor) {
  const errors = editor.extensionHostLog().match(/^\S+ \S+ \[error\] .*(\n(?!\d{4}-).*)*/gm) ?? [];
  return errors.filter((error) => error.includes(extensionId));
}

/**
 * A test in a window of its own. When it fails, a picture of the window goes to test-results/.
 * @param options see openWindow(); `seconds` is the time limit of the test (default 180: a busy machine needs it).
 */
export function uiTest(title, options, body) {
  Mocha.it(title, async function () {
    this.timeout((options.seconds ?? 180) * 1000);
    const editor = await openWindow(options);
    const errorsBefore = ownErrors(editor).length;
    try {
      await body(editor);
      // What the extension throws in the background would go unseen otherwise.
      const errors = ownErrors(editor).slice(errorsBefore);
      if (errors.length > 0) throw new Error(`the extension host logged errors:\n${errors.join("\n")}`);
    } catch (error) {
      const picture = await editor.screenshot(`failed ${title}`).catch(() => undefined);
      if (picture !== undefined) console.log(`      picture of the window: ${picture}`);
      throw error;
    } finally {
      await editor.close();
    }
  });
}
