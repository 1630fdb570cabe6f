import { describe, expect, it } from "vitest";
import { isAddressPattern } from "../../../server/src/analysis/rules/address-pattern";

describe("isAddressPattern", () => {
  it.each([
    "127.0.0.2",
    "127.0.0.[2..11]",
    "127.0.[0;1].[2;4..7;9]",
    "[127].0.0.2",
    "0.0.0.255",
  ])("accepts %s", (text) => expect(isAddressPattern(text)).toBe(true));

  it.each([
    "",
    "127.0.0",
    "127.0.0.2.",
    "127.0.0.256",
    "127.0.0.[2..]",
    "127.0.0.[2,4]",
    "127.0.0.[4..2]",
    "127.0.0.[]",
    "127.0.0.3[6..9]",
    "127.0.[0.2]",
    "127.0.0.[2..4..6]",
    "127.0.0.*",
    "127.0.0.2 ",
    "127.0.0.[2",
  ])("refuses '%s'", (text) => expect(isAddressPattern(text)).toBe(false));
});
