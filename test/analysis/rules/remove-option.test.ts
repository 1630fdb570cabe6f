// Options that are taken out of a service.
import { describe, expect, it } from "vitest";
import { removeOverride } from "../../../server/src/analysis/rules/remove-option";
import { applyEdits } from "../../../server/src/base/text-edit";
import { parseMasterCf } from "../../../server/src/syntax/master-cf";

const START = "a unix - - n - - smtp";

/** The text behind the program once the option at an index is gone. */
function without(text: string, index = 0): string | undefined {
  const chunk = parseMasterCf(START + text).chunks[0]!;
  const [fix] = removeOverride(chunk.node!, chunk.text, chunk.node!.overrides[index]!);
  return fix && applyEdits(chunk.text, fix.edits).slice(START.length);
}

describe("removeOverride", () => {
  it("takes the blanks in front with it", () => {
    expect(without(" -o a=b -v\n")).toBe(" -v\n");
    expect(without("  -o { a = b }\n  -o c=d\n")).toBe("\n  -o c=d\n");
  });

  it("takes a line of its own out", () => {
    expect(without("\n  -o a=b \n# comment\n  -o c=d\n")).toBe("\n# comment\n  -o c=d\n");
    expect(without("\n  -o a=b", 0)).toBe("");
  });

  it("offers nothing for an option that shares its word", () => {
    expect(without(" -vo a=b\n")).toBeUndefined();
  });
});
