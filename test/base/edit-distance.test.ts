// Near names: what counts as a mistake, what comes first, and what is too far away.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { editDistance, nearest } from "../../server/src/base/edit-distance";

/** The same number, computed without any short cut. */
function plainDistance(a: string, b: string): number {
  const rows = Array.from({ length: a.length + 1 }, (_, i) =>
    Array.from({ length: b.length + 1 }, (_, j) => (i === 0 ? j : j === 0 ? i : 0)),
  );
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      const replaced = rows[i - 1]![j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      rows[i]![j] = Math.min(rows[i - 1]![j]! + 1, rows[i]![j - 1]! + 1, replaced);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        rows[i]![j] = Math.min(rows[i]![j]!, rows[i - 2]![j - 2]! + 1);
      }
    }
  }
  return rows[a.length]![b.length]!;
}

describe("editDistance", () => {
  it("counts letters inserted, deleted, replaced and swapped", () => {
    expect(editDistance("biff", "biff")).toBe(0);
    expect(editDistance("bif", "biff")).toBe(1);
    expect(editDistance("biff", "baff")).toBe(1);
    expect(editDistance("relayhsot", "relayhost")).toBe(1);
    expect(editDistance("", "abc")).toBe(3);
  });

  it("is infinite beyond its limit, and exact up to it", () => {
    const word = fc.string({ unit: fc.constantFrom("a", "b", "c", "_"), maxLength: 12 });
    fc.assert(
      fc.property(word, word, fc.integer({ min: 0, max: 6 }), (a, b, limit) => {
        const plain = plainDistance(a, b);
        expect(editDistance(a, b)).toBe(plain);
        expect(editDistance(a, b, limit)).toBe(plain <= limit ? plain : Number.POSITIVE_INFINITY);
      }),
    );
  });
});

describe("nearest", () => {
  const NAMES = [
    "relayhost",
    "relay_domains",
    "biff",
    "mydomain",
    "myhostname",
    "smtp_tls_protocols",
    "smtpd_tls_protocols",
    "smtpd_tls_mandatory_protocols",
    "smtpd_recipient_restrictions",
    "smtpd_sender_restrictions",
    "smtpd_relay_restrictions",
  ];

  it("finds what a slip of the fingers meant", () => {
    expect(nearest("relayhsot", NAMES)).toEqual(["relayhost"]);
    expect(nearest("RelayHost", NAMES)).toEqual(["relayhost"]);
    expect(nearest("smtpd_recipient_restriction", NAMES)).toEqual(["smtpd_recipient_restrictions"]);
    expect(nearest("bif", NAMES)).toEqual(["biff"]);
  });

  it("finds a name with a segment missing, superfluous or in the wrong place", () => {
    expect(nearest("recipient_restrictions", NAMES)).toEqual(["smtpd_recipient_restrictions"]);
    expect(nearest("smtpd_tls_protocols_mandatory", NAMES)[0]).toBe("smtpd_tls_mandatory_protocols");
    expect(nearest("smtpd_tls_mandatory_protocol", NAMES)[0]).toBe("smtpd_tls_mandatory_protocols");
    expect(nearest("my_relay_domains", NAMES)).toEqual(["relay_domains"]);
  });

  it("puts the best first, and no more than wanted", () => {
    expect(nearest("smtpd_tls_protocol", NAMES)).toEqual([
      "smtpd_tls_protocols",
      "smtp_tls_protocols",
      "smtpd_tls_mandatory_protocols",
    ]);
    expect(nearest("smtpd_tls_protocol", NAMES, 1)).toEqual(["smtpd_tls_protocols"]);
    expect(nearest("biff", ["bift", "biff", "bift"])).toEqual(["biff", "bift"]);
  });

  it("finds nothing for words that are like none", () => {
    expect(nearest("foo", NAMES)).toEqual([]);
    expect(nearest("x", NAMES)).toEqual([]);
    expect(nearest("", NAMES)).toEqual([]);
    expect(nearest("smtpd_helo_required", NAMES)).toEqual([]);
    expect(nearest("relayhost", [])).toEqual([]);
  });
});
