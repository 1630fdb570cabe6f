// The words of lists of domains.
import { describe, expect, it } from "vitest";
import {
  domainWords,
  isDomainList,
  isReadDomainList,
  listedDomains,
} from "../../../server/src/analysis/rules/domain-lists";

describe("domain lists", () => {
  it("are those of the four classes", () => {
    expect(["mydestination", "relay_domains", "mynetworks"].map(isDomainList)).toEqual([true, true, false]);
  });

  it("are read unless they have hundreds of references", () => {
    const long = "sub.example.com, ".repeat(500);
    expect(isReadDomainList("mydestination", "a $b")).toBe(true);
    expect(isReadDomainList("mydestination", long)).toBe(true);
    expect(isReadDomainList("mydestination", `${long}$b`)).toBe(false);
    expect(isReadDomainList("mynetworks", "a")).toBe(false);
  });

  it("have words that are matched as they stand, with or without a '!'", () => {
    expect(domainWords("a.example, !B.example !!c.example hash:/x /etc/y ![::1] !")).toEqual([
      { text: "a.example", start: 0, end: 9, isNegated: false },
      { text: "B.example", start: 12, end: 21, isNegated: true },
      { text: "c.example", start: 24, end: 33, isNegated: false },
      { text: "[::1]", start: 50, end: 55, isNegated: true },
    ]);
  });

  it.each([
    ["a !b c", ["a", "c"]],
    ["a !a b", ["a", "b"]],
    ["!A a b", ["b"]],
    ["a !hash:/x b", ["a"]],
    ["a !/x b", ["a"]],
    ["a !!/x hash:/y b", ["a", "b"]],
  ])("%j surely hold %j", (text, domains) => {
    expect(listedDomains(text).map((word) => word.text)).toEqual(domains);
  });
});
