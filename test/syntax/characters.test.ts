// Character classes are those of C in the "C" locale.
import { describe, expect, it } from "vitest";
import {
  isAllDigits,
  isAlphanumeric,
  isNameCharacter,
  isSpace,
  skipSpace,
  trimEnd,
} from "../../server/src/syntax/characters";

/** The characters up to U+2FFF of a class. */
const members = (test: (code: number) => boolean) =>
  Array.from({ length: 0x3000 }, (_, code) => code)
    .filter(test)
    .map((code) => String.fromCharCode(code))
    .join("");

const DIGITS = "0123456789";
const UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const LOWER = "abcdefghijklmnopqrstuvwxyz";

describe("character classes", () => {
  it("hold what they hold, nothing beyond ASCII", () => {
    expect(members(isSpace)).toBe("\t\n\v\f\r ");
    expect(members(isAlphanumeric)).toBe(DIGITS + UPPER + LOWER);
    expect(members(isNameCharacter)).toBe(`${DIGITS}${UPPER}_${LOWER}`);
  });

  it("tell digits", () => {
    expect(["0", "0123", "", "-1", "1 ", "١"].map(isAllDigits)).toEqual([
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
  });

  it("skip and trim white space of ASCII", () => {
    expect([skipSpace("  a", 0), skipSpace("a", 0), skipSpace("\v\f\u00a0", 0), skipSpace("  ", 1)]).toEqual([
      2, 0, 2, 2,
    ]);
    expect([trimEnd("a \t", 0, 3), trimEnd("  ", 0, 2), trimEnd("  ", 1, 2), trimEnd("a b", 0, 2)]).toEqual([
      1, 0, 1, 1,
    ]);
  });
});
