// Makes a window that a test has used as good as new for the next one. What VS Code remembers of closed files and used
// commands is switched off by the settings in server.mjs.
import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { until } from "./editor.mjs";

/** How long each of the two steps may take, in milliseconds: a new window is the better choice after that. */
const patience = 10_000;

/** Closes one editor and everything else that a test may have opened; harmless where there is nothing to close. */
const closeKey = { key: "ctrl+alt+shift+f9", playwright: "Control+Alt+Shift+F9" };

const closingCommands = [
  "workbench.action.closeQuickOpen",
  "postfix.clearTableTest",
  "workbench.action.terminal.killAll",
  "testing.clearTestResults",
  "workbench.action.closePanel",
  "workbench.action.closeAuxiliaryBar",
  "workbench.view.explorer",
  "notifications.clearAll",
  // The last one, because the tab that goes tells that the others have been run.
  "workbench.action.revertAndCloseActiveEditor",
];

/** What `startServer` must be given for its windows to be freshened. */
export const freshenKeybindings = [
  { key: closeKey.key, command: "runCommands", args: { commands: closingCommands } },
];

/** What of a window must not be in view when a test starts. */
const leftovers = [
  ".tab",
  // The number of files that are not saved.
  '.activitybar .action-item:has([aria-label^="Explorer"]) .badge',
  ".part.panel",
  ".part.auxiliarybar",
  ".quick-input-widget",
  ".notification-toast",
  ".monaco-dialog-box",
  ".context-view",
  ".monaco-hover:not(.hidden)",
];

/**
 * Closes what is open in a window and puts other files into its folder.
 * @param window what `createEditor` gave.
 * @param writeFiles writes the files.
 * @param names the paths of the files in the folder.
 * @throws Error when the window does not become as good as new in time.
 */
export async function freshenWindow({ page, folder }, writeFiles, names) {
  await page.mouse.move(0, 0);
  await until(page, "a window with nothing open", () => closeSomething(page), patience);
  for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true, force: true });
  await waitForEntries(page, 0);
  writeFiles();
  await waitForEntries(page, new Set(names.map((name) => name.split("/")[0])).size);
}

/** Presses the key once. @returns true when nothing is open any more */
async function closeSomething(page) {
  const tabs = page.locator(".tab");
  const before = await tabs.count();
  await page.keyboard.press(closeKey.playwright);
  // The same editor reverted twice at the same time may count as not saved for good, so this press has to take effect
  // before the next one. One that closed no tab may have closed something else.
  const effect = async () => (await isEmpty(page)) || (await tabs.count()) < before;
  await until(page, "an effect", effect, patience / 4).catch(() => {});
  return await isEmpty(page);
}

async function isEmpty(page) {
  const open = page.locator(leftovers.join(", ")).filter({ visible: true });
  return (await open.count()) === 0 && (await page.locator(".explorer-folders-view").isVisible());
}

/** The explorer hears of files after the extensions and their servers, so that these know them, too. */
const waitForEntries = (page, count) =>
  until(
    page,
    `${count} entries in the explorer`,
    async () => (await page.locator(".explorer-folders-view .monaco-list-row").count()) === count,
    patience,
  );
