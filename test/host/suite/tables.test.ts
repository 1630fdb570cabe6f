// Lookup tables inside the real extension host: tests with a key and with a message, the comparison with Postfix, and
// expectations, each by the command that a code lens or the palette runs.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { describe, it } from "mocha";
import * as vscode from "vscode";
import type {
  TableCompareResult,
  TableExpectation,
  TableTestResult,
} from "../../../server/src/contract/protocol";
import { openFile, waitFor } from "./support";

const TABLE = `/^Subject: hello/ DUNNO
if /^Received:/
/^Received: from inside/ IGNORE
endif
/^Subject: (buy|sell) now/ REJECT no \${1}ing
#? Subject: buy now => REJECT no buying
#? Subject: good night => WARN too late
`;

const MESSAGE = `Received: from inside by mail.example.com
From: alice@example.com
Subject: hello Bob

Hello.
`;

/** Opens the table in a directory of its own and waits until it has its language. */
async function openTable(directory: string): Promise<vscode.TextEditor> {
  await openFile(`${directory}/main.cf`, "header_checks = pcre:/etc/postfix/header_checks\n");
  const editor = await openFile(`${directory}/header_checks`, TABLE);
  await waitFor("the language", () => editor.document.languageId === "postfix-pcre");
  return editor;
}

/** What a command answers, once it answers: the server may hear of the language a moment later than VS Code. */
async function answerOf<T>(command: string, editor: vscode.TextEditor, more: object = {}): Promise<T> {
  const place = { uri: editor.document.uri.toString(), ...more };
  return await waitFor(
    `an answer to ${command}`,
    async () => (await vscode.commands.executeCommand<T | undefined>(command, place)) ?? undefined,
  );
}

describe("testing a lookup table", () => {
  it("tells which line decides, what it gives, and what became of the lines above it", async () => {
    const editor = await openTable("table-key");
    const { lookups, message } = await answerOf<TableTestResult>("postfix.testTable", editor, {
      input: "Subject: sell now",
    });
    assert.equal(lookups.length, 1);
    const { key, value, line, captures, lines } = lookups[0]!;
    assert.deepEqual(
      { key, value, line, captures, message },
      {
        key: "Subject: sell now",
        value: "REJECT no selling",
        line: 4,
        captures: ["sell"],
        message: null,
      },
    );
    const verdicts = new Map(lines.map((one) => [one.line, one.verdict]));
    assert.deepEqual(
      [0, 1, 2, 4].map((one) => verdicts.get(one)),
      ["not-matched", "not-entered", "passed-over", "matched"],
    );
  });

  it("tells that nothing matches", async () => {
    const editor = await openTable("table-nothing");
    const { lookups } = await answerOf<TableTestResult>("postfix.testTable", editor, {
      input: "Subject: good night",
    });
    assert.deepEqual(
      lookups.map(({ value, line }) => ({ value, line })),
      [{ value: null, line: null }],
    );
  });

  it("tries the text in the editor, saved or not", async () => {
    const editor = await openTable("table-unsaved");
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), "/sell/ WARN first\n"));
    const { lookups } = await answerOf<TableTestResult>("postfix.testTable", editor, {
      input: "Subject: sell now",
    });
    assert.deepEqual(
      lookups.map(({ value, line }) => ({ value, line })),
      [{ value: "WARN first", line: 0 }],
    );
  });

  it("says the same as the installed Postfix", async () => {
    const editor = await openTable("table-compare");
    await answerOf<TableTestResult>("postfix.testTable", editor, { input: "Subject: sell now" });
    const compared = await vscode.commands.executeCommand<TableCompareResult>("postfix.compareTableTest");
    // Where there is no Postfix nobody can say so.
    assert.equal(compared.agrees, existsSync("/usr/sbin/postmap") ? true : null, compared.text);
    assert.notEqual(compared.text, "");
  });
});

describe("testing header checks with a message", () => {
  it("shows the message before and after", async () => {
    const editor = await openTable("table-message");
    const result = await answerOf<TableTestResult>("postfix.testTableWithMessage", editor, {
      input: MESSAGE,
    });
    const values = new Map(result.lookups.map(({ key, value }) => [key, value]));
    assert.equal(values.get("Received: from inside by mail.example.com"), "IGNORE");
    assert.equal(values.get("From: alice@example.com"), null);
    assert.equal(values.get("Subject: hello Bob"), "DUNNO");
    assert.notEqual(result.message?.fate, "");

    const tab = await waitFor("the diff", () => {
      const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
      return input instanceof vscode.TabInputTextDiff && input;
    });
    const textOf = async (uri: vscode.Uri) =>
      (await vscode.workspace.openTextDocument(uri)).getText().replaceAll("\r\n", "\n");
    assert.equal(tab.original.scheme, "postfix-message");
    assert.equal(await textOf(tab.original), MESSAGE);
    assert.equal(await textOf(tab.modified), MESSAGE.slice(MESSAGE.indexOf("From:")));
  });
});

describe("the expectations of a lookup table", () => {
  it("are run all together, or by their line", async () => {
    const editor = await openTable("table-expectations");
    // While the server has not heard of the language yet, there are none.
    const all = await waitFor("expectations", async () => {
      const found = await answerOf<TableExpectation[]>("postfix.runExpectations", editor);
      return found.length > 0 && found;
    });
    assert.deepEqual(
      all.map(({ line, input, expected, actual, passed }) => ({ line, input, expected, actual, passed })),
      [
        {
          line: 5,
          input: "Subject: buy now",
          expected: "REJECT no buying",
          actual: "REJECT no buying",
          passed: true,
        },
        { line: 6, input: "Subject: good night", expected: "WARN too late", actual: null, passed: false },
      ],
    );
    assert.notEqual(all[1]?.message, "");
    const one = await answerOf<TableExpectation[]>("postfix.runExpectations", editor, { line: 6 });
    assert.deepEqual(one, [all[1]]);
    // A line without an expectation has nothing to run.
    assert.deepEqual(await answerOf<TableExpectation[]>("postfix.runExpectations", editor, { line: 0 }), []);
  });
});
