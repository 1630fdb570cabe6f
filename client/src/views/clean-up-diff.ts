/** A file and what a clean-up would make of it, side by side in VS Code's own diff editor. */
import * as vscode from "vscode";
import { PROPOSAL_SCHEME } from "../../../server/src/contract/protocol";

/** The diff editors of any number of clean-ups, one for a file. */
export interface CleanUpDiff extends vscode.Disposable {
  /** Shows the file on the left and the proposal on the right. */
  show(file: vscode.Uri, proposal: string, title: string): Promise<void>;
  /** Puts another text on the right. */
  update(file: vscode.Uri, proposal: string): void;
  close(file: vscode.Uri): Promise<void>;
  /** The file whose diff is the active editor. */
  active(): vscode.Uri | undefined;
  /** The diff of a file is gone. */
  readonly onDidClose: vscode.Event<vscode.Uri>;
}

/** What is shown of a file. */
interface Proposal {
  text: string;
  /** The document on the right. */
  uri: vscode.Uri;
}

/** Makes the view and registers the scheme of its documents. */
export function createCleanUpDiff(): CleanUpDiff {
  const proposals = new Map<string, Proposal>();
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const closed = new vscode.EventEmitter<vscode.Uri>();
  let count = 0;
  const update = (file: vscode.Uri, text: string) => {
    const proposal = proposals.get(file.toString());
    if (proposal === undefined || proposal.text === text) return;
    proposal.text = text;
    changed.fire(proposal.uri);
  };
  const subscriptions = [
    changed,
    closed,
    vscode.workspace.registerTextDocumentContentProvider(PROPOSAL_SCHEME, {
      onDidChange: changed.event,
      provideTextDocumentContent: (uri) => proposals.get(uri.query)?.text ?? "",
    }),
    vscode.window.tabGroups.onDidChangeTabs((event) => {
      for (const tab of event.closed) {
        const file = fileOf(tab);
        // The same diff may be in a second group, or one with another title may have taken its place.
        if (file === undefined || tabsOf(file).length > 0) continue;
        proposals.delete(file.toString());
        closed.fire(file);
      }
    }),
  ];
  return {
    async show(file, text, title) {
      const isTitled = tabsOf(file).some(({ label }) => label === title);
      const known = isTitled ? proposals.get(file.toString()) : undefined;
      // A diff of the same two documents keeps the title that it has.
      const uri = known?.uri ?? proposalUri(file, count++);
      proposals.set(file.toString(), { text, uri });
      changed.fire(uri);
      await vscode.commands.executeCommand("vscode.diff", file, uri, title, { preview: false });
      // Looked up only now: VS Code may have made tabs anew meanwhile.
      await vscode.window.tabGroups.close(tabsOf(file).filter((tab) => !isProposal(tab, uri)));
    },
    update,
    async close(file) {
      await vscode.window.tabGroups.close(tabsOf(file));
    },
    active() {
      const tab = vscode.window.tabGroups.activeTabGroup.activeTab;
      return tab && fileOf(tab);
    },
    onDidClose: closed.event,
    dispose() {
      for (const subscription of subscriptions) subscription.dispose();
    },
  };
}

/** A document for the right; its path gives it the file's language. */
function proposalUri(file: vscode.Uri, number: number): vscode.Uri {
  return file.with({ scheme: PROPOSAL_SCHEME, query: file.toString(), fragment: String(number) });
}

/** The file on the left of a tab; undefined when the tab shows no clean-up. */
function fileOf({ input }: vscode.Tab): vscode.Uri | undefined {
  const isCleanUp = input instanceof vscode.TabInputTextDiff && input.modified.scheme === PROPOSAL_SCHEME;
  return isCleanUp ? input.original : undefined;
}

/** Whether a document is on the right of a tab. */
function isProposal({ input }: vscode.Tab, uri: vscode.Uri): boolean {
  return input instanceof vscode.TabInputTextDiff && input.modified.toString() === uri.toString();
}

function tabsOf(file: vscode.Uri): vscode.Tab[] {
  return vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .filter((tab) => fileOf(tab)?.toString() === file.toString());
}
