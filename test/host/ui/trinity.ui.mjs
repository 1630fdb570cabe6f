// The check of A, PTR and EHLO as a user sees it, with a real name server and a mail server on loopback: what is going to
// be contacted, the terminal, the picture of a good name and of a bad one, and what can be taken out of it.
import assert from "node:assert/strict";
import Mocha from "mocha";
import { until } from "../editor.mjs";
import { startMailWorld } from "../mail-world.mjs";
import { uiTest } from "../ui.mjs";

const RECORDS = [
  "example.test. MX 10 mail.example.test.",
  'example.test. TXT "v=spf1 mx -all"',
  '_dmarc.example.test. TXT "v=DMARC1; p=reject"',
  "mail.example.test. A 127.0.0.1",
  "1.0.0.127.in-addr.arpa. PTR mail.example.test.",
  "out.example.test. A 127.0.0.2",
  "2.0.0.127.in-addr.arpa. PTR nowhere.example.test.",
];

const FILES = {
  "main.cf": [
    "myhostname = mail.example.test",
    "mydomain = example.test",
    "inet_interfaces = 127.0.0.1",
    "inet_protocols = ipv4",
    "",
  ].join("\n"),
  "master.cf": [
    "smtp inet n - n - - smtpd",
    "smtp unix - - n - - smtp",
    "out unix - - n - - smtp",
    "    -o smtp_helo_name=out.example.test",
    "",
  ].join("\n"),
};

const COMMAND = "Postfix: Check A – PTR – EHLO (Trinity)";

let world;
Mocha.before(async function () {
  this.timeout(60_000);
  world = await startMailWorld(RECORDS, "mail.example.test");
});
Mocha.after(() => world?.stop());

const settings = () => ({ "postfix.trinity.nameServer": world.dns, "postfix.trinity.port": world.port });

/** A notification whose text matches, as soon as there is one. */
async function notification(editor, pattern) {
  return await until(editor.page, `a notification ${pattern}`, async () =>
    (await editor.notifications()).find((text) => pattern.test(text)),
  );
}

const frameOf = ({ page }) => page.frameLocator("iframe.webview").frameLocator("iframe");
const heading = (editor, name) => frameOf(editor).locator("svg.trinity .heading", { hasText: name });

/** What the edges of the picture say. */
const edgesOf = (editor) => frameOf(editor).locator(".edge > title").allTextContents();

async function agree(editor) {
  await editor.openFile("main.cf");
  await editor.runCommand(COMMAND);
  assert.deepEqual(await editor.quickPicks(), [
    "mail.example.test",
    "Sends from the addresses that its name has in DNS.",
    "out.example.test",
    "Sends from the addresses that its name has in DNS.",
    "All of Them",
    "Another Host…",
  ]);
  await editor.screenshot("trinity-identities");
  await editor.pick("All of Them");
  const text = await notification(editor, /^This asks/);
  assert.equal(
    text,
    `This asks the name server ${world.dns} for records of mail.example.test, example.test and out.example.test, and greets the mail server at the addresses of mail.example.test and out.example.test, port ${world.port}. It sends no mail, and nothing is contacted before you agree.`,
  );
  // A notification comes sliding in.
  await editor.page.waitForTimeout(500);
  await editor.screenshot("trinity-confirmation");
  await editor.clickNotification("Check");
}

async function seePictures(editor) {
  const { page, server } = editor;
  const said = await notification(editor, /^The check of/);
  assert.match(
    said,
    /^The check of mail\.example\.test and out\.example\.test has found \d+ problems?( and \d+ warnings?)?\.$/,
  );
  const terminal = await editor.waitForTerminal(/nowhere\.example\.test/);
  assert.match(terminal, /mail\.example\.test/);
  await editor.screenshot("trinity-terminal");
  await editor.clickNotification("Show Picture");
  await heading(editor, "mail.example.test").waitFor({ timeout: 60_000 });
  await editor.hidePanel();
  assert.deepEqual(await edgesOf(editor), [
    "A – PTR: leads back",
    "PTR – EHLO: same name",
    "EHLO – A: leads to the address",
  ]);
  await editor.screenshot("trinity-good-light");
  await frameOf(editor).locator("[data-index='1']").click();
  await heading(editor, "out.example.test").waitFor({ timeout: 30_000 });
  server.setSettings({ ...settings(), "workbench.colorTheme": "Default Dark Modern" });
  await page.locator(".monaco-workbench.vs-dark").waitFor({ timeout: 30_000 });
  await editor.screenshot("trinity-bad-dark");
  assert.deepEqual(await edgesOf(editor), [
    "A – PTR: does not lead back",
    "PTR – EHLO: another name",
    "EHLO – A: leads to the address",
  ]);
  await frameOf(editor).locator("details.fail").first().scrollIntoViewIfNeeded();
  await editor.screenshot("trinity-checks-dark");
}

async function takeOut(editor) {
  const { page } = editor;
  const copy = frameOf(editor).locator("[data-copy]").first();
  const lines = await frameOf(editor).locator(".copyable pre").first().innerText();
  await copy.click();
  await until(page, "the copy", async () => {
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    return copied !== "" && lines.startsWith(copied.split("\n")[0]);
  });
  const svg = await exported(editor, "svg", "trinity-out.example.test.svg");
  assert.match(svg, /^<\?xml .*out\.example\.test.*<\/svg>\n$/s);
  const markdown = await exported(editor, "markdown", "trinity-out.example.test.md");
  assert.match(markdown, /^# A – PTR – EHLO.*^## mail\.example\.test$.*^## out\.example\.test$/ms);
}

/** Takes a file out under the name that is proposed for it; returns its text. */
async function exported(editor, action, name) {
  const { page } = editor;
  await frameOf(editor).locator(`[data-action='${action}']`).click();
  const input = page.locator(".quick-input-widget input").first();
  await until(page, `a place for ${name}`, async () => (await input.inputValue()).endsWith(`/${name}`));
  await page.keyboard.press("Enter");
  return await until(page, name, () => {
    try {
      return editor.readFile(name);
    } catch {
      // It is not there yet.
      return undefined;
    }
  });
}

async function checkAgain(editor) {
  const about = frameOf(editor).locator(".about");
  const before = await about.innerText();
  await frameOf(editor).locator("[data-action='again']").click();
  await until(editor.page, "another report", async () => (await about.innerText()) !== before, 60_000);
  // Whoever looked at the second name goes on looking at it.
  await heading(editor, "out.example.test").waitFor({ timeout: 30_000 });
}

Mocha.describe("the check of A, PTR and EHLO", () => {
  uiTest(
    "says whom it contacts, checks in the terminal, and shows what it found",
    { files: FILES, settings },
    async (editor) => {
      await agree(editor);
      await seePictures(editor);
      await takeOut(editor);
      await checkAgain(editor);
    },
  );

  uiTest("checks another host with another name server", { files: FILES }, async (editor) => {
    await editor.openFile("main.cf");
    await editor.runCommand(COMMAND);
    await editor.pick("Another Host");
    await editor.answer("out.example.test");
    await notification(editor, /^This asks .* records of out\.example\.test/);
    await editor.clickNotification("Use Another Name Server");
    await editor.answer(world.dns);
    await notification(editor, new RegExp(`^This asks the name server ${world.dns} `));
    await editor.press("Escape");
  });

  uiTest("explains what the other side said", { files: FILES }, async (editor) => {
    const { page } = editor;
    await page.evaluate(() =>
      navigator.clipboard.writeText(
        "550 5.7.25 Client host rejected: cannot find your hostname, [192.0.2.1]",
      ),
    );
    await editor.runCommand("Postfix: Explain What the Other Side Said");
    const input = page.locator(".quick-input-widget input").first();
    await until(page, "what was copied", async () => (await input.inputValue()).startsWith("550 5.7.25"));
    await page.keyboard.press("Enter");
    assert.match(await editor.waitForTerminal(/PTR/), /192\.0\.2\.1/);
    await editor.screenshot("what the other side said");
  });

  uiTest("contacts nobody in an untrusted workspace", { files: FILES, trusted: false }, async (editor) => {
    await editor.openFile("main.cf");
    await editor.runCommand(COMMAND);
    await notification(editor, /not trusted/);
    await editor.screenshot("trinity in an untrusted workspace");
  });
});
