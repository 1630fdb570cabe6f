// The keys that Postfix makes of one, in its order (mail_addr_find.c, smtpd_check.c, transport.c, ...).
import { describe, expect, it } from "vitest";
import { lookupFormatOf } from "../../server/src/knowledge/table-formats";
import { keysFor, type LookupSettings, lookupByOrder } from "../../server/src/matching/key-order";
import { createKeyTable } from "../../server/src/matching/key-table";
import { parseKeyTable } from "../../server/src/syntax/tables/key-table";

const PLUS: LookupSettings = { recipientDelimiter: "+" };
const LOCAL: LookupSettings = { ...PLUS, localDomains: ["Example.com"] };
const PATTERN: LookupSettings = { ...LOCAL, tableType: "pcre" };
const DOTS: LookupSettings = { ...PLUS, parentDomainMatchesSubdomains: "" };
const TRANSPORT_PARENTS: LookupSettings = { parentDomainMatchesSubdomains: "!relay_domains, transport_maps" };

const keys = (use: string, key: string, settings?: LookupSettings) =>
  keysFor(lookupFormatOf(use)!, key, settings).join(" ");

describe("the keys that Postfix tries", () => {
  it.each([
    ["virtual_alias_maps", "u+x@example.com", {}, "u+x@example.com @example.com"],
    ["virtual_alias_maps", "u+x@example.com", PLUS, "u+x@example.com u@example.com @example.com"],
    ["virtual_alias_maps", "u+x@example.com", LOCAL, "u+x@example.com u@example.com u+x u @example.com"],
    ["virtual_alias_maps", "u+x@example.com", PATTERN, "u+x@example.com"],
    ["virtual_alias_maps", "u", PLUS, "u"],
    ["virtual_alias_maps", "+x@example.com", PLUS, "+x@example.com @example.com"],
    [
      "virtual_alias_maps",
      "owner-a@example.com",
      { recipientDelimiter: "-" },
      "owner-a@example.com @example.com",
    ],
    ["virtual_alias_maps", "a-request@b.c", { recipientDelimiter: "-" }, "a-request@b.c @b.c"],
    [
      "virtual_alias_maps",
      "a-request@b.c",
      { recipientDelimiter: "-", ownerRequestSpecial: false },
      "a-request@b.c a@b.c @b.c",
    ],
    ["virtual_alias_maps", "MAILER-DAEMON@b.c", { recipientDelimiter: "-" }, "MAILER-DAEMON@b.c @b.c"],
    ["virtual_alias_maps", '"a b"@c.d', {}, '"a b"@c.d @c.d'],
    ["relocated_maps", '"a b"@c.d', {}, '"a b"@c.d a b@c.d @c.d'],
    ["relocated_maps", '"a"@c.d', {}, "a@c.d @c.d"],
    ["transport_maps", "u+x@a.b.c", PLUS, "u+x@a.b.c u@a.b.c a.b.c .b.c .c *"],
    ["transport_maps", "u@a.b.c", TRANSPORT_PARENTS, "u@a.b.c a.b.c b.c c *"],
    ["transport_maps", "u+x@a.b.c", PATTERN, "u+x@a.b.c *"],
    ["check_recipient_access", "u+x@a.b", PLUS, "u+x@a.b u@a.b a.b b u+x@ u@"],
    ["check_recipient_access", "u+x@a.b", DOTS, "u+x@a.b u@a.b a.b .b u+x@ u@"],
    ["check_recipient_access", "u+x@a.b", PATTERN, "u+x@a.b"],
    ["check_sender_access", "", {}, "<>"],
    ["check_client_access", "a.b.c[192.0.2.1]", {}, "a.b.c b.c c 192.0.2.1 192.0.2 192.0 192"],
    ["check_client_access", "a.b.c[192.0.2.1]", DOTS, "a.b.c .b.c .c 192.0.2.1 192.0.2 192.0 192"],
    ["check_client_access", "a.b.c[192.0.2.1]", PATTERN, "a.b.c 192.0.2.1"],
    ["check_client_access", "2001:db8::1", {}, "2001:db8::1 2001:db8: 2001:db8 2001"],
    ["check_client_access", "::1", {}, "::1 :"],
    ["check_helo_access", "192.0.2.1", {}, "192.0.2.1"],
    ["check_helo_access", "a.b.", {}, "a.b. b."],
    ["check_helo_access", ".", {}, "."],
    ["check_sasl_access", "a.b", {}, "a.b"],
    ["relay_domains", "a.b", {}, "a.b b"],
    ["mynetworks", "a.b[::1]", {}, "a.b b ::1"],
    ["mydestination", "a.b", {}, "a.b"],
    ["alias_maps", "u+x@example.com", PLUS, "u+x u"],
    ["alias_maps", "u+x", PATTERN, "u+x u"],
    ["mailbox_transport_maps", "u+x@a.b", PLUS, "u"],
    ["smtp_tls_policy_maps", "a.b.c", {}, "a.b.c .b.c .c"],
    ["smtp_tls_policy_maps", "[a.b.c]:587", {}, "[a.b.c]:587"],
    ["smtp_tls_policy_maps", "192.0.2.1", {}, "192.0.2.1"],
    ["smtp_sasl_password_maps", "[a.b.c]:587", {}, "[a.b.c]:587"],
    ["smtp_sasl_password_maps", "u@a.b", {}, "u@a.b @a.b"],
    ["sender_dependent_relayhost_maps", "", {}, '"<>" <>'],
  ] as const)("%s asked for %j with %j", (use, key, settings, wanted) =>
    expect(keys(use, key, settings)).toBe(wanted));
});

describe("a lookup by order", () => {
  const table = createKeyTable(parseKeyTable("example.com smtp:a\nu@example.com smtp:b\n"), "hash");
  const format = lookupFormatOf("transport_maps")!;

  it("stops at the first key that is found", () => {
    const { value, winner, tried } = lookupByOrder(table, format, "u+x@example.com", PLUS);
    expect([value, winner?.chunk]).toEqual(["smtp:b", 1]);
    expect(tried).toEqual([
      { key: "u+x@example.com", found: false },
      { key: "u@example.com", found: true },
    ]);
  });

  it("tries all keys where nothing is found", () => {
    const { value, tried } = lookupByOrder(table, format, "u@other.example", PLUS);
    expect(value).toBeUndefined();
    expect(tried.map(({ key }) => key)).toEqual(["u@other.example", "other.example", ".example", "*"]);
    expect(tried.some(({ found }) => found)).toBe(false);
  });
});
