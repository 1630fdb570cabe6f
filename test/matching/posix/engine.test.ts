/** POSIX expressions, through what a regexp table's pattern gives. */
import { describe, expect, it } from "vitest";
import { posixEngine } from "../../../server/src/matching/posix/engine";
import { parseRegexpTable } from "../../../server/src/syntax/tables/regexp-table";

/** @param rule such as `/pattern/flags` */
function compile(rule: string) {
  const line = parseRegexpTable(`${rule} x\n`, "regexp").chunks[0]!.node!;
  return posixEngine.compile(line.patterns[0]!);
}

/** What the whole pattern and its groups match; `-` for a group that takes no part. */
function match(rule: string, subject: string): string {
  const compiled = compile(rule);
  if (compiled.kind === "error") return compiled.message;
  const result = compiled.match(subject);
  if (result.kind !== "match") return result.kind;
  return result.captures.map((span) => (span ? subject.slice(span.start, span.end) : "-")).join("|");
}

describe("POSIX expressions", () => {
  it.each([
    ["/a|ab|abc/", "xABCd", "ABC"],
    ["/(a|ab)(c|bcd)(d*)/", "abcd", "abcd|a|bcd|"],
    ["/(a)|b/", "b", "b|-"],
    ["/(a*)+b/i", "aab", "aab|aa"],
    ["/((a)(b)?)*/", "aba", "aba|a|a|b"],
    ["/^a$/", "b\na", "no-match"],
    ["/^a$/m", "b\na", "a"],
    ["/a.b/m", "a\nb", "no-match"],
    ["/a\\{2\\}\\(b\\|c\\)/x", "aac", "aac|c"],
    ["/*a/x", "*a", "*a"],
    ["/[[:alpha:]]/", "\xe9", "no-match"],
    ["/\\bword\\b/", "a word.", "word"],
    ["/(a+)b\\1/", "aabaa", "aabaa|aa"],
    ["/\\d/", "d", "no-match"],
  ])("%s on %j", (rule, subject, expected) => {
    expect(match(rule, subject)).toBe(expected);
  });

  it.each([
    ["/[a/", "Unmatched [, [^, [:, [., or [="],
    ["/(a/", "Unmatched ( or \\("],
    ["/*a/", "Invalid preceding regular expression"],
    ["/a{2,1}/", "Invalid content of \\{\\}"],
    ["/a{1/", "Unmatched \\{"],
    ["/a{32768}/", "Regular expression too big"],
    ["/[b-a]/", "Invalid range end"],
    ["/[[:foo:]]/", "Invalid character class name"],
    ["/(a\\1)/", "Invalid back reference"],
  ])("refuses %s", (rule, message) => {
    expect(compile(rule)).toEqual({ kind: "error", message, offset: undefined });
  });

  it("answers at length for a pattern that other engines do not finish", () => {
    expect(match("/^(a+)+$/", `${"a".repeat(5000)}b`)).toBe("no-match");
  });

  it("gives up on back references that have too many ways", () => {
    const groups = "(a*)".repeat(8);
    expect(match(`/^${groups}\\1\\2\\3\\4\\5\\6\\7\\8b/`, "a".repeat(60))).toBe("gave-up");
  });
});
