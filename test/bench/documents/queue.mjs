// A long queue, as postqueue -j prints it.

/** What remote servers and Postfix say; `%d` and `%n` differ from domain to domain, and from message to message. */
const REASONS = [
  "connect to mx%d.example.org[192.0.2.%b]:25: Connection timed out",
  "host mx%d.example.org[192.0.2.%b] said: 450 4.7.1 <user%n@d%d.example.org>: Recipient address rejected: Greylisted, try again in %b seconds (in reply to RCPT TO command)",
  "delivery temporarily suspended: lost connection with mx%d.example.org[198.51.100.%b] while receiving the initial server greeting",
  "Host or domain name not found. Name service error for name=d%d.example.org type=MX: Host not found, try again",
];

/** @param length how many messages. @param now seconds since 1970 */
export function generateQueue(length, now) {
  const lines = Array.from({ length }, (_, n) => {
    const domain = n % 997;
    const reason = REASONS[n % REASONS.length]
      .replaceAll("%d", domain)
      .replaceAll("%b", n % 251)
      .replaceAll("%n", n);
    // Most mail has one recipient.
    const recipients = Array.from(
      { length: n % 10 === 0 ? 3 : 1 },
      (_, k) => `{"address": "user${n}-${k}@d${domain}.example.org", "delay_reason": "${reason}"}`,
    );
    const id = `4XyZ${n.toString(36).padStart(6, "0")}bCd`;
    return `{"queue_name": "${n % 50 === 0 ? "hold" : "deferred"}", "queue_id": "${id}", "arrival_time": ${now - n * 3}, "message_size": ${500 + (n % 90_000)}, "forced_expire": false, "sender": "sender${n % 3000}@example.com", "recipients": [${recipients.join(", ")}]}`;
  });
  return `${lines.join("\n")}\n`;
}
