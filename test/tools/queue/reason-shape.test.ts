/** Reasons without what differs from message to message. */
import { describe, expect, it } from "vitest";
import { reasonShape } from "../../../server/src/tools/queue/reasons";

const SHAPES: readonly (readonly [reason: string, shape: string])[] = [
  [
    "host mx1.example.org[192.0.2.7] said: 450 4.7.1 <ann@example.net>: Recipient address rejected: Greylisted, try again in 300 seconds (in reply to RCPT TO command)",
    "host … said: 450 4.7.1 <…>: Recipient address rejected: Greylisted, try again in … seconds (in reply to RCPT TO command)",
  ],
  [
    "delivery temporarily suspended: connect to mx.example.org[2001:db8::1]:25: Connection timed out",
    "connect to …: Connection timed out",
  ],
  ["connect to 2001:db8::1[2001:db8::1]:25: Connection refused", "connect to …: Connection refused"],
  [
    "Host or domain name not found. Name service error for name=localdomain type=MX: Host not found, try again",
    "Host or domain name not found. Name service error for name=… type=MX: Host not found, try again",
  ],
  [
    "unable to look up host nohost: Temporary failure in name resolution",
    "unable to look up host …: Temporary failure in name resolution",
  ],
  ["mail for localhost loops back to myself", "mail for … loops back to myself"],
  ['unknown user: "ann"', "unknown user: …"],
  [
    "cannot update mailbox /var/mail/ann for user ann. unable to lock for exclusive access: Resource temporarily unavailable",
    "cannot update mailbox … for user …. unable to lock for exclusive access: Resource temporarily unavailable",
  ],
  [
    "host mail.example.org[private/dovecot-lmtp] said: 452 4.2.2 <ann@example.org> Quota exceeded (mailbox for user is full) (in reply to end of DATA command)",
    "host … said: 452 4.2.2 <…> Quota exceeded (mailbox for user is full) (in reply to end of DATA command)",
  ],
  [
    "host mx.example.com[192.0.2.27] said: 421-4.7.28 Unusual rate from your IP address [192.0.2.7      15]. 421-4.7.28 visit https://support.example.com/mail/?p=Rate. 421 4.7.28 d2e1a72fcca58-7f0b3sm12345b3a.12 - xsmtp (in reply to end of DATA command)",
    "host … said: 421-4.7.28 Unusual rate from your IP address […      …]. 421-4.7.28 visit … 421 4.7.28 … - xsmtp (in reply to end of DATA command)",
  ],
  [
    "host mx.example.com[192.0.2.27] refused to talk to me: 451 4.7.650 Limited due to IP reputation. (S775) [AM7EUR03FT013.eop.example.com 2026-01-01T10:00:00.123Z 08DC]",
    "host … refused to talk to me: 451 4.7.650 Limited due to IP reputation. (S775) [… … …]",
  ],
  [
    "message size 5000 exceeds size limit 1,000 of server mx.example.org[192.0.2.3]",
    "message size … exceeds size limit … of server …",
  ],
  [
    "host a[192.0.2.4] said: 451 queued as 3A5F2B1C9D, 4ZxYq93kLmzAbC, ann.lee+x@example.org (#4.2.1)",
    "host … said: 451 queued as …, …, … (#4.2.1)",
  ],
  [
    "SMTPUTF8 is required, but was not offered by host bücher.example[192.0.2.4]",
    "SMTPUTF8 is required, but was not offered by host …",
  ],
  [
    "Protocol error: host mx[192.0.2.4] said: 250 TLSv1.2 and IPv6",
    "Protocol error: host … said: 250 TLSv1.2 and IPv6",
  ],
  ["mail transport unavailable", "mail transport unavailable"],
  ["", ""],
];

/** The shortest time of several runs, in milliseconds. */
function fastest(run: () => void): number {
  const times = Array.from({ length: 7 }, () => {
    const start = performance.now();
    run();
    return performance.now() - start;
  });
  return Math.min(...times);
}

describe("the shape of a reason", () => {
  it.each(SHAPES)("%s", (reason, shape) => {
    expect(reasonShape(reason)).toBe(shape);
    expect(reasonShape(shape)).toBe(shape);
  });

  it("tells codes apart", () => {
    const shapes = ["450 4.2.0", "451 4.2.0", "450 4.2.1"].map((code) =>
      reasonShape(`host a[192.0.2.1] said: ${code} no`),
    );
    expect(new Set(shapes).size).toBe(3);
  });

  it("is found in a time that grows with the length alone, whatever stands there", () => {
    const pieces = [
      "a",
      "1",
      "a.",
      "a@",
      "[",
      "a[",
      "<",
      ":",
      "1:",
      ".",
      "/",
      "-",
      "a-1.",
      "=",
      "name=.",
      "#",
      "!a",
      "ü.",
      "https://",
    ];
    for (const piece of pieces) {
      const texts = [2_000, 32_000].map((length) => piece.repeat(length / piece.length));
      const [short, long] = texts.map((text) => fastest(() => reasonShape(text)));
      // Sixteen times as long; where it grew with the square, it would be 256 times.
      expect(long! / (short! + 0.05), piece).toBeLessThan(100);
    }
  });

  it("is found quickly", () => {
    const reasons = Array.from({ length: 10_000 }, (_, index) =>
      SHAPES[index % SHAPES.length]![0].replace("192.0.2.", `192.0.${index % 250}.`),
    );
    expect(fastest(() => reasons.forEach((reason) => void reasonShape(reason)))).toBeLessThan(500);
  });
});
