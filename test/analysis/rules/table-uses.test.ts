// What a table is for, by those who refer to it and by its name.
import { describe, expect, it } from "vitest";
import { actionUses, isForHeaders, usesByName } from "../../../server/src/analysis/rules/table-uses";

describe("the name of a table's file", () => {
  it.each([
    ["/etc/postfix/header_checks", "header_checks"],
    ["file:///c/msa-header_checks.pcre", "msa_header_checks"],
    ["header_checks_submission", "submission_header_checks"],
    ["smtp_header_checks", "smtp_header_checks"],
    ["my_smtp_mime_header_checks.regexp", "smtp_mime_header_checks"],
    ["nested_header_checks", "nested_header_checks"],
    ["milter_header_checks", "milter_header_checks"],
    ["body_checks.pcre", "body_checks"],
    ["my_body_checks", "my_body_checks"],
    ["postscreen_access.cidr", "postscreen_access_list"],
    ["sender_access", "check_sender_access"],
    ["my-client_access.cidr", "check_client_access"],
    ["access", "check_client_access"],
    ["access.pcre", "check_client_access"],
    ["C:\\postfix\\helo_access.pcre", "check_helo_access"],
  ])("%s tells %s", (name, use) => expect(usesByName(name)).toEqual([use]));

  it.each([
    "transport.pcre",
    "access.db",
    "accessible",
    "header_checks/transport",
    "my_access",
    "headers",
  ])("%s tells nothing", (name) => expect(usesByName(name)).toEqual([]));
});

describe("the uses of a table", () => {
  it("are ways of reading actions, each one once", () => {
    expect(
      actionUses(["transport_maps", "header_checks", "mime_header_checks", "check_helo_access"]),
    ).toEqual([
      { kind: "header", use: "header_checks" },
      { kind: "access", use: "check_helo_access" },
    ]);
  });

  it("tell whether it is looked up with headers alone", () => {
    expect(isForHeaders(["header_checks", "smtp_header_checks", "milter_header_checks"])).toBe(true);
    expect([[], ["header_checks", "body_checks"], ["transport_maps"]].map(isForHeaders)).toEqual([
      false,
      false,
      false,
    ]);
  });
});
