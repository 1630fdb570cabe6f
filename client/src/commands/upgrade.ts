/** "Postfix: Show What a New Version Would Change…": the values that another version or compatibility level has otherwise. */
import * as vscode from "vscode";
import { areFilesReady, configurationDirectory, targetOptions } from "../configuration-files";
import { runInTerminal } from "../terminal";
import { type UpgradeGoal, upgradeGoals } from "../views/upgrade-words";

interface GoalItem extends vscode.QuickPickItem {
  readonly goal: UpgradeGoal;
}

/** Asks for the version or level, and shows in the terminal what would be different with it. */
export async function showUpgrade(context: vscode.ExtensionContext): Promise<void> {
  const goal = await askForGoal();
  if (goal === undefined) return;
  const question = { reader: "The comparison", save: "Save and Show", goOn: "Show What Is Saved" };
  if (!(await areFilesReady(question))) return;
  const directory = await configurationDirectory("Postfix Configuration to Compare");
  if (directory === undefined) return;
  const args = ["cleanup", "-c", directory, goal.option, goal.value, ...targetOptions()];
  await runInTerminal(context, "New Version", args, directory);
}

/** Offers what there is to go to; whatever else looks like a version can be typed. */
function askForGoal(): Promise<UpgradeGoal | undefined> {
  const pick = vscode.window.createQuickPick<GoalItem>();
  const offer = () => {
    pick.items = upgradeGoals(pick.value).map((goal) => ({
      goal,
      label: goal.label,
      description: goal.description,
    }));
  };
  pick.title = "What Would Change";
  pick.placeholder = "A version of Postfix, such as 3.9, or a compatibility_level";
  offer();
  return new Promise((resolve) => {
    pick.onDidChangeValue(offer);
    pick.onDidAccept(() => {
      const [chosen] = pick.selectedItems;
      if (chosen === undefined) return;
      resolve(chosen.goal);
      pick.hide();
    });
    pick.onDidHide(() => {
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
  });
}
