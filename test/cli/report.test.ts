/** How findings look, as text and as JSON. */
import { describe, expect, it } from "vitest";
import { sourceText } from "../../server/src/base/source-text";
import { type ReportedFinding, renderJson, renderText } from "../../server/src/cli/report";
import { fixtureFile } from "../support/fixture";

/** A finding at the span of a fixture. */
function finding(marked: string, more: Partial<ReportedFinding> = {}): ReportedFinding {
  const { text, spans } = fixtureFile(marked);
  return {
    file: "main.cf",
    source: sourceText(text),
    ...spans[0]!,
    rule: "some-rule",
    severity: "warning",
    message: "This is wrong.",
    related: [],
    fixes: [],
    ...more,
  };
}

const SUMMARY = { files: 2, target: "Postfix 3.7.11 (defaults of the installed postconf)" };

const text = (findings: ReportedFinding[], colors = false) =>
  // A line with a visible end shows blanks and tabs.
  renderText(findings, SUMMARY, colors).replace(/\n/g, "|\n");

describe("text", () => {
  it("marks the place below its line", () => {
    expect(text([finding("a = b\n  c «d e» f\ng = h\n")])).toBe(
      [
        "main.cf:2:5: warning: This is wrong. [some-rule]|",
        "      c d e f|",
        "        ^^^|",
        "2 files checked against Postfix 3.7.11 (defaults of the installed postconf): 1 warning|",
        "",
      ].join("\n"),
    );
  });

  it.each([
    ["tabs before and inside", "a\t=\tx«b\tc»\n", "a\t=\txb\tc", " \t \t ^^^"],
    ["several lines: to the end of the first", "a = «b\n  c»\n", "a = b", "    ^"],
    ["an empty place", "a =«»\n", "a =", "   ^"],
    ["behind the last line end", "a = b\n«»", "", "^"],
    ["CR LF", "a = «b\r\n» c\r\n", "a = b", "    ^"],
    ["characters beyond the basic plane", "a = 😀 «😀😀»\n", "a = 😀 😀😀", "      ^^"],
    ["control characters", "a = \x1b[2J«\x07»\n", "a = \ufffd[2J\ufffd", "        ^"],
    ["an empty file", "«»", "", "^"],
  ])("%s", (_, marked, line, marker) => {
    const lines = text([finding(marked)]).split("|\n");
    expect(lines.slice(1, 3)).toEqual([`    ${line}`, `    ${marker}`]);
  });

  it("names other places", () => {
    const related = [{ file: "master.cf", position: { line: 3, character: 0 }, message: "Set here." }];
    expect(text([finding("«a» = b\n", { related })]).split("|\n")[3]).toBe(
      "    master.cf:4:1: note: Set here.",
    );
  });

  it("counts by severity, the worst first", () => {
    const of = (severity: ReportedFinding["severity"]) => finding("«a»", { severity });
    const last = (findings: ReportedFinding[]) =>
      renderText(findings, SUMMARY, false).trim().split("\n").pop();
    const start = "2 files checked against Postfix 3.7.11 (defaults of the installed postconf): ";
    expect(last([])).toBe(`${start}nothing to report`);
    expect(last([of("hint"), of("error"), of("hint"), of("warning"), of("error")])).toBe(
      `${start}2 errors, 1 warning, 2 hints`,
    );
    expect(renderText([], { ...SUMMARY, files: 1 }, false)).toMatch(/^1 file checked/);
  });

  it("has colours only when told to", () => {
    const findings = [finding("«a» = b\n", { severity: "error" })];
    expect(renderText(findings, SUMMARY, false)).not.toContain("\x1b");
    const coloured = renderText(findings, SUMMARY, true);
    expect(coloured).toContain("\x1b[31merror:\x1b[39m");
    // Taking the colours out gives the same text.
    expect(coloured.replace(/\x1b\[[0-9;]*m/g, "")).toBe(renderText(findings, SUMMARY, false));
  });
});

describe("JSON", () => {
  it("counts lines and characters from 0 and says who speaks", () => {
    const fixes = [
      { title: "Mend", preferred: true, edits: [{ start: 0, end: 1, newText: "x" }] },
      { title: "Remove", preferred: false, edits: [] },
    ];
    const findings = [finding("a = b\n 😀«c»\n", { fixes, severity: "hint" })];
    expect(JSON.parse(renderJson(findings))).toEqual([
      {
        file: "main.cf",
        range: { start: { line: 1, character: 3 }, end: { line: 1, character: 4 } },
        rule: "some-rule",
        severity: "hint",
        message: "This is wrong.",
        source: "postfix-ls",
        fixes: [
          {
            title: "Mend",
            preferred: true,
            edits: [
              { range: { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } }, newText: "x" },
            ],
          },
          { title: "Remove", edits: [] },
        ],
      },
    ]);
  });

  it("leaves fixes out where there are none", () => {
    expect(JSON.parse(renderJson([finding("«a»")]))[0]).not.toHaveProperty("fixes");
    expect(renderJson([])).toBe("[]\n");
  });
});
