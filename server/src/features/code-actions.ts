/** Fixes of findings as code actions. Nothing is kept between requests: the findings are asked again. */
import {
  type CodeAction,
  CodeActionKind,
  type Diagnostic,
  type Range,
  type TextEdit,
  type WorkspaceEdit,
} from "vscode-languageserver-types";
import type { LocatedFinding } from "../analysis/directory";
import { compatibleFixes, type PlacedFix, placeFix, safeFix } from "../analysis/fix-all";
import { type FoundIn, toDiagnostic } from "./diagnostics";
import { rangeOf } from "./ranges";

/** Everything at once that may be mended unseen, such as on save. */
export const FIX_ALL_KIND = `${CodeActionKind.SourceFixAll}.postfix`;

/** What an editor asks with. */
export interface CodeActionQuery {
  readonly range: Range;
  /** The diagnostics the editor shows there; an action names those it mends. */
  readonly diagnostics: readonly Diagnostic[];
  /** Kinds wanted; undefined: whatever fits. */
  readonly only: readonly string[] | undefined;
}

/** The actions for a range of a file. */
export function codeActionsAt(file: FoundIn, query: CodeActionQuery): CodeAction[] {
  const findings = file.findings();
  const actions: CodeAction[] = [];
  if (isWanted(query.only, CodeActionKind.QuickFix)) {
    const start = file.source.offsetAt(query.range.start);
    const end = file.source.offsetAt(query.range.end);
    const here = findings.filter((located) => located.start <= end && located.end >= start);
    for (const located of here) actions.push(...quickFixes(file, located, query));
    actions.push(...fixTogether(file, here, findings));
  }
  // A kind below `source` is meant for whoever asks for it; it would only clutter the light bulb.
  if (query.only && isWanted(query.only, FIX_ALL_KIND)) {
    const edits = editsOf(file, findings.flatMap(fixAllOf));
    if (edits.length > 0) {
      actions.push({
        title: "Mend everything in this file that is safe to mend",
        kind: FIX_ALL_KIND,
        edit: workspaceEdit(file, edits),
      });
    }
  }
  return actions;
}

function isWanted(only: readonly string[] | undefined, kind: string): boolean {
  return !only || only.some((wanted) => kind === wanted || kind.startsWith(`${wanted}.`));
}

function quickFixes(file: FoundIn, located: LocatedFinding, query: CodeActionQuery): CodeAction[] {
  const own = toDiagnostic(file, located);
  const shown = query.diagnostics.find(
    (diagnostic) => diagnostic.code === own.code && sameRange(diagnostic.range, own.range),
  );
  return located.finding.fixes.map((fix) => ({
    title: fix.title,
    kind: CodeActionKind.QuickFix,
    diagnostics: [shown ?? own],
    isPreferred: fix.preferred ?? false,
    edit: workspaceEdit(file, editsOf(file, [placeFix(fix, located)])),
  }));
}

/** For each rule at the cursor whose fixes are safe unseen: one action for all its findings in the file. */
function fixTogether(
  file: FoundIn,
  here: readonly LocatedFinding[],
  all: readonly LocatedFinding[],
): CodeAction[] {
  const rules = new Set(
    here.filter((located) => fixAllOf(located).length > 0).map(({ finding }) => finding.rule),
  );
  return [...rules].flatMap((rule) => {
    const fixes = all.filter(({ finding }) => finding.rule === rule).flatMap(fixAllOf);
    if (fixes.length < 2 || !rule.fixAllTitle) return [];
    const edit = workspaceEdit(file, editsOf(file, fixes));
    return [{ title: `${rule.fixAllTitle} (${fixes.length})`, kind: CodeActionKind.QuickFix, edit }];
  });
}

function fixAllOf(located: LocatedFinding): PlacedFix[] {
  const fix = safeFix(located);
  return fix ? [fix] : [];
}

function editsOf(file: FoundIn, fixes: readonly PlacedFix[]): TextEdit[] {
  return compatibleFixes(fixes).flatMap(({ edits }) =>
    edits.map(({ start, end, newText }) => ({ range: rangeOf(file.source, start, end), newText })),
  );
}

function workspaceEdit(file: FoundIn, edits: TextEdit[]): WorkspaceEdit {
  return { changes: { [file.uri]: edits } };
}

function sameRange(a: Range, b: Range): boolean {
  return (
    a.start.line === b.start.line &&
    a.start.character === b.start.character &&
    a.end.line === b.end.line &&
    a.end.character === b.end.character
  );
}
