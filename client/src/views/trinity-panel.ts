/** The report on A, PTR and EHLO in an editor of its own, and what can be done with it. */
import * as vscode from "vscode";
import type { TrinityPicture } from "../../../server/src/contract/trinity";
import { type CopiedPart, copiedText, type ShownTrinity, trinityBody } from "./trinity-page";
import { fileName } from "./trinity-words";
import { openWebPanel } from "./web-panel";

/** The editor with the report; there is one at most. */
export interface TrinityPanel extends vscode.Disposable {
  /** @param again makes the same check once more, and shows what it finds */
  show(picture: TrinityPicture, again: () => Promise<void>): void;
}

/** What the page says to the extension. */
type PageMessage =
  | { readonly kind: "ready" | "again" | "svg" | "markdown" }
  | { readonly kind: "show"; readonly index: number }
  | { readonly kind: "copy"; readonly check: number; readonly part: CopiedPart };

/** Makes it; nothing is shown yet. */
export function createTrinityPanel(context: vscode.ExtensionContext): TrinityPanel {
  let panel: vscode.WebviewPanel | undefined;
  let shown: ShownTrinity | undefined;
  let again: () => Promise<void> = async () => {};

  const send = () => shown && panel?.webview.postMessage({ body: trinityBody(shown) });

  const hear = async (message: PageMessage) => {
    if (shown === undefined) return;
    const { picture, index } = shown;
    const result = picture.report.results[index];
    switch (message.kind) {
      case "again":
        // Where the check ends without a report, the old one is shown as before.
        await again().finally(send);
        return;
      case "svg":
        if (result) await exportText(fileName(result, "svg"), "SVG", picture.svgFiles[index] ?? "");
        return;
      case "markdown":
        if (result) await exportText(fileName(result, "md"), "Markdown", picture.markdown);
        return;
      case "copy":
        await vscode.env.clipboard.writeText(copiedText(result, message.check, message.part));
        return;
      case "show":
        shown = { picture, index: message.index };
    }
    await send();
  };

  const open = () => {
    const opened = openWebPanel(context, {
      name: "trinity",
      title: "A – PTR – EHLO",
      waiting: "Reading the report…",
    });
    opened.onDidDispose(() => {
      panel = undefined;
    });
    opened.webview.onDidReceiveMessage(hear);
    return opened;
  };

  return {
    show(picture, repeat) {
      // Whoever looks at one of several names goes on looking at it.
      const name = shown?.picture.report.results[shown.index]?.identity.name;
      const index = picture.report.results.findIndex(({ identity }) => identity.name === name);
      shown = { picture, index: Math.max(0, index) };
      again = repeat;
      if (panel === undefined) panel = open();
      else panel.reveal();
      void send();
    },
    dispose() {
      panel?.dispose();
    },
  };
}

/** Asks for a file and writes it. */
async function exportText(name: string, kind: "SVG" | "Markdown", text: string): Promise<void> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const target = await vscode.window.showSaveDialog({
    title: `Export ${kind}`,
    defaultUri: folder === undefined ? vscode.Uri.file(name) : vscode.Uri.joinPath(folder, name),
    filters: kind === "SVG" ? { SVG: ["svg"] } : { Markdown: ["md"] },
  });
  if (target === undefined) return;
  try {
    await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(text));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    void vscode.window.showWarningMessage(`The report was not written (${reason}). Choose another place.`);
  }
}
