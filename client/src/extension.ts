/** Activation and the table of commands; nothing else lives here. */
import * as vscode from "vscode";
import { createClient } from "./client";
import { checkConfiguration } from "./commands/check";
import { createStatusItem } from "./views/status";
import { assignTableLanguages } from "./views/table-language";

/** Starts the language server and registers the commands. */
export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const status = createStatusItem();
  const client = createClient(context, status.update);
  const commands: Record<string, () => unknown> = {
    "postfix.check": () => checkConfiguration(context),
    "postfix.restartServer": () => client.restart(),
    "postfix.showOutput": () => client.showOutput(),
  };
  for (const [id, run] of Object.entries(commands)) {
    context.subscriptions.push(vscode.commands.registerCommand(id, run));
  }
  context.subscriptions.push(status, client);
  await client.start();
  context.subscriptions.push(assignTableLanguages(client.tableLanguage));
}
