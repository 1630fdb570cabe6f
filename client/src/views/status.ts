/** The language status item: the target version, and who speaks for it. */
import * as vscode from "vscode";
import { DOCUMENT_LANGUAGES } from "../../../server/src/contract/languages";
import type { StatusParams } from "../../../server/src/contract/protocol";

/** The item; {@link StatusItem.update} shows what the server says. */
export interface StatusItem extends vscode.Disposable {
  update(status: StatusParams): void;
}

/** Makes the item; until the server has spoken it says that it is being found out. */
export function createStatusItem(): StatusItem {
  const selector = DOCUMENT_LANGUAGES.map((language) => ({ language }));
  const item = vscode.languages.createLanguageStatusItem("postfix.target", selector);
  item.name = "Postfix version";
  item.text = "Postfix";
  item.busy = true;
  item.command = {
    title: "Change",
    command: "workbench.action.openSettings",
    arguments: ["postfix.version"],
  };
  return {
    update({ version, voice, detail }) {
      item.busy = false;
      item.text = `Postfix ${version}`;
      item.detail =
        voice === "installed"
          ? "asked on this machine"
          : `from the extension's own knowledge. ${detail}`.trim();
    },
    dispose: () => item.dispose(),
  };
}
