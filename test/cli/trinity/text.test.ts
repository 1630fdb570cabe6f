// The report in a terminal.
import fc from "fast-check";
import { createColors } from "picocolors";
import { describe, expect, it } from "vitest";
import { progressLine, reportText } from "../../../server/src/cli/trinity/text";
import type { TrinityCheck, TrinityReport, TrinityResult } from "../../../server/src/contract/trinity";

const PLAIN = createColors(false);
const PAINTED = createColors(true);

function check(part: Partial<TrinityCheck>): TrinityCheck {
  return {
    id: "ptr",
    title: "PTR of the address",
    verdict: "pass",
    found: "192.0.2.1: mail.example.org",
    expected: "",
    why: "",
    remedy: "",
    records: [],
    settings: [],
    ...part,
  };
}

const GOOD: TrinityResult = {
  identity: {
    name: "mail.example.org",
    unicodeName: "mail.example.org",
    parameter: "myhostname",
    service: null,
    services: ["smtp/unix", "relay/unix"],
    serverName: "mail.example.org",
    banner: "mail.example.org ESMTP Postfix",
    addresses: [
      { address: "192.0.2.1", source: "smtp_bind_address" },
      { address: "2001:db8::1", source: "inet_interfaces" },
    ],
    families: ["IPv4", "IPv6"],
    listensAt: [],
    relay: null,
    domain: "example.org",
    selectors: [],
    notes: ["A router in between translates addresses, so that others see 192.0.2.1."],
  },
  triangle: {
    a: { verdict: "pass", values: ["192.0.2.1", "2001:db8::1"] },
    ptr: { verdict: "pass", values: ["mail.example.org"] },
    ehlo: { verdict: "pass", values: ["mail.example.org"] },
    aPtr: "pass",
    ptrEhlo: "pass",
    ehloA: "warning",
  },
  checks: [
    check({ id: "a", title: "A record of the name", found: "192.0.2.1" }),
    check({}),
    check({
      id: "dkim",
      title: "DKIM",
      verdict: "skipped",
      found: "The configuration names no selector; give it with --selector.",
      why: "This is not shown for a check that was not run.",
      records: ["nor.this. IN TXT"],
    }),
  ],
};

const BAD: TrinityResult = {
  identity: {
    ...GOOD.identity,
    name: "xn--mller-kva.example",
    unicodeName: "müller.example",
    parameter: "smtp_helo_name",
    service: null,
    services: [],
    addresses: [],
    relay: "[relay.example.net]:587",
    domain: "xn--mller-kva.example",
    notes: [],
  },
  triangle: {
    a: { verdict: "fail", values: [] },
    ptr: { verdict: "warning", values: ["198-51-100-7.dynamic.customers.provider.example"] },
    ehlo: { verdict: "pass", values: ["xn--mller-kva.example"] },
    aPtr: "skipped",
    ptrEhlo: "fail",
    ehloA: "warning",
  },
  checks: [
    check({
      id: "ptr",
      verdict: "fail",
      found: "198.51.100.7: 198-51-100-7.dynamic.customers.provider.example",
      expected: "xn--mller-kva.example",
      why: "Many servers refuse mail from addresses whose name looks like that of a line at home.",
      remedy: "Have the PTR record set by whoever gave you the address.",
      records: ["7.100.51.198.in-addr.arpa. IN PTR xn--mller-kva.example."],
      settings: [
        { name: "smtp_helo_name", value: "198-51-100-7.dynamic.customers.provider.example", service: null },
        { name: "smtp_helo_name", value: "$myhostname", service: "out/unix" },
      ],
    }),
    check({
      id: "spf",
      title: "SPF of the domain",
      verdict: "warning",
      found: `v=spf1 ${"ip4:192.0.2.1 ".repeat(4)}include:_spf.${"very-long-label.".repeat(5)}example ~all`,
      expected: "A record that ends in -all or ~all",
    }),
  ],
};

const REPORT: TrinityReport = {
  time: 0,
  servers: ["203.0.113.53", "[2001:db8::53]:5353"],
  port: 25,
  results: [GOOD, BAD],
};

const ANSI = /\u001b\[\d+m/g;

describe("reportText", () => {
  it.each([80, 120, 40])("prints a report in %i columns", async (width) => {
    await expect(reportText(REPORT, { colors: PLAIN, width })).toMatchFileSnapshot(
      `../golden/trinity-report-${width}.txt`,
    );
  });

  it("is never narrower than forty columns", () => {
    expect(reportText(REPORT, { colors: PLAIN, width: 3 })).toBe(
      reportText(REPORT, { colors: PLAIN, width: 40 }),
    );
  });

  it("has the same text with colours", () => {
    const painted = reportText(REPORT, { colors: PAINTED, width: 80 });
    expect(painted.replace(ANSI, "")).toBe(reportText(REPORT, { colors: PLAIN, width: 80 }));
    expect(painted).toContain(PAINTED.bold(PAINTED.red("✕ fail   ")));
    expect(painted).toContain(PAINTED.green("✓ pass   "));
  });

  it("has lines to copy with nothing around them", () => {
    const lines = reportText(REPORT, { colors: PAINTED, width: 40 }).split("\n");
    expect(lines).toContain("7.100.51.198.in-addr.arpa. IN PTR xn--mller-kva.example.");
    expect(lines).toContain("smtp_helo_name = 198-51-100-7.dynamic.customers.provider.example");
    expect(lines).toContain("postconf -P 'out/unix/smtp_helo_name=$myhostname'");
  });

  it("says so where there is nothing", () => {
    expect(reportText({ ...REPORT, results: [], servers: [] }, { colors: PLAIN, width: 120 })).toBe(
      "0 problems, 0 warnings, 0 passed, 0 not run; asked: no name server; greeted at port 25\n",
    );
  });

  it("goes beyond no line, and lets nothing through that a terminal would obey", () => {
    const evil = fc.oneof(
      fc.string({ maxLength: 200 }),
      fc.constantFrom("\u001b]0;x\u0007", "\u202e", "\ud83d\ude00".repeat(100), "a.".repeat(100)),
    );
    fc.assert(
      fc.property(evil, evil, fc.integer({ min: 0, max: 130 }), (one, two, width) => {
        const { identity, triangle } = BAD;
        const text = reportText(
          {
            ...REPORT,
            servers: [one],
            results: [
              {
                identity: {
                  ...identity,
                  ...{ name: one, unicodeName: two, relay: two, domain: one, notes: [two] },
                  addresses: [{ address: one, source: two }],
                },
                triangle: { ...triangle, a: { verdict: "pass", values: [one, two] } },
                checks: [check({ verdict: "fail", found: one, expected: two, why: one, remedy: two })],
              },
            ],
          },
          { colors: PLAIN, width },
        );
        expect(text).not.toMatch(/[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u202e]/);
        for (const line of text.split("\n")) expect(line.length).toBeLessThanOrEqual(Math.max(40, width));
      }),
    );
  });
});

describe("progressLine", () => {
  it("is one line", () => {
    expect(progressLine(" asking\nfor \u001bexample.org MX ", { colors: PLAIN, width: 80 })).toBe(
      "asking for \ufffdexample.org MX\n",
    );
    expect(progressLine("x".repeat(100), { colors: PLAIN, width: 40 })).toBe(`${"x".repeat(38)}…\n`);
    expect(progressLine("asking", { colors: PAINTED, width: 80 })).toBe(`${PAINTED.dim("asking")}\n`);
  });
});
