// No byte of a file is lost, whatever its encoding.
import { describe, expect, it } from "vitest";
import { decodeLatin1, decodeText, encodeLatin1 } from "../../server/src/base/decode";

const bytes = (...values: number[]) => Uint8Array.from(values);

describe("decodeText", () => {
  it("reads UTF-8, with a byte order mark where there is one", () => {
    expect(decodeText(new TextEncoder().encode("é 日本 𝄞"))).toBe("é 日本 𝄞");
    expect(decodeText(bytes(0xef, 0xbb, 0xbf, 0x61))).toBe("\ufeffa");
    expect(decodeText(bytes(0x61, 0, 0x62))).toBe("a\0b");
    expect(decodeText(bytes())).toBe("");
  });

  it("reads what is no UTF-8 as Latin-1, all of it", () => {
    expect(decodeText(bytes(0x61, 0xe9, 0x0a))).toBe("aé\n");
    expect(decodeText(bytes(0xc3, 0xa9, 0xe9))).toBe("Ã©é");
    expect(decodeText(bytes(0xed, 0xa0, 0x80))).toBe("\u00ed\u00a0\u0080");
  });
});

describe("Latin-1", () => {
  it("gives every byte back, in texts longer than one step too", () => {
    const all = Uint8Array.from({ length: 20_000 }, (_, index) => index % 256);
    const text = decodeLatin1(all);
    expect(text.length).toBe(20_000);
    expect(text.charCodeAt(255)).toBe(255);
    expect(encodeLatin1(text)).toEqual(all);
  });
});
