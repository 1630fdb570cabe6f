// Lookups in cidr tables; test/real holds them against postmap.
import { describe, expect, it } from "vitest";
import { createCidrTable } from "../../server/src/matching/cidr-table";
import { parseCidrTable } from "../../server/src/syntax/tables/cidr-table";

const open = (text: string) => createCidrTable(parseCidrTable(text));
const valueIn = (text: string, key: string) => open(text).lookup(key).value;

describe("a lookup in a cidr table", () => {
  it.each([
    ["192.0.2.0/24 a\n", "192.0.2.255", "a"],
    ["192.0.2.0/24 a\n", "192.0.3.0", undefined],
    ["192.0.2.0/25 a\n0.0.0.0/0 b\n", "192.0.2.128", "b"],
    ["192.0.2.1 a\n192.0.2.0/24 b\n", "192.0.2.1", "a"],
    ["2001:db8::/33 a\n", "2001:DB8:7fff::1", "a"],
    ["2001:db8::/33 a\n", "2001:db8:8000::1", undefined],
    ["!192.0.2.0/24 a\n", "192.0.3.1", "a"],
    ["!192.0.2.0/24 a\n", "::1", undefined],
    ["if 192.0.2.0/24\n192.0.2.1 a\nendif\n0.0.0.0/0 b\n", "192.0.2.2", "b"],
    ["if !192.0.2.0/24\n0.0.0.0/0 a\nendif\n0.0.0.0/0 b\n", "192.0.2.2", "b"],
    ["if 192.0.2.0/24\n192.0.2.1 a\n", "10.0.0.1", undefined],
    ["if bad\n0.0.0.0/0 a\nendif\n", "10.0.0.1", "a"],
    ["0.0.0.0/0 a\n", "host.example", undefined],
    ["0.0.0.0/0 a\n", "192.0.2", undefined],
    ["0.0.0.0/0 a\n", "192.0.2.1\0x", "a"],
  ])("%j asked for %s gives %j", (text, key, wanted) => expect(valueIn(text, key)).toBe(wanted));

  it("says what became of each line", () => {
    const text = "bad x\nif 10.0.0.0/8\n10.0.0.1 a\nendif\nif 192.0.2.0/24\n192.0.2.2 b\n192.0.2.1 c\n";
    expect(open(text).lookup("192.0.2.1", true)).toEqual({
      value: "c",
      winner: { chunk: 6, captures: [] },
      steps: [
        { chunk: 0, verdict: "skipped", why: "The pattern is no IP address." },
        { chunk: 1, verdict: "not-entered" },
        { chunk: 2, verdict: "passed-over" },
        { chunk: 4, verdict: "entered" },
        { chunk: 5, verdict: "not-matched" },
        { chunk: 6, verdict: "matched" },
      ],
      remarks: [],
    });
  });

  it("says why a name is not found", () => {
    expect(open("0.0.0.0/0 a\n").lookup("host.example").remarks).toEqual([
      "The key is no IP address, so that a cidr table finds nothing, whatever its rules are.",
    ]);
  });

  it("says what Postfix warns of", () => {
    const { warnings } = open("192.0.2.1/24 x\n10.0.0.1\nendif\nif ::/0\n");
    expect(warnings).toEqual([
      {
        chunk: 0,
        kind: "host-bits",
        message:
          'non-null host address bits in "192.0.2.1/24", perhaps you should use "192.0.2.0/24" instead: skipping this rule',
      },
      { chunk: 1, kind: "no-result", message: "no lookup result: skipping this rule" },
      { chunk: 2, kind: "endif-without-if", message: "ENDIF without IF: skipping this rule" },
      { chunk: 3, kind: "if-without-endif", message: "IF has no matching ENDIF" },
    ]);
  });
});
