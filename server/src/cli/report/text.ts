/** Findings as text for people: the message, the line with a marker below it, and a summary. */
import { createColors } from "picocolors";
import type { Severity } from "../../analysis/rules/rule";
import type { Position, SourceText } from "../../base/source-text";
import type { Colors } from "../colors";
import { count, printable } from "../output";
import { type ReportedFinding, type ReportSummary, SEVERITIES } from "./finding";

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
      (place) =>
        `    ${placeText(place.file, place.source.positionAt(place.start))}: note: ${printable(place.message)}`,
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
    // This noun has no plural.
    return number === 0
      ? []
      : [severity === "information" ? `${number} ${severity}` : count(number, severity)];
  });
  const found = counts.length > 0 ? counts.join(", ") : "nothing to report";
  return `${count(files, "file")} checked against ${target}: ${found}`;
}
