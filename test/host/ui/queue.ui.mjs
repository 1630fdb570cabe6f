// The mail queue as a user sees it, of a real Postfix: the tree, actions on several messages, deleting with and without a
// change of mind, a message, the picture of ages. The pictures stay in test-results/.
import assert from "node:assert/strict";
import Mocha from "mocha";
import { until } from "../editor.mjs";
import { startQueue } from "../private-queue.mjs";
import { uiTest } from "../ui.mjs";

const MESSAGES = [
  { from: "ann@loteks.test", to: ["bob@example.test"], subject: "one" },
  { from: "ann@loteks.test", to: ["cy@example.test", "dan@other.test"], subject: "two" },
  { from: "eve@loteks.test", to: ["bob@example.test"], subject: "three" },
  { from: "", to: ["user@third.test"], subject: "four" },
  { from: "news@letters.test", to: ["bob@example.test"], subject: "five" },
  { from: "news@letters.test", to: ["eve@third.test"], subject: "six" },
];

let queue;
Mocha.before(async function () {
  this.timeout(120_000);
  queue = await startQueue(MESSAGES);
});
Mocha.after(() => queue?.stop());

/** The rows of the tree. */
const rowsOf = (editor) => editor.page.locator("#workbench\\.parts\\.sidebar .monaco-list-row");
const row = (editor, text) => rowsOf(editor).filter({ hasText: text });

/** The text of every row, as soon as it is what is expected. */
async function waitForRows(editor, isExpected, what) {
  return await until(editor.page, what, async () => {
    const texts = (await rowsOf(editor).allInnerTexts()).map((text) => text.replace(/\s+/g, " ").trim());
    return isExpected(texts) && texts;
  });
}

/** Takes an entry of the menu of a row. */
async function chooseInMenu(page, target, label) {
  await target.click({ button: "right" });
  const entry = page.locator(".context-view .action-item", { hasText: label }).first();
  await entry.waitFor({ timeout: 30_000 });
  // A menu that has just opened takes no click: it might be the end of the one that opened it.
  await page.waitForTimeout(500);
  await entry.click();
  await entry.waitFor({ state: "hidden", timeout: 30_000 });
}

async function openQueue(editor) {
  await editor.runCommand("Postfix: Refresh Queue");
  await waitForRows(editor, (rows) => rows.some((text) => text.startsWith("deferred")), "the queue");
}

const queues = () =>
  queue
    .list()
    .map(({ queue_name, sender }) => `${queue_name} ${sender}`)
    .sort();

async function sayWhy(editor) {
  const { page } = editor;
  const news = row(editor, "news@letters.test").first();
  const why = page.locator(".workbench-hover", { hasText: "Connection refused" });
  await until(page, "why it waits", async () => {
    // A tree that is just drawn anew takes the hover away.
    await page.mouse.move(600, 600);
    await news.hover();
    return await why.waitFor({ timeout: 3_000 }).then(
      () => true,
      () => false,
    );
  });
  await editor.screenshot("why a message waits");
  await chooseInMenu(page, news, "Show Message");
  await until(page, "the message", async () =>
    (await editor.visibleLines()).some((line) => /^Subject: (five|six)$/.test(line)),
  );
  await editor.screenshot("message in the queue");
}

async function holdTwo(editor) {
  const { page } = editor;
  await editor.screenshot("mail queue");
  const rows = await waitForRows(editor, (texts) => texts.length === 7, "seven rows");
  assert.match(rows[0], /^deferred ?6 messages, .* oldest \d\d:\d\d$/);
  const ann = row(editor, "ann@loteks.test");
  await ann.nth(0).click();
  await ann.nth(1).click({ modifiers: ["Control"] });
  await chooseInMenu(page, ann.nth(1), "Hold");
  const said = await editor.dialog("Hold 2 Messages");
  assert.match(said, /Hold 2 messages\?.*ann@loteks\.test → bob@example\.test/s);
  await waitForRows(editor, (texts) => texts.some((text) => /^hold ?2 messages/.test(text)), "two on hold");
  assert.deepEqual(
    queues().filter((one) => one.startsWith("hold")),
    ["hold ann@loteks.test", "hold ann@loteks.test"],
  );
  await editor.screenshot("mail queue with messages on hold");
}

async function showAges(editor) {
  const { page, server } = editor;
  await editor.runCommand("Postfix: Show Queue Ages");
  const frame = page.frameLocator("iframe.webview").frameLocator("iframe");
  const cell = frame.locator("[role=gridcell][aria-label^='other.test']").first();
  await cell.waitFor({ timeout: 60_000 });
  await editor.screenshot("queue ages, light");
  server.setSettings({
    "postfix.queue.directory": queue.directory,
    "workbench.colorTheme": "Default Dark Modern",
  });
  await page.locator(".monaco-workbench.vs-dark").waitFor({ timeout: 30_000 });
  await editor.screenshot("queue ages, dark");
  await cell.focus();
  await page.keyboard.press("Enter");
  await waitForRows(
    editor,
    (texts) => texts.length > 0 && /^\w+ ?1 message,/.test(texts[0]),
    "what the cell stands for",
  );
  await editor.screenshot("queue of one domain");
}

async function deleteSome(editor) {
  const { page } = editor;
  const before = queues();
  await editor.runCommand("Postfix: Search Queue");
  await editor.answer("address:*@third.test");
  await waitForRows(
    editor,
    (texts) => texts.some((text) => /^deferred ?2 messages/.test(text)),
    "what is found",
  );
  await editor.runCommand("Postfix: Delete All Messages Found");
  await page.locator(".monaco-dialog-box").waitFor({ timeout: 30_000 });
  await editor.screenshot("before messages are deleted");
  const said = await editor.dialog("Cancel");
  assert.match(said, /Delete 2 messages\?/);
  assert.deepEqual(queues(), before);
  await editor.runCommand("Postfix: Delete All Messages Found");
  await editor.dialog("Delete 2 Messages");
  await until(page, "what is left", () => queue.list().length === 4);
  assert.deepEqual(
    queues(),
    before
      .filter((one) => one !== "deferred MAILER-DAEMON")
      .filter((one, index, all) => one !== "deferred news@letters.test" || all.indexOf(one) !== index),
  );
  await editor.runCommand("Postfix: Clear Queue Search");
  await waitForRows(editor, (texts) => texts.some((text) => /^deferred ?2 messages/.test(text)), "all again");
  // Everything takes more than a click.
  await editor.runCommand("Postfix: Delete All Messages Found");
  await editor.dialog("Delete 4 Messages");
  await page.locator(".quick-input-widget input").first().waitFor({ timeout: 30_000 });
  await editor.answer("yes");
  assert.equal(queue.list().length, 4);
  await editor.screenshot("number to be typed before everything is deleted");
  await page.keyboard.press("Escape");
  assert.equal(queue.list().length, 4);
}

async function listInTerminal(editor) {
  await editor.runCommand("Postfix: Show Queue in Terminal");
  const text = await editor.waitForTerminal(/\d messages, /);
  assert.match(text, /Connection refused/);
  await editor.screenshot("queue in the terminal");
}

Mocha.describe("the mail queue", () => {
  Mocha.it("is prepared", () => assert.equal(queue.list().length, MESSAGES.length));

  // Opening a window takes as long as two steps do, so all of them are in one.
  const settings = () => ({ "postfix.queue.directory": queue.directory });
  uiTest(
    "says why messages wait, holds several, shows ages, and loses what somebody agrees to",
    { files: { "main.cf": "" }, settings },
    async (editor) => {
      await openQueue(editor);
      await sayWhy(editor);
      await holdTwo(editor);
      await listInTerminal(editor);
      await editor.hidePanel();
      await showAges(editor);
      await editor.runCommand("Postfix: Clear Queue Search");
      await deleteSome(editor);
    },
  );

  uiTest(
    "is not looked at in an untrusted workspace",
    { files: { "main.cf": "" }, trusted: false },
    async (editor) => {
      await editor.page.locator('.activitybar [aria-label^="Postfix Queue"]').first().click();
      await editor.page
        .locator("#workbench\\.parts\\.sidebar", { hasText: "trust" })
        .waitFor({ timeout: 30_000 });
      await editor.screenshot("queue in an untrusted workspace");
    },
  );
});
