// PCRE2 as Postfix uses it: bytes, flags, limits. That answers are Postfix's is for test/real/pcre-lookups.test.ts.
import { describe, expect, it } from "vitest";
import { Pcre2 } from "../../../server/src/matching/pcre2/engine";
import { readPcre2Module } from "../../../server/src/node/pcre2-module";
import { compile, match } from "../../support/pcre2";

describe("a pattern", () => {
  it.each([
    ["/b(c)|(d)/", "abc", ["bc", "c", undefined]],
    ["/b/", "B", ["B"]],
    ["/b/i", "B", "no-match"],
    ["/b/ii", "B", ["B"]],
    ["/a.b/", "a\nb", ["a\nb"]],
    ["/a.b/s", "a\nb", "no-match"],
    ["/^b/", "a\nb", "no-match"],
    ["/^b/m", "a\nb", ["b"]],
    ["/a b # c/x", "ab", ["ab"]],
    ["/a|b/A", "ab", ["a"]],
    ["/a|b/A", "ca", "no-match"],
    ["/a(?R)?b/A", "caabb", "no-match"],
    ["/a(?R)?b/A", "aabb", ["aabb"]],
    ["/a$/", "a\n", ["a"]],
    ["/a$/E", "a\n", "no-match"],
    ["/a$/Em", "a\nb", ["a"]],
    ["/[$]a\\$$/E", "$a$", ["$a$"]],
    ["/a+(a*)/", "aaa", ["aaa", ""]],
    ["/a+(a*)/U", "aaa", ["a", ""]],
    ["/(*LIMIT_MATCH=100)(a+)+$/AU", `${"a".repeat(30)}b`, "match limit exceeded"],
    ["/(?P<n>x)\\k<n>/", "xX", ["xX", "x"]],
  ])("%s held against %j", (source, subject, wanted) => expect(match(source, subject)).toEqual(wanted));
});

describe("a byte outside ASCII", () => {
  it.each([
    ["/\xe9/", "\xe9", ["\xe9"]],
    ["/\xe9/", "\xc9", "no-match"],
    ["/\xe9k/", "\xe9K", ["\xe9K"]],
    ["/(.)\\1/", "\xe9\xc9", "no-match"],
    ["/(.)\\1/", "\xe9\xe9", ["\xe9\xe9", "\xe9"]],
    ["/^[\\x20-\\xff]+$/", "k\xe9\xc9\xff", ["k\xe9\xc9\xff"]],
    ["/^[\\x7f-\\xff]+$/", "k", "no-match"],
    ["/[\\Q+\xe0-\\E\\xef]/", "\xc5", "no-match"],
    ["/^\\x{e9}\\351\\o{351}$/", "\xe9\xe9\xe9", ["\xe9\xe9\xe9"]],
    ["/\xe9\\h[\\h]\\H[\\H]/", "\xe9\xa0\xa0\xa1\xa1", ["\xe9\xa0\xa0\xa1\xa1"]],
    ["/\xe9\\v[\\v]\\V[\\V]/", "\xe9\x85\x85\xa0\xa0", ["\xe9\x85\x85\xa0\xa0"]],
    ["/\xe9\\R/", "\xe9\x85", ["\xe9\x85"]],
    ["/(*BSR_ANYCRLF)\xe9\\R/", "\xe9\x85", "no-match"],
    ["/(?<=\\C)\xe9/", "\xc3\xe9", ["\xe9"]],
    ["/(*UTF)\xc3\xa9(.)/", "x\xc3\x89\xe2\x82\xac", ["\xc3\x89\xe2\x82\xac", "\xe2\x82\xac"]],
    ["/(*UTF8)\xc3\xa9/", "\xe9", "UTF-8 error: 2 bytes missing at end"],
    ["/(*UCP)\xe9/", "\xc9", ["\xc9"]],
    ["/a \x85b/x", "ab", ["ab"]],
    ["/(?x: \x85b)\xe9/", "b\xe9", ["b\xe9"]],
  ])("%j held against %j", (source, subject, wanted) => expect(match(source, subject)).toEqual(wanted));
});

describe("a pattern that is refused", () => {
  it.each([
    ["/a(b/", "missing closing parenthesis at 3"],
    ["/a(b/AU", "missing closing parenthesis at 3"],
    ["/\xe9\\xe9*\\h(/", "missing closing parenthesis at 9"],
    ["/a\\x{100}(/", "character code point value in \\x{} or \\o{} is too large at 7"],
    ["/(b)\\400/", "octal value is greater than \\377 in 8-bit non-UTF-8 mode at 7"],
    ["/\\N{U+41}/", "\\N{U+dddd} is supported only in Unicode (UTF) mode at 2"],
    ["/(?=a\\K)b/", "\\K is not allowed in lookarounds (but see PCRE2_EXTRA_ALLOW_LOOKAROUND_BSK) at 8"],
    ["/(?=a\\K)[/", "missing terminating ] for character class at 8"],
    ["/(*UTF)a\xc3/", "UTF-8 error: 1 byte missing at end at 7"],
  ])("%j", (source, wanted) => expect(match(source, "a")).toBe(wanted));
});

describe("the memory", () => {
  it("takes more patterns than one instance of the library holds", () => {
    const engine = new Pcre2(readPcre2Module());
    const patterns = Array.from({ length: 60 }, (_, index) =>
      compile(`/${`[^a\xe9-\xff]${index}`.repeat(2_000)}/`, engine),
    );
    expect(new Set(patterns.map(({ kind }) => kind))).toEqual(new Set(["compiled"]));
    expect(patterns.map((pattern) => pattern.kind === "compiled" && pattern.match("b0").kind)).toEqual(
      patterns.map(() => "no-match"),
    );
  });

  it("is too small for some texts and some patterns, which ends in an answer", () => {
    const long = "x".repeat(8_000_000);
    expect(match("/^./", long)).toMatch(/too long/);
    expect(match("/^./", "y")).toEqual(["y"]);
    expect(match("/^(?:(.)|y)*$/", "x".repeat(300_000))).toMatch(/more memory/);
  });
});
