/** Findings as the JSON array that docs and scripts know; lines and characters count from 0. */
import { type ReportedFinding, rangeOf } from "./finding";

/** The whole report. */
export function renderJson(findings: readonly ReportedFinding[]): string {
  const objects = findings.map((finding) => {
    const { file, source, rule, severity, message, fixes } = finding;
    return {
      file,
      range: rangeOf(finding),
      rule,
      severity,
      message,
      source: "postfix-ls",
      ...(fixes.length > 0 && {
        fixes: fixes.map(({ title, preferred, edits }) => ({
          title,
          ...(preferred && { preferred }),
          edits: edits.map((edit) => ({ range: rangeOf({ source, ...edit }), newText: edit.newText })),
        })),
      }),
    };
  });
  return `${JSON.stringify(objects, undefined, 2)}\n`;
}
