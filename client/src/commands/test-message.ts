/** "Postfix: Test Header Checks with a Message…": what a table does with a whole message, as a diff. */
import * as vscode from "vscode";
import type { TableTestParams, TableTestResult } from "../../../server/src/contract/protocol";
import { recentEntries } from "../recent";
import { nameOf, type TablePlace, tableEditor } from "../tables";
import type { MessageView } from "../views/message-view";
import { outcomeOf, withoutLinks } from "../views/table-words";
import { SAMPLE_MESSAGES } from "./sample-messages";
import { cannotTest, type TableTests } from "./test-table";

/** The largest message that is tested, in megabytes; it is held several times in memory. */
const LARGEST = 20;

const MEGABYTE = 1024 * 1024;

/** A message to try a table with. */
interface Message {
  readonly name: string;
  readonly text: string;
}

/** One way to come to a message; undefined where the user changed their mind or was told why not. */
interface MessageItem extends vscode.QuickPickItem {
  readonly read?: () => Message | Promise<Message | undefined>;
}

/** Buttons of the notification after a test. */
const EVERY = "Show Every Lookup";
const COMPARE = "Compare with Postfix";
const AGAIN = "Test Again";

/**
 * Tries a table with a message, asking for one unless the place names it; returns what the server says.
 *
 * @param samples what is offered to whoever has no message at hand
 */
export async function testTableWithMessage(
  tests: TableTests,
  view: MessageView,
  place?: TablePlace,
  samples: readonly Message[] = SAMPLE_MESSAGES,
): Promise<TableTestResult | undefined> {
  const editor = await tableEditor(place);
  if (editor === undefined) return undefined;
  const table = editor.document.uri;
  const message =
    place?.input === undefined
      ? await chooseMessage(nameOf(table), tests.state, samples)
      : { name: "message", text: place.input };
  if (message === undefined) return undefined;
  const params: TableTestParams = {
    uri: table.toString(),
    input: { kind: "message", text: message.text },
  };
  const result = await tests.client.testTable(params);
  if (result === undefined) {
    void vscode.window.showWarningMessage(cannotTest(nameOf(table)));
    return undefined;
  }
  tests.last = params;
  await view.show(nameOf(table), message, result);
  void offerMore(view, table, result);
  return result;
}

async function offerMore(view: MessageView, table: vscode.Uri, result: TableTestResult): Promise<void> {
  const fate =
    result.message === null
      ? outcomeOf(result, nameOf(table))
      : [result.message.fate, ...result.remarks].join(" ");
  const choice = await vscode.window.showInformationMessage(withoutLinks(fate), EVERY, COMPARE, AGAIN);
  if (choice === EVERY) await view.showEveryLookup(nameOf(table), result);
  if (choice === COMPARE) await vscode.commands.executeCommand("postfix.compareTableTest");
  if (choice === AGAIN)
    await vscode.commands.executeCommand("postfix.testTableWithMessage", { uri: table.toString() });
}

/** Asks for the message: what is selected, a file, or a sample. */
async function chooseMessage(
  table: string,
  state: vscode.Memento,
  samples: readonly Message[],
): Promise<Message | undefined> {
  const recent = recentEntries(state, "postfix.messageFiles");
  const open = async (uri: vscode.Uri) => {
    const message = await readMessage(uri);
    if (message !== undefined) await recent.add(uri.toString());
    return message;
  };
  const items: MessageItem[] = [
    ...selections(),
    { label: "Open a Message File…", read: () => openDialog(open) },
    ...section("last used", recent.entries().map(fileItem(open))),
    ...section(
      "samples",
      samples.map((sample) => ({ label: sample.name, read: () => sample })),
    ),
  ];
  const chosen = await vscode.window.showQuickPick(items, {
    title: `Test '${table}' with a Message`,
    placeHolder: "Which message?",
    matchOnDescription: true,
  });
  return await chosen?.read?.();
}

function section(label: string, items: MessageItem[]): MessageItem[] {
  return items.length === 0 ? [] : [{ label, kind: vscode.QuickPickItemKind.Separator }, ...items];
}

/** What is selected in the editors in view. */
function selections(): MessageItem[] {
  return vscode.window.visibleTextEditors
    .filter(({ selection }) => !selection.isEmpty)
    .map(({ document, selection }) => {
      const text = document.getText(selection);
      const name = nameOf(document.uri);
      return {
        label: `Selection in ${name}`,
        description: text.split(/\r?\n/, 1)[0] ?? "",
        read: () => ({ name, text }),
      };
    });
}

function fileItem(open: (uri: vscode.Uri) => Promise<Message | undefined>): (entry: string) => MessageItem {
  return (entry) => {
    const uri = vscode.Uri.parse(entry, true);
    return { label: nameOf(uri), description: vscode.workspace.asRelativePath(uri), read: () => open(uri) };
  };
}

async function openDialog(
  open: (uri: vscode.Uri) => Promise<Message | undefined>,
): Promise<Message | undefined> {
  const chosen = await vscode.window.showOpenDialog({
    title: "Message to Test With",
    openLabel: "Test",
    filters: { Messages: ["eml"], "All Files": ["*"] },
  });
  return chosen?.[0] && (await open(chosen[0]));
}

/** Reads a message; says why it cannot be read or is too large. */
async function readMessage(uri: vscode.Uri): Promise<Message | undefined> {
  const name = nameOf(uri);
  try {
    const { size } = await vscode.workspace.fs.stat(uri);
    if (size <= LARGEST * MEGABYTE) {
      return { name, text: decode(await vscode.workspace.fs.readFile(uri)) };
    }
    void vscode.window.showWarningMessage(
      `'${name}' has ${Math.ceil(size / MEGABYTE)} MB, and messages of more than ${LARGEST} MB are not tested: VS Code could hardly show them. Cut the attachments from a copy and test with that; the headers matter most.`,
    );
  } catch (error) {
    void vscode.window.showWarningMessage(
      `'${name}' cannot be read (${error instanceof Error ? error.message : String(error)}). Choose another file, or see to it that you may read this one.`,
    );
  }
  return undefined;
}

/** As UTF-8, or, where it is none, with each byte as a character of the West European code page. */
function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}
