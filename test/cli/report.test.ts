/** How findings look, in each format. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv-draft-04";
import addFormats from "ajv-formats";
import { describe, expect, it } from "vitest";
import manifest from "../../package.json";
import { RULES } from "../../server/src/analysis/rules/index";
import { sourceText } from "../../server/src/base/source-text";
import { type ReportedFinding, SEVERITIES } from "../../server/src/cli/report/finding";
import { renderGithub } from "../../server/src/cli/report/github";
import { renderJson } from "../../server/src/cli/report/json";
import { renderSarif } from "../../server/src/cli/report/sarif";
import { renderText } from "../../server/src/cli/report/text";
import { fixtureFile } from "../support/fixture";
import { run } from "./support";

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

/** The problem matcher of the extension, which reads this text in VS Code's terminal. */
const MATCHER = new RegExp(manifest.contributes.problemMatchers[0]!.pattern.regexp);

describe("text", () => {
  it("is what the problem matcher reads", () => {
    const message = "See: a:1:2: error: no [such-thing] here.";
    const [line] = text([finding("a = b\n  c «d e»\n", { file: "/etc/post fix/main.cf", message })]).split(
      "|",
    );
    const groups = ["/etc/post fix/main.cf", "2", "5", "warning", message, "some-rule"];
    expect(MATCHER.exec(line!)?.slice(1)).toEqual(groups);
    expect(SEVERITIES.filter((severity) => !MATCHER.test(`a.cf:1:1: ${severity}: x. [a]`))).toEqual([]);
    expect(MATCHER.test("2 files checked against Postfix 3.7.11: 1 warning")).toBe(false);
  });

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
    const source = sourceText("\n\n\nx\n");
    const related = [{ file: "master.cf", source, start: 3, end: 4, message: "Set here." }];
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

const FIX = { title: "Take it out", preferred: true, edits: [{ start: 0, end: 6, newText: "" }] };

describe("GitHub annotations", () => {
  it.each([
    [
      "a place in a line",
      "a = «bc»\n",
      {},
      "::warning file=main.cf,line=1,endLine=1,col=5,endColumn=6,title=some-rule::This is wrong.",
    ],
    [
      "an empty place",
      "a =«»\n",
      { severity: "hint" },
      "::notice file=main.cf,line=1,endLine=1,col=4,endColumn=4,title=some-rule::This is wrong.",
    ],
    [
      "several lines have no columns",
      "x\na = «b\n  c»\n",
      { severity: "error" },
      "::error file=main.cf,line=2,endLine=3,title=some-rule::This is wrong.",
    ],
    [
      "what GitHub would read as its own",
      "«a»\n",
      { file: "a,b:c%.cf", severity: "information", message: "100%\n::error::" },
      "::notice file=a%2Cb%3Ac%25.cf,line=1,endLine=1,col=1,endColumn=1,title=some-rule::100%25%0A::error::",
    ],
  ] as const)("%s", (_, marked, more, line) => {
    expect(renderGithub([finding(marked, more)])).toBe(`${line}\n`);
  });
});

describe("SARIF", () => {
  const schema = JSON.parse(
    readFileSync(require.resolve("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"), "utf8"),
  );
  const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
  addFormats(ajv);
  const validate = ajv.compile(schema);
  const sarif = (findings: ReportedFinding[]) => {
    const text = renderSarif(findings, RULES);
    const log = JSON.parse(text);
    validate(log);
    expect(validate.errors ?? []).toEqual([]);
    return log;
  };

  it("has the rules, with pages of their own", () => {
    const { driver } = sarif([]).runs[0].tool;
    expect(driver.rules.map(({ id }: { id: string }) => id)).toEqual(RULES.map(({ id }) => id));
    expect(driver.rules[0].helpUri).toMatch(new RegExp(`/docs/rules\\.md#${driver.rules[0].id}$`));
    expect(driver).toMatchObject({ name: "postfix-ls", version: expect.stringMatching(/^\d+\.\d+\.\d+$/) });
  });

  it("has a result a finding, with places that count from 1", () => {
    const source = sourceText("x\n");
    const related = [{ file: "/etc/postfix/a b.cf", source, start: 0, end: 1, message: "Set here." }];
    const { results } = sarif([
      finding("a\n  «b\nc»\n", { severity: "hint", related, fixes: [FIX], rule: RULES[3]!.id }),
    ]).runs[0];
    const place = (uri: string, region: object) => ({
      physicalLocation: { artifactLocation: { uri }, region },
    });
    expect(results).toEqual([
      {
        ruleId: RULES[3]!.id,
        ruleIndex: 3,
        level: "note",
        message: { text: "This is wrong." },
        locations: [place("main.cf", { startLine: 2, startColumn: 3, endLine: 3, endColumn: 2 })],
        relatedLocations: [
          {
            id: 0,
            ...place("file:///etc/postfix/a%20b.cf", {
              startLine: 1,
              startColumn: 1,
              endLine: 1,
              endColumn: 2,
            }),
            message: { text: "Set here." },
          },
        ],
        fixes: [
          {
            description: { text: "Take it out" },
            artifactChanges: [
              {
                artifactLocation: { uri: "main.cf" },
                replacements: [
                  {
                    deletedRegion: { startLine: 1, startColumn: 1, endLine: 3, endColumn: 1 },
                    insertedContent: { text: "" },
                  },
                ],
              },
            ],
          },
        ],
      },
    ]);
  });

  it("is valid for everything that the rules say of the sample", async () => {
    const folder = join(__dirname, "../fixtures/sample");
    const files = Object.fromEntries(
      ["main.cf", "master.cf"].map((name) => [`/srv/${name}`, readFileSync(join(folder, name), "utf8")]),
    );
    const { code, stdout } = await run("check --format sarif /srv", { files });
    const log = JSON.parse(stdout);
    expect({ code, valid: validate(log), errors: validate.errors }).toEqual({
      code: 1,
      valid: true,
      errors: null,
    });
    expect(log.runs[0].results.length).toBeGreaterThan(2);
  });
});
