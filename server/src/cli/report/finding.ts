/** What a report is made of, whatever its format. */
import type { Severity } from "../../analysis/rules/rule";
import type { Position, Range, SourceText } from "../../base/source-text";
import type { TextEdit } from "../../base/text-edit";

/** Severities, the most severe first. */
export const SEVERITIES: readonly Severity[] = ["error", "warning", "information", "hint"];

/** Another place that explains a finding. */
export interface ReportedPlace {
  readonly file: string;
  readonly source: SourceText;
  readonly start: number;
  readonly end: number;
  readonly message: string;
}

/** A finding in a file; offsets are those of the file's text. */
export interface ReportedFinding {
  readonly file: string;
  readonly source: SourceText;
  readonly start: number;
  readonly end: number;
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly related: readonly ReportedPlace[];
  readonly fixes: readonly ReportedFix[];
}

/** A way to mend a finding; offsets are those of the file's text. */
export interface ReportedFix {
  readonly title: string;
  readonly preferred: boolean;
  readonly edits: readonly TextEdit[];
}

/** What a report tells besides its findings. */
export interface ReportSummary {
  readonly files: number;
  /** Whose word the findings rest on, such as `Postfix 3.7.11 (…)`. */
  readonly target: string;
}

/** The place of a finding, lines and characters from 0. */
export function rangeOf({ source, start, end }: { source: SourceText; start: number; end: number }): Range {
  return { start: source.positionAt(start), end: source.positionAt(end) };
}

/** A position as people count: lines and columns from 1. */
export function oneBased({ line, character }: Position): { line: number; column: number } {
  return { line: line + 1, column: character + 1 };
}
