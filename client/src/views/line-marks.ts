/** Marks lines of documents in whatever editors show them, and keeps the marks when an editor is hidden and shown again. */
import * as vscode from "vscode";
import type { Mark, MarkedLine } from "./table-words";

/** The marks of any number of documents. */
export interface LineMarks extends vscode.Disposable {
  /** Marks the lines of a document, and no others of it. */
  show(uri: vscode.Uri, lines: readonly MarkedLine[]): void;
  /** Takes the marks of a document away. */
  clear(uri: vscode.Uri): void;
}

/** Behind a line, set off from its text. */
const BEHIND: vscode.ThemableDecorationAttachmentRenderOptions = { margin: "0 0 0 2em" };

/** A thin line at the left edge: it was tried. */
const EDGE = { borderWidth: "0 0 0 2px", borderStyle: "solid" };

const STYLES: Readonly<Record<Mark, vscode.DecorationRenderOptions>> = {
  decided: {
    isWholeLine: true,
    backgroundColor: new vscode.ThemeColor("diffEditor.insertedLineBackground"),
    overviewRulerColor: new vscode.ThemeColor("gitDecoration.addedResourceForeground"),
    overviewRulerLane: vscode.OverviewRulerLane.Full,
    after: { ...BEHIND, color: new vscode.ThemeColor("gitDecoration.addedResourceForeground") },
  },
  tried: {
    ...EDGE,
    isWholeLine: true,
    borderColor: new vscode.ThemeColor("testing.iconSkipped"),
    after: { ...BEHIND, color: new vscode.ThemeColor("editorCodeLens.foreground") },
  },
  "passed-over": {
    isWholeLine: true,
    opacity: "0.5",
    after: { ...BEHIND, color: new vscode.ThemeColor("editorCodeLens.foreground") },
  },
  "left-out": {
    isWholeLine: true,
    opacity: "0.5",
    overviewRulerColor: new vscode.ThemeColor("editorWarning.foreground"),
    after: { ...BEHIND, color: new vscode.ThemeColor("editorWarning.foreground") },
  },
  nothing: {
    isWholeLine: true,
    after: { ...BEHIND, color: new vscode.ThemeColor("testing.iconSkipped") },
  },
  goes: {
    isWholeLine: true,
    after: {
      ...BEHIND,
      color: new vscode.ThemeColor("gitDecoration.deletedResourceForeground"),
      fontStyle: "italic",
    },
  },
  stays: {
    isWholeLine: true,
    after: { ...BEHIND, color: new vscode.ThemeColor("editorCodeLens.foreground"), fontStyle: "italic" },
  },
};

/** Makes the marks; none is to be seen yet. */
export function createLineMarks(): LineMarks {
  const types = Object.entries(STYLES).map(
    ([mark, style]) => [mark, vscode.window.createTextEditorDecorationType(style)] as const,
  );
  const marked = new Map<string, readonly MarkedLine[]>();
  const draw = (editor: vscode.TextEditor, lines: readonly MarkedLine[]) => {
    for (const [mark, type] of types) {
      editor.setDecorations(
        type,
        lines.filter((line) => line.mark === mark).map(decorationOf(editor.document)),
      );
    }
  };
  const drawAll = (key: string, lines: readonly MarkedLine[]) => {
    for (const editor of vscode.window.visibleTextEditors) {
      if (editor.document.uri.toString() === key) draw(editor, lines);
    }
  };
  // An editor that comes into view, such as a tab that was behind others, has no marks.
  const listener = vscode.window.onDidChangeVisibleTextEditors((editors) => {
    for (const editor of editors) {
      const lines = marked.get(editor.document.uri.toString());
      if (lines !== undefined) draw(editor, lines);
    }
  });
  return {
    show(uri, lines) {
      marked.set(uri.toString(), lines);
      drawAll(uri.toString(), lines);
    },
    clear(uri) {
      drawAll(uri.toString(), []);
      marked.delete(uri.toString());
    },
    dispose() {
      listener.dispose();
      for (const [, type] of types) type.dispose();
    },
  };
}

function decorationOf(document: vscode.TextDocument): (line: MarkedLine) => vscode.DecorationOptions {
  return ({ line, text, hover }) => ({
    range: document.lineAt(Math.min(line, document.lineCount - 1)).range,
    ...(hover.length > 0 && { hoverMessage: hover.map(paragraph) }),
    ...(text !== "" && { renderOptions: { after: { contentText: text } } }),
  });
}

/** The texts are those of a table and of mail that anybody may have sent: nothing in them is markup. */
function paragraph(text: string): vscode.MarkdownString {
  return new vscode.MarkdownString().appendText(text);
}
