// The main job inside the real extension host: proposals, explanations, findings and their fixes, by VS Code's own API.
import assert from "node:assert/strict";
import { describe, it } from "mocha";
import * as vscode from "vscode";
import { openFile, waitFor } from "./support";

const MAIN = `myhostname = mail.example.org
biff = yes
relayhsot = [smtp.example.net]:587
queue_run_delay = 5m
header_checks = pcre:$config_dir/header_checks

`;

const MASTER = `smtp      inet  n       -       y       -       -       smtpd
  -o smtpd_tls_security_level=may
  -o smtpd_tls_securty_level=may
relay     unix  -       -       y       -       -       smtp
`;

/** Diagnostics as "line rule", both as a person would read them. */
async function findings(editor: vscode.TextEditor, count: number): Promise<string[]> {
  const { uri } = editor.document;
  const found = await waitFor(`${count} findings`, () => {
    const diagnostics = vscode.languages.getDiagnostics(uri);
    return diagnostics.length === count && diagnostics;
  });
  return found.map(({ range, code }) => `${range.start.line + 1} ${ruleOf(code)}`).sort();
}

/** The rule of a diagnostic, whose code is a link to the rule's page. */
function ruleOf(code: vscode.Diagnostic["code"]): string {
  assert.ok(typeof code === "object", "a rule with a page");
  assert.match(code.target.toString(), new RegExp(`/rules[.]md#${code.value}$`));
  return String(code.value);
}

async function completions(editor: vscode.TextEditor, position: vscode.Position): Promise<string[]> {
  const list = await vscode.commands.executeCommand<vscode.CompletionList>(
    "vscode.executeCompletionItemProvider",
    editor.document.uri,
    position,
  );
  return list.items.map(({ label }) => (typeof label === "string" ? label : label.label));
}

async function quickFixes(editor: vscode.TextEditor, line: number): Promise<vscode.CodeAction[]> {
  return await vscode.commands.executeCommand<vscode.CodeAction[]>(
    "vscode.executeCodeActionProvider",
    editor.document.uri,
    editor.document.lineAt(line - 1).range,
    vscode.CodeActionKind.QuickFix.value,
  );
}

describe("main.cf", () => {
  it("proposes every parameter at the start of a line", async () => {
    const editor = await openFile("names/main.cf", MAIN);
    const labels = await waitFor("proposals", async () => {
      const found = await completions(editor, new vscode.Position(5, 0));
      return found.length > 800 && found;
    });
    for (const name of ["smtpd_relay_restrictions", "mynetworks", "relayhost"])
      assert.ok(labels.includes(name));
  });

  it("proposes values by type", async () => {
    const editor = await openFile("values/main.cf", "smtpd_helo_required = \nsmtp_tls_security_level = \n");
    const labels = await completions(editor, new vscode.Position(0, 22));
    assert.ok(labels.includes("yes") && labels.includes("no"), labels.join(" "));
    const levels = await completions(editor, new vscode.Position(1, 26));
    for (const level of ["none", "may", "encrypt", "dane"])
      assert.ok(levels.includes(level), levels.join(" "));
  });

  it("explains a parameter on hover", async () => {
    const editor = await openFile("hover/main.cf", MAIN);
    const hovers = await waitFor("a hover", async () => {
      const found = await vscode.commands.executeCommand<vscode.Hover[]>(
        "vscode.executeHoverProvider",
        editor.document.uri,
        new vscode.Position(3, 2),
      );
      return found.length > 0 && found;
    });
    const text = hovers
      .flatMap(({ contents }) => contents.map((part) => (part as vscode.MarkdownString).value))
      .join("\n");
    assert.match(text, /queue_run_delay/);
    assert.match(text, /300s/);
  });

  it("reports what is wrong, and what only restates a default", async () => {
    const editor = await openFile("findings/main.cf", MAIN);
    assert.deepEqual(await findings(editor, 4), [
      "2 restated-default",
      "3 unknown-parameter",
      "4 restated-default",
      "5 undefined-reference",
    ]);
    const faded = vscode.languages
      .getDiagnostics(editor.document.uri)
      .filter(({ tags }) => tags?.includes(vscode.DiagnosticTag.Unnecessary));
    assert.deepEqual(faded.map(({ range }) => range.start.line + 1).sort(), [2, 4]);
  });

  it("removes a restated default, and all of them, each in one step that can be undone", async () => {
    const editor = await openFile("fixes/main.cf", MAIN);
    await findings(editor, 4);
    const one = (await quickFixes(editor, 2)).find(({ title }) => title.startsWith("Remove"));
    assert.ok(one?.edit, "a quick fix with an edit");
    await vscode.workspace.applyEdit(one.edit);
    assert.equal(editor.document.getText(), MAIN.replace("biff = yes\n", ""));
    await vscode.commands.executeCommand("undo");
    assert.equal(editor.document.getText(), MAIN);

    await findings(editor, 4);
    const [all] = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      "vscode.executeCodeActionProvider",
      editor.document.uri,
      new vscode.Range(0, 0, 0, 0),
      "source.fixAll.postfix",
    );
    assert.ok(all?.edit, "an action that fixes all");
    await vscode.workspace.applyEdit(all.edit);
    assert.equal(
      editor.document.getText(),
      MAIN.replace("biff = yes\n", "").replace("queue_run_delay = 5m\n", ""),
    );
    assert.deepEqual(await findings(editor, 2), ["2 unknown-parameter", "3 undefined-reference"]);
    await vscode.commands.executeCommand("undo");
    assert.equal(editor.document.getText(), MAIN);
  });

  it("corrects a misspelt name", async () => {
    const editor = await openFile("rename/main.cf", MAIN);
    await findings(editor, 4);
    const fix = (await quickFixes(editor, 3)).find(({ isPreferred }) => isPreferred);
    assert.ok(fix?.edit, "a preferred fix");
    await vscode.workspace.applyEdit(fix.edit);
    assert.equal(editor.document.lineAt(2).text, "relayhost = [smtp.example.net]:587");
  });

  it("keeps its findings true while somebody types", async () => {
    const editor = await openFile("typing/main.cf", "biff = no\n");
    await findings(editor, 0);
    await editor.edit((edit) => edit.insert(new vscode.Position(1, 0), "qeue_run_delay = 1h\n"));
    assert.deepEqual(await findings(editor, 1), ["2 unknown-parameter"]);
    await editor.edit((edit) => edit.insert(new vscode.Position(1, 1), "u"));
    await findings(editor, 0);
  });
});

describe("master.cf", () => {
  it("is known to main.cf beside it, and has findings of its own", async () => {
    const master = await openFile("pair/master.cf", MASTER);
    assert.equal(master.document.languageId, "postfix-master");
    assert.deepEqual(await findings(master, 1), ["3 unknown-parameter"]);
    const main = await openFile(
      "pair/main.cf",
      "compatibility_level = 3.6\nsmtpd_forbid_bare_newline = normalize\nrelay_destination_rate_delay = 1s\nbogus_destination_rate_delay = 1s\n",
    );
    assert.deepEqual(await findings(main, 1), ["4 unknown-parameter"]);
  });

  it("has an outline of services", async () => {
    const editor = await openFile("outline/master.cf", MASTER);
    const symbols = await waitFor("symbols", async () => {
      const found = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>(
        "vscode.executeDocumentSymbolProvider",
        editor.document.uri,
      );
      return found?.length > 0 && found;
    });
    assert.equal(symbols.length, 2);
    assert.equal(symbols[0]?.children.length, 2);
  });
});

describe("a lookup table", () => {
  it("has its language by what main.cf says of it, and findings", async () => {
    await openFile("table/main.cf", "header_checks = regexp:/etc/postfix/header_checks\n");
    const table = await openFile("table/header_checks", "/^Subject: \\d+/ IGNOR\n");
    await waitFor("the language", () => table.document.languageId === "postfix-regexp");
    assert.deepEqual(await findings(table, 2), ["1 posix-escape", "1 unknown-action"]);
  });
});

describe("Postfix: Check Configuration", () => {
  it("runs in the terminal, with an exit code", async () => {
    await openFile("check/main.cf", MAIN);
    // The command asks before it leaves out what is not saved; other tests leave such documents behind.
    await vscode.workspace.saveAll(false);
    const ended = new Promise<number | undefined>((resolve) => {
      const listener = vscode.tasks.onDidEndTaskProcess(({ execution, exitCode }) => {
        if (execution.task.definition.type !== "postfix") return;
        listener.dispose();
        resolve(exitCode);
      });
    });
    await vscode.commands.executeCommand("postfix.check");
    assert.equal(await ended, 1, "a configuration with warnings ends with exit code 1");
  });
});
