/** Findings → diagnostics. */
import {
  type Diagnostic,
  type DiagnosticRelatedInformation,
  DiagnosticSeverity,
  DiagnosticTag,
} from "vscode-languageserver-types";
import { type Directory, type LocatedFinding, startOf } from "../analysis/directory";
import { rulePage } from "../analysis/rules/pages";
import { type Finding, messageOf, type Related, type Severity } from "../analysis/rules/rule";
import { type PostconfRemark, unsaidRemarks } from "../analysis/second-voice";
import type { TableFile } from "../analysis/table-file";
import type { SourceText } from "../base/source-text";
import type { LanguageId } from "../contract/languages";
import { rangeOf } from "./ranges";

/** The name under which our own engine speaks. */
export const DIAGNOSTIC_SOURCE = "postfix-ls";

/** The name under which the installed Postfix speaks. */
const POSTCONF_SOURCE = "postconf";

const SEVERITIES: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/** A file with its findings, whatever its kind. */
export interface FoundIn {
  readonly uri: string;
  readonly source: SourceText;
  findings(): readonly LocatedFinding[];
  /** The places that explain a finding. */
  relatedTo(finding: Finding): DiagnosticRelatedInformation[];
}

/** main.cf or master.cf of a directory with its findings; undefined when it is not there. */
export function foundInDirectory(directory: Directory, language: LanguageId): FoundIn | undefined {
  const file = directory.file(language);
  if (!file) return undefined;
  return {
    uri: file.uri,
    source: file.source,
    findings: () => directory.findings(language),
    relatedTo: ({ related }) => related.flatMap((place) => toRelated(directory, place)),
  };
}

/** A lookup table's file with its findings. */
export function foundInTable(table: TableFile): FoundIn {
  const { uri, source } = table;
  return { uri, source, findings: () => table.findings(), relatedTo: () => [] };
}

/** The diagnostics of a file, in file order. */
export function diagnosticsOf(file: FoundIn): Diagnostic[] {
  return file.findings().map((located) => toDiagnostic(file, located));
}

/** What postconf said beyond the findings, as diagnostics that name it. */
export function remarkDiagnostics(
  directory: Directory,
  language: LanguageId,
  remarks: readonly PostconfRemark[],
): Diagnostic[] {
  const source = directory.file(language)?.source;
  if (!source) return [];
  return unsaidRemarks(directory, language, remarks).map(({ severity, text, start, end }) => ({
    range: rangeOf(source, start, end),
    severity: SEVERITIES[severity],
    source: POSTCONF_SOURCE,
    message: text,
  }));
}

/** One finding as a diagnostic. */
export function toDiagnostic(file: FoundIn, { finding, start, end, severity }: LocatedFinding): Diagnostic {
  const diagnostic: Diagnostic = {
    range: rangeOf(file.source, start, end),
    severity: SEVERITIES[severity],
    code: finding.rule.id,
    codeDescription: { href: rulePage(finding.rule.id) },
    source: DIAGNOSTIC_SOURCE,
    message: messageOf(finding),
  };
  if (finding.rule.unnecessary) diagnostic.tags = [DiagnosticTag.Unnecessary];
  const related = file.relatedTo(finding);
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
