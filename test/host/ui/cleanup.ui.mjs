// A clean-up as a user sees it: the diff with its notes, choosing entries, applying, undoing, saving with a backup, and
// the diff in the terminal. The pictures stay in test-results/.
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import Mocha from "mocha";
import { until } from "../editor.mjs";
import { uiTest } from "../ui.mjs";

const MAIN = `# Mail server of example.org
myhostname = mail.example.org
mydomain = example.org
mydestination = $myhostname, localhost

# Five minutes, as a colleague said.
queue_run_delay = 300s

# Not in 1999 any more.
biff = yes
biff = no
mail_name = Postfix
maximal_queue_lifetime = 5d
old_relay = [192.0.2.1]:2525
smtpd_banner = $myhostname ESMTP
`;

const MASTER = `smtp      inet  n       -       y       -       -       smtpd
relay     unix  -       -       y       -       -       smtp
`;

const FILES = { "main.cf": MAIN, "master.cf": MASTER };

/** What is left when the entry that the test keeps stays. */
const CLEANED = `# Mail server of example.org
myhostname = mail.example.org
mydomain = example.org
mydestination = $myhostname, localhost

# Not in 1999 any more.
biff = no
mail_name = Postfix
smtpd_banner = $myhostname ESMTP
`;

/** Opens main.cf and its clean-up. */
async function openCleanUp(editor, title) {
  await editor.openFile("main.cf");
  await editor.runCommand("Postfix: Clean Up main.cf");
  await waitForTitle(editor, title);
  await waitForNote(editor, "restates the default");
}

const waitForTitle = (editor, title) =>
  editor.page.locator(".tab.active", { hasText: title }).waitFor({ timeout: 30_000 });

const waitForNote = (editor, text) =>
  until(editor.page, `${text} behind a line`, async () => {
    const found = await editor.behindLines();
    return found.some((one) => one.includes(text)) && found;
  });

const waitForNotification = (editor, text) =>
  until(editor.page, `the notification ${text}`, async () =>
    (await editor.notifications()).find((one) => one.includes(text)),
  );

/** Waits until the document that has the focus is this text. */
const waitForText = (editor, text) =>
  until(editor.page, "the text", async () => {
    const lines = (await editor.visibleLines()).map((line) => line.trimEnd());
    return lines.join("\n").trimEnd() === text.trimEnd();
  });

Mocha.describe("cleaning up", () => {
  uiTest("shows what goes and why; some stay; one undo step", { files: FILES }, async (editor) => {
    await openCleanUp(editor, "main.cf: Clean-Up (5 of 5 entries)");
    const notes = await waitForNote(editor, "nothing uses it");
    assert.ok(notes.includes("no effect: a later one counts"), notes.join("\n"));
    await editor.screenshot("clean-up beside the file");
    assert.match(await editor.hover("old_relay"), /old_relay goes\.\s+Nothing uses 'old_relay'/);

    await editor.runCommand("Postfix: Choose Entries of Clean-Up…");
    const offered = await until(editor.page, "the entries", async () => {
      const picks = await editor.quickPicks();
      return picks.includes("queue_run_delay") && picks;
    });
    // Below each entry stands why it goes.
    assert.deepEqual(
      offered.filter((_, index) => index % 2 === 0),
      ["queue_run_delay", "biff", "mail_name", "maximal_queue_lifetime", "old_relay"],
    );
    assert.match(offered.at(-1), /^Nothing uses 'old_relay'/);
    await editor.screenshot("entries of a clean-up");
    await editor.togglePick("mail_name");
    await editor.press("Enter");
    await waitForTitle(editor, "main.cf: Clean-Up (4 of 5 entries)");
    await waitForNote(editor, "kept by you: restates the default");

    await editor.runCommand("Postfix: Apply Clean-Up");
    await waitForNotification(editor, "4 entries removed from 'main.cf'.");
    await waitForText(editor, CLEANED);
    await editor.screenshot("clean-up applied");
    assert.equal(editor.readFile("main.cf"), MAIN);

    await editor.clickNotification("Undo");
    await waitForText(editor, MAIN);
    await editor.page.locator(".tab.active:not(.dirty)").first().waitFor({ timeout: 30_000 });
    await editor.screenshot("clean-up undone");
  });

  uiTest("shows the canonical form", { files: FILES }, async (editor) => {
    await openCleanUp(editor, "main.cf: Clean-Up (5 of 5 entries)");
    await editor.page
      .locator(".editor-group-container.active .editor-actions .action-label[aria-label*='Canonical']")
      .first()
      .click({ timeout: 30_000 });
    await waitForTitle(editor, "main.cf: Canonical Form (5 of 5 entries)");
    await editor.screenshot("canonical form beside the file");
  });

  uiTest("saves with a backup, and shows the diff in the terminal", { files: FILES }, async (editor) => {
    await editor.openFile("main.cf");
    await editor.runCommand("Postfix: Show Clean-Up Diff in Terminal");
    const diff = await editor.waitForTerminal(/cleanup -c \S+ --write/);
    assert.match(diff, /^-queue_run_delay = 300s$/m);
    assert.match(diff, /^ mydestination = \$myhostname, localhost$/m);
    await editor.runCommand("View: Toggle Maximized Panel");
    // The text was read by selecting all of it; a click takes the selection away.
    await editor.page.locator(".terminal-wrapper.active .xterm-screen").click({ force: true });
    await editor.runCommand("Notifications: Clear All Notifications");
    await editor.screenshot("clean-up in the terminal");
    await editor.runCommand("View: Toggle Maximized Panel");

    await openCleanUp(editor, "main.cf: Clean-Up (5 of 5 entries)");
    await editor.runCommand("Postfix: Apply Clean-Up");
    await waitForNotification(editor, "5 entries removed from 'main.cf'.");
    await editor.clickNotification("Save, Keep a Backup");
    await waitForNotification(editor, "'main.cf' is saved.");
    await editor.page.locator(".tab.active:not(.dirty)").first().waitFor({ timeout: 30_000 });
    await editor.screenshot("clean-up saved");
    assert.equal(editor.readFile("main.cf"), CLEANED.replace("mail_name = Postfix\n", ""));
    const backups = readdirSync(editor.folder).filter((name) => name.startsWith("main.cf."));
    assert.equal(backups.length, 1, backups.join(" "));
    assert.equal(editor.readFile(backups[0]), MAIN);
    // What is on the disk is what the editor has, and the step can still be undone.
    await editor.page.locator(".editor-group-container.active .view-line").first().click();
    await editor.press("Control+Z");
    await waitForText(editor, MAIN);
  });

  uiTest(
    "refuses a file that Postfix refuses",
    { files: { "main.cf": `${MAIN}no value\n` } },
    async (editor) => {
      await editor.openFile("main.cf");
      await editor.runCommand("Postfix: Clean Up main.cf");
      await waitForNotification(editor, "Postfix does not get past line 16 of 'main.cf'");
      await editor.screenshot("clean-up refused");
      await editor.clickNotification("Go to Line");
      await editor.page.locator(".statusbar-item", { hasText: "Ln 16, Col 1" }).waitFor({ timeout: 30_000 });
    },
  );

  uiTest("says what another version would change", { files: FILES }, async (editor) => {
    await editor.openFile("main.cf");
    await editor.runCommand("Postfix: Show What a New Version Would Change…");
    await editor.screenshot("versions to compare with");
    await editor.pick("Postfix 3.11");
    await editor.waitForTerminal(/3\.11/);
    await editor.screenshot("another version in the terminal");
  });
});
