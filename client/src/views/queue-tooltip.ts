/** What is said of a queued message where the mouse rests on it, with links to what decides its fate. */
import * as vscode from "vscode";
import type { QueueExplanation, QueuePlace } from "../../../server/src/contract/queue";
import {
  CHECK_TRINITY_COMMAND,
  COPY_RELAY_COMMAND,
  commandLink,
  explanationParts,
  OPEN_PLACE_COMMAND,
  plainMarkdown,
  type TooltipPart,
} from "./queue-words";

/** The tooltip; what comes from mail is text in it and nothing else. */
export function tooltipOf(explanation: QueueExplanation): vscode.MarkdownString {
  const tooltip = new vscode.MarkdownString();
  tooltip.isTrusted = { enabledCommands: [OPEN_PLACE_COMMAND, COPY_RELAY_COMMAND, CHECK_TRINITY_COMMAND] };
  explanationParts(explanation).forEach((paragraph, index) => {
    if (index > 0) tooltip.appendMarkdown("\n\n");
    for (const part of paragraph) append(tooltip, part);
  });
  return tooltip;
}

function append(tooltip: vscode.MarkdownString, part: TooltipPart): void {
  const { text } = part;
  tooltip.appendMarkdown(
    part.kind === "link" ? commandLink(text, part.command, part.argument) : plainMarkdown(text),
  );
}

/** Registers what the links run. */
export function registerTooltipCommands(): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.commands.registerCommand(OPEN_PLACE_COMMAND, openPlace),
    vscode.commands.registerCommand(COPY_RELAY_COMMAND, async (relay: string) => {
      await vscode.env.clipboard.writeText(relay);
    }),
  );
}

async function openPlace({ uri, line }: QueuePlace): Promise<void> {
  const position = new vscode.Position(line, 0);
  const selection = new vscode.Range(position, position);
  await vscode.window.showTextDocument(vscode.Uri.parse(uri, true), { selection });
}
