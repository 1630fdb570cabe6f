// Which actions who knows.
import { describe, expect, it } from "vitest";
import { actionFact, actionKindOf, actionsOf } from "../../server/src/knowledge/table-actions";

describe("actions of tables", () => {
  it("are those of the parameter or restriction that refers to the table", () => {
    const uses = [
      "header_checks",
      "body_checks",
      "milter_header_checks",
      "smtp_nested_header_checks",
      "lmtp_body_checks",
      "submission_header_checks",
      "check_client_a_access",
      "smtpd_relay_restrictions",
      "postscreen_access_list",
      "transport_maps",
      "toString",
    ];
    expect(uses.map(actionKindOf)).toEqual([
      "header",
      "body",
      "milter",
      "delivery-header",
      "delivery-body",
      "header",
      "access",
      "access",
      "postscreen",
      undefined,
      undefined,
    ]);
  });

  it("may be written in small letters", () => {
    expect(actionFact("header", "reject")).toEqual({});
    expect(actionFact("header", "constructor")).toBeUndefined();
  });

  it("differ by who reads them", () => {
    expect(actionFact("delivery-header", "REJECT")).toBeUndefined();
    expect(actionFact("body", "PREPEND")?.argument).toBe("text");
    expect(actionFact("header", "PREPEND")?.argument).toBe("header");
    expect(actionFact("milter", "PASS")).toBeUndefined();
    expect(Object.keys(actionsOf("postscreen")).length).toBe(4);
  });
});
