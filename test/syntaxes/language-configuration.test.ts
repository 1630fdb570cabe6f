// The language configuration as VS Code applies it: words, what Enter does, folding markers, brackets.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

interface EnterRule {
  beforeText: string;
  afterText?: string;
  action: { indent: string };
}

interface LanguageConfiguration {
  comments: { lineComment: string };
  brackets: [string, string][];
  colorizedBracketPairs: [string, string][];
  autoClosingPairs: { open: string; close: string }[];
  wordPattern: { pattern: string; flags: string };
  onEnterRules: EnterRule[];
  folding: { offSide: boolean; markers: { start: string; end: string } };
}

const configuration: LanguageConfiguration = JSON.parse(
  readFileSync(new URL("../../language-configuration.json", import.meta.url), "utf8"),
);

describe("words", () => {
  it.each([
    ["smtpd_tls_cert_file = /etc/a.pem", ["smtpd_tls_cert_file", "etc", "a", "pem"]],
    ["${data_directory}/x $name $(old)", ["data_directory", "x", "name", "old"]],
    ["proxy:mysql:/etc/a.cf", ["proxy", "mysql", "etc", "a", "cf"]],
    ["smtp-amavis unix-dgram loopback-only", ["smtp-amavis", "unix-dgram", "loopback-only"]],
    ["-o syslog_name=postfix/2525 -v", ["o", "syslog_name", "postfix", "2525", "v"]],
    ["bücher.example", ["bücher", "example"]],
  ])("%s", (text, words) => {
    expect(
      text.match(new RegExp(configuration.wordPattern.pattern, `g${configuration.wordPattern.flags}`)),
    ).toEqual(words);
  });

  it("a word that is being typed may end with a hyphen", () => {
    expect(new RegExp(`^${configuration.wordPattern.pattern}$`, "u").test("loopback-")).toBe(true);
  });
});

describe("Enter (the cursor is ‸)", () => {
  it.each([
    ["a comma at the end of the first line starts a continued list", "mydestination = a,‸", "indent"],
    ["so does a comma with white space behind it", "mydestination = a, ‸", "indent"],
    ["a finished value does not", "mydestination = a‸", undefined],
    ["an empty value does not", "relayhost =‸", undefined],
    ["a service does not", "smtp inet n - y - - smtpd‸", undefined],
    ["a comment with a comma does not", "# a,‸", "none"],
    ["a continuation line keeps its indentation", "    permit_mynetworks,‸", "none"],
    ["also without a comma", "  -o syslog_name=a‸", "none"],
    ["and with text behind the cursor", "    permit_mynetworks,‸ reject", "none"],
    ["an open brace indents", "smtpd_milters = {‸", "indent"],
    ["an indented open brace indents once more", "    {‸", "indent"],
    ["an indented pair of braces opens up", "    {‸}", "indentOutdent"],
    ["a pair of braces at column 0 keeps the closing one off column 0", "smtpd_milters = {‸}", "indent"],
    ["a line of white space ends the list", "    ‸", "outdent"],
    ["an empty line does nothing", "‸", undefined],
  ])("%s: %s", (_title, line, indent) => {
    expect(enterAction(line)).toBe(indent);
  });
});

describe("the rest", () => {
  it("comments and pairs", () => {
    expect(configuration.comments).toEqual({ lineComment: "#" });
    expect(configuration.colorizedBracketPairs.map((pair) => pair.join(""))).toEqual(["{}", "()", "[]"]);
    expect(configuration.autoClosingPairs.map(({ open, close }) => open + close)).toEqual(["{}", "()", "[]"]);
  });

  // VS Code moves the closing character of a pair in `brackets`, typed as the first of its line, below the line that
  // opens the pair: often column 0, where it would end the value. `colorizedBracketPairs` are matched and coloured
  // just as well, and stay where they are typed.
  it("a closing brace is not pulled to column 0", () => {
    expect(configuration.brackets.map((pair) => pair.join(""))).toEqual(["[]"]);
  });

  it.each([
    ["# region TLS", true, false],
    ["#region", true, false],
    ["# endregion", false, true],
    ["# regional settings", false, false],
    ["region = a", false, false],
  ])("folding marker: %s", (line, start, end) => {
    const { markers } = configuration.folding;
    expect([new RegExp(markers.start).test(line), new RegExp(markers.end).test(line)]).toEqual([start, end]);
  });
});

/** The action of the first rule that fits, as VS Code takes it, or undefined when none does. */
function enterAction(line: string): string | undefined {
  const [before = "", after = ""] = line.split("‸");
  return configuration.onEnterRules.find(
    (rule) => new RegExp(rule.beforeText).test(before) && new RegExp(rule.afterText ?? "").test(after),
  )?.action.indent;
}
