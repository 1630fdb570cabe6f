/** Editors that show a web page of the extension's own. */
import * as vscode from "vscode";
import { webPage } from "./web-page";

/** Which page is opened. */
export interface WebPanel {
  /** The type of the editor, and the start of the names of its files in client/media/. */
  readonly name: string;
  readonly title: string;
  /** What it says until its content comes. */
  readonly waiting: string;
}

/** Opens an editor with a page, which says that it is ready as soon as it listens, and again whenever it comes back into sight. */
export function openWebPanel(
  context: vscode.ExtensionContext,
  { name, title, waiting }: WebPanel,
): vscode.WebviewPanel {
  const media = vscode.Uri.joinPath(context.extensionUri, "client", "media");
  const panel = vscode.window.createWebviewPanel(`postfix.${name}`, title, vscode.ViewColumn.Active, {
    enableScripts: true,
    localResourceRoots: [media],
  });
  const address = (file: string) => panel.webview.asWebviewUri(vscode.Uri.joinPath(media, file)).toString();
  panel.webview.html = webPage({
    title,
    waiting,
    nonce: crypto.randomUUID(),
    styles: [address("page.css"), address(`${name}.css`)],
    script: address(`${name}.js`),
  });
  return panel;
}
