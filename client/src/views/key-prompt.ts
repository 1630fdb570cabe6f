/** Asks for what a lookup table is to be tried with: something new, or something that was tried before. */
import * as vscode from "vscode";

interface KeyItem extends vscode.QuickPickItem {
  readonly key: string;
}

/** What to ask with. */
export interface KeyQuestion {
  /** The name of the table's file. */
  readonly table: string;
  /** In the box from the start. */
  readonly given: string;
  readonly recent: readonly string[];
}

/** The input that the user chose or typed; undefined when the question was left. */
export function askForKey({ table, given, recent }: KeyQuestion): Promise<string | undefined> {
  const pick = vscode.window.createQuickPick<KeyItem>();
  // The box has one line; a header of several is an entry of the list.
  const several = /[\r\n]/.test(given) ? [given] : [];
  const offer = () => {
    const typed = pick.value === "" ? [] : [itemOf(pick.value, "as typed")];
    const others = [
      ...several.map((key) => itemOf(key, "selected in the editor")),
      ...recent.map((key) => itemOf(key, "tried before")),
    ];
    pick.items = [...typed, ...others.filter(({ key }) => key !== pick.value)];
    // VS Code sorts by how well an entry fits what is typed; what Enter takes is always the first of ours.
    pick.activeItems = pick.items.slice(0, 1);
  };
  pick.title = `Test '${table}'`;
  pick.placeholder = "What Postfix would look up, such as a header line or an address";
  pick.value = several.length > 0 ? "" : given;
  offer();
  return new Promise((resolve) => {
    pick.onDidChangeValue(offer);
    pick.onDidAccept(() => {
      const [chosen] = pick.selectedItems;
      if (chosen === undefined) return;
      resolve(chosen.key);
      pick.hide();
    });
    pick.onDidHide(() => {
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
  });
}

/** An entry that the box's text does not filter out; a `$(name)` in it is text, not an icon. */
function itemOf(key: string, description: string): KeyItem {
  return {
    key,
    label: key.replaceAll(/\s*\r?\n\s*/g, " ").replaceAll("$(", "\\$("),
    description,
    alwaysShow: true,
  };
}
