import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { evaluateSpf } from "../../../../server/src/tools/trinity/spf/evaluate";
import { withAddress } from "../../../../server/src/tools/trinity/spf/mend";
import { fakeResolver } from "../../../support/fake-resolver";

describe("withAddress", () => {
  it.each<[string | undefined, readonly string[], string]>([
    [undefined, ["192.0.2.1", "2001:DB8:0::1"], "v=spf1 ip4:192.0.2.1 ip6:2001:db8::1 -all"],
    [undefined, [], "v=spf1 -all"],
    ["v=spf1 mx  ~ALL", ["192.0.2.1"], "v=spf1 mx  ip4:192.0.2.1 ~ALL"],
    [
      "v=spf1 redirect=a.example exp=b.example",
      ["192.0.2.1"],
      "v=spf1 ip4:192.0.2.1 redirect=a.example exp=b.example",
    ],
    ["v=spf1 mx -all redirect=a.example", ["192.0.2.1"], "v=spf1 mx ip4:192.0.2.1 -all redirect=a.example"],
    ["v=spf1 mx ", ["192.0.2.1"], "v=spf1 mx ip4:192.0.2.1"],
    ["v=spf1", ["192.0.2.1"], "v=spf1 ip4:192.0.2.1"],
    ["v=spf1 -all", ["192.0.2.1", "::ffff:192.0.2.1", "192.0.2.1"], "v=spf1 ip4:192.0.2.1 -all"],
    ["v=spf1 ip4:192.0.2.0/24 -all", ["192.0.2.1"], "v=spf1 ip4:192.0.2.0/24 -all"],
    [
      "v=spf1 ip6:2001:db8::/32 -all",
      ["2001:db8::1", "2001:db9::1"],
      "v=spf1 ip6:2001:db8::/32 ip6:2001:db9::1 -all",
    ],
    ["v=spf1 +all", ["192.0.2.1"], "v=spf1 +all"],
    ["v=spf1 -all ip4:192.0.2.1", ["192.0.2.1"], "v=spf1 ip4:192.0.2.1 -all ip4:192.0.2.1"],
    ["v=spf1 -ip4:192.0.2.0/24 mx -all", ["192.0.2.1"], "v=spf1 ip4:192.0.2.1 -ip4:192.0.2.0/24 mx -all"],
    [
      "v=spf1 -ip4:198.51.100.0/24 mx -all",
      ["192.0.2.1"],
      "v=spf1 -ip4:198.51.100.0/24 mx ip4:192.0.2.1 -all",
    ],
    ["v=spf1 -all", ["nonsense", "192.0.2.300"], "v=spf1 -all"],
  ])("%s + %j", (record, addresses, expected) => {
    expect(withAddress(record, addresses)).toBe(expected);
    expect(withAddress(expected, addresses)).toBe(expected);
  });

  it("lets the addresses send whatever stood there, and keeps what others may do", async () => {
    const ip4 = fc.nat(7).map((last) => `192.0.2.${last}`);
    const address = fc.oneof(
      ip4,
      fc.nat(7).map((last) => `2001:db8::${last}`),
    );
    const network = fc.oneof(
      fc.tuple(ip4, fc.integer({ min: 29, max: 32 })).map(([base, bits]) => `ip4:${base}/${bits}`),
      fc.nat(7).map((last) => `ip6:2001:db8::${last}`),
      fc.constantFrom("all", "a"),
    );
    const term = fc.tuple(fc.constantFrom("", "-", "~", "?"), network).map(([sign, name]) => sign + name);
    await fc.assert(
      fc.asyncProperty(
        fc.array(term),
        fc.array(address, { maxLength: 3 }),
        address,
        async (terms, added, another) => {
          const before = ["v=spf1", ...terms.filter((_, index) => index < 8)].join(" ");
          const after = withAddress(before, added);
          const of = async (record: string, client: string) => {
            const resolver = fakeResolver(
              `a.example TXT "${record}"\na.example A 198.51.100.1\na.example AAAA 2001:db9::`,
            );
            return (await evaluateSpf({ address: client, domain: "a.example", helo: "a" }, resolver)).result;
          };
          for (const client of added) expect(await of(after, client)).toBe("pass");
          if (!added.includes(another)) expect(await of(after, another)).toBe(await of(before, another));
        },
      ),
      { numRuns: 200 },
    );
  });
});
