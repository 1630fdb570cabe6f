import { describe, expect, it } from "vitest";
import { yearOfEnd } from "../../../server/src/analysis/rules/dead-block-lists";

describe("yearOfEnd", () => {
  it("knows lists and what is below them", () => {
    expect(yearOfEnd("ordb.org")).toBe(2006);
    expect(yearOfEnd("Relays.ORDB.org")).toBe(2006);
    expect(yearOfEnd("a.b.dnsbl.sorbs.net")).toBe(2024);
  });

  it("knows nothing of others", () => {
    expect(yearOfEnd("zen.spamhaus.org")).toBeUndefined();
    expect(yearOfEnd("notordb.org")).toBeUndefined();
    expect(yearOfEnd("manitu.net")).toBeUndefined();
    expect(yearOfEnd("")).toBeUndefined();
  });
});
