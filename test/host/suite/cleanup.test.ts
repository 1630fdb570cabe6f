// Clean-ups inside the real extension host: the plan, the diff editor, applying it in one undo step, and what keeps it
// from being applied.
import assert from "node:assert/strict";
import { afterEach, describe, it } from "mocha";
import * as vscode from "vscode";
import type { CleanupAnswer } from "../../../server/src/contract/protocol";
import { openFile, waitFor } from "./support";

const MAIN = `# Our mail server.
myhostname = mail.example.org

# How often the queue is looked through.
queue_run_delay = 300s

biff = yes
mydestination = $myhostname
biff = no
`;

const CLEANED = `# Our mail server.
myhostname = mail.example.org

mydestination = $myhostname
biff = no
`;

const MASTER = `smtp      inet  n       -       y       -       -       smtpd
  -o smtpd_banner=hello
  -o smtpd_delay_reject=yes
`;

/** Runs the command on a file of its own directory, and gives its answer when the server knows the file. */
async function cleanUp(editor: vscode.TextEditor, command = "postfix.cleanUp"): Promise<CleanupAnswer> {
  return await waitFor(
    "the clean-up",
    async () =>
      (await vscode.commands.executeCommand<CleanupAnswer | undefined>(command, editor.document.uri)) ??
      undefined,
  );
}

/** The diff editor that shows a clean-up, once it is the active one. */
async function activeDiff(): Promise<{ input: vscode.TabInputTextDiff; label: string }> {
  return await waitFor("the diff", () => {
    const tab = vscode.window.tabGroups.activeTabGroup.activeTab;
    const input = tab?.input;
    return (
      input instanceof vscode.TabInputTextDiff &&
      input.modified.scheme === "postfix-cleanup" && { input, label: tab!.label }
    );
  });
}

async function proposal(): Promise<string> {
  const { input } = await activeDiff();
  return (await vscode.workspace.openTextDocument(input.modified)).getText();
}

/** The titles of all diff editors. */
const diffs = () =>
  vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .filter(({ input }) => input instanceof vscode.TabInputTextDiff)
    .map(({ label }) => label);

const apply = () => vscode.commands.executeCommand<boolean>("postfix.applyCleanUp");

describe("cleaning up main.cf", () => {
  afterEach(() => vscode.commands.executeCommand("workbench.action.closeAllEditors"));

  it("shows what would be left beside the file, and applies it in one undo step", async () => {
    const editor = await openFile("cleanup-apply/main.cf", MAIN);
    const { items } = await cleanUp(editor);
    assert.deepEqual(
      items.map(({ label, startLine, isRemoved }) => [label, startLine, isRemoved]),
      [
        ["queue_run_delay", 4, true],
        ["biff", 6, true],
      ],
    );
    const { input, label } = await activeDiff();
    assert.equal(input.original.toString(), editor.document.uri.toString());
    assert.equal(label, "main.cf: Clean-Up (2 of 2 entries)");
    assert.equal(await proposal(), CLEANED);
    // It is coloured like the file, but it is no configuration: nothing is found in it.
    const right = await vscode.workspace.openTextDocument(input.modified);
    assert.equal(right.languageId, "postfix-main");
    assert.deepEqual(vscode.languages.getDiagnostics(input.modified), []);

    assert.equal(await apply(), true);
    assert.equal(editor.document.getText(), CLEANED);
    assert.ok(editor.document.isDirty, "nothing is saved");
    assert.deepEqual(diffs(), []);
    await vscode.commands.executeCommand("undo");
    assert.equal(editor.document.getText(), MAIN);
    assert.ok(!editor.document.isDirty, "everything is undone");
  });

  it("follows the file while the diff is open, and applies nothing that was not shown", async () => {
    const editor = await openFile("cleanup-changed/main.cf", MAIN);
    await cleanUp(editor);
    assert.equal(await proposal(), CLEANED);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(
      editor.document.uri,
      new vscode.Position(1, 0),
      "maximal_queue_lifetime = 5d\nrelayhost = [mx]\n",
    );
    assert.ok(await vscode.workspace.applyEdit(edit));
    const changed = editor.document.getText();
    // At once, before the plan is made anew by itself.
    assert.equal(await apply(), false);
    assert.equal(editor.document.getText(), changed);
    const expected = CLEANED.replace("myhostname", "relayhost = [mx]\nmyhostname");
    await waitFor("the new plan", async () => (await proposal()) === expected);
    assert.equal(await apply(), true);
    assert.equal(editor.document.getText(), expected);
    await vscode.commands.executeCommand("workbench.action.files.revert");
  });

  it("follows the file on the disk", async () => {
    const editor = await openFile("cleanup-disk/main.cf", MAIN);
    await cleanUp(editor);
    await activeDiff();
    const changed = `${MAIN}mail_name = Postfix\nrelayhost = [mx]\n`;
    await vscode.workspace.fs.writeFile(editor.document.uri, new TextEncoder().encode(changed));
    await waitFor("the new plan", async () => (await proposal()) === `${CLEANED}relayhost = [mx]\n`);
    await vscode.commands.executeCommand("workbench.action.closeActiveEditor");
  });

  it("has a canonical form", async () => {
    const editor = await openFile("cleanup-canonical/main.cf", MAIN);
    await cleanUp(editor);
    await vscode.commands.executeCommand("postfix.useCanonicalForm");
    const canonical = "biff = no\nmydestination = $myhostname\nmyhostname = mail.example.org\n";
    await waitFor("the canonical form", async () => (await proposal()) === canonical);
    assert.equal((await activeDiff()).label, "main.cf: Canonical Form (2 of 2 entries)");
    await vscode.commands.executeCommand("postfix.useInPlaceForm");
    await waitFor("the form in place", async () => (await proposal()) === CLEANED);
    await vscode.commands.executeCommand("postfix.useCanonicalForm");
    assert.equal(await apply(), true);
    assert.equal(editor.document.getText(), canonical);
    await vscode.commands.executeCommand("undo");
    assert.equal(editor.document.getText(), MAIN);
  });

  it("refuses a file that Postfix refuses, and names the line", async () => {
    const editor = await openFile("cleanup-refused/main.cf", `${MAIN}no value here\n`);
    const { refusal, items } = await cleanUp(editor);
    assert.equal(refusal?.line, 9);
    assert.equal(refusal.uri, editor.document.uri.toString());
    assert.match(refusal.text, /line 10 of 'main\.cf'/);
    assert.deepEqual(items, []);
    assert.deepEqual(diffs(), []);
  });

  it("opens no diff when there is nothing to clean", async () => {
    const editor = await openFile("cleanup-nothing/main.cf", CLEANED);
    const { before, after } = await cleanUp(editor);
    assert.equal(after, before);
    assert.deepEqual(diffs(), []);
  });
});

describe("cleaning up master.cf", () => {
  it("takes options out that repeat what is so without them", async () => {
    await openFile("cleanup-master/main.cf", MAIN);
    const editor = await openFile("cleanup-master/master.cf", MASTER);
    await cleanUp(editor, "postfix.cleanUpMaster");
    assert.equal((await activeDiff()).label, "master.cf: Clean-Up (1 of 1 entry)");
    assert.equal(await apply(), true);
    assert.equal(editor.document.getText(), MASTER.replace("  -o smtpd_delay_reject=yes\n", ""));
    await vscode.commands.executeCommand("undo");
  });
});
