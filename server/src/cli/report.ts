/** Findings as text for people and as JSON for programs. */
import { createColors } from "picocolors";
import type { Severity } from "../analysis/rules/rule";
import type { Position, SourceText } from "../base/source-text";
import type { TextEdit } from "../base/text-edit";
import { count, printable } from "./output";

/** Severities, the most severe first. */
export const SEVERITIES: readonly Severity[] = ["error", "warning", "information", "hint"];

/** Another place that explains a finding. */
export interface ReportedPlace {
  readonly file: string;
  readonly position: Position;
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
  readonly fixes: readonly {
    readonly title: string;
    readonly preferred: boolean;
    readonly edits: readonly TextEdit[];
  }[];
}

/** What the last line tells besides the number of findings. */
export interface ReportSummary {
  readonly files: number;
  /** Whose word the findings rest on, such as `Postfix 3.7.11 (…)`. */
  readonly target: string;
}

type Colors = ReturnType<typeof createColors>;

/** `file:line:column: severity: message [rule]`, the line with a marker below it, and a summary. */
export function renderText(
  findings: readonly ReportedFinding[],
  summary: ReportSummary,
  withColors: boolean,
): string {
  const colors = createColors(withColors);
  return [
    ...findings.map((finding) => renderFinding(finding, colors)),
    `${renderSummary(findings, summary)}\n`,
  ].join("");
}

function renderFinding(finding: ReportedFinding, colors: Colors): string {
  const { file, source, severity } = finding;
  const position = source.positionAt(finding.start);
  const paint = painter(severity, colors);
  const where = colors.bold(`${placeText(file, position)}:`);
  const rule = colors.dim(`[${finding.rule}]`);
  const [line, marker] = markedLine(source, position, finding.end);
  return [
    `${where} ${paint(`${severity}:`)} ${printable(finding.message)} ${rule}`,
    `    ${printable(line)}`,
    `    ${marker.padding}${paint(marker.carets)}`,
    ...finding.related.map(
      (place) => `    ${placeText(place.file, place.position)}: note: ${printable(place.message)}`,
    ),
    "",
  ].join("\n");
}

/** Lines and columns for people count from 1. */
function placeText(file: string, { line, character }: Position): string {
  return `${printable(file)}:${line + 1}:${character + 1}`;
}

function painter(severity: Severity, colors: Colors): (text: string) => string {
  if (severity === "error") return (text) => colors.bold(colors.red(text));
  if (severity === "warning") return (text) => colors.bold(colors.yellow(text));
  return severity === "information" ? colors.cyan : colors.dim;
}

/** The line a finding starts in, and a marker for its part of the finding. */
function markedLine(
  source: SourceText,
  { line, character }: Position,
  end: number,
): [line: string, marker: { padding: string; carets: string }] {
  const start = source.offsetAt({ line, character: 0 });
  const text = /^[^\r\n]*/.exec(
    source.getText().slice(start, source.offsetAt({ line: line + 1, character: 0 })),
  )![0];
  const marked = text.slice(character, Math.max(character, end - start));
  // One sign for a character, whatever its length in UTF-16; a tab stays one, so that it is as wide as above.
  const padding = [...text.slice(0, character)].map((sign) => (sign === "\t" ? "\t" : " ")).join("");
  return [text, { padding, carets: "^".repeat(Math.max(1, [...marked].length)) }];
}

function renderSummary(findings: readonly ReportedFinding[], { files, target }: ReportSummary): string {
  const counts = SEVERITIES.flatMap((severity) => {
    const number = findings.filter((finding) => finding.severity === severity).length;
    return number > 0 ? [count(number, severity)] : [];
  });
  const found = counts.length > 0 ? counts.join(", ") : "nothing to report";
  return `${count(files, "file")} checked against ${target}: ${found}`;
}

/** The array that docs and scripts know; lines and characters count from 0. */
export function renderJson(findings: readonly ReportedFinding[]): string {
  const objects = findings.map(({ file, source, start, end, rule, severity, message, fixes }) => ({
    file,
    range: rangeOf(source, start, end),
    rule,
    severity,
    message,
    source: "postfix-ls",
    ...(fixes.length > 0 && {
      fixes: fixes.map(({ title, preferred, edits }) => ({
        title,
        ...(preferred && { preferred }),
        edits: edits.map((edit) => ({ range: rangeOf(source, edit.start, edit.end), newText: edit.newText })),
      })),
    }),
  }));
  return `${JSON.stringify(objects, undefined, 2)}\n`;
}

function rangeOf(source: SourceText, start: number, end: number): { start: Position; end: Position } {
  return { start: source.positionAt(start), end: source.positionAt(end) };
}
