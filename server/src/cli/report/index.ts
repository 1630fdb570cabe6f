/** The formats of a report. */
import type { Rule } from "../../analysis/rules/rule";
import type { ReportedFinding, ReportSummary } from "./finding";
import { renderGithub } from "./github";
import { renderJson } from "./json";
import { renderSarif } from "./sarif";
import { renderText } from "./text";

/** What all formats are made of; each takes what it needs. */
export interface Report {
  readonly findings: readonly ReportedFinding[];
  readonly summary: ReportSummary;
  /** The rules that ran. */
  readonly rules: readonly Rule[];
  readonly colors: boolean;
}

/** Makes a report's text; a report of no file is empty in some formats. */
export const FORMATS = {
  text: ({ findings, summary, colors }) => (summary.files > 0 ? renderText(findings, summary, colors) : ""),
  json: ({ findings }) => renderJson(findings),
  sarif: ({ findings, rules }) => renderSarif(findings, rules),
  github: ({ findings }) => renderGithub(findings),
} as const satisfies Readonly<Record<string, (report: Report) => string>>;

/** A format's name. */
export type Format = keyof typeof FORMATS;
