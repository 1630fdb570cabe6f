/** Findings → diagnostics. */
import { type Diagnostic, DiagnosticSeverity, DiagnosticTag } from "vscode-languageserver-types";
import { type Directory, type LocatedFinding, startOf } from "../analysis/directory";
import { messageOf, type Related, type Severity } from "../analysis/rules/rule";
import type { LanguageId } from "../contract/languages";
import { rangeOf } from "./ranges";

/** The name under which our own engine speaks. */
export const DIAGNOSTIC_SOURCE = "postfix-ls";

const SEVERITIES: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/** The diagnostics of a file, in file order. */
export function diagnosticsOf(directory: Directory, language: LanguageId): Diagnostic[] {
  return directory.findings(language).map((located) => toDiagnostic(directory, language, located));
}

/** One finding as a diagnostic. */
export function toDiagnostic(
  directory: Directory,
  language: LanguageId,
  { finding, start, end, severity }: LocatedFinding,
): Diagnostic {
  const diagnostic: Diagnostic = {
    range: rangeOf(directory.file(language)!.source, start, end),
    severity: SEVERITIES[severity],
    code: finding.rule.id,
    source: DIAGNOSTIC_SOURCE,
    message: messageOf(finding),
  };
  if (finding.rule.unnecessary) diagnostic.tags = [DiagnosticTag.Unnecessary];
  const related = finding.related.flatMap((place) => toRelated(directory, place));
  if (related.length > 0) diagnostic.relatedInformation = related;
  return diagnostic;
}

function toRelated(directory: Directory, { file, chunk, start, end, message }: Related) {
  const parsed = directory.file(file);
  const chunkStart = parsed && startOf<unknown>(parsed.tree, chunk);
  if (!parsed || chunkStart === undefined) return [];
  const range = rangeOf(parsed.source, chunkStart + start, chunkStart + end);
  return [{ location: { uri: parsed.uri, range }, message }];
}
