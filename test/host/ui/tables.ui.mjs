// Testing lookup tables as a user sees it: which line decides, what became of a message, expectations in the Test
// Explorer, and the index that postmap makes. The pictures stay in test-results/.
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import Mocha from "mocha";
import { until } from "../editor.mjs";
import { uiTest } from "../ui.mjs";

const TABLE = `# What users of example.com need not see.
/^Subject: hello/ DUNNO
/^Subject: (broken/ REJECT
if /^Received:/
/^Received: from unknown/ IGNORE
endif
/^Subject: *(buy|sell) now/ REJECT no \${1}ing
/^X-Spam-Flag: YES/ IGNORE
#? Subject: buy now => REJECT no buying
#? Subject: good night => WARN too late
`;

const FILES = { "main.cf": "header_checks = pcre:/etc/postfix/header_checks\n", header_checks: TABLE };

/** Opens the table and waits until it has its language, without which no command of tables is in the palette. */
async function openTable(editor, name = "header_checks") {
  await editor.openFile(name);
  await until(editor.page, "the language", async () => (await editor.language()) === "Postfix PCRE Table");
}

const waitForBehind = (editor, text) =>
  until(editor.page, `${text} behind a line`, async () => {
    const found = await editor.behindLines();
    return found.some((one) => one.includes(text)) && found;
  });

/** Asks the table in the active editor through the palette. */
async function ask(editor, key, name = "header_checks") {
  await editor.runCommand("Postfix: Test Lookup Table…");
  const box = editor.page.locator(".quick-input-widget", { hasText: `Test '${name}'` });
  await box.waitFor({ timeout: 20_000 });
  await box.locator("input[type=text]").first().fill(key);
  await box
    .locator(".monaco-list-row.focused", { hasText: key })
    .filter({ hasText: "as typed" })
    .waitFor({ timeout: 20_000 });
  await editor.press("Enter");
}

const waitForNotification = (editor, text) =>
  until(editor.page, `the notification ${text}`, async () =>
    (await editor.notifications()).find((one) => one.includes(text)),
  );

Mocha.describe("lookup tables", () => {
  uiTest("shows which line decides, until somebody types", { files: FILES }, async (editor) => {
    await openTable(editor);
    await ask(editor, "Subject: buy now");
    const behind = await waitForBehind(editor, "→ REJECT no buying");
    assert.ok(
      behind.some((text) => text.includes("($1 = buy)")),
      behind.join("\n"),
    );
    assert.ok(
      behind.some((text) => text.startsWith("skipped: ")),
      behind.join("\n"),
    );
    await waitForNotification(editor, "Line 7 of 'header_checks' gives 'REJECT no buying'.");
    await editor.screenshot("test of a lookup table");

    await editor.clickNotification("Compare with Postfix");
    await waitForNotification(editor, "✓");
    await editor.screenshot("comparison with postfix");

    await editor.goTo(1, 3);
    await editor.type("x");
    await until(editor.page, "no marks", async () => (await editor.behindLines()).length === 0);
  });

  // VS Code remembers inputs by the name of their table, and no other test uses this one.
  const table = "own_header_checks";
  const files = { "main.cf": `header_checks = pcre:/etc/postfix/${table}\n`, [table]: TABLE };
  uiTest("says that nothing matches, and offers what was tried before", { files }, async (editor) => {
    await openTable(editor, table);
    await ask(editor, "Subject: good night", table);
    await waitForBehind(editor, "no rule matches");
    await editor.screenshot("nothing in a lookup table matches");
    await editor.runCommand("Postfix: Clear Table Test");
    await until(editor.page, "no marks", async () => (await editor.behindLines()).length === 0);

    await ask(editor, "Subject: buy now", table);
    await waitForBehind(editor, "→ REJECT no buying");
    await editor.runCommand("Postfix: Test Lookup Table…");
    const offered = await until(editor.page, "both inputs", async () => {
      const picks = await editor.quickPicks();
      // The command palette may still be going away.
      return picks.length === 2 && picks;
    });
    assert.deepEqual(offered, ["Subject: buy now", "Subject: good night"]);
    await editor.screenshot("inputs of earlier tests");
  });

  uiTest("shows a message before and after", { files: FILES }, async (editor) => {
    await openTable(editor);
    await editor.runCommand("Postfix: Test Header Checks with a Message…");
    await editor.pick("Advertisement with an attachment");
    await editor.page.locator(".monaco-diff-editor").first().waitFor({ timeout: 20_000 });
    const behind = await waitForBehind(editor, "→ REJECT no Buying   (rule in line 7)");
    assert.ok(
      behind.some((text) => text.includes("→ IGNORE   (rule in line 5)")),
      behind.join("\n"),
    );
    await editor.screenshot("message before and after");
    await editor.clickNotification("Show Every Lookup");
    await editor.page.locator(".tab.active", { hasText: "Lookups in header_checks" }).waitFor({
      timeout: 20_000,
    });
    await editor.screenshot("every lookup of a message");
  });

  uiTest("runs expectations in the Test Explorer", { files: FILES }, async (editor) => {
    await openTable(editor);
    await editor.runCommand("Postfix: Run Expectations of Lookup Table");
    await waitForNotification(editor, "1 of 2 expectations fails.");
    await editor.clickNotification("Show in Test Explorer");
    const rows = editor.page.locator(".test-explorer .monaco-list-row");
    await until(editor.page, "the table in the Test Explorer", async () =>
      (await rows.allInnerTexts()).some((text) => text.includes("header_checks")),
    );
    await editor.screenshot("expectations in the test explorer");
  });

  uiTest(
    "shows what it will run before it makes an index",
    {
      files: { virtual: "joe@example.com joe\n" },
      settings: { "files.associations": { virtual: "postfix-table" } },
    },
    async (editor) => {
      await editor.openFile("virtual");
      await until(editor.page, "the language", async () => (await editor.language()).includes("Table"));
      const indexes = () => readdirSync(editor.folder).filter((name) => name.startsWith("virtual."));
      await editor.runCommand("Postfix: Build Index of Lookup Table…");
      await editor.page.locator(".monaco-dialog-box").waitFor({ timeout: 20_000 });
      await editor.screenshot("plan of an index");
      assert.deepEqual(indexes(), []);
      assert.match(await editor.dialog("Run"), /postmap \S*\/virtual/);
      await until(editor.page, "the index", () => indexes().length > 0);
      await editor.screenshot("postmap in the terminal");
    },
  );

  uiTest("tests tables in Restricted Mode too", { files: FILES, trusted: false }, async (editor) => {
    await openTable(editor);
    await ask(editor, "Subject: sell now");
    await waitForBehind(editor, "→ REJECT no selling");
  });
});
