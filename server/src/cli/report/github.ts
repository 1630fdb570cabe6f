/**
 * Findings as GitHub's workflow commands: each becomes an annotation at its
 * line. A log that is no workflow's shows them as plain lines.
 */
import type { Severity } from "../../analysis/rules/rule";
import { oneBased, type ReportedFinding, rangeOf } from "./finding";

const COMMANDS: Readonly<Record<Severity, string>> = {
  error: "error",
  warning: "warning",
  information: "notice",
  hint: "notice",
};

/** The whole report. */
export function renderGithub(findings: readonly ReportedFinding[]): string {
  return findings.map(annotation).join("");
}

function annotation(finding: ReportedFinding): string {
  const { file, severity, rule, message } = finding;
  const range = rangeOf(finding);
  const start = oneBased(range.start);
  const end = oneBased(range.end);
  const properties: Record<string, string | number> = { file, line: start.line, endLine: end.line };
  // GitHub takes columns only for a place within one line, and the last one as part of it.
  if (start.line === end.line) {
    Object.assign(properties, { col: start.column, endColumn: Math.max(start.column, end.column - 1) });
  }
  properties.title = rule;
  const list = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(String(value))}`);
  return `::${COMMANDS[severity]} ${list.join(",")}::${escapeData(message)}\n`;
}

function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
