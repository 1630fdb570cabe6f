// The header privacy filter as a user sees it: the questions, the preview of every change, a message before and after,
// and taking it out again. The pictures stay in test-results/.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import Mocha from "mocha";
import { until } from "../editor.mjs";
import { uiTest } from "../ui.mjs";

const MAIN = `# Mail server of example.org
myhostname = mail.example.org
smtpd_tls_security_level = may
smtpd_tls_chain_files = /etc/ssl/private/mail.pem
smtpd_tls_auth_only = yes
`;

const MASTER = `smtp      inet  n       -       y       -       -       smtpd
submission inet n       -       y       -       -       smtpd
  -o smtpd_sasl_auth_enable=yes
  -o smtpd_client_restrictions=permit_sasl_authenticated,reject
pickup    unix  n       -       y       60      1       pickup
cleanup   unix  n       -       y       -       0       cleanup
`;

/** master.cf with the filter. */
const FILTERED = `${MASTER.replace(
  "smtpd\n  -o smtpd_sasl_auth",
  "smtpd\n  -o cleanup_service_name=privacy-cleanup\n  -o smtpd_sasl_auth",
)}# Header privacy filter: what users send passes this service; "postfix-ls privacy --remove" takes it out.
privacy-cleanup unix  n       -       y       -       0       cleanup
  -o header_checks=pcre:$config_directory/privacy_header_checks
  -o mime_header_checks=
  -o nested_header_checks=
`;

const FILES = { "main.cf": MAIN, "master.cf": MASTER };

const waitForNotification = (editor, text) =>
  until(editor.page, `the notification ${text}`, async () =>
    (await editor.notifications()).find((one) => one.includes(text)),
  );

/** Answers the questions with what they propose, and opens the preview. */
async function openPreview(editor) {
  await editor.openFile("main.cf");
  await editor.runCommand("Postfix: Set Up Header Privacy Filter");
  await editor.page.locator(".quick-input-title", { hasText: "1 of 3" }).waitFor({ timeout: 30_000 });
  const [first, , second] = await editor.quickPicks();
  assert.deepEqual([first, second], ["Users who log in (recommended)", "All mail"]);
  await editor.screenshot("scope of the privacy filter");
  await editor.press("Enter");
  await editor.page.locator(".quick-input-title", { hasText: "2 of 3" }).waitFor({ timeout: 30_000 });
  await editor.press("Enter");
  await editor.page.locator(".quick-input-title", { hasText: "3 of 3" }).waitFor({ timeout: 30_000 });
  await editor.screenshot("lines of the privacy filter");
  await editor.press("Enter");
  const said = await editor.dialog("Show Changes");
  assert.match(said, /submission\/inet/);
}

Mocha.describe("the header privacy filter", () => {
  uiTest("is set up with a preview, tested, and taken out again", { files: FILES }, async (editor) => {
    const { page, folder } = editor;
    await openPreview(editor);
    const rows = page.locator(".bulk-edit-panel .monaco-list-row");
    const row = (text) => rows.filter({ hasText: text });
    await row("cleanup_service_name").waitFor({ timeout: 30_000 });
    assert.deepEqual(
      [await isTicked(row("cleanup_service_name")), await isTicked(row("(creating)"))],
      [false, true],
    );
    await row("cleanup_service_name").locator("input[type=checkbox]").click();
    await editor.screenshot("preview of the privacy filter");
    await page.locator(".bulk-edit-panel .monaco-button", { hasText: "Apply" }).click();

    await waitForNotification(editor, "is set up in the editor");
    assert.equal(editor.readFile("master.cf"), MASTER);
    assert.match(editor.readFile("privacy_header_checks"), /^\/\^User-Agent:\/ IGNORE$/m);
    await editor.clickNotification("Save, Keep Backups");
    await waitForNotification(editor, "Saved: master.cf.");
    assert.equal(editor.readFile("master.cf"), FILTERED);
    assert.equal(editor.readFile("main.cf"), MAIN);
    await editor.screenshot("privacy filter set up");

    await editor.runCommand("Postfix: Test Header Privacy Filter with a Message");
    await editor.pick("Mail that a user of mail.example.org sends");
    await until(page, "the rule behind the line", async () => {
      const behind = await editor.behindLines();
      // The mail program of the attached message stays.
      return behind.filter((text) => text.includes("→ IGNORE")).length === 1;
    });
    await editor.screenshot("a message before and after the privacy filter");

    await editor.openFile("main.cf");
    await editor.runCommand("Postfix: Remove Header Privacy Filter");
    await row("privacy_header_checks").first().waitFor({ timeout: 30_000 });
    await editor.screenshot("preview of taking the privacy filter out");
    for (const box of await page.locator(".bulk-edit-panel input[type=checkbox]:not(:checked)").all()) {
      await box.click();
    }
    await page.locator(".bulk-edit-panel .monaco-button", { hasText: "Apply" }).click();
    await waitForNotification(editor, "is taken out in the editor");
    await editor.clickNotification("Save, Keep Backups");
    await until(page, "the old master.cf", () => editor.readFile("master.cf") === MASTER);
    assert.equal(existsSync(join(folder, "privacy_header_checks")), false);
  });

  uiTest(
    "is refused where nobody logs in",
    {
      files: {
        ...FILES,
        "master.cf": MASTER.replace("-o smtpd_sasl_auth_enable=yes\n", "-o syslog_name=s\n"),
      },
    },
    async (editor) => {
      await editor.openFile("main.cf");
      await editor.runCommand("Postfix: Set Up Header Privacy Filter");
      await waitForNotification(editor, "No service of master.cf lets users log in");
    },
  );
});

const isTicked = (row) => row.locator("input[type=checkbox]").isChecked();
