// The lookup tables that values name.
import { describe, expect, it } from "vitest";
import {
  type TableTaking,
  tableTakingOf,
  tableWords,
} from "../../../server/src/analysis/model/lookup-tables";

/** The tables as `wrappers type|name`, what has no type and the files. */
function found(text: string, taking: TableTaking) {
  const { tables, untyped, files } = tableWords(text, taking);
  for (const word of [...tables, ...untyped, ...files, ...tables.flatMap(({ type, name }) => [type, name])]) {
    expect(text.slice(word.start, word.end), "the place of a word").toBe(word.text);
  }
  return {
    tables: tables.map(({ wrappers, type, name }) =>
      [...wrappers.map((word) => `${word.text}+`), type.text, "|", name.text].join(""),
    ),
    rest: [
      ...untyped.map(({ text, isNested }) => (isNested ? `{${text}}` : text)),
      ...files.map(({ text }) => `<${text}`),
    ],
  };
}

describe("tableWords", () => {
  it("takes a list of tables", () => {
    expect(found("hash:/a, proxy:debug:mysql:/b,\tstatic:c:d word ldap:", "map-list")).toEqual({
      tables: ["hash|/a", "proxy+debug+mysql|/b", "static|c:d", "ldap|"],
      rest: ["word"],
    });
  });

  it("takes a whole value for one table", () => {
    expect(found("btree:/a b", "map").tables).toEqual(["btree|/a b"]);
    expect(found("/a b", "map").rest).toEqual(["/a b"]);
    expect(found("", "map")).toEqual({ tables: [], rest: [] });
  });

  it("keeps braces together, and looks into those that hold tables", () => {
    expect(
      found("inline:{ a=b, c=d:e } pipemap:{hash:/a unionmap:{ static:b, c }}, proxy:x", "map-list"),
    ).toEqual({
      tables: [
        "inline|{ a=b, c=d:e }",
        "pipemap|{hash:/a unionmap:{ static:b, c }}",
        "hash|/a",
        "unionmap|{ static:b, c }",
        "static|b",
        "proxy|x",
      ],
      rest: ["{c}"],
    });
  });

  it("tells tables from the other words of a match list", () => {
    expect(
      found("a.example !hash:/a, !!/b 10.0.0.0/8 [::1]:25 ::1 fe80::/10 cidr:/c b:25", "match-list"),
    ).toEqual({
      tables: ["hash|/a", "cidr|/c", "b|25"],
      rest: ["</b"],
    });
  });

  it("finds the tables among restrictions", () => {
    const text =
      "permit hash:/a check_client_access { cidr:/b, search_order = x:y } check_policy_service inet:a:1 Check_Policy_Service {unix:b, timeout=1} sleep {} check_x y";
    expect(found(text, "restriction-list")).toEqual({ tables: ["hash|/a", "cidr|/b"], rest: [] });
    expect(tableWords(text, "restriction-list").tables.map(({ before }) => before)).toEqual([
      "permit",
      "check_client_access",
    ]);
  });

  it("stops at some depth", () => {
    const text = `${"pipemap:{".repeat(30)}hash:/a${"}".repeat(30)}`;
    expect(tableWords(text, "map-list").tables.length).toBeLessThan(15);
  });
});

describe("tableTakingOf", () => {
  it.each([
    ["virtual_alias_maps", "map-list"],
    ["address_verify_map", "map"],
    ["mydestination", "match-list"],
    ["smtpd_client_restrictions", "restriction-list"],
    ["relayhost", undefined],
    ["proxy_read_maps", undefined],
    ["alias_database", undefined],
    ["no_such_name", undefined],
  ])("of %s is %s", (name, taking) => {
    expect(tableTakingOf(name)).toBe(taking);
  });
});
