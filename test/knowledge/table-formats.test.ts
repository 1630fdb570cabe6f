// What is known of the tables that parameters and restrictions refer to.
import { describe, expect, it } from "vitest";
import { restrictionFacts, tableFacts } from "../../server/src/knowledge/facts";
import { isPatternType, KEY_FORMS, lookupFormatOf } from "../../server/src/knowledge/table-formats";

/** Tables that people do not write, or that are not looked up by keys. */
const WITHOUT_FORMAT = [
  "cache",
  "bdb_type_map",
  "list of table references",
  "requiretls_policy",
  "sni_chain",
  "tls_loglevel",
];

describe("the format of a table", () => {
  it.each([
    ["transport_maps", "transport", "transport", "transport_maps"],
    ["virtual_alias_maps", "address", "addresses", undefined],
    ["alias_maps", "alias", "destinations", undefined],
    ["smtp_tls_policy_maps", "tls-policy", "tls-policy", undefined],
    ["header_checks", "exact", "header-action", undefined],
    ["check_client_access", "access-client", "access", "smtpd_access_maps"],
    ["check_sender_access", "access-address", "access", "smtpd_access_maps"],
    ["check_sender_mx_access", "access-client", "access", "smtpd_access_maps"],
    ["check_client_a_access", "access-network", "access", "smtpd_access_maps"],
    ["check_helo_access", "access-domain", "access", "smtpd_access_maps"],
    ["check_sasl_access", "exact", "access", undefined],
    ["smtpd_relay_restrictions", "access-address", "access", "smtpd_access_maps"],
    ["postscreen_access_list", "exact", "postscreen-action", undefined],
    ["relay_domains", "domain-list", "ignored", "relay_domains"],
    ["mydestination", "exact", "ignored", undefined],
  ])("of %s", (use, order, value, parentStyle) => {
    const format = lookupFormatOf(use)!;
    expect([format.order, format.value, format.parentStyle]).toEqual([order, value, parentStyle]);
  });

  it("is known of every parameter that takes tables which people write", () => {
    const unknown = Object.entries(tableFacts().parameterFormats)
      .filter(([use, name]) => !lookupFormatOf(use) && !WITHOUT_FORMAT.includes(name))
      .map(([use]) => use);
    // Lists of data and of the end of the message take no table without a restriction in front of it.
    expect(unknown).toEqual(["smtpd_data_restrictions", "smtpd_end_of_data_restrictions"]);
  });

  it("is known of every restriction that takes a table", () => {
    const names = Object.entries(restrictionFacts().restrictions).filter(([, { arg }]) => arg === "map");
    expect(names.filter(([name]) => !lookupFormatOf(name))).toEqual([]);
    expect(names.length).toBeGreaterThan(20);
  });

  it("is not known of anything else", () => {
    expect(
      ["myhostname", "check_policy_service", "toString", "check_toString_access"].map(lookupFormatOf),
    ).toEqual([undefined, undefined, undefined, undefined]);
  });

  it("says which keys are tried, and which of them a pattern sees", () => {
    const seen = KEY_FORMS.transport.filter((form) => !form.isPartial).map(({ form }) => form);
    expect(seen).toEqual(["user+extension@domain", "*"]);
    expect(["pcre", "cidr", "hash", "static"].filter(isPatternType)).toEqual(["pcre", "cidr"]);
  });
});
