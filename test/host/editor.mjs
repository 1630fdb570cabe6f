// What a test can do in a VS Code window and read from it: files, typing, suggestions, hovers, lenses, problems,
// quick fixes, terminals, commands, trust. Every reader waits for its widget to appear, so tests need no sleep.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pictureFile } from "./browser.mjs";

const patience = 30_000;

/**
 * The helpers for one window.
 * @param page Playwright's page, for whatever the helpers do not cover.
 * @param folder the opened folder on disk.
 * @param server the VS Code server behind the window.
 */
export function createEditor(page, folder, server) {
  const parts = { page, folder, server };
  const commands = commandHelpers(parts);
  return {
    ...parts,
    ...fileHelpers(parts),
    ...typingHelpers(parts),
    ...languageHelpers(parts),
    ...commands,
    ...panelHelpers({ ...parts, ...commands }),
    ...trustHelpers(parts),
    /** Keeps a picture of the window in test-results/; returns its path. */
    async screenshot(name) {
      const path = pictureFile(name);
      await page.screenshot({ path });
      return path;
    },
    /** What extensions logged or threw in this server so far. */
    extensionHostLog: () => server.extensionHostLog(),
  };
}

/** Asks until `ask` gives something other than undefined, false, "" or an empty list. @throws Error naming `what`. */
export async function until(page, what, ask, limit = patience) {
  const end = Date.now() + limit;
  for (;;) {
    const answer = await ask();
    if (
      answer !== undefined &&
      answer !== false &&
      answer !== "" &&
      !(Array.isArray(answer) && answer.length === 0)
    )
      return answer;
    if (Date.now() > end) throw new Error(`waited ${limit / 1000} s for ${what}`);
    await page.waitForTimeout(100);
  }
}

/** Escape only where there is something to close: a terminal that has the focus would take the key for itself. */
async function closeQuickInput(page) {
  if (await page.locator(".quick-input-widget").isVisible()) await page.keyboard.press("Escape");
}

/** Text as it was written: Monaco draws blanks as no-break spaces. */
const plain = (text) => text.replaceAll("\u00a0", " ").replaceAll("\u200b", "").trim();

async function texts(locator) {
  return (await locator.allInnerTexts()).map(plain).filter((text) => text !== "");
}

function fileHelpers({ page, folder }) {
  const activeTab = (name) => page.locator(".tab.active", { hasText: name });
  return {
    /** Opens a file of the folder through quick open (Ctrl+P), as a user does, and waits for its editor. */
    async openFile(name) {
      const label = page.locator(".label-name", { hasText: exactly(name.split("/").at(-1)) });
      const row = page.locator(".quick-input-list .monaco-list-row", { has: label }).first();
      // Files are searched by the extension host; a window that has just opened may answer "no results" at first.
      await until(
        page,
        `${name} in quick open`,
        async () => {
          await closeQuickInput(page);
          await page.keyboard.press("Control+P");
          await page
            .locator(".quick-input-widget input")
            .first()
            .fill(name, { timeout: 2000 })
            .catch(() => {});
          return await row.waitFor({ timeout: 3000 }).then(
            () => true,
            () => false,
          );
        },
        60_000,
      );
      // Enter would take the first row, which may be an editor that was opened before.
      await row.click();
      await activeTab(name.split("/").at(-1)).waitFor({ timeout: patience });
      await page
        .locator(".editor-group-container.active .monaco-editor .view-line")
        .first()
        .waitFor({ timeout: patience });
      await page
        .locator(".editor-group-container.active .monaco-editor.focused")
        .first()
        .waitFor({ timeout: patience });
    },
    /** Saves the active editor and waits until VS Code has written it. */
    async save() {
      await page.keyboard.press("Control+S");
      await page.locator(".tab.active:not(.dirty)").first().waitFor({ timeout: patience });
    },
    /** A file of the folder as it is on disk. */
    readFile: (name) => readFileSync(join(folder, name), "utf8"),
    /** Writes a file of the folder behind VS Code's back. */
    writeFile(name, text) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    },
  };
}

function typingHelpers({ page }) {
  return {
    /** Types text at the cursor, slowly enough for every keystroke to be an event of its own. */
    type: (text) => page.keyboard.type(text, { delay: 20 }),
    /** Presses keys one after the other, each in Playwright's spelling, such as "Control+Space". */
    async press(...keys) {
      for (const key of keys) await page.keyboard.press(key);
    },
    /** Moves the cursor to a line and column, both counted from 1. */
    async goTo(line, column = 1) {
      await page.keyboard.press("Control+G");
      await page.locator(".quick-input-widget input").first().fill(`:${line}:${column}`);
      await page.keyboard.press("Enter");
      await page.locator(".quick-input-widget").waitFor({ state: "hidden", timeout: patience });
      await page
        .locator(".statusbar-item", { hasText: `Ln ${line}, Col ${column}` })
        .waitFor({ timeout: patience });
    },
    /** The lines of the active editor that are in view, top to bottom. */
    async visibleLines() {
      const lines = page.locator(".editor-group-container.active .view-lines .view-line");
      const found = await lines.evaluateAll((all) =>
        all.map((e) => ({ top: e.offsetTop, text: e.textContent ?? "" })),
      );
      return found.sort((a, b) => a.top - b.top).map((line) => line.text.replaceAll("\u00a0", " "));
    },
  };
}

function languageHelpers({ page }) {
  const suggestRows = page.locator(".suggest-widget.visible .monaco-list-row .label-name");
  const waitForSuggest = async () => await until(page, "suggestions", async () => await texts(suggestRows));
  return {
    /** Waits for the suggestions that typing brought up and returns the labels in view. */
    waitForSuggest,
    /** Asks for suggestions (Ctrl+Space) and returns the labels in view. */
    async suggestions() {
      await page.keyboard.press("Control+Space");
      return await waitForSuggest();
    },
    /** Takes the suggestion with exactly this label. */
    async acceptSuggestion(label) {
      const row = page.locator(".suggest-widget.visible .monaco-list-row", {
        has: page.locator(".label-name", { hasText: exactly(label) }),
      });
      await row.first().click({ timeout: patience });
      await page.locator(".suggest-widget.visible").waitFor({ state: "hidden", timeout: patience });
    },
    /** Puts the mouse on the first place where the text is drawn and returns what the hover says. */
    async hover(text) {
      const spot = page
        .locator(".editor-group-container.active .view-line span span", { hasText: text })
        .last();
      const content = page.locator(".monaco-hover:not(.hidden) .monaco-hover-content");
      return await until(page, `a hover on ${text}`, async () => {
        // The mouse must move for VS Code to ask again, for instance when the server was still starting.
        await page.mouse.move(0, 0);
        await spot.hover({ timeout: 2000 }).catch(() => {});
        await content
          .first()
          .waitFor({ timeout: 2000 })
          .catch(() => {});
        const found = (await texts(content)).join("\n");
        return found !== "" && !found.startsWith("Loading") && found;
      });
    },
    /** What is written behind lines by decorations, which no text of the page holds; both sides of a diff count. */
    behindLines: () =>
      page.locator(".editor-group-container.active .view-line span").evaluateAll((spans) =>
        spans
          .map((span) => getComputedStyle(span, "::after").content)
          .filter((content) => /^".+"$/s.test(content))
          .map((content) => content.slice(1, -1).replaceAll('\\"', '"')),
      ),
    /** The titles of the code lenses in view. */
    codeLenses: () => until(page, "code lenses", () => texts(page.locator(".codelens-decoration a"))),
    /** Clicks the first code lens whose title contains the text. */
    clickCodeLens: (title) =>
      page.locator(".codelens-decoration a", { hasText: title }).first().click({ timeout: patience }),
    /** Opens the quick fixes at the cursor (Ctrl+.) and returns their titles; the menu stays open. */
    async quickFixes() {
      const rows = page.locator(".action-widget .monaco-list-row.action");
      return await until(page, "quick fixes", async () => {
        if ((await rows.count()) === 0) await page.keyboard.press("Control+.");
        await rows
          .first()
          .waitFor({ timeout: 2000 })
          .catch(() => {});
        return await texts(rows);
      });
    },
    /** Takes the quick fix whose title contains the text, from the open menu. */
    async applyQuickFix(title) {
      const row = page.locator(".action-widget .monaco-list-row.action", { hasText: title }).first();
      const box = await row.boundingBox({ timeout: patience });
      // The menu ignores the mouse until it has moved, lest a click made before it opened choose something.
      for (const step of [2, 4]) await page.mouse.move(box.x + step, box.y + box.height / 2);
      await row.click({ timeout: patience });
      await row.waitFor({ state: "hidden", timeout: patience });
    },
    /** The active editor's language, as the status bar names it. */
    async language() {
      const [name] = await until(page, "the language", () =>
        texts(page.locator('[id="status.editor.mode"]')),
      );
      return name;
    },
    /** Waits for a wavy underline of one kind and returns how many are in view. */
    squiggles: (kind = "warning") =>
      until(
        page,
        `${kind} marks`,
        async () => (await page.locator(`.squiggly-${kind}`).count()) || undefined,
      ),
  };
}

function panelHelpers({ page, runCommand }) {
  // Level 1 is the file, level 3 a note that belongs to the problem above it.
  const rows = page.locator('.markers-panel-container .monaco-list-row[aria-level="2"]');
  const terminalText = async () => {
    // A terminal draws each line as a row of its own; only the visible terminal of the panel counts.
    const lines = await page.locator(".terminal-wrapper.active .xterm-rows > div").allTextContents();
    return lines
      .map((line) => line.replaceAll("\u00a0", " ").trimEnd())
      .join("\n")
      .trimEnd();
  };
  /** All that the terminal holds, as a user would copy it: server.mjs has VS Code copy whatever gets selected. */
  const readTerminal = async () => {
    await page.evaluate(() => navigator.clipboard.writeText(""));
    await runCommand("Terminal: Select All");
    const text = await until(page, "the terminal's text", () =>
      page.evaluate(() => navigator.clipboard.readText()),
    );
    await runCommand("Terminal: Clear Selection");
    return text;
  };
  return {
    /** Opens the Problems panel and returns the problems of all files, one text each, as soon as there is one. */
    async problems() {
      if (!(await page.locator(".markers-panel-container").isVisible()))
        await page.keyboard.press("Control+Shift+M");
      return await until(page, "problems", async () =>
        (await rows.allInnerTexts()).map((text) => plain(text.replaceAll("\n", " "))),
      );
    },
    /** Hides the panel, whatever it shows: what it covers of the editor is not drawn, so nothing can read it. */
    async hidePanel() {
      await runCommand("View: Hide Panel");
      await page.locator(".part.panel").waitFor({ state: "hidden", timeout: patience });
    },
    /** The part of the terminal that is in view right now; "" when there is none. */
    visibleTerminal: terminalText,
    readTerminal,
    /** Waits until the terminal's text, what scrolled out of view included, matches, and returns all of it. */
    async waitForTerminal(pattern, limit = patience) {
      let seen = "";
      const what = `${pattern} in the terminal`;
      return await until(
        page,
        what,
        async () => {
          const visible = await terminalText();
          // Reading it all takes three commands, so only when something new was printed.
          if (visible === "" || visible === seen) return undefined;
          const text = await readTerminal();
          seen = visible;
          return pattern.test(text) && text;
        },
        limit,
      );
    },
    /** Clicks a button of a notification. */
    clickNotification: (button) =>
      page
        .locator(".notifications-toasts .monaco-button", { hasText: button })
        .first()
        .click({ timeout: patience }),
    /** The texts of the notifications in view. */
    notifications: () =>
      until(page, "a notification", () => texts(page.locator(".notification-list-item-message"))),
  };
}

function commandHelpers({ page }) {
  const input = page.locator(".quick-input-widget input").first();
  return {
    /** Runs the command with exactly this title from the palette (F1). */
    async runCommand(title) {
      const row = page.locator(`.quick-input-list .monaco-list-row[aria-label^="${title}"]`).first();
      await until(page, `the command ${title} in the palette`, async () => {
        await closeQuickInput(page);
        await page.keyboard.press("F1");
        await input.fill(`>${title}`, { timeout: 2000 }).catch(() => {});
        return await row.waitFor({ timeout: 3000 }).then(
          () => true,
          () => false,
        );
      });
      await row.click();
    },
    /** The entries of the open quick pick that are in view; VS Code hides what it may use for other entries later. */
    quickPicks: () =>
      until(page, "a quick pick", () =>
        texts(page.locator(".quick-input-list .monaco-list-row .label-name").filter({ visible: true })),
      ),
    /** Takes the entry of the open quick pick that contains the text; typing it brings the entry into view. */
    async pick(label) {
      await input.fill(label, { timeout: patience });
      await page
        .locator(".quick-input-list .monaco-list-row", { hasText: label })
        .first()
        .click({ timeout: patience });
    },
    /** Puts the check mark of an entry of the open quick pick, or takes it away. */
    togglePick: (label) =>
      page
        .locator(".quick-input-list .monaco-list-row", { hasText: label })
        .locator(".monaco-custom-toggle, input[type=checkbox]")
        .first()
        .click({ timeout: patience }),
    /** Answers the open input box. */
    async answer(text) {
      await input.fill(text, { timeout: patience });
      await page.keyboard.press("Enter");
    },
    /** Clicks a button of the open modal dialog; returns what the dialog said. */
    async dialog(button) {
      const box = page.locator(".monaco-dialog-box");
      const said = await until(page, "a dialog", () => texts(box.locator(".dialog-message-container")));
      await box.locator(".monaco-button", { hasText: button }).first().click();
      return said.join("\n");
    },
  };
}

function trustHelpers({ page }) {
  const restricted = page.locator(".statusbar-item", { hasText: "Restricted Mode" });
  return {
    /** True when the window is in Restricted Mode. */
    isRestricted: () => restricted.isVisible(),
    /** Trusts the opened folder through the workspace trust editor. */
    async trustFolder() {
      await restricted.click({ timeout: patience });
      await page
        .locator(".workspace-trust-editor .monaco-button", { hasText: /^Trust/ })
        .first()
        .click({ timeout: patience });
      await restricted.waitFor({ state: "hidden", timeout: patience });
    },
  };
}

/** A pattern for this text and no longer one. */
const exactly = (text) => new RegExp(`^${text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}$`);
